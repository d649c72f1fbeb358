package io.ringside.gateway.live.order;

import java.util.HashMap;
import java.util.Map;

/**
 * Positions and figures of the account as the broker told them last.
 *
 * <p>Thread: reader writes, session reads; under its own lock.
 */
public final class AccountState {
    private record Position(long shares, long averageCostE8, int round) {}

    private final Map<Integer, Position> byContract = new HashMap<>();
    private int round;
    private long netLiquidationE8;
    private long buyingPowerE8;
    private long availableE8;
    private long updatedNanos;

    /** All positions are asked for again: those that are not told any more are gone. */
    public synchronized void ask() {
        round++;
    }

    /** A position. */
    public synchronized void position(int contractId, long shares, long averageCostE8) {
        byContract.put(contractId, new Position(shares, averageCostE8, round));
    }

    /** All positions have been told. */
    public synchronized void complete() {
        byContract.values().removeIf(position -> position.round < round);
    }

    /** Shares of a contract. */
    public synchronized long shares(int contractId) {
        Position position = byContract.get(contractId);
        return position == null ? 0 : position.shares;
    }

    /** Whether nothing is held but of these contracts. */
    public synchronized boolean holdsOnly(ContractIds contracts) {
        return byContract.entrySet().stream()
                .allMatch(held -> held.getValue().shares == 0 || contracts.instrumentOf(held.getKey()) >= 0);
    }

    /** Average cost a share, at 1e-8. */
    public synchronized long averageCostE8(int contractId) {
        Position position = byContract.get(contractId);
        return position == null ? 0 : position.averageCostE8;
    }

    /** A figure of the account; whether it is one that is wanted. */
    public synchronized boolean figure(String tag, long valueE8, long nanos) {
        switch (tag) {
            case "NetLiquidation" -> netLiquidationE8 = valueE8;
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

    public synchronized long buyingPowerE8() {
        return buyingPowerE8;
    }

    public synchronized long availableE8() {
        return availableE8;
    }

    /** When a figure was last told, 0 if never. */
    public synchronized long updatedNanos() {
        return updatedNanos;
    }
}
