package io.ringside.gateway.live.order;

import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.market.Instrument;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.live.operator.Alarms;
import java.util.List;

/**
 * Sees to it that every position has a live stop of its size at the broker: what has none for too long is an alarm, stops
 * entries, and is left at the market if that does not help.
 *
 * <p>Thread: session.
 */
public final class ProtectionWatch {
    private static final int FLATTEN_FACTOR = 2;

    private final LiveSettings settings;
    private final OrderTable table;
    private final List<Instrument> instruments;
    private final Alarms alarms;
    private final long[] nakedSinceNanos;
    private final boolean[] told;
    private final boolean[] left;

    public ProtectionWatch(LiveSettings settings, OrderTable table, List<Instrument> instruments, Alarms alarms) {
        this.settings = settings;
        this.table = table;
        this.instruments = instruments;
        this.alarms = alarms;
        nakedSinceNanos = new long[instruments.size()];
        told = new boolean[instruments.size()];
        left = new boolean[instruments.size()];
    }

    /** Looks at all positions; nothing is certain without a connection. */
    public void check(boolean connected, long nowNanos, EventOutbox out) {
        for (int id = 0; id < nakedSinceNanos.length; id++) {
            if (!connected || isProtected(id)) {
                clear(id, connected, nowNanos, out);
                continue;
            }
            if (nakedSinceNanos[id] == 0) {
                nakedSinceNanos[id] = nowNanos;
            }
            long nakedMs = (nowNanos - nakedSinceNanos[id]) / 1_000_000L;
            if (nakedMs > settings.unprotectedMs() && !told[id]) {
                told[id] = true;
                out.add().control(EventType.CONDITION, nowNanos, Condition.UNPROTECTED.code(), id);
                alarms.raise(instruments.get(id).symbol() + ": " + table.position(id)
                        + " shares have no live stop of their size at the broker");
            }
            if (nakedMs > (long) FLATTEN_FACTOR * settings.unprotectedMs() && !left[id]) {
                left[id] = true;
                out.add()
                        .control(EventType.COMMAND, nowNanos, Operator.FLATTEN.code(), id)
                        .text("unprotected position");
            }
        }
    }

    private void clear(int id, boolean connected, long nowNanos, EventOutbox out) {
        nakedSinceNanos[id] = 0;
        if (told[id] && connected) {
            told[id] = false;
            left[id] = false;
            out.add().control(EventType.CONDITION, nowNanos, Condition.PROTECTED.code(), id);
        }
    }

    private boolean isProtected(int id) {
        synchronized (table) {
            long position = table.position(id);
            if (position == 0) {
                return true;
            }
            long covered = 0;
            for (LiveOrder order : table.orders()) {
                if (order.terms.instrumentId == id
                        && order.state == LiveOrder.State.WORKING
                        && !order.isEntry()
                        && order.terms.side.sign() == -Long.signum(position)) {
                    covered += order.isStop() ? order.leavesAtBroker() : 0;
                }
            }
            return covered >= Math.abs(position);
        }
    }
}
