package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.data.SyntheticTicks;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.indicator.WilderAverageTrueRange;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Condition;
import io.ringside.engine.signal.Moment;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.Value;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.ExplainCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Back tests of strategies that decide at other moments than the close of a bar, on trades and quotes. */
class MomentsBacktestIT {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final long CENT_E8 = FixedPoint.ONE_E8 / 100;
    /** What each instance of the strategy that heard any has heard: the run's, and that of its replay beside it. */
    private static final Queue<List<String>> HEARD = new ConcurrentLinkedQueue<>();

    @TempDir
    Path folder;

    /** Enters at one moment or another and holds for some bars. */
    public static final class AtMoments extends Strategy {
        private List<String> heard;

        @Override
        protected void define() {
            about("Enters at one moment or another.");
            Moment at = Moment.valueOf(choice(
                    "at", "TIMER", Stream.of(Moment.values()).map(Moment::name).toList(), "when it enters"));
            Bars bars = bars(BarSpec.FIVE_MINUTES);
            volatility(bars.add("atr", new WilderAverageTrueRange(3)));
            Value spread = value("spread", () -> (event().askE8 - event().bidE8) / 1e8);
            Condition ok =
                    at == Moment.QUOTE ? spread.atMost(0.02) : bars.close().above(1);
            enterLong("MOMENT").on(at).when(ok).fixedStop().exitAfter(3, "A_WHILE");
        }

        @Override
        protected void onQuote(EngineEvent quote) {
            if (heard == null) {
                heard = new ArrayList<>();
                HEARD.add(heard);
            }
            heard.add(quote.eventNanos + " " + quote.bidE8 + " " + quote.askE8);
        }
    }

    /** The same without an ear for quotes. */
    public static final class AtTrades extends Strategy {
        @Override
        protected void define() {
            about("Enters on a trade.");
            Bars bars = bars(BarSpec.FIVE_MINUTES);
            enterLong("TRADE").on(Moment.TRADE).when(bars.close().above(1)).trailingPerCent(1);
        }
    }

    @BeforeAll
    static void knowTheStrategies() {
        Strategies.add(AtMoments::new);
        Strategies.add(AtTrades::new);
    }

    private record Data(Path trades, Path quotes, List<String> quoted) {}

    /** Trades of three days, and a quote before each tenth of them, every other one wide. */
    private Data data() throws IOException {
        Path trades = folder.resolve("QQQ-trades.csv");
        int from = (int) LocalDate.of(2024, 1, 3).toEpochDay();
        List<String> rows = new ArrayList<>(List.of("datetime,bid,bid_size,ask,ask_size"));
        List<String> quoted = new ArrayList<>();
        try (var ticks = new SyntheticTicks("QQQ", from, from + 2, 5, CALENDAR)) {
            ticks.write(trades);
            for (int i = 0; ticks.next(); i++) {
                if (i % 10 == 0) {
                    long ask = ticks.priceE8() + (i % 20 == 0 ? CENT_E8 : 5 * CENT_E8);
                    long bid = ticks.priceE8() - CENT_E8;
                    rows.add(String.format(
                            Locale.ROOT,
                            "%s,%s,100,%s,200",
                            CALENDAR.format(ticks.nanos()),
                            FixedPoint.format(bid),
                            FixedPoint.format(ask)));
                    quoted.add(ticks.nanos() + " " + bid + " " + ask);
                }
            }
        }
        Path quotes = folder.resolve("QQQ-quotes.csv");
        Files.write(quotes, rows);
        return new Data(trades, quotes, quoted);
    }

