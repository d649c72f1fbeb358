package io.ringside.gateway.live.order;

import java.util.HashMap;
import java.util.Map;

/**
 * Positions and figures of the account as the broker reported them last.
 *
 * <p>Thread: reader writes, session reads; under its own lock.
 */
public final class AccountState {
    private record Position(long shares, long averageCostE8, int round) {}

    /** A figure that was never reported. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private final Map<Integer, Position> byContract = new HashMap<>();
    private int round;
    private long netLiquidationE8;
    private long cashE8 = UNKNOWN;
    private long buyingPowerE8;
    private long availableE8;
    private long updatedNanos;

    /** Begins a new snapshot of positions: those that are missing in it are 0 afterwards. */
    public synchronized void ask() {
        round++;
    }

    /** Sets a position. */
    public synchronized void position(int contractId, long shares, long averageCostE8) {
        byContract.put(contractId, new Position(shares, averageCostE8, round));
    }

    /** Ends the snapshot of positions. */
    public synchronized void complete() {
        byContract.values().removeIf(position -> position.round < round);
    }

    /** Shares of a contract. */
    public synchronized long shares(int contractId) {
        Position position = byContract.get(contractId);
        return position == null ? 0 : position.shares;
    }

    /** Whether there are positions in these contracts only. */
    public synchronized boolean holdsOnly(ContractIds contracts) {
        return byContract.entrySet().stream()
                .allMatch(held -> held.getValue().shares == 0 || contracts.instrumentOf(held.getKey()) >= 0);
    }

    /** Average cost a share, at 1e-8. */
    public synchronized long averageCostE8(int contractId) {
        Position position = byContract.get(contractId);
        return position == null ? 0 : position.averageCostE8;
    }

    /** Sets a figure of the account; returns whether it is one that is used. */
    public synchronized boolean figure(String tag, long valueE8, long nanos) {
        switch (tag) {
            case "NetLiquidation" -> netLiquidationE8 = valueE8;
            case "TotalCashValue" -> cashE8 = valueE8;
            case "BuyingPower" -> buyingPowerE8 = valueE8;
            case "AvailableFunds" -> availableE8 = valueE8;
            default -> {
                return false;
            }
        }
        updatedNanos = nanos;
        return true;
    }

    public synchronized long netLiquidationE8() {
        return netLiquidationE8;
    }

    /** Cash at 1e-8, negative if borrowed; {@link #UNKNOWN} if it was never reported. */
    public synchronized long cashE8() {
        return cashE8;
    }

    public synchronized long buyingPowerE8() {
        return buyingPowerE8;
    }

    public synchronized long availableE8() {
        return availableE8;
    }

    /** Time of the last figure, 0 if there was none. */
    public synchronized long updatedNanos() {
        return updatedNanos;
    }
}
