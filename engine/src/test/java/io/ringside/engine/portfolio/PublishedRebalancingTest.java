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
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Rebalancing that others published, by this engine. Their calendars are not ours, so that their rows become the bars of as
 * many sessions of ours.
 */
class PublishedRebalancingTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int FIRST_DAY = (int) LocalDate.of(2019, 1, 2).toEpochDay();

    /** QSTrader's sixty/forty test: ten transactions, its cash and its shares. */
    @Test
    void shouldRebalanceSixtyFortyAsQsTraderDoes() throws IOException {
        List<String[]> abc = rows("oracle/portfolio/published/ABC.csv.gz");
        List<String[]> def = rows("oracle/portfolio/published/DEF.csv.gz");
        List<String> published = new ArrayList<>();
        for (String[] row : rows("oracle/portfolio/published/sixty_forty_history.dat.gz")) {
            if (row[1].equals("asset_transaction")) {
                String[] words = row[2].split(" ", -1);
                long shares = Math.abs((long) Double.parseDouble(words[1]));
                published.add((words[0].equals("LONG") ? "BUY " : "SELL ") + shares + " " + words[2].substring(3) + " "
                        + words[3]);
            }
        }
        List<String> ours = new ArrayList<>();
        SimulatedBroker broker = play(abc, def, ours);

        assertEquals(10, published.size());
        // Of one day they are in another order there.
        assertEquals(new TreeSet<>(published), new TreeSet<>(ours));
        assertEquals(published.size(), ours.size());
        assertEquals("49655.32", rounded(broker.ledger().cashE8()));
        assertEquals(4674, broker.ledger().position(0));
        assertEquals(1431, broker.ledger().position(1));
    }

    private static SimulatedBroker play(List<String[]> abc, List<String[]> def, List<String> fills) {
        EngineSettings settings = EngineSettings.parse("""
                instruments = [ { symbol = ABC }, { symbol = DEF } ]
                data { bar = 1d }
                portfolio { strategy = momentum, cash-buffer = 0.05 }
                risk { equity = 1000000 }
                broker { opening = together, slippage-ticks = 0, commission { plan = none } }
                """, "test");
        Set<Integer> wednesdays = new TreeSet<>();
        int day = FIRST_DAY;
        for (String[] row : abc) {
            if (LocalDate.parse(row[0]).getDayOfWeek() == DayOfWeek.WEDNESDAY) {
                wednesdays.add(day);
            }
            day = CALENDAR.nextTradingDay(day);
        }
        SettingsNode node = settings.portfolio().node();
        PortfolioBinding binding = new PortfolioBinding(
                0,
                "test",
                new SixtyForty(wednesdays),
                new Universe(settings.instruments(), List.of(), List.of(), node),
                Schedule.parse("daily", CALENDAR),
                RebalanceSettings.of(node, "0"),
                PortfolioSettings.WHOLE,
                new BitSet());
        Bounds bounds = new Bounds(1, 1, 1, 8, 8);
        SimulatedBroker broker = settings.simulatedBroker(CALENDAR);
        Stages stages = new Stages(
                new IndicatorHandler(CALENDAR, 2, List.of(), settings.dataBar(), settings.session()),
                new SignalHandler(List.of(), 2, List.of(new PortfolioHandler(binding, CALENDAR))),
                new RiskHandler(
                        settings.risk(), CALENDAR, settings.instruments(), new int[0], new int[0], List.of(binding)),
                null,
                new OrderHandler(broker),
                null);
        List<List<String[]>> names = List.of(abc, def);
        Backtest backtest =
                new Backtest(Pipeline.inline(stages, bounds, 1), broker, new EngineEvent(bounds), List.of(event -> {
                    if (event.type == EventType.FILL) {
                        fills.add((event.side == Side.BUY ? "BUY " : "SELL ")
                                + event.quantity
                                + (event.instrumentId == 0 ? " ABC " : " DEF ")
                                + rounded(event.priceE8));
                    }
                }));
        backtest.run(new Rows(names)::next);
        return broker;
    }

    /** Rows as the bars of one session after the other. */
    private static final class Rows {
        private final List<List<String[]>> names;
        private int row;
        private int step;
        private int day = FIRST_DAY;

        Rows(List<List<String[]>> names) {
            this.names = names;
        }

        boolean next(EngineEvent draft) {
            if (row == names.get(0).size()) {
                return false;
            }
            int count = names.size();
            long open = CALENDAR.openNanos(day);
            long close = CALENDAR.closeNanos(day);
            if (step == 0) {
                draft.session(EventType.SESSION_OPEN, open, 0);
            } else if (step <= count) {
                draft.openPrint(step - 1, open, price(step - 1, 1), 0);
            } else if (step <= 2 * count) {
                int name = step - count - 1;
                long openE8 = price(name, 1);
                long closeE8 = price(name, 2);
                draft.bar(
                        name, open, close, openE8, Math.max(openE8, closeE8), Math.min(openE8, closeE8), closeE8, 0, 0);
            } else {
                draft.session(EventType.SESSION_CLOSE, close, 0);
            }
            if (step++ > 2 * count) {
                step = 0;
                row++;
                day = CALENDAR.nextTradingDay(day);
            }
            return true;
        }

        private long price(int name, int column) {
            return new BigDecimal(names.get(name).get(row)[column])
                    .setScale(8, RoundingMode.HALF_EVEN)
                    .unscaledValue()
                    .longValueExact();
        }
    }

    private static final class SixtyForty implements PortfolioStrategy {
        private final Set<Integer> days;

        SixtyForty(Set<Integer> days) {
            this.days = days;
        }

        @Override
        public List<String> reasons() {
            return List.of("rebalance");
        }

        @Override
        public int barsKept() {
            return 1;
        }

        @Override
        public String schedule() {
            return "daily";
        }

        @Override
        public boolean decide(Names names, Ranking out) {
            if (!days.contains(names.today())) {
                return false;
            }
            for (int name = 0; name < 2; name++) {
                Standing standing = out.add(name, Standing.ENTER | Standing.ADD | Standing.TRIM, 0);
                standing.share = name == 0 ? 3 : 2;
                standing.of = 5;
            }
            return true;
        }
    }

    private static List<String[]> rows(String file) throws IOException {
        Path path = SharedData.file(file);
        List<String[]> rows = new ArrayList<>();
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                rows.add(line.split(",", -1));
            }
        }
        return rows;
    }

    private static String rounded(long valueE8) {
        return BigDecimal.valueOf(valueE8, 8)
                .setScale(2, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
