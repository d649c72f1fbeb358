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
 * Checks that every position has a live stop of its size at the broker. A position without one for too long raises an alarm,
 * stops entries, and is closed at the market if it stays unprotected. It is closed only if the broker has confirmed it
 * since: whoever cancelled its stop may have closed it too.
 *
 * <p>Thread: session.
 */
public final class ProtectionWatch {
    private static final int FLATTEN_FACTOR = 2;
    /** Pause after which a flatten is repeated that was not executed because of an open break. */
    private static final long AGAIN_NANOS = 60_000_000_000L;

    private final LiveSettings settings;
    private final OrderTable table;
    private final Holdings holdings;
    private final List<Instrument> instruments;
    private final Alarms alarms;
    private final long[] nakedSinceNanos;
    private final boolean[] raised;
    /** The last completed comparison when the position was first found without a stop. */
    private final long[] nakedSnapshot;
    /** Time of the last flatten command for it, 0 if there was none. */
    private final long[] flattenNanos;

    public ProtectionWatch(
            LiveSettings settings, OrderTable table, Holdings holdings, List<Instrument> instruments, Alarms alarms) {
        this.settings = settings;
        this.table = table;
        this.holdings = holdings;
        this.instruments = instruments;
        this.alarms = alarms;
        nakedSinceNanos = new long[instruments.size()];
        raised = new boolean[instruments.size()];
        flattenNanos = new long[instruments.size()];
        nakedSnapshot = new long[instruments.size()];
    }

    /** Checks all positions; without a connection nothing is certain. */
    public void check(boolean connected, long nowNanos, EventOutbox out) {
        for (int id = 0; id < nakedSinceNanos.length; id++) {
            if (!connected || isProtected(id)) {
                clear(id, connected, nowNanos, out);
                continue;
            }
            if (nakedSinceNanos[id] == 0) {
                nakedSinceNanos[id] = nowNanos;
                nakedSnapshot[id] = holdings.lastSnapshot();
            }
            long nakedMs = (nowNanos - nakedSinceNanos[id]) / 1_000_000L;
            if (nakedMs > settings.unprotectedMs() && !raised[id]) {
                raised[id] = true;
                out.add().control(EventType.CONDITION, nowNanos, Condition.UNPROTECTED.code(), id);
                alarms.raise(instruments.get(id).symbol() + ": " + table.position(id)
                        + " shares have no live stop of their size at the broker");
            }
            boolean due = flattenNanos[id] == 0 || nowNanos - flattenNanos[id] > AGAIN_NANOS;
            if (nakedMs > (long) FLATTEN_FACTOR * settings.unprotectedMs() && due && isConfirmed(id)) {
                flattenNanos[id] = nowNanos;
                // An argument other than 0 distinguishes it from an operator's command.
                out.add()
                        .control(EventType.COMMAND, nowNanos, Operator.FLATTEN.code(), id + 1)
                        .text("unprotected position");
            }
        }
    }

    private void clear(int id, boolean connected, long nowNanos, EventOutbox out) {
        nakedSinceNanos[id] = 0;
        if (raised[id] && connected) {
            raised[id] = false;
            flattenNanos[id] = 0;
            out.add().control(EventType.CONDITION, nowNanos, Condition.PROTECTED.code(), id);
        }
    }

    /** Whether a comparison since the stop is missing has confirmed the position. */
    private boolean isConfirmed(int id) {
        synchronized (table) {
            return holdings.lastSnapshot() > nakedSnapshot[id]
                    && holdings.state(id) == Holdings.State.AGREES
                    && holdings.differenceNow(id) == 0;
        }
    }

    private boolean isProtected(int id) {
        synchronized (table) {
            long position = table.position(id);
            long needed = holdings.protectable(id);
            if (needed == 0) {
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
            return covered >= needed;
        }
    }
}
