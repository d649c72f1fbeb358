package io.ringside.gateway.ib.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.LiveProcess;
import io.ringside.gateway.live.market.InstrumentFeed;
import io.ringside.gateway.live.operator.MemoryFolder;
import io.ringside.gateway.sim.FaultKind;
import io.ringside.gateway.sim.FaultRule;
import io.ringside.gateway.sim.Listing;
import io.ringside.gateway.sim.PriceBar;
import io.ringside.gateway.sim.SimSettings;
import io.ringside.gateway.sim.SimulatedTws;
import io.ringside.gateway.sim.Tape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ringside fetch} says and writes, of a broker that has half-hour bars of QQQ in November of 2024. */
class FetchCommandTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long SIZE = 30 * ExchangeCalendar.MINUTE_NANOS;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private static int day(String text) {
        return (int) LocalDate.parse(text).toEpochDay();
    }

    /** A broker whose clock is so long after a session's close. */
    private static SimulatedTws broker(String from, String to, long afterCloseNanos, LongPredicate has) {
        return SimulatedTws.start(settings(from, to, afterCloseNanos, has));
    }

    private static SimSettings settings(String from, String to, long afterCloseNanos, LongPredicate has) {
        List<PriceBar> bars = new ArrayList<>();
        long price = 500 * FixedPoint.ONE_E8;
        for (int day = day(from); day <= day(to); day = CALENDAR.nextTradingDay(day)) {
            for (long start = CALENDAR.openNanos(day); start < CALENDAR.closeNanos(day); start += SIZE) {
                price += FixedPoint.ONE_E8 / 100;
                if (has.test(start)) {
                    bars.add(PriceBar.of(start, start + SIZE, price, price, price, price, 100));
                }
            }
        }
        return new SimSettings(
                        List.of(Tape.ofBars(Listing.of("QQQ"), bars)), CALENDAR.closeNanos(day(to)) + afterCloseNanos)
                .account("DU1234567");
    }

    private LiveProcess.Answer fetch(SimulatedTws tws, String arguments) {
        List<String> all = new ArrayList<>(
                List.of(arguments.replace("FOLDER", folder.toString()).split(" ", -1)));
        if (!all.contains("--symbol")) {
            all.addAll(List.of("--symbol", "QQQ"));
        }
        if (!all.contains("--bar")) {
            all.addAll(List.of("--bar", "30m"));
        }
        all.addAll(List.of("--set", "gateway.port=" + tws.port()));
        return LiveProcess.run(new FetchCommand(), all.toArray(String[]::new));
    }

    private List<String> files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void shouldWriteTheBarsOfTwoDaysAndSayWhatTheyAreGoodFor() throws IOException {
        try (SimulatedTws tws = broker("2024-11-11", "2024-11-15", SIZE, start -> true)) {
            LiveProcess.Answer answer = fetch(tws, "--from 2024-11-13 --to 2024-11-14 --out FOLDER/x.csv");
            assertEquals("26 bars of QQQ over 2 sessions in FOLDER/x.csv" + NEXT, said(answer));
            assertEquals("", answer.err());
            assertEquals(0, answer.code());
            List<String> lines = Files.readAllLines(folder.resolve("x.csv"));
            assertEquals(27, lines.size());
            assertEquals("datetime,open,high,low,close,volume", lines.get(0));
            // Two days of thirteen bars are before it, each a cent more.
            assertEquals("2024-11-13 09:30:00,500.27,500.27,500.27,500.27,100", lines.get(1));
            assertEquals("2024-11-14 15:30:00,500.52,500.52,500.52,500.52,100", lines.get(26));
            assertEquals(List.of("x.csv"), files());
        }
    }

    /** A warning about a request is no refusal of it. */
    @ParameterizedTest
    @ValueSource(strings = {"2174", "2100", "9999"})
    void shouldGoOnWhereTheBrokerOnlyWarns(String code) throws IOException {
        try (SimulatedTws tws = broker("2024-11-13", "2024-11-14", SIZE, start -> true)) {
            tws.distort((client, fields) -> fields.get(0).equals("17")
                    ? List.of(List.of("4", "2", fields.get(1), code, "a warning", ""), fields)
                    : List.of(fields));
            LiveProcess.Answer answer = fetch(tws, "--from 2024-11-13 --to 2024-11-14 --out FOLDER/x.csv");
            assertEquals("26 bars of QQQ over 2 sessions in FOLDER/x.csv" + NEXT, said(answer));
            assertEquals(0, answer.code());
        }
    }

    /** Of each day but the first and the last a bar is missing, and one is missing as a whole. */
    @Test
    void shouldTellTheFirstDaysOnWhichBarsAreMissing() {
        LongPredicate has = start -> {
            String time = CALENDAR.format(start);
            boolean whole = time.startsWith("2024-10-28") || time.startsWith("2024-11-29");
            return whole || !(time.substring(11, 16).equals("10:30") || time.startsWith("2024-11-06"));
        };
        try (SimulatedTws tws = broker("2024-10-25", "2024-11-29", SIZE, has)) {
            LiveProcess.Answer answer = fetch(tws, "--from 2024-10-28 --to 2024-11-29 --out FOLDER/x.csv");
            assertEquals(1, answer.code());
            List<String> lines = said(answer).lines().toList();
            // Twenty-three days of thirteen half hours and one of seven, less what is missing.
            assertEquals("272 bars of QQQ over 24 sessions in FOLDER/x.csv", lines.get(0));
            assertEquals("missing 34 bars, on 22 days:", lines.get(1));
            assertEquals("  2024-10-29  1 of 13 bars, from 10:30", lines.get(2));
            assertEquals("  2024-11-06  13 of 13 bars, from 09:30", lines.get(8));
            assertEquals("  2024-11-25  1 of 13 bars, from 10:30", lines.get(21));
            assertEquals("  and 2 more days", lines.get(22));
            assertEquals("Try next:", lines.get(23));
            answer = fetch(tws, "--from 2024-11-04 --to 2024-11-05 --out FOLDER/x.csv --force");
            assertEquals("""
                    24 bars of QQQ over 2 sessions in FOLDER/x.csv
                    missing 2 bars, on 2 days:
                      2024-11-04  1 of 13 bars, from 10:30
                      2024-11-05  1 of 13 bars, from 10:30""" + NEXT, said(answer));
        }
    }

    private static final String NEXT = """

            Try next:
              ringside data check FOLDER/x.csv
              ringside backtest --bars QQQ=FOLDER/x.csv --set data.bar=30m --set signal.bar=30m
            """;

    private String said(LiveProcess.Answer answer) {
        return answer.out().replace(folder.toString(), "FOLDER");
    }

    @Test
    void shouldGoOnWhereItEnded() throws IOException {
        Path out = folder.resolve("x.csv");
        try (FetchFile file = new FetchFile(out, "QQQ 30m 2024-11-12 2024-11-14 regular", CALENDAR)) {
            List<InstrumentFeed.PastBar> bars = new ArrayList<>();
            long open = CALENDAR.openNanos(day("2024-11-12"));
            bars.add(
                    InstrumentFeed.PastBar.told(open, 1_00000000L, 1_00000000L, 1_00000000L, 1_00000000L, 7_00000000L));
            file.add(bars, day("2024-11-12"));
        }
        assertEquals(List.of("x.csv.fetch"), files());
        try (SimulatedTws tws = broker("2024-11-11", "2024-11-15", SIZE, start -> true)) {
            LiveProcess.Answer answer = fetch(tws, "--from 2024-11-12 --to 2024-11-14 --out FOLDER/x.csv");
            assertEquals("ringside fetch: goes on after 2024-11-12, with 1 bars\n", answer.err());
            assertEquals("""
                    27 bars of QQQ over 3 sessions in FOLDER/x.csv
                    missing 12 bars, on 1 days:
                      2024-11-12  12 of 13 bars, from 10:00""" + NEXT, said(answer));
            assertEquals(
                    "2024-11-12 09:30:00,1.00,1.00,1.00,1.00,7",
                    Files.readAllLines(out).get(1));
        }
    }

    @Test
    void shouldAskAgainWhereTheConnectionBreaksWithinAnAnswer() throws IOException {
        try (SimulatedTws tws = broker("2024-11-11", "2024-11-15", SIZE, start -> true)) {
            tws.inject(FaultRule.next(FaultKind.CLOSE_MID_FRAME).forMessage(10));
            LiveProcess.Answer answer = fetch(tws, "--from 2024-11-13 --to 2024-11-14 --out FOLDER/x.csv");
            assertEquals(0, answer.code());
            List<String> lines = answer.err().lines().toList();
            assertEquals("ringside fetch: QQQ: connection lost, PEER_CLOSED_MID_FRAME ; asked again", lines.get(0));
            assertEquals(27, Files.readAllLines(folder.resolve("x.csv")).size());
        }
    }

    /** A bar is missing on each of twenty days, which are as many as are told. */
    @Test
    void shouldSpeakOfNoMoreDaysWhereAllAreTold() {
        LongPredicate has = start -> !CALENDAR.format(start).startsWith("10:30", 11);
        try (SimulatedTws tws = broker("2024-10-25", "2024-11-29", SIZE, has)) {
            List<String> lines = said(fetch(tws, "--from 2024-10-30 --to 2024-11-26 --out FOLDER/x.csv"))
                    .lines()
                    .toList();
            assertEquals("missing 20 bars, on 20 days:", lines.get(1));
            assertEquals("  2024-11-26  1 of 13 bars, from 10:30", lines.get(21));
            assertEquals("Try next:", lines.get(22));
        }
    }

    /** A week is asked for at once, and each of its days that the answer lacks alone: Tuesday, and the last one. */
    @Test
    void shouldAskAgainForDaysThatAWeekLacks() throws IOException {
        LongPredicate has = start -> !CALENDAR.format(start).startsWith("2024-11-12")
                && !CALENDAR.format(start).startsWith("2024-11-15");
        Path log = folder.resolve("frames.jsonl");
        SimSettings settings =
                settings("2024-11-11", "2024-11-15", 10 * SIZE, has).log(log);
        try (SimulatedTws tws = SimulatedTws.start(settings)) {
            String arguments =
                    "--from 2024-11-11 --to 2024-11-15 --set gateway.client-id=30 --force --out FOLDER/x.csv";
            assertEquals(1, fetch(tws, arguments).code());
            assertEquals(
                    List.of(
                            "71 2 31 ",
                            "20241116-05:00:00 30 mins 1 W 1",
                            "20241113-05:00:00 30 mins 1 D 1",
                            "20241116-05:00:00 30 mins 1 D 1"),
                    asked(log));
            Files.write(log, List.of());
            assertEquals(1, fetch(tws, arguments + " --session extended").code());
            assertEquals(
                    List.of(
                            "71 2 31 ",
                            "20241116-05:00:00 30 mins 1 W 0",
                            "20241113-05:00:00 30 mins 1 D 0",
                            "20241116-05:00:00 30 mins 1 D 0"),
                    asked(log));
        }
    }

    /** Who the client is; and of its requests for history the end, the size of bars, the duration and the hours. */
    private static List<String> asked(Path log) throws IOException {
        List<String> asked = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            int from = line.indexOf("[\"") + 2;
            List<String> fields =
                    List.of(line.substring(from, line.indexOf("\"]")).split("\",\"", -1));
            if (line.contains("\"direction\":\"in\"") && fields.get(0).equals("71")) {
                asked.add(String.join(" ", fields));
            } else if (line.contains("\"direction\":\"in\"") && fields.get(0).equals("20")) {
                asked.add(String.join(" ", fields.subList(15, 19)));
            }
        }
        return asked;
    }

    /** Whoever comes back too early finds the place taken by himself; he waits for a tenth of a second, give or take a fifth. */
    @Test
    void shouldWaitBeforeItConnectsOnceMore() throws IOException {
        try (SimulatedTws tws = broker("2024-11-11", "2024-11-15", SIZE, start -> true)) {
            tws.inject(FaultRule.next(FaultKind.CLOSE_MID_FRAME).forMessage(10));
            tws.inject(new FaultRule(FaultKind.CLIENT_ID_IN_USE, 2, 0, 0, -1, 1, -1, -1, ""));
            LiveProcess.Answer answer = fetch(tws, "--from 2024-11-13 --to 2024-11-14 --out FOLDER/x.csv");
            assertEquals(0, answer.code());
            List<String> lines = answer.err().lines().toList();
            String wait = lines.get(1).replace("ringside fetch: connection lost; tried again in ", "");
            int millis = Integer.parseInt(wait.replace(" ms", ""));
            assertTrue(millis >= 80 && millis <= 120, lines.get(1));
            assertEquals(27, Files.readAllLines(folder.resolve("x.csv")).size());
        }
    }

    @Test
    void shouldTakeASessionForOverFromItsCloseOn() {
        try (SimulatedTws tws = broker("2024-11-11", "2024-11-15", 0, start -> true)) {
            assertEquals(
                    0,
                    fetch(tws, "--from 2024-11-15 --to 2024-11-15 --out FOLDER/x.csv")
                            .code());
        }
        try (SimulatedTws tws = broker("2024-11-11", "2024-11-15", -1, start -> true)) {
            assertEquals(
                    "ringside fetch: --to 2024-11-15: its session is not over at the broker; the last one that is:"
                            + " 2024-11-14\n",
                    fetch(tws, "--from 2024-11-15 --to 2024-11-15 --out FOLDER/y.csv")
                            .err());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--from 2024-11-14 --to 2024-11-13 --out FOLDER/x | --from 2024-11-14 is after --to 2024-11-13",
                "--from 2024-11-09 --to 2024-11-10 --out FOLDER/x | --from 2024-11-09 --to 2024-11-10: nothing is traded on"
                        + " these days",
                "--from 2024-11-13 --to 2024-11-13 --out FOLDER | --out FOLDER: is a folder; give the name of a file",
                "--from 2024-11-18 --to 2024-11-18 --out FOLDER/x | --to 2024-11-18: its session is not over at the broker;"
                        + " the last one that is: 2024-11-15",
                "--from 2024-10-01 --to 2024-10-02 --out FOLDER/x | the broker has no bars of QQQ from 2024-10-01 to"
                        + " 2024-10-02",
                "--from 2024-11-13 --to 2024-11-13 --out FOLDER/x --symbol NOPE | --symbol NOPE: the broker knows no such"
                        + " stock; say which one by an entry with contract-id under instruments in the configuration",
                "--from 1997-12-31 --to 2024-11-13 --out FOLDER/x | --from 1997-12-31: the calendar knows 1998 to 2030",
            })
    void shouldRefuseWhatCannotBeFetched(String arguments, String why) throws IOException {
        try (SimulatedTws tws = broker("2024-11-11", "2024-11-15", SIZE, start -> true)) {
            LiveProcess.Answer answer = fetch(tws, arguments);
            assertEquals("ringside fetch: " + why.replace("FOLDER", folder.toString()) + "\n", answer.err());
            assertEquals(2, answer.code());
            assertEquals("", answer.out());
            assertEquals(List.of(), files());
        }
    }

    @Test
    void shouldReplaceAFileOnlyWhenItIsForced() throws IOException {
        Path out = Files.writeString(folder.resolve("x.csv"), "mine");
        try (SimulatedTws tws = broker("2024-11-11", "2024-11-15", SIZE, start -> true)) {
            LiveProcess.Answer answer = fetch(tws, "--from 2024-11-13 --to 2024-11-13 --out FOLDER/x.csv");
            assertEquals("ringside fetch: --out " + out + ": is there already; --force replaces it\n", answer.err());
            assertEquals("mine", Files.readString(out));
            assertEquals(
                    0,
                    fetch(tws, "--from 2024-11-13 --to 2024-11-13 --out FOLDER/x.csv --force")
                            .code());
            assertEquals(14, Files.readAllLines(out).size());
        }
    }

    @Test
    void shouldSayThatNobodyAnswers() {
        int port;
        try (SimulatedTws tws = broker("2024-11-15", "2024-11-15", SIZE, start -> true)) {
            port = tws.port();
        }
        LiveProcess.Answer answer = LiveProcess.run(
                new FetchCommand(),
                "--symbol",
                "QQQ",
                "--from",
                "2024-11-13",
                "--to",
                "2024-11-13",
                "--out",
                folder.resolve("x").toString(),
                "--set",
                "gateway.port=" + port);
        assertEquals(
                "ringside fetch: nobody answers at 127.0.0.1:" + port
                        + "; start TWS or IB Gateway and let it accept API clients, or set gateway.port"
                        + " (Ended[reason=CONNECT_FAILED, detail=/127.0.0.1:" + port + ": Connection refused])\n",
                answer.err());
        assertEquals(2, answer.code());
    }
}