    private CommandLine.Outcome backtest(String strategy, Object... data) throws IOException {
        Path file = folder.resolve("moments.conf");
        Files.writeString(file, """
                instruments = [ { symbol = QQQ } ]
                signal { strategy = %s }
                risk { fraction = 0.005, reentry-bars = 0 }
                """.formatted(strategy));
        Object[] args = Stream.concat(
                        Stream.of("--config", file, "--force", "--out", folder.resolve("out")), Stream.of(data))
                .toArray();
        return CommandLine.run(new BacktestCommand(), args);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void shouldTradeReplayAndExplainWhatIsDecidedAtAMoment(Moment moment) throws IOException {
        Data data = data();
        HEARD.clear();
        CommandLine.Outcome outcome = backtest(
                "at-moments, at = " + moment, "--ticks", "QQQ=" + data.quotes, "--ticks", "QQQ=" + data.trades);
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("verified records="), outcome.out());
        assertEquals(2, HEARD.size());
        for (List<String> heard : HEARD) {
            assertEquals(data.quoted, heard);
        }

        Path journal = folder.resolve("out").resolve("journal");
        String told = explainFirstEntry(journal, moment.name());
        String words = switch (moment) {
            case TRADE -> "The trade: ";
            case QUOTE -> "The quote: QQQ 100 bid at ";
            case SESSION_OPEN -> "The session's open, 2024-01-04T09:30";
            case SESSION_CLOSE -> "The session's close, 2024-01-03T16:00";
            case TIMER -> "The minute of the session, 2024-01-03T09:";
        };
        assertTrue(told.contains(words), told);
        assertTrue(told.contains("What at-moments looked at"), told);
        String condition = moment == Moment.QUOTE ? "spread <= 0.02" : "close > 1";
        assertTrue(told.lines().anyMatch(line -> line.contains(condition) && line.endsWith("holds")), told);
        assertTrue(told.contains("Verdict: accepted"), told);
    }

    /** Explains the first entry that was decided on such an event. */
    private static String explainFirstEntry(Path journal, String type) {
        long ref = OrderRef.NONE;
        try (JournalReader reader = JournalReader.open(journal)) {
            EngineEvent event = new EngineEvent(Verification.engineOf(reader).bounds());
            List<Long> causes = new ArrayList<>();
            while (ref == OrderRef.NONE && reader.nextEvent()) {
                reader.decode(event);
                if (event.type == EventType.valueOf(type)) {
                    causes.add(event.sequence);
                }
                for (int i = 0; i < event.intentCount; i++) {
                    Intent intent = event.intents[i];
                    boolean entry = intent.action == IntentAction.PLACE && intent.purpose == Purpose.ENTRY;
                    ref = entry && causes.contains(intent.causeSequence) ? intent.orderRef : ref;
                }
            }
        }
        CommandLine.Outcome told = CommandLine.run(new ExplainCommand(), "--order", OrderRef.format(ref), journal);
        assertEquals(0, told.code(), told.err());
        return told.out();
    }

    @Test
    void shouldRefuseAStrategyThatHearsQuotesWhereThereAreNone() throws IOException {
        Data data = data();
        assertRefused("hears quotes, and --ticks QQQ has trades alone", "at-moments", "--ticks", "QQQ=" + data.trades);
        assertRefused("hears quotes, and data.bar = 5m brings none", "at-moments", "--to", "2023-01-05");
    }

    @Test
    void shouldRefuseTicksOfWhichNoBarIsMadeAndTwoFilesOfOneKind() throws IOException {
        Data data = data();
        assertRefused("QQQ: holds quotes; bars are made of trades", "at-trades", "--ticks", "QQQ=" + data.quotes);
        String trades = "QQQ=" + data.trades;
        assertRefused("QQQ is given twice, and both hold trades", "at-trades", "--ticks", trades, "--ticks", trades);
        String quotes = "QQQ=" + data.quotes;
        assertRefused("QQQ is given three times", "at-trades", "--ticks", trades, "--ticks", quotes, "--ticks", quotes);
    }

    @Test
    void shouldTradeTheSameWithQuotesBesideTradesWhereNobodyHearsThem() throws IOException {
        Data data = data();
        CommandLine.Outcome alone = backtest("at-trades", "--ticks", "QQQ=" + data.trades);
        CommandLine.Outcome both =
                backtest("at-trades", "--ticks", "QQQ=" + data.trades, "--ticks", "QQQ=" + data.quotes);
        assertEquals(0, alone.code(), alone.err());
        assertEquals(0, both.code(), both.err());
        assertFalse(both.out().isEmpty());
        assertTrue(both.out().contains("verified records="), both.out());
    }

    private void assertRefused(String words, String strategy, Object... data) throws IOException {
        CommandLine.Outcome outcome = backtest(strategy, data);
        assertEquals(2, outcome.code(), outcome.out());
        assertTrue(outcome.err().contains(words), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
    }
}
