package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.Engine;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.indicator.SimpleMovingAverage;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalRecord;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.ExplainCommand;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of the golden journal's bars and orders, held against its records as they were written. */
class ExplainCommandTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    @Test
    void shouldSayOfABarWhetherSomethingWasDecidedOnIt() throws URISyntaxException {
        int decided = 0;
        int idle = 0;
        int early = 0;
        for (EngineEvent event : records()) {
            boolean bar = event.type == EventType.BAR && event.barCount == 1;
            boolean chosen = event.verdictCount > 0 || event.sequence % 40 < 2 || event.sequence < 8;
            if (!bar || !chosen) {
                continue;
            }
            // The last instant of the bar is within it, its end is not.
            String at = CALENDAR.format(event.bars[0].endNanos - 1);
            String told = explain("--at", at);
            if (event.updateCount == 0) {
                early++;
                assertTrue(told.contains("nothing was decided, the indicators were still warming up"), told);
            } else if (event.isWarmUp()) {
                assertTrue(told.contains("Nothing was decided: the bar is for warming up"), told);
            } else if (event.verdictCount == 0) {
                idle++;
                assertTrue(told.contains("Nothing was decided: not all conditions"), told);
            } else {
                decided++;
                assertFalse(told.contains("Nothing was decided"), told);
            }
            String start = CALENDAR.format(event.bars[0].startNanos);
            assertTrue(told.contains(start.substring(0, 16)), at + " " + told);
        }
        assertTrue(decided > 3 && idle > 2 && early > 0, decided + " " + idle + " " + early);
    }

    /** Whoever reads it can do all of it again: each comparison, each quotient, each check. */
    @Test
    void shouldTellFiguresThatComeToWhatIsSaid() throws URISyntaxException {
        int refused = 0;
        int accepted = 0;
        for (EngineEvent event : records()) {
            boolean bar = event.type == EventType.BAR && event.barCount == 1 && event.verdictCount == 1;
            if (!bar) {
                continue;
            }
            Outcome outcome = Outcome.ofCode(event.verdicts[0].outcome);
            if ((outcome == Outcome.ACCEPTED ? accepted : refused) >= 4) {
                continue;
            }
            String told = explain("--at", CALENDAR.format(event.bars[0].endNanos - 1));
            assertComparisons(told);
            List<String> checks =
                    told.lines().filter(line -> line.startsWith("  not: ")).toList();
            List<String> failed =
                    checks.stream().filter(line -> line.endsWith(" FAILS")).toList();
            if (outcome == Outcome.ACCEPTED) {
                accepted++;
                assertEquals(List.of(), failed);
                assertTrue(checks.size() > 15, told);
                assertTrue(
                        told.contains("Verdict: accepted, it became an order for " + event.verdicts[0].quantity), told);
                assertSize(told, event.verdicts[0].quantity);
            } else {
                refused++;
                assertTrue(told.contains(", it came to nothing: " + outcome.words()), told);
                if (outcome != Outcome.NO_POSITION) {
                    assertEquals(List.of(checks.get(checks.size() - 1)), failed);
                    assertTrue(failed.get(0).contains(outcome.words()), told);
                }
            }
        }
        assertEquals("4 4", accepted + " " + refused);
    }

    private static void assertComparisons(String told) {
        Matcher line = Pattern.compile(
                        "  (?:long|exit) +(.*?) (>=|<=|>|<) .*? +(-?\\d+\\.\\d+) against +(-?\\d+\\.\\d+)  (holds|FAILS)")
                .matcher(told);
        int lines = 0;
        while (line.find()) {
            double value = Double.parseDouble(line.group(3));
            double threshold = Double.parseDouble(line.group(4));
            boolean holds = switch (line.group(2)) {
                case ">=" -> value >= threshold;
                case "<=" -> value <= threshold;
                case ">" -> value > threshold;
                default -> value < threshold;
            };
            assertEquals(holds ? "holds" : "FAILS", line.group(5), line.group());
            lines++;
        }
        assertEquals(7, lines, told);
    }

    private static double figure(String told, String pattern) {
        Matcher line = Pattern.compile(pattern).matcher(told);
        assertTrue(line.find(), pattern + " in " + told);
        return Double.parseDouble(line.group(1));
    }

    private static void assertSize(String told, long shares) {
        double equity = figure(told, "  equity +([\\d.]+)");
        double price = figure(told, "  price +([\\d.]+)");
        double stop = figure(told, "  protective stop +([\\d.]+)");
        double risk = figure(told, "  risk a share .* = ([\\d.]+)");
        double money = figure(told, "  money at risk .* = ([\\d.]+)");
        double byRisk = figure(told, "  shares by risk .* = ([\\d.]+)");
        double byLeverage = figure(told, "  shares by leverage .* = ([\\d.]+)");
        // The golden run: 2 % of the equity, up to 30,000, without borrowed money.
        assertEquals(Math.min(equity * 0.02, 30_000), money, 0.006);
        assertEquals(Math.abs(price - stop), risk, 1e-9);
        assertEquals(money / risk, byRisk, 0.001 * byRisk);
        assertEquals(equity / price, byLeverage, 0.001);
        assertEquals((double) shares, figure(told, "  size +([\\d.]+), the smallest"));
        assertEquals(shares, (long) Math.min(byRisk, byLeverage));
    }

    /** What rules of positions leave: a tenth of the equity, over the price. */
    @Test
    void shouldTellWhatRulesOfPositionsLeave(@TempDir Path folder) {
        CommandLine.Outcome run = CommandLine.run(
                new BacktestCommand(),
                "--config",
                CommandLine.home().resolve("config/qqq.conf"),
                "--from",
                "2024-01-02",
                "--to",
                "2024-01-31",
                "--set",
                "risk.positions { cash-buffer = 500, value-min = off, share-min = off, value-max = off, share-max = 0.1,"
                        + " count = off }",
                "--out",
                folder.resolve("out"));
        assertEquals(0, run.code(), run.err());
        Path journal = folder.resolve("out/journal");
        EngineEvent entry = records(journal).stream()
                .filter(event -> event.verdictCount == 1 && event.verdicts[0].quantity > 0)
                .findFirst()
                .orElseThrow();
        String told = CommandLine.run(
                        new ExplainCommand(), "--at", CALENDAR.format(entry.bars[0].endNanos - 1), journal)
                .out();
        double equity = figure(told, "  equity +([\\d.]+)");
        double price = figure(told, "  price +([\\d.]+)");
        assertEquals(equity / 10, figure(told, "  shares by position +([\\d.]+) / "), 0.01);
        assertEquals(equity / 10 / price, figure(told, "  shares by position .* = ([\\d.]+)"), 0.001);
        assertEquals(Math.floor(equity / 10 / price), figure(told, "  size +([\\d.]+), the smallest"));
        assertTrue(told.contains("  shares by cash       what leaves 500.00 in cash"), told);
    }

    /** Whatever is bought with a fixed sum, in two parts: the whole and the part are told, and no rule that did not count. */
    @Test
    void shouldTellTheWholeSizeAndWhatOfItIsAPart(@TempDir Path folder) throws IOException {
        Strategies.add(InTwoParts::new);
        Path config = Files.writeString(folder.resolve("parts.conf"), """
                instruments = [{ symbol = QQQ }]
                data { bar = 5m }
                signal { strategy = in-two-parts }
                risk { equity = 100000, size { by = money, money = 20000 } }
                """);
        String told = firstEntry(config, folder, List.of());
        double price = figure(told, "  price +([\\d.]+)");
        assertEquals(20_000 / price, figure(told, "  shares by money +20000.00 / .* = ([\\d.]+)"), 0.001);
        assertEquals(Math.floor(20_000 / price), figure(told, "  size +(\\d+), the smallest one in whole lots"));
        assertEquals(Math.floor(Math.floor(20_000 / price) / 4), figure(told, "  this part +(\\d+) of them"));
        assertFalse(told.contains("shares by risk"), told);
    }

    /** An order that a limit refuses is told with the size that it would have had. */
    @Test
    void shouldTellTheSizeOfWhatWasRefused(@TempDir Path folder) {
        String told = firstEntry(
                CommandLine.home().resolve("config/live.conf"),
                folder,
                List.of("--set", "risk.limits.order.value=20000", "--equity", "100000"));
        double byRisk = figure(told, "  shares by risk .* = ([\\d.]+)");
        double byLeverage = figure(told, "  shares by leverage .* = ([\\d.]+)");
        assertEquals(
                Math.floor(Math.min(byRisk, byLeverage)),
                figure(told, "  size +(\\d+), the smallest one in whole lots, before the checks"));
        assertTrue(told.contains("it came to nothing: the order's value is too large"), told);
    }

    /** What is told of the first bar on which something was asked for that has a size. */
    private static String firstEntry(Path config, Path folder, List<String> more) {
        List<Object> words = new ArrayList<>(List.of(
                "--config", config, "--from", "2024-01-02", "--to", "2024-01-31", "--out", folder.resolve("o")));
        words.addAll(more);
        CommandLine.Outcome run = CommandLine.run(new BacktestCommand(), words.toArray());
        assertEquals(0, run.code(), run.err());
        Path journal = folder.resolve("o/journal");
        EngineEvent entry = records(journal).stream()
                .filter(event -> event.barCount > 0 && event.verdictCount > 0 && event.verdicts[0].equityE8 > 0)
                .findFirst()
                .orElseThrow();
        return CommandLine.run(new ExplainCommand(), "--at", CALENDAR.format(entry.bars[0].endNanos - 1), journal)
                .out();
    }

    /** Takes the profit on a quarter first. */
    public static final class InTwoParts extends Strategy {
        @Override
        protected void define() {
            about("Buys above an average.");
            Bars bars = bars(BarSpec.FIVE_MINUTES);
            Value average = bars.add("average", new SimpleMovingAverage(20));
            volatility(bars.add("atr", new WilderAverageTrueRange(14)));
            enterLong("ABOVE")
                    .when(bars.close().crossesAbove(average))
                    .scaleOut(0.25, value("far", () -> 2 * bars.close().get()));
            exitLong("BELOW").when(bars.close().below(average));
        }
    }

    /** Of two strategies on one bar each has its own verdicts; and bars before the first traded session are told as what they are. */
    @Test
    void shouldTellOfEachStrategyWhatWasDecidedForIt(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("two.conf"), """
                instruments = [{ symbol = QQQ }]
                data { bar = 5m }
                signals {
                  one { strategy = mean-reversion-in-trend, bar = 5m, sma = 30, entry-below = -80, exit-above = -20 }
                  two { strategy = mean-reversion-in-trend, bar = 5m, sma = 50, entry-below = -95, exit-above = -50 }
                }
                risk { equity = 100000 }
                """);
        CommandLine.Outcome run = CommandLine.run(
                new BacktestCommand(),
                "--config",
                config,
                "--from",
                "2024-01-02",
                "--to",
                "2024-01-12",
                "--trade-from",
                "2024-01-05",
                "--out",
                folder.resolve("out"));
        assertEquals(0, run.code(), run.err());
        Path journal = folder.resolve("out/journal");
        int ofOne = 0;
        int ofNone = 0;
        int early = 0;
        for (EngineEvent event : records(journal)) {
            if (event.updateCount != 2) {
                continue;
            }
            int idle = 0;
            for (int i = 0; i < 2; i++) {
                int binding = event.updates[i].bindingId;
                idle += Arrays.stream(event.verdicts, 0, event.verdictCount)
                                .anyMatch(verdict -> verdict.bindingId == binding)
                        ? 0
                        : 1;
            }
            int seen = event.isWarmUp() ? early++ : idle == 1 ? ofOne++ : ofNone++;
            if (seen < (idle == 1 ? 6 : 2)) {
                CommandLine.Outcome told = CommandLine.run(
                        new ExplainCommand(), "--at", CALENDAR.format(event.bars[0].endNanos - 1), journal);
                assertEquals(0, told.code(), told.err());
                long warming = told.out()
                        .lines()
                        .filter(line -> line.startsWith("Nothing was decided: the bar is for warming up"))
                        .count();
                long nothing = told.out()
                        .lines()
                        .filter(line -> line.startsWith("Nothing was decided: not all conditions"))
                        .count();
                assertEquals(event.isWarmUp() ? 2 : 0, warming, told.out());
                assertEquals(event.isWarmUp() ? 0 : idle, nothing, told.out());
            }
        }
        assertTrue(ofOne > 2 && ofNone > 1 && early > 1, ofOne + " " + ofNone + " " + early);
        CommandLine.Outcome none =
                CommandLine.run(new ExplainCommand(), "--at", "2024-01-06T10:00", "--instrument", "QQQ", journal);
        assertEquals(2, none.code());
        assertTrue(none.err().contains("no bar of QQQ covers that time in " + journal), none.err());
        none = CommandLine.run(new ExplainCommand(), "--at", "2024-01-06T10:00", journal);
        assertTrue(none.err().contains("no bar covers that time in " + journal), none.err());
    }

    @Test
    void shouldTellWhatAnOrderIsForWhatCausedItAndWhatBecameOfIt() throws URISyntaxException {
        List<EngineEvent> records = records();
        int entries = 0;
        int others = 0;
        for (EngineEvent event : records) {
            for (int i = 0; i < event.intentCount; i++) {
                Intent intent = event.intents[i];
                if (intent.action != IntentAction.PLACE || (intent.purpose == Purpose.ENTRY ? entries : others) >= 4) {
                    continue;
                }
                String ref = OrderRef.format(intent.orderRef);
                String told = explain("--order", ref);
                String name = intent.purpose.name().toLowerCase(java.util.Locale.ROOT);
                assertTrue(told.startsWith("Order " + ref + ": " + name), told);
                assertEquals(intent.parentRef != OrderRef.NONE, told.contains("It protects or closes what "), told);
                assertEquals(intent.purpose == Purpose.ENTRY, told.contains("The life of its stop "), told);
                assertEquals(
                        records.stream()
                                        .filter(one -> one.type == EventType.FILL && one.orderRef == intent.orderRef)
                                        .count()
                                > 0,
                        life(told).contains("filled")
                                || life(told).contains("bought")
                                || life(told).contains("sold"),
                        told);
                entries += intent.purpose == Purpose.ENTRY ? 1 : 0;
                others += intent.purpose == Purpose.ENTRY ? 0 : 1;
            }
        }
        assertEquals(4, entries);
        assertEquals(4, others);
    }

    @Test
    void shouldExplainAnOrderThatAnEarlierSessionLeft(@TempDir Path folder) throws URISyntaxException {
        Engine engine;
        try (JournalReader reader = JournalReader.open(journal())) {
            engine = Verification.engineOf(reader);
        }
        int day = (int) LocalDate.of(2024, 1, 2).toEpochDay();
        long ref = OrderRef.of(day - 1, 1234, 1);
        Path journal = folder.resolve("journal");
        try (JournalWriter writer = JournalWriter.create(
                journal, day, "test", engine.settings().text(), JournalSettings.backtest(), engine.bounds())) {
            Pipeline.Inline pipeline = Pipeline.inline(
                    engine.stages(new JournalHandler(writer), (intent, nanos) -> {}),
                    engine.bounds(),
                    writer.nextSequence());
            long nanos = CALENDAR.openNanos(day) - 1;
            pipeline.draft().position(0, nanos, EngineEvent.FLAG_CARRIED, 0, 0, 0, 100, 400 * FixedPoint.ONE_E8);
            pipeline.process();
            int stop = Purpose.STOP.code();
            pipeline.draft().position(0, nanos, EngineEvent.FLAG_CARRIED, stop, 0, ref, 100, 390 * FixedPoint.ONE_E8);
            pipeline.process();
        }
        CommandLine.Outcome outcome = CommandLine.run(new ExplainCommand(), "--order", OrderRef.format(ref), journal);
        assertEquals(0, outcome.code(), outcome.err());
        String told = outcome.out();
        assertTrue(told.startsWith("Order " + OrderRef.format(ref) + ": stop, SELL 100 QQQ STOP"), told);
        outcome = CommandLine.run(new ExplainCommand(), "--order", OrderRef.format(ref + 1), journal);
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("no such order in " + journal + "; it holds 1,"), outcome.err());
    }

    /** What is looked at of the bar that ends at 10:20: 328 shares of 304.82 are what 100,258.18 buys. */
    private static final String DECISION = """
            The bar: QQQ from 2024-01-05T10:15:00-05:00 to 2024-01-05T10:20:00-05:00, event 526
              open 306.29, high 306.43, low 304.59, close 304.82, volume 963134
            What mean-reversion-in-trend looked at
              long   close > sma                                          304.820000 against     303.826000  holds
              long   willr < entry-below                                  -75.320513 against     -60.000000  holds
              long   atr > 0                                                0.920397 against       0.000000  holds
              long   bar's start in seconds >= entry-from               36900.000000 against   34200.000000  holds
              long   bar's start in seconds <= entry-to                 36900.000000 against   57600.000000  holds
              exit   close < sma                                          304.820000 against     303.826000  FAILS
              exit   willr > exit-above                                   -75.320513 against     -20.000000  FAILS
            The size
              equity               100258.18
              price                304.82
              protective stop      302.98
              money at risk        min(100258.18 x 0.02, 30000.00) = 2005.16
              risk a share         |304.82 - 302.98| = 1.84
              shares by risk       2005.16 / 1.84 = 1089.763
              shares by leverage   100258.18 x 1.0 / 304.82 = 328.909
              size                 328, the smallest one in whole lots
            The checks of an entry
              not: a position is open                                 passed
              not: an order is working                                passed
              not: short positions are not allowed                    passed
              not: the last exit is too recent                        passed
              not: no volatility, so no stop                          passed
              not: a price of the strategy's is no number above 0     passed
              not: the settings ask for a protective stop             passed
              not: trading is latched                                 passed
              not: trading is halted                                  passed
              not: the broker cannot be reached                       passed
              not: not yet reconciled with the broker                 passed
              not: the prices are stale                               passed
              not: the exchange has halted the instrument             passed
              not: the broker does not know the contract              passed
              not: a position is unprotected                          passed
              not: the clock is unsure                                passed
              not: the journal's disk is nearly full                  passed
              not: the stop is on the wrong side of the price         passed
              not: the target is on the wrong side of the price       passed
              not: the stop is too close to the entry                 passed
              not: the account's leverage is used up                  passed
              not: the size is below one lot                          passed
            Verdict: accepted, it became an order for 328 shares

            """;

    private static final String LIFE_OF_THE_STOP = """
              2024-01-05T10:20:00-05:00 decided: SELL 328 QQQ STOP GOOD_TILL_CANCELLED, stop 302.98, works once R20240105-526-0 has filled
              2024-01-05T10:20:00-05:00 accepted
              2024-01-05T10:25:00-05:00 change asked for: stop 302.98 to 303.31
              2024-01-05T10:25:00-05:00 changed, 328 open
              2024-01-05T10:40:00-05:00 sold 328 at 303.30, commission 1.64, slippage 3.28
            """;

    @Test
    void shouldTellTheWholeStoryOfAnEntry() throws URISyntaxException {
        assertEquals(
                "Order R20240105-526-0: entry, BUY 328 QQQ MARKET DAY\n\n" + DECISION + """
                The order's life
                  2024-01-05T10:20:00-05:00 decided: BUY 328 QQQ MARKET DAY
                  2024-01-05T10:20:00-05:00 accepted
                  2024-01-05T10:20:00-05:00 bought 328 at 304.83, commission 1.64, slippage 3.28
                The life of its stop R20240105-526-1
                """ + LIFE_OF_THE_STOP,
                explain("--order", "R20240105-526-0"));
    }

    @Test
    void shouldTellTheWholeStoryOfAStop() throws URISyntaxException {
        assertEquals("""
                Order R20240105-526-1: stop, SELL 328 QQQ STOP GOOD_TILL_CANCELLED, stop 303.31, works once R20240105-526-0 has filled
                It protects or closes what R20240105-526-0 opens: BUY 328 QQQ MARKET DAY

                """ + DECISION + "The order's life\n" + LIFE_OF_THE_STOP, explain("--order", "R20240105-526-1"));
    }

    /** An offset counts from Greenwich; a bar has its start, and not its end. */
    @Test
    void shouldTellAllOfABar() throws URISyntaxException {
        for (String time : List.of(
                "2024-01-05T10:15",
                " 2024-01-05 10:19:59 ",
                "2024-01-05T15:15:00Z",
                "2024-01-05T16:19:59.999999999+01:00")) {
            assertEquals(DECISION.replaceFirst("\n$", ""), explain("--at", time), time);
        }
        assertEquals("""
                The bar: QQQ from 2024-01-05T10:20:00-05:00 to 2024-01-05T10:25:00-05:00, event 531
                  open 304.82, high 305.14, low 304.71, close 305.08, volume 420445
                What mean-reversion-in-trend looked at
                  long   close > sma                                          305.080000 against     303.949500  holds
                  long   willr < entry-below                                  -77.695167 against     -60.000000  holds
                  long   atr > 0                                                0.885369 against       0.000000  holds
                  long   bar's start in seconds >= entry-from               37200.000000 against   34200.000000  holds
                  long   bar's start in seconds <= entry-to                 37200.000000 against   57600.000000  holds
                  exit   close < sma                                          305.080000 against     303.949500  FAILS
                  exit   willr > exit-above                                   -77.695167 against     -20.000000  FAILS
                The checks of an entry
                  not: a position is open                                 FAILS
                Verdict: in-position, it came to nothing: a position is open
                """, explain("--at", "2024-01-05T10:20"));
        CommandLine.Outcome wrong = CommandLine.run(new ExplainCommand(), "--at", "noon", journal());
        assertEquals("ringside explain: --at noon: must be a time such as 2025-05-21T12:55\n", wrong.err());
    }

    private static String life(String told) {
        int from = told.indexOf("The order's life");
        int to = told.indexOf("The life of its", from);
        return told.substring(from, to < 0 ? told.length() : to);
    }

    private static String explain(String option, String value) throws URISyntaxException {
        CommandLine.Outcome outcome = CommandLine.run(new ExplainCommand(), option, value, journal());
        assertEquals(0, outcome.code(), outcome.err());
        return outcome.out();
    }

    private static List<EngineEvent> records() throws URISyntaxException {
        return records(journal());
    }

    private static List<EngineEvent> records(Path journal) {
        List<EngineEvent> all = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            var bounds = Verification.engineOf(reader).bounds();
            while (reader.nextEvent()) {
                EngineEvent event = new EngineEvent(bounds);
                JournalRecord.decode(reader.buffer(), reader.offset(), event);
                all.add(event);
            }
        }
        return all;
    }

    private static Path journal() throws URISyntaxException {
        return Path.of(ExplainCommandTest.class.getResource("/journal-qqq-v1").toURI());
    }
}
