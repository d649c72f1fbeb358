package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Update;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.signal.StrategyBinding;
import io.ringside.replay.report.PricePath;
import io.ringside.replay.report.RunContext.DayCosts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathLogTest {
    private static final long E8 = FixedPoint.ONE_E8;
    private static final long BAR = 300_000_000_000L;
    private static final int DAY = 20_229;
    private static final long ENTRY = 1;
    private static final long STOP = 2;

    private final Engine engine = new Engine(
            EngineSettings.of(ConfigFactory.parseString("instruments = [{symbol = QQQ}],"
                    + " signal { strategy = mean-reversion-in-trend, bar = 5m, sma = 5, atr = 2, willr = 2 },"
                    + " risk { equity = 100000 }")),
            ExchangeCalendar.usEquity());
    private final PathLog log = new PathLog(engine);
    private final EngineEvent event = new EngineEvent(engine.bounds());
    private long nanos = ExchangeCalendar.usEquity().openNanos(DAY);

    @Test
    void shouldKeepTheStopThatWorkedDuringEachBar() {
        bar(0);
        stop(IntentAction.PLACE, 95);
        bar(0);
        fill(ENTRY, Side.BUY, 10, 0);
        bar(0);
        // A change that is decided at a bar's close works from the next bar on.
        bar(97);
        bar(0);
        fill(STOP, Side.SELL, 10, 0);
        bar(0);
        bar(0);
        assertEquals(List.of(0L, 0L, 95L, 95L, 97L, 97L, 0L), stops());
    }

    @Test
    void shouldForgetAStopThatWasCancelled() {
        stop(IntentAction.PLACE, 95);
        fill(ENTRY, Side.BUY, 10, 0);
        bar(0);
        event.order(EventType.ORDER_CANCELLED, 0, nanos, STOP, 10, 0);
        take();
        bar(0);
        assertEquals(List.of(95L, 0L), stops());
    }

    /** A stop that is to be entered on, a request to cancel, and a change that names no trigger are no stops to draw. */
    @Test
    void shouldDrawTheTriggersOfWorkingStopsOnly() {
        stop(IntentAction.PLACE, 95);
        fill(ENTRY, Side.BUY, 10, 0);
        event.session(EventType.SESSION_OPEN, nanos, 0);
        event.clearDecisions();
        intent(IntentAction.CANCEL, 96);
        log.onEvent(event);
        bar(0);
        event.session(EventType.SESSION_OPEN, nanos, 0);
        event.clearDecisions();
        intent(IntentAction.PLACE, 97);
        event.intents[0].purpose = Purpose.ENTRY;
        event.intents[0].orderRef = 77;
        log.onEvent(event);
        bar(0);
        stop(IntentAction.MODIFY, 0);
        bar(0);
        assertEquals(List.of(95L, 95L, 95L), stops());
    }

    @Test
    void shouldKeepAStopThatIsExecutedInPart() {
        stop(IntentAction.PLACE, 95);
        fill(ENTRY, Side.BUY, 10, 0);
        event.fill(0, nanos, STOP, Side.SELL, 9, 95 * E8, 1, E8, 0);
        take();
        bar(0);
        event.fill(0, nanos, STOP, Side.SELL, 1, 95 * E8, 0, E8, 0);
        take();
        bar(0);
        bar(0);
        assertEquals(List.of(95L, 95L, 0L), stops());
    }

    /** Values by strategy and name; of an event before nothing is drawn. */
    @Test
    void shouldDrawTheValuesOfEachStrategyByItsName() {
        Engine two = new Engine(
                EngineSettings.of(ConfigFactory.parseString(
                        "instruments = [{symbol = QQQ}], signals { one { strategy = mean-reversion-in-trend, bar = 5m },"
                                + " two { strategy = mean-reversion-in-trend, bar = 5m } }")),
                ExchangeCalendar.usEquity());
        PathLog of = new PathLog(two);
        EngineEvent one = new EngineEvent(new Bounds(4, 4, 64, 4));
        List<String> names =
                StrategyBinding.valueNames(two.bindings().get(0).inputs().get(0));
        for (int round = 0; round < 2; round++) {
            one.bar(0, nanos, nanos + BAR, 100 * E8, 101 * E8, 99 * E8, 100 * E8, 1000, 0);
            one.clearDecisions();
            var bar = one.addBar();
            bar.at(0, 0, DAY, nanos, nanos + BAR);
            bar.prices(100 * E8, 101 * E8, 99 * E8, 100 * E8, 1000);
            for (int binding = 0; binding < 2; binding++) {
                Update update = one.addUpdate();
                update.bindingId = binding;
                update.input = 0;
                update.bar = 0;
                update.valueOffset = binding * names.size();
                update.valueCount = names.size();
                for (int i = 0; i < names.size(); i++) {
                    one.values[update.valueOffset + i] = 10 * binding + i;
                }
            }
            // The second time both updates stand behind their count.
            one.updateCount = round == 0 ? 2 : 0;
            of.onEvent(one);
            nanos += BAR;
        }
        PricePath path = of.paths().get("QQQ");
        assertEquals(2 * names.size(), path.indicators().size());
        for (int i = 0; i < names.size(); i++) {
            assertEquals(i, path.value("one " + names.get(i), 0));
            assertEquals(10 + i, path.value("two " + names.get(i), 0));
            assertEquals(Double.NaN, path.value("one " + names.get(i), 1));
            assertEquals(Double.NaN, path.value("two " + names.get(i), 1));
        }
    }

    @Test
    void shouldAddUpWhatTheFillsOfASessionCost() {
        fill(ENTRY, Side.BUY, 10, 3);
        fill(STOP, Side.SELL, 10, 4);
        session();
        session();
        assertEquals(List.of(new DayCosts(DAY, 2 * E8, 7 * E8), new DayCosts(DAY, 0, 0)), log.costs());
    }

    private void bar(long newStop) {
        event.bar(0, nanos, nanos + BAR, 100 * E8, 101 * E8, 99 * E8, 100 * E8, 1000, 0);
        event.clearDecisions();
        var bar = event.addBar();
        bar.at(0, -1, DAY, nanos, nanos + BAR);
        bar.prices(100 * E8, 101 * E8, 99 * E8, 100 * E8, 1000);
        nanos += BAR;
        if (newStop > 0) {
            intent(IntentAction.MODIFY, newStop);
        }
        log.onEvent(event);
    }

    private void stop(IntentAction action, long price) {
        event.session(EventType.SESSION_OPEN, nanos, 0);
        event.clearDecisions();
        intent(action, price);
        log.onEvent(event);
    }

    private void intent(IntentAction action, long price) {
        var intent = event.addIntent();
        intent.clear(action, STOP, 0, 0, 1);
        intent.purpose = Purpose.STOP;
        intent.stopE8 = price * E8;
    }

    private void fill(long order, Side side, long quantity, long slippage) {
        event.fill(0, nanos, order, side, quantity, 100 * E8, 0, E8, slippage * E8);
        take();
    }

    private void session() {
        event.session(EventType.SESSION_CLOSE, nanos, 0);
        event.sessionDay = DAY;
        take();
    }

    private void take() {
        event.clearDecisions();
        log.onEvent(event);
    }

    private List<Long> stops() {
        PricePath path = log.paths().get("QQQ");
        List<Long> stops = new ArrayList<>();
        for (int i = 0; i < path.count(); i++) {
            stops.add(path.stopE8(i) / E8);
        }
        return stops;
    }

    /** Of several stops that is drawn which the price meets first: the highest below a long one, the lowest above a short. */
    @Test
    void shouldDrawTheStopThatComesFirst() {
        for (Side side : List.of(Side.BUY, Side.SELL)) {
            PathLog one = new PathLog(engine);
            event.session(EventType.SESSION_OPEN, nanos, 0);
            event.clearDecisions();
            for (int i = 0; i < 3; i++) {
                var intent = event.addIntent();
                intent.clear(IntentAction.PLACE, STOP + i, 0, 0, 1);
                intent.purpose = Purpose.STOP;
                intent.stopE8 = (i == 1 ? 96 : 90 + 5 * i) * E8;
            }
            one.onEvent(event);
            event.fill(0, nanos, ENTRY, side, 1, 100 * E8, 0, E8, 0);
            event.clearDecisions();
            one.onEvent(event);
            event.bar(0, nanos, nanos + BAR, 100 * E8, 101 * E8, 99 * E8, 100 * E8, 1000, 0);
            event.clearDecisions();
            var bar = event.addBar();
            bar.at(0, -1, DAY, nanos, nanos + BAR);
            bar.prices(100 * E8, 101 * E8, 99 * E8, 100 * E8, 1000);
            nanos += BAR;
            one.onEvent(event);
            assertEquals(
                    (side == Side.BUY ? 100 : 90) * E8, one.paths().get("QQQ").stopE8(0));
        }
    }

    /** Only the first size of bars is drawn, and what strategies saw of those; two strategies' values have their names. */
    @Test
    void shouldDrawTheFirstSizeOfBarsWithWhatEachStrategySaw() {
        Engine two = new Engine(
                EngineSettings.of(ConfigFactory.parseString("instruments = [{symbol = QQQ}, {symbol = SPY}], signals {"
                        + " a { strategy = mean-reversion-in-trend, bar = 5m }, b { strategy = mean-reversion-in-trend,"
                        + " bar = 15m } }")),
                ExchangeCalendar.usEquity());
        PathLog one = new PathLog(two);
        EngineEvent both = new EngineEvent(two.bounds());
        both.bar(0, nanos, nanos + BAR, E8, E8, E8, E8, 1, 0);
        both.clearDecisions();
        for (int series = 0; series < 2; series++) {
            var bar = both.addBar();
            bar.at(0, series, DAY, nanos, nanos + BAR);
            bar.prices((1 + series) * E8, (1 + series) * E8, (1 + series) * E8, (1 + series) * E8, 1);
        }
        for (int binding = 0; binding < two.bindings().size(); binding++) {
            var binds = two.bindings().get(binding);
            if (binds.instrument().id() != 0) {
                continue;
            }
            var update = both.addUpdate();
            update.bindingId = binding;
            update.input = 0;
            update.bar = binds.name().equals("a") ? 0 : 1;
            update.valueOffset = 3 * binding;
            update.valueCount = 3;
            for (int i = 0; i < 3; i++) {
                both.values[3 * binding + i] = 10 * binding + i;
            }
        }
        one.onEvent(both);
        PricePath path = one.paths().get("QQQ");
        assertEquals(1, path.count());
        assertEquals(E8, path.closeE8(0));
        assertEquals(3, path.indicators().size(), path.indicators()::toString);
        path.indicators().forEach(name -> assertEquals("a ", name.substring(0, 2)));
        assertEquals(List.of("QQQ"), List.copyOf(one.paths().keySet()));
    }
}
