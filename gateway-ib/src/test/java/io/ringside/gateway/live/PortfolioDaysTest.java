package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.Operator;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.store.BarRows;
import io.ringside.engine.store.DataStore;
import io.ringside.engine.store.SeriesKey;
import io.ringside.gateway.live.operator.AuditCommand;
import io.ringside.gateway.live.operator.MemoryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Days of a portfolio of five names whose prices are made so that everybody can say which is the best: what stands in the
 * journals, event by event.
 */
@ExtendWith(SilentLog.class)
class PortfolioDaysTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int HISTORY = PortfolioDays.day("2023-08-01");
    /** A Monday. */
    private static final int FIRST = PortfolioDays.day("2023-11-13");

    private static final int SECOND = PortfolioDays.day("2023-11-14");
    private static final int THIRD = PortfolioDays.day("2023-11-15");
    private static final List<String> NAMES = List.of("AA", "BB", "CC", "DD", "EE");

    /** Where a process can die on the first two days, in their order. */
    private static List<String> places;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    /** All stand still at 100, but for AA, which gains ten cents a session, and BB, which jumps by 40 on the second day. */
    static void store(Path folder, int toDay) {
        try (DataStore store = DataStore.openToWrite(folder, CALENDAR)) {
            for (String name : NAMES) {
                BarRows rows = new BarRows();
                long cents = 10_000;
                for (int day = HISTORY; day <= toDay; day = CALENDAR.nextTradingDay(day)) {
                    long open = cents;
                    cents += name.equals("AA") ? 10 : 0;
                    cents += name.equals("BB") && day == SECOND ? 4_000 : 0;
                    rows.add(day, open * 1_000_000, cents * 1_000_000, open * 1_000_000, cents * 1_000_000, 1_000_000);
                }
                store.merge(new SeriesKey(name, BarSpec.parse("1d")), rows, "made", false, toDay);
            }
        }
    }

    private static Config momentum(String... sets) {
        Config config = PortfolioDays.config(
                "momentum", "portfolio.schedule=daily", "portfolio.lookback-months=1", "portfolio.skip-months=0");
        for (String set : sets) {
            config = EngineSettings.with(config, set);
        }
        return config;
    }

    // ---- What stands in a journal ----------------------------------------------------------------------------------

    /** The events of a day and what was decided on each; the history in one line, timers and figures of the account in none. */
    private static List<String> lines(PortfolioDays days, int day) {
        List<String> lines = new ArrayList<>();
        List<String> history = new ArrayList<>();
        int[] bars = new int[1];
        LiveBench.replay(days.journal(day), event -> {
            boolean ofPast = event.isWarmUp() && event.type != EventType.COMMAND;
            if (ofPast && event.type == EventType.BAR) {
                bars[0]++;
            } else if (ofPast) {
                history.add(CALENDAR.format(event.eventNanos).substring(5, 16));
            } else if (isShown(event)) {
                addHistory(lines, history, bars);
                lines.add(line(event));
            }
        });
        return lines;
    }

    private static void addHistory(List<String> lines, List<String> history, int[] bars) {
        if (!history.isEmpty()) {
            lines.add(history.size() + " sessions of " + history.get(0) + " to " + history.get(history.size() - 1)
                    + ", " + bars[0] + " bars");
            history.clear();
            bars[0] = 0;
        }
    }

    private static boolean isShown(EngineEvent event) {
        boolean figures = event.type == EventType.ACCOUNT && (event.flags & EngineEvent.FLAG_CARRIED) == 0;
        return event.type != EventType.TIMER && !figures;
    }

    private static String line(EngineEvent event) {
        StringBuilder line = new StringBuilder(CALENDAR.format(event.eventNanos).substring(5, 19) + " " + event.type);
        switch (event.type) {
            case BAR -> line.append(' ').append(NAMES.get(event.instrumentId));
            case FILL ->
                line.append(' ')
                        .append(event.side)
                        .append(' ')
                        .append(event.quantity)
                        .append(' ')
                        .append(NAMES.get(event.instrumentId))
                        .append(" at ")
                        .append(FixedPoint.format(event.priceE8));
            case POSITION ->
                line.append(' ')
                        .append(NAMES.get(event.instrumentId))
                        .append(' ')
                        .append(event.code)
                        .append(' ')
                        .append(event.quantity);
            case CONDITION ->
                line.append(' ')
                        .append(Condition.ofCode(event.code))
                        .append(' ')
                        .append(event.textAsString());
            case COMMAND ->
                line.append(' ')
                        .append(Operator.ofCode(event.code))
                        .append(' ')
                        .append(event.argument)
                        .append(' ')
                        .append(event.textAsString());
            default -> {
                // The type says it all.
            }
        }
        line.append(event.isWarmUp() ? " warm-up" : "");
        line.append((event.flags & EngineEvent.FLAG_CARRIED) != 0 ? " carried" : "");
        for (int i = 0; i < event.intentCount; i++) {
            Intent intent = event.intents[i];
            line.append("; ")
                    .append(intent.action)
                    .append(' ')
                    .append(intent.side)
                    .append(' ')
                    .append(intent.quantity)
                    .append(' ')
                    .append(NAMES.get(intent.instrumentId));
        }
        return line.toString().replaceAll(" +", " ").strip();
    }

    private PortfolioDays days(String name, Config config, int lastDay) throws IOException {
        Path store = folder.resolve("store of " + name);
        store(store, lastDay);
        return new PortfolioDays(folder.resolve(name), store, config, FIRST, lastDay, 1);
    }

    // ---- Days -----------------------------------------------------------------------------------------------------

    /**
     * Of the 74 sessions to the first day each brought AA ten cents: 95,000 over 107.40 are 884 shares. What the open asks besides
     * is a tick and two basis points. BB stands at 140 when its turn comes.
     */
    private static final String FIRST_DAY = """
            11-13T09:20:00 CONDITION LIVE_START
            53 sessions of 08-29T16:00 to 11-10T16:00, 265 bars
            11-13T09:20:05 CONDITION CONNECTED
            11-13T09:20:05 CONDITION RECONCILING
            11-13T09:20:05 CONDITION RECONCILED
            11-13T09:30:00 SESSION_OPEN
            11-13T16:00:00 BAR AA
            11-13T16:00:00 BAR BB
            11-13T16:00:00 BAR CC
            11-13T16:00:00 BAR DD
            11-13T16:00:00 BAR EE
            11-13T16:00:00 SESSION_CLOSE; PLACE BUY 884 AA
            11-13T16:00:00 ORDER_SENT
            11-13T16:00:00 ORDER_ACCEPTED
            11-13T23:45:01 CONDITION DISCONNECTED IO_ERROR java.io.IOException: Broken pipe
            11-14T00:45:01 CONDITION STOPPING
            """;

    private static final String SECOND_DAY = """
            11-14T00:45:01 CONDITION LIVE_START
            54 sessions of 08-29T16:00 to 11-13T16:00, 270 bars
            11-13T16:00:00 COMMAND REBALANCE 39349 warm-up
            11-14T00:45:01 ACCOUNT carried
            11-14T00:45:01 POSITION AA 100 0 carried
            11-14T00:45:01 POSITION AA 6 884 carried
            11-14T00:45:01 CONDITION CONNECTED
            11-14T00:45:01 CONDITION RECONCILING
            11-14T00:45:01 ORDER_ACCEPTED
            11-14T00:45:01 CONDITION RECONCILED
            11-14T09:30:00 SESSION_OPEN
            11-14T09:30:00 FILL BUY 884 AA at 107.44
            11-14T09:30:00 COMMISSION
            11-14T16:00:00 BAR AA
            11-14T16:00:00 BAR BB
            11-14T16:00:00 BAR CC
            11-14T16:00:00 BAR DD
            11-14T16:00:00 BAR EE
            11-14T16:00:00 SESSION_CLOSE; PLACE SELL 884 AA
            11-14T16:00:00 ORDER_SENT
            11-14T16:00:00 ORDER_ACCEPTED
            """;

    private static final String THIRD_DAY = """
            11-15T00:45:01 CONDITION LIVE_START
            54 sessions of 08-29T16:00 to 11-13T16:00, 270 bars
            11-13T16:00:00 COMMAND REBALANCE 39349 warm-up
            1 sessions of 11-14T16:00 to 11-14T16:00, 5 bars
            11-14T16:00:00 COMMAND REBALANCE 39351 warm-up
            11-15T00:45:01 ACCOUNT carried
            11-15T00:45:01 POSITION AA 100 0 carried
            11-15T00:45:01 POSITION AA 104 884 carried
            11-15T00:45:01 POSITION AA 6 -884 carried
            11-15T00:45:01 POSITION BB 105 678 carried
            11-15T00:45:01 POSITION AA 110 884 carried
            11-15T00:45:01 POSITION AA 111 884 carried
            11-15T00:45:01 POSITION AA 112 0 carried
            11-15T00:45:01 POSITION AA 113 0 carried
            11-15T00:45:01 CONDITION CONNECTED
            11-15T00:45:01 CONDITION RECONCILING
            11-15T00:45:01 ORDER_ACCEPTED
            11-15T00:45:01 CONDITION RECONCILED
            11-15T09:30:00 SESSION_OPEN
            11-15T09:30:00 FILL SELL 884 AA at 107.46
            11-15T09:30:00 COMMISSION; PLACE BUY 678 BB
            11-15T09:30:00 ORDER_SENT
            11-15T09:30:00 ORDER_ACCEPTED
            11-15T16:00:00 FILL BUY 678 BB at 140.04
            11-15T16:00:00 COMMISSION
            11-15T16:00:00 BAR AA
            11-15T16:00:00 BAR BB
            11-15T16:00:00 BAR CC
            11-15T16:00:00 BAR DD
            11-15T16:00:00 BAR EE
            11-15T16:00:00 SESSION_CLOSE
            11-15T16:03:02 CONDITION STOPPING
            """;

    private static String text(PortfolioDays days, int day) {
        return String.join("\n", lines(days, day)) + "\n";
    }

    @Test
    void shouldTradeOnWhatTheDayBeforeLeft() throws IOException {
        PortfolioDays days = days("live", momentum(), THIRD).run();
        assertEquals(FIRST_DAY, text(days, FIRST));
        assertEquals(SECOND_DAY + """
                        11-14T23:45:01 CONDITION DISCONNECTED IO_ERROR java.io.IOException: Broken pipe
                        11-15T00:45:01 CONDITION STOPPING
                        """, text(days, SECOND));
        assertEquals(THIRD_DAY, text(days, THIRD));
        assertEquals(Map.of("BB", 678L), days.shares());
        assertEquals(0, days.alarms().count());
        assertTrue(days.today().isDone());
    }

    /** What a process that died over a day's beginning has written is not written again, and nothing of it is lost. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "before COMMAND 326",
                "after COMMAND 326",
                "after ACCOUNT 327",
                "before POSITION 329",
                "after POSITION 329",
                "after FILL 358"
            })
    void shouldTradeTheSameWhereItDiesAndGoesOn(String place) throws IOException {
        PortfolioDays days = dyingAt(place);
        assertEquals(traded(FIRST_DAY), traded(text(days, FIRST)));
        assertEquals(traded(SECOND_DAY), traded(text(days, SECOND)));
    }

    /** The broker knows nothing of the order: it is given up, and decided on again. */
    @ParameterizedTest
    @ValueSource(strings = {"after SESSION_CLOSE 363", "handed over"})
    void shouldOrderAgainWhatDiedWithTheProcess(String place) throws IOException {
        PortfolioDays days = dyingAt(place);
        assertEquals(traded(FIRST_DAY.replace("11-13T16:00:00 ORDER_SENT", """
                                11-13T16:00:00 ORDER_REJECTED
                                11-13T16:00:00 CONTINUE; PLACE BUY 884 AA
                                11-13T16:00:00 ORDER_SENT""")), traded(text(days, FIRST)));
        assertEquals(traded(SECOND_DAY), traded(text(days, SECOND)));
    }

    private PortfolioDays dyingAt(String place) throws IOException {
        if (places == null) {
            places = days("whole", momentum(), SECOND).run().places();
        }
        PortfolioDays days =
                days("live", momentum(), SECOND).dyingAt(places.indexOf(place)).run();
        assertEquals(List.of(place), days.deaths());
        assertEquals(Map.of("AA", 884L), days.shares());
        return days;
    }

    /** Without what a connection more brings, and without times. */
    private static String traded(String lines) {
        return lines.lines()
                .filter(line -> !line.contains(" CONDITION ") && !line.contains(" ORDER_ACCEPTED"))
                .map(line -> line.replaceAll("T\\d\\d:\\d\\d:\\d\\d", ""))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void shouldTellTwoPortfoliosApart() throws IOException {
        Config quick = momentum("portfolio.budget=0.6");
        Config slow = momentum("portfolio.budget=0.4", "portfolio.schedule=month-end");
        Config both = quick.withoutPath("portfolio")
                .withValue("portfolios.quick", quick.getValue("portfolio"))
                .withValue("portfolios.slow", slow.getValue("portfolio"));
        List<String> refusals = new ArrayList<>();
        PortfolioDays days = days("live", both, SECOND);
        days.at(FIRST, 17, 0, one -> {
            for (String note : List.of("", "--portfolio quick", "--portfolio slow", "--portfolio other")) {
                refusals.add(one.today().refusal(Operator.REBALANCE, note));
            }
            assertNull(one.today().refusal(Operator.REBALANCE, "--portfolio slow --force now"));
            one.today().command(Operator.REBALANCE, "--portfolio slow --force now");
        });
        days.run();
        assertEquals(
                List.of(
                        "the daemon trades the portfolios quick, slow; say which one: ringside rebalance --live"
                                + " --portfolio NAME",
                        "was decided at the close of 2023-11-13; --force decides again",
                        "no decision is due at the close of 2023-11-13, the next one at that of 2023-11-30; --force"
                                + " decides all the same",
                        "--portfolio other: the portfolios are quick, slow"),
                refusals);
        // 57,000 and 38,000 over 107.40.
        assertEquals(FIRST_DAY.replace("884", "530").replace("11-13T23", """
                                11-13T17:00:00 COMMAND REBALANCE 8589973941 --portfolio slow --force now; PLACE BUY 353 AA
                                11-13T17:00:00 ORDER_SENT
                                11-13T17:00:00 ORDER_ACCEPTED
                                11-13T23"""), text(days, FIRST));
        assertEquals("""
                11-14T00:45:01 CONDITION LIVE_START
                54 sessions of 08-29T16:00 to 11-13T16:00, 270 bars
                11-13T16:00:00 COMMAND REBALANCE 4295006645 warm-up
                11-13T16:00:00 COMMAND REBALANCE 8589973941 warm-up
                11-14T00:45:01 ACCOUNT carried
                11-14T00:45:01 POSITION AA 100 0 carried
                11-14T00:45:01 POSITION AA 108 60000000 carried
                11-14T00:45:01 POSITION AA 6 530 carried
                11-14T00:45:01 POSITION AA 108 40000000 carried
                11-14T00:45:01 POSITION AA 6 353 carried
                11-14T00:45:01 CONDITION CONNECTED
                11-14T00:45:01 CONDITION RECONCILING
                11-14T00:45:01 ORDER_ACCEPTED
                11-14T00:45:01 ORDER_ACCEPTED
                11-14T00:45:01 CONDITION RECONCILED
                11-14T09:30:00 SESSION_OPEN
                11-14T09:30:00 FILL BUY 530 AA at 107.44
                11-14T09:30:00 COMMISSION
                11-14T09:30:00 FILL BUY 353 AA at 107.44
                11-14T09:30:00 COMMISSION
                11-14T16:00:00 BAR AA
                11-14T16:00:00 BAR BB
                11-14T16:00:00 BAR CC
                11-14T16:00:00 BAR DD
                11-14T16:00:00 BAR EE
                11-14T16:00:00 SESSION_CLOSE; PLACE SELL 530 AA
                11-14T16:00:00 ORDER_SENT
                11-14T16:00:00 ORDER_ACCEPTED
                11-14T16:03:02 CONDITION STOPPING
                """, text(days, SECOND));
    }

    /** A strategy within the day has books, stops and bars of its own beside the portfolio's; the next day begins with all of it. */
    @Test
    void shouldTradeBesideAStrategyWithinTheDay() throws IOException {
        Config config = momentum(
                "data.bar=5s",
                "portfolio.budget=0.5",
                "signal={strategy=mean-reversion-in-trend,bar=5m,instruments=[AA]}");
        PortfolioDays days = days("live", config, SECOND).run();
        List<String> begin = lines(days, SECOND);
        assertEquals("""
                11-14T00:45:01 CONDITION LIVE_START
                54 sessions of 08-29T16:00 to 11-13T16:00, 270 bars
                11-13T16:00:00 COMMAND REBALANCE 39349 warm-up
                11-14T00:45:01 ACCOUNT carried
                11-14T00:45:01 POSITION AA 0 465 carried
                11-14T00:45:01 POSITION AA 2 465 carried
                11-14T00:45:01 POSITION AA 100 0 carried
                11-14T00:45:01 POSITION AA 108 50000000 carried
                11-14T00:45:01 POSITION AA 6 442 carried
                11-14T00:45:01 POSITION AA 110 465 carried
                11-14T00:45:01 POSITION AA 111 465 carried
                11-14T00:45:01 POSITION AA 112 0 carried
                11-14T00:45:01 POSITION AA 113 13950000000 carried
                11-14T00:45:01 CONDITION CONNECTED
                11-14T00:45:01 CONDITION RECONCILING
                11-14T00:45:01 ORDER_ACCEPTED
                11-14T00:45:01 ORDER_ACCEPTED
                11-14T00:45:01 CONDITION RECONCILED
                11-14T09:30:00 SESSION_OPEN
                11-14T09:30:00 FILL BUY 442 AA at 107.44""", String.join("\n", begin.subList(0, 20)));
        Map<String, Integer> bars = new TreeMap<>();
        LiveBench.replay(days.journal(SECOND), event -> {
            if (event.type == EventType.BAR) {
                long seconds = (event.eventNanos - event.startNanos) / ExchangeCalendar.SECOND_NANOS;
                bars.merge(
                        NAMES.get(event.instrumentId) + " " + seconds + " s" + (event.isPortfolioOnly() ? ", told" : "")
                                + (event.isWarmUp() ? ", warm-up" : ""),
                        1,
                        Integer::sum);
            }
        });
        // Heard or asked for again, each part of the session is there once: six and a half hours of five seconds.
        assertEquals(4_680, bars.remove("AA 5 s") + bars.remove("AA 5 s, warm-up"));
        // Of the size that is decided on, what the configuration asks for.
        assertEquals(400, bars.remove("AA 300 s, warm-up"));
        assertEquals(54, bars.remove("AA 23400 s, told, warm-up"));
        assertEquals(1, bars.remove("AA 23400 s, told"), "it is heard itself");
        for (String name : NAMES.subList(1, 5)) {
            assertEquals(54, bars.remove(name + " 23400 s, warm-up"));
            assertEquals(1, bars.remove(name + " 23400 s"));
        }
        assertEquals(Map.of(), bars);
        assertEquals(List.of("2023-11-13 AA BUY 465 107.34", "2023-11-14 AA BUY 442 107.44"), days.fills());
        assertEquals(Map.of("AA", 465L + 442), days.shares());
    }

    @Test
    void shouldProtectWhatItHoldsByStops() throws IOException {
        PortfolioDays days = days("live", momentum("portfolio.stop=0.1"), THIRD).run();
        List<String> second = lines(days, SECOND);
        assertTrue(second.contains("11-14T09:30:00 FILL BUY 884 AA at 107.44; PLACE SELL 884 AA"), second::toString);
        List<String> third = lines(days, THIRD);
        // The sale that is planned, its stop, and the purchase behind both.
        assertEquals(
                List.of(
                        "11-15T00:45:01 POSITION AA 104 884 carried",
                        "11-15T00:45:01 POSITION AA 6 -884 carried",
                        "11-15T00:45:01 POSITION AA 2 884 carried",
                        "11-15T00:45:01 POSITION BB 105 678 carried"),
                third.subList(7, 11));
        assertTrue(third.contains("11-15T16:00:00 FILL BUY 678 BB at 140.04; PLACE SELL 678 BB"), third::toString);
        // Ninety of a hundred of what was paid, in whole cents.
        assertEquals(
                List.of("AA 96.69 Cancelled", "BB 126.03 PreSubmitted"),
                days.orders().stream()
                        .filter(order -> order.type().equals("STP"))
                        .map(order -> order.symbol() + " " + FixedPoint.format(order.stopE8()) + " " + order.status())
                        .toList());
        for (int day = FIRST; day <= THIRD; day++) {
            assertEquals(List.of(), AuditCommand.audit(days.journal(day)).violations());
        }
    }

    /** Nobody has to protect by stops what is configured without. */
    @Test
    void shouldFindNothingWrongWithDaysWithoutStops() throws IOException {
        PortfolioDays days = days("live", momentum(), THIRD).run();
        for (int day = FIRST; day <= THIRD; day++) {
            assertEquals(List.of(), AuditCommand.audit(days.journal(day)).violations());
        }
    }

    @Test
    void shouldCloseANameOfOnePortfolioAlone() throws IOException {
        Config quick = momentum("portfolio.budget=0.6", "portfolio.schedule=weekly");
        Config slow = momentum("portfolio.budget=0.4", "portfolio.schedule=weekly");
        Config both = quick.withoutPath("portfolio")
                .withValue("portfolios.quick", quick.getValue("portfolio"))
                .withValue("portfolios.slow", slow.getValue("portfolio"));
        PortfolioDays days = days("live", both, SECOND);
        List<String> refusals = new ArrayList<>();
        days.at(FIRST, 17, 0, one -> {
            // Its entry works for the next open.
            refusals.add(one.today().refusal(Operator.CLOSE, "--portfolio slow AA"));
            refusals.add(one.today().refusal(Operator.CLOSE, "AA"));
        });
        days.at(SECOND, 11, 0, one -> {
            refusals.add(one.today().refusal(Operator.CLOSE, "--portfolio slow AA"));
            one.today().command(Operator.CLOSE, "--portfolio slow AA");
        });
        List<String> nothing = new ArrayList<>();
        days.at(SECOND, 12, 0, one -> {
            refusals.add(one.today().refusal(Operator.CLOSE, "--portfolio quick AA"));
            refusals.add(one.today().refusal(Operator.CLOSE, "AA"));
            nothing.add(one.today().refusal(Operator.CLOSE, "--portfolio slow AA"));
            nothing.add(one.today().refusal(Operator.CLOSE, "--portfolio quick BB"));
            nothing.add(one.today().refusal(Operator.CLOSE, "BB"));
        });
        days.run();
        assertEquals(Collections.nCopies(5, null), refusals);
        assertEquals(
                List.of(
                        "nothing is held of AA, and no entry works",
                        "nothing is held of BB, and no entry works",
                        "nothing is held of BB, and no entry works"),
                nothing);
        List<String> second = lines(days, SECOND);
        int close = second.indexOf("11-14T11:00:00 COMMAND CLOSE 8589934592 --portfolio slow AA; PLACE SELL 353 AA");
        assertTrue(close > 0, second::toString);
        assertEquals("11-14T11:00:00 FILL SELL 353 AA at 107.36", second.get(close + 3));
        assertEquals(Map.of("AA", 530L), days.shares());
    }
}
