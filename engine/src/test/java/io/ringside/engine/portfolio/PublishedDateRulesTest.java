package io.ringside.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.Backtest;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.SharedData;
import io.ringside.engine.Stages;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Standing;
import io.ringside.engine.indicator.IndicatorHandler;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.order.OrderHandler;
import io.ringside.engine.risk.RiskHandler;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.signal.SignalHandler;
import io.ringside.engine.sim.SimulatedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * LEAN's regression algorithm of rebalancing on date rules, by this engine: four names in equal parts, each Wednesday of 2015
 * and 2016, on prices adjusted by LEAN's factors.
 */
class PublishedDateRulesTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final List<String> NAMES = List.of("AAPL", "FB", "IBM", "SPY");
    private static final BigDecimal PART = new BigDecimal("0.249375");

    private final NavigableMap<Integer, long[][]> bars = new TreeMap<>();

    /** Its 346 orders, its fees to two cents, its end equity to a cent. */
    @Test
    void shouldRebalanceOnDateRulesAsLeanDoes() throws IOException {
        for (String[] row : rows("oracle/portfolio/published/lean-daterules-bars.csv.gz")) {
            long[][] day = bars.computeIfAbsent(day(row[0]), key -> new long[NAMES.size()][]);
            day[NAMES.indexOf(row[1])] = new long[] {adjusted(row[2], row[4]), adjusted(row[3], row[4])};
        }
        List<String> published = new ArrayList<>();
        for (String[] row : rows("oracle/portfolio/published/lean-daterules-orders.csv.gz")) {
            published.add(LocalDate.ofEpochDay(day(row[0])) + " " + row[1] + " " + row[2]);
        }
        List<String> ours = new ArrayList<>();
        long[] feesE8 = {0};
        SimulatedBroker broker = play(ours, feesE8);

        assertEquals(346, published.size());
        published.sort(null);
        ours.sort(null);
        assertEquals(published, ours);
        assertEquals(350.77, FixedPoint.toDoubleRounded(feesE8[0]), 0.02);
        assertEquals(122_745.47, FixedPoint.toDoubleRounded(broker.ledger().equityE8()), 0.01);
    }

    private SimulatedBroker play(List<String> fills, long[] feesE8) {
        EngineSettings settings = EngineSettings.parse("""
                instruments = [ { symbol = AAPL }, { symbol = FB }, { symbol = IBM }, { symbol = SPY } ]
                data { bar = 1d }
                portfolio { strategy = momentum, weighting = shares }
                risk { equity = 100000, account = off }
                broker {
                  slippage-ticks = 0
                  commission { plan = fixed, per-share = 0.005, minimum = 1, maximum-fraction = 0 }
                }
                """, "test");
        SettingsNode node = settings.portfolio().node();
        PortfolioBinding binding = new PortfolioBinding(
                0,
                "test",
                new EqualParts(),
                new Universe(settings.instruments(), List.of(), List.of(), node),
                Schedule.parse("daily", CALENDAR),
                RebalanceSettings.of(node, "0"),
                PortfolioSettings.WHOLE,
                new BitSet());
        Bounds bounds = new Bounds(1, 1, 1, 8, 8);
        SimulatedBroker broker = settings.simulatedBroker(CALENDAR);
        Stages stages = new Stages(
                new IndicatorHandler(CALENDAR, NAMES.size(), List.of(), settings.dataBar(), settings.session()),
                new SignalHandler(List.of(), NAMES.size(), List.of(new PortfolioHandler(binding, CALENDAR))),
                new RiskHandler(
                        settings.risk(), CALENDAR, settings.instruments(), new int[0], new int[0], List.of(binding)),
                null,
                new OrderHandler(broker),
                null);
        Backtest backtest =
                new Backtest(Pipeline.inline(stages, bounds, 1), broker, new EngineEvent(bounds), List.of(event -> {
                    if (event.type == EventType.FILL) {
                        long sign = event.side == Side.BUY ? 1 : -1;
                        fills.add(LocalDate.ofEpochDay(event.sessionDay) + " " + NAMES.get(event.instrumentId) + " "
                                + sign * event.quantity);
                        feesE8[0] += event.commissionE8;
                    }
                }));
        for (int day : bars.keySet()) {
            playDay(backtest, day, bars.get(day));
        }
        return broker;
    }

    private static void playDay(Backtest backtest, int day, long[][] of) {
        long open = CALENDAR.openNanos(day);
        long close = CALENDAR.closeNanos(day);
        backtest.step(draft -> draft.session(EventType.SESSION_OPEN, open, 0) != null);
        for (int id = 0; id < of.length; id++) {
            int name = id;
            backtest.step(draft -> draft.openPrint(name, open, of[name][0], 0) != null);
        }
        for (int id = 0; id < of.length; id++) {
            int name = id;
            long high = Math.max(of[name][0], of[name][1]);
            long low = Math.min(of[name][0], of[name][1]);
            backtest.step(draft -> draft.bar(name, open, close, of[name][0], high, low, of[name][1], 1, 0) != null);
        }
        backtest.step(draft -> draft.session(EventType.SESSION_CLOSE, close, 0) != null);
    }

    /**
     * Equal parts as LEAN sizes them: what an order costs is taken off the portfolio before its part is, and what an order is
     * depends on that. It counts the account by itself, since a strategy does not see it.
     */
    private static final class EqualParts implements PortfolioStrategy {
        private final long[] shares = new long[NAMES.size()];
        private final long[] ordered = new long[NAMES.size()];
        private BigDecimal cash = BigDecimal.valueOf(100_000);

        @Override
        public List<String> reasons() {
            return List.of("equal part");
        }

        @Override
        public int barsKept() {
            return 2;
        }

        @Override
        public String schedule() {
            return "daily";
        }

        @Override
        public void onSession(Names names) {
            for (int name = 0; name < shares.length; name++) {
                if (ordered[name] != 0) {
                    cash = cash.subtract(
                                    price(names.history().openE8(name, 0)).multiply(BigDecimal.valueOf(ordered[name])))
                            .subtract(fee(ordered[name]));
                    shares[name] += ordered[name];
                    ordered[name] = 0;
                }
            }
        }

        @Override
        public boolean decide(Names names, Ranking out) {
            LocalDate today = LocalDate.ofEpochDay(names.today());
            // Its rule is due before an ex-date of that week.
            boolean early = today.equals(LocalDate.of(2015, 5, 5));
            boolean late = today.equals(LocalDate.of(2015, 5, 6));
            if (!early && (late || today.getDayOfWeek() != DayOfWeek.WEDNESDAY)) {
                return true;
            }
            BigDecimal worth = cash;
            for (int name = 0; name < shares.length; name++) {
                worth = worth.add(price(names.history().closeE8(name, 0)).multiply(BigDecimal.valueOf(shares[name])));
            }
            for (int name = 0; name < shares.length; name++) {
                BigDecimal close = price(names.history().closeE8(name, 0));
                long order = target(worth, close) - shares[name];
                for (int i = 0; i < 5; i++) {
                    order = target(worth.subtract(fee(order)), close) - shares[name];
                }
                ordered[name] = order;
                Standing standing = out.add(name, Standing.ENTER | Standing.ADD | Standing.TRIM, 0);
                standing.share = shares[name] + order;
            }
            return true;
        }

        private static long target(BigDecimal worth, BigDecimal close) {
            return worth.multiply(PART).divide(close, 0, RoundingMode.FLOOR).longValueExact();
        }

        private static BigDecimal fee(long shares) {
            return BigDecimal.valueOf(Math.abs(shares) * 5, 3).max(BigDecimal.ONE);
        }

        private static BigDecimal price(long priceE8) {
            return BigDecimal.valueOf(priceE8, 8);
        }
    }

    private static int day(String text) {
        return (int) LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).toEpochDay();
    }

    private static long adjusted(String price, String factor) {
        return new BigDecimal(price)
                .multiply(new BigDecimal(factor))
                .setScale(8, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact();
    }

    private static List<String[]> rows(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedData.file(name))), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
        }
    }
}
