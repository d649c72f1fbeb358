package io.ringside.gateway.live;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Signal;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.Strategy;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The shipped strategy, but that it can be made to hang, or to throw: a stage that stands, or dies. */
final class StuckStrategy implements Strategy {
    static final String NAME = "stuck";

    /** What it does on the next bar. */
    enum Mode {
        WORKS,
        HANGS,
        THROWS
    }

    private static volatile Mode mode = Mode.WORKS;
    private static volatile boolean hanging;
    private static volatile Instant thrown;
    private final Strategy usual;

    private StuckStrategy(Strategy usual) {
        this.usual = usual;
    }

    static void mode(Mode next) {
        thrown = null;
        mode = next;
    }

    static Mode mode() {
        return mode;
    }

    /** Whether a stage stands in it. */
    static boolean isHanging() {
        return hanging;
    }

    /** When it threw last, null if it has not since. */
    static Instant thrown() {
        return thrown;
    }

    /** Makes it known by its name, beside the shipped ones. */
    @SuppressWarnings("unchecked")
    static void register() throws ReflectiveOperationException {
        Field names = Strategies.class.getDeclaredField("BY_NAME");
        names.setAccessible(true);
        Class<?> maker = Class.forName("io.ringside.engine.signal.Strategies$Maker");
        Object make = Proxy.newProxyInstance(
                maker.getClassLoader(), new Class<?>[] {maker}, (proxy, method, arguments) -> make(method, arguments));
        ((Map<String, Object>) names.get(null)).put(NAME, make);
    }

    private static Object make(Method method, Object[] arguments) {
        if (!method.getName().equals("make")) {
            throw new IllegalStateException(method.toString());
        }
        return new StuckStrategy(Strategies.create(
                "mean-reversion-in-trend", (SettingsNode) arguments[0], (ExchangeCalendar) arguments[1], (Instrument)
                        arguments[2]));
    }

    @Override
    public List<Input> inputs() {
        return usual.inputs();
    }

    @Override
    public List<String> reasons() {
        return usual.reasons();
    }

    @Override
    public void onBar(EngineEvent event, int input, Bar bar, double[] values, int offset, Signal out) {
        if (mode == Mode.THROWS) {
            thrown = Instant.now();
            throw new IllegalStateException("made to");
        }
        while (mode == Mode.HANGS) {
            hanging = true;
            LockSupport.parkNanos(1_000_000L);
        }
        hanging = false;
        usual.onBar(event, input, bar, values, offset, out);
    }

    @Override
    public void explain(EngineEvent event, int input, Bar bar, double[] values, int offset, Conditions out) {
        usual.explain(event, input, bar, values, offset, out);
    }
}
