package io.ringside.engine.portfolio.rebalance;

import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.ExactRatio;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Standing;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.portfolio.RebalanceSettings;
import io.ringside.engine.portfolio.RebalanceSettings.Proceeds;
import io.ringside.engine.portfolio.Universe;
import io.ringside.engine.portfolio.Weighting;
import java.util.List;

/**
 * Turns a ranking into shares, at the prices of the decision: for each name an order and an outcome. <ol> <li>Holdings to be
 * sold are sold completely.
 *   <li>Holdings above their target are trimmed.
 *   <li>Holdings below it are added to, in the order of the ranking.
 *   <li>New names are bought in that order, as far as the {@link HoldingLimits} allow.
 * <li>If the buys cost more than the buying power, all are reduced by the same part.
 * <li>Buys that the risk stage refuses are dropped.
 * </ol>
 *
 * <p>Thread: risk stage.
 */
final class Plan {
    private final RebalanceSettings settings;
    private final List<Instrument> instruments;
    private final Ledger ledger;
    private final Holdings holdings;
    private final HoldingLimits limits;

    private final Standing[] standings;
    private final int[] indexOf;
    private final long[] orders;
    private final NameOutcome[] outcomes;
    private final int[] alike;
    private final int[] refusals;
    private int count;

    private long equityE8;
    /** Cash plus planned sales less planned buys, at the prices of the decision. */
    private long leftE8;
    /** How many new names share the money. */
    private int sharers;

    Plan(
            RebalanceSettings settings,
            Universe universe,
            List<Instrument> instruments,
            Ledger ledger,
            Holdings holdings) {
        this.settings = settings;
        this.instruments = instruments;
        this.ledger = ledger;
        this.holdings = holdings;
        int names = universe.names();
        limits = new HoldingLimits(settings, universe, ledger, holdings);
        standings = new Standing[names];
        for (int i = 0; i < names; i++) {
            standings[i] = new Standing();
        }
        indexOf = new int[names];
        orders = new long[names];
        outcomes = new NameOutcome[names];
        alike = new int[names];
        refusals = new int[names];
    }

    void onBar(EngineEvent event) {
        limits.onBar(event);
    }

    void onSplit(EngineEvent event) {
        limits.onSplit(event);
    }

    void clear() {
        for (int i = 0; i < count; i++) {
            orders[standings[i].instrumentId] = 0;
        }
        count = 0;
    }

    /** Adds the standing of one name. */
    void add(Standing standing) {
        standings[count].copyFrom(standing);
        indexOf[standing.instrumentId] = count++;
    }

    int size() {
        return count;
    }

    int name(int index) {
        return standings[index].instrumentId;
    }

    NameOutcome outcome(int name) {
        return outcomes[name];
    }

    boolean isAtClose(int name) {
        return standings[indexOf[name]].may(Standing.AT_CLOSE);
    }

    int reason(int name) {
        return standings[indexOf[name]].reason;
    }

    /** Shares to buy, or to sell if negative. */
    long order(int name) {
        return orders[name];
    }

    /** Detail of an outcome: the correlated holding, or the risk stage's reason; 0 for none. */
    int detail(int name) {
        return switch (outcomes[name]) {
            case CORRELATION -> alike[name];
            case REFUSED -> refusals[name];
            default -> 0;
        };
    }

    /** Plans the orders for a complete ranking. */
    void make(long portfolioE8, OrderCheck check) {
        equityE8 = portfolioE8;
        leftE8 = ledger.cashE8();
        limits.begin(equityE8);
        for (int i = 0; i < count; i++) {
            planExit(standings[i]);
        }
        sharers = countSharers();
        long shareableE8 = leftE8;
        for (int i = 0; i < count; i++) {
            trim(standings[i], shareableE8);
        }
        for (int i = 0; i < count; i++) {
            add(standings[i], shareableE8);
        }
        boolean paid = true;
        for (int i = 0; i < count; i++) {
            paid = enter(standings[i], shareableE8, paid);
        }
        long salesE8 = settings.proceeds() == Proceeds.CASH ? 0 : valueE8(false);
        if (settings.powerE8() > 0 || (settings.proceeds() != Proceeds.AT_ONCE && salesE8 == 0)) {
            cutToPower(Math.addExact(check.spendableE8(ledger.cashE8()), salesE8));
        }
    }

    /** Lets the risk stage refuse buys; planned sales count as executed. */
    void check(OrderCheck check, EngineEvent event) {
        long grossE8 = Math.max(0, Math.subtractExact(check.grossE8(), valueE8(false)));
        for (int i = 0; i < count; i++) {
            int name = standings[i].instrumentId;
            refusals[name] = orders[name] == 0 ? OrderCheck.ACCEPTED : check.stopped(name, orders[name] > 0);
            if (refusals[name] == OrderCheck.ACCEPTED && orders[name] > 0) {
                long withE8 = Math.addExact(grossE8, FixedPoint.times(ledger.lastE8(name), orders[name]));
                long after = Math.addExact(holdings.shares(name), orders[name]);
                refusals[name] = check.refusal(event, name, orders[name], after, withE8);
                grossE8 = refusals[name] == OrderCheck.ACCEPTED ? withE8 : grossE8;
            }
            if (refusals[name] != OrderCheck.ACCEPTED) {
                orders[name] = 0;
                outcomes[name] = NameOutcome.REFUSED;
            }
        }
    }

    private long valueE8(boolean bought) {
        long sumE8 = 0;
        for (int i = 0; i < count; i++) {
            int name = standings[i].instrumentId;
            if (orders[name] != 0 && orders[name] > 0 == bought) {
                sumE8 = Math.addExact(sumE8, FixedPoint.times(ledger.lastE8(name), Math.abs(orders[name])));
            }
        }
        return sumE8;
    }

    private void planExit(Standing standing) {
        int name = standing.instrumentId;
        long held = holdings.shares(name);
        boolean leaves = standing.may(Standing.LEAVE);
        orders[name] = 0;
        outcomes[name] = held > 0 ? NameOutcome.HELD : NameOutcome.NOT_WANTED;
        if (holdings.hasOrder(name)) {
            outcomes[name] = NameOutcome.ORDER_WORKING;
        } else if (leaves && held > 0) {
            sell(name, held, NameOutcome.SOLD);
            limits.sold(name, standing);
        } else if (ledger.lastE8(name) <= 0 && !leaves && settings.weighting() != Weighting.SHARES) {
            outcomes[name] = NameOutcome.NO_PRICE;
        }
        if (held > 0 && orders[name] == 0) {
            limits.stays(name, standing.group);
        }
    }

    private int countSharers() {
        int names = 0;
        for (int i = 0; i < count; i++) {
            Standing standing = standings[i];
            boolean held = holdings.shares(standing.instrumentId) > 0;
            boolean enters = standing.may(Standing.ENTER) && ledger.lastE8(standing.instrumentId) > 0;
            boolean stays = held && !standing.may(Standing.LEAVE);
            boolean shares = settings.weighting() == Weighting.SPLIT ? enters && !held : enters || stays;
            names += shares ? 1 : 0;
        }
        return names;
    }

    private void trim(Standing standing, long shareableE8) {
        int name = standing.instrumentId;
        if (outcomes[name] != NameOutcome.HELD || !isResized() || !standing.may(Standing.TRIM)) {
            return;
        }
        long held = holdings.shares(name);
        long target = target(standing, shareableE8);
        if (target < held) {
            if (isCloseEnough(standing, held, target)) {
                outcomes[name] = NameOutcome.WITHIN_TOLERANCE;
            } else {
                sell(name, held - target, target == 0 ? NameOutcome.SOLD : NameOutcome.TRIMMED);
            }
        }
    }

    private void add(Standing standing, long shareableE8) {
        int name = standing.instrumentId;
        if (outcomes[name] != NameOutcome.HELD || !isResized() || !standing.may(Standing.ADD)) {
            return;
        }
        long held = holdings.shares(name);
        long target = target(standing, shareableE8);
        if (target > held) {
            if (isCloseEnough(standing, held, target)) {
                outcomes[name] = NameOutcome.WITHIN_TOLERANCE;
            } else if (!isPaid(name, target - held)) {
                outcomes[name] = NameOutcome.NO_CASH;
            } else {
                buy(name, target - held, NameOutcome.ADDED);
            }
        }
    }

    /** Plans a new name; returns whether there is money for the names after it. */
    private boolean enter(Standing standing, long shareableE8, boolean paid) {
        int name = standing.instrumentId;
        if (outcomes[name] != NameOutcome.NOT_WANTED || !standing.may(Standing.ENTER)) {
            return paid;
        }
        NameOutcome refusal = limits.refuseNumber(standing);
        if (refusal != null) {
            outcomes[name] = refusal;
            return paid;
        }
        long moneyE8 = settings.weighting() == Weighting.CONFIDENCE ? limits.moneyE8(standing, leftE8) : 0;
        long shares = settings.weighting() == Weighting.CONFIDENCE
                ? wholeLots(name, Math.max(0, moneyE8) / ledger.lastE8(name))
                : target(standing, shareableE8);
        refusal = limits.refuseSize(standing, shares, moneyE8);
        if (refusal != null) {
            outcomes[name] = refusal;
            alike[name] = limits.alike();
            return paid;
        }
        if (!paid || !isPaid(name, shares)) {
            outcomes[name] = NameOutcome.NO_CASH;
            return false;
        }
        buy(name, shares, NameOutcome.BOUGHT);
        limits.entered(standing, shares);
        return true;
    }

    private boolean isResized() {
        return settings.weighting() != Weighting.SPLIT && settings.weighting() != Weighting.CONFIDENCE;
    }

    private long target(Standing standing, long shareableE8) {
        long investedE8 = Fractions.without(Math.max(0, equityE8), settings.cashBufferE8());
        long priceE8 = ledger.lastE8(standing.instrumentId);
        long shares = switch (settings.weighting()) {
            case GIVEN -> ExactRatio.floor(investedE8, standing.share, standing.of) / priceE8;
            case SHARES -> standing.share;
            case EQUAL -> investedE8 / sharers / priceE8;
            case SPLIT -> Fractions.without(Math.max(0, shareableE8), settings.cashBufferE8()) / sharers / priceE8;
            case VOLATILITY -> ofVolatility(standing, investedE8);
            case CONFIDENCE -> throw new IllegalStateException("sized by money, not by a target");
        };
        return wholeLots(standing.instrumentId, shares);
    }

    private long ofVolatility(Standing standing, long investedE8) {
        if (!(standing.volatility > 0)) {
            return 0;
        }
        double money = FixedPoint.toDoubleRounded(Fractions.floor(investedE8, settings.riskE8()));
        return (long) Math.floor(money / standing.volatility);
    }

    /** Rounds shares down to whole lots of the name. */
    long wholeLots(int name, long shares) {
        long lot = instruments.get(name).lot();
        return shares - shares % lot;
    }

    private boolean isCloseEnough(Standing standing, long held, long target) {
        long off = Math.abs(target - held);
        if (settings.toleranceE8() > 0
                && target > 0
                && Math.multiplyHigh(off, FixedPoint.ONE_E8) == 0
                && off * FixedPoint.ONE_E8 < Math.multiplyExact(target, settings.toleranceE8())) {
            return true;
        }
        if (settings.bandE8() == 0) {
            return false;
        }
        long valueE8 = FixedPoint.times(ledger.lastE8(standing.instrumentId), held);
        long wantedE8 = ExactRatio.floor(Math.max(0, equityE8), standing.share, standing.of);
        return Math.abs(valueE8 - wantedE8) <= Fractions.floor(Math.max(0, equityE8), settings.bandE8());
    }

    private boolean isPaid(int name, long shares) {
        return !settings.payAtDecision() || FixedPoint.times(ledger.lastE8(name), shares) <= leftE8;
    }

    private void sell(int name, long shares, NameOutcome outcome) {
        orders[name] = -shares;
        outcomes[name] = outcome;
        leftE8 = Math.addExact(leftE8, FixedPoint.times(ledger.lastE8(name), shares));
    }

    private void buy(int name, long shares, NameOutcome outcome) {
        orders[name] = shares;
        outcomes[name] = outcome;
        leftE8 = Math.subtractExact(leftE8, FixedPoint.times(ledger.lastE8(name), shares));
    }

    private void cutToPower(long moneyE8) {
        long costE8 = valueE8(true);
        if (costE8 <= Fractions.floor(Math.max(0, moneyE8), settings.spendableE8())) {
            return;
        }
        for (int i = 0; i < count; i++) {
            int name = standings[i].instrumentId;
            if (orders[name] > 0) {
                orders[name] = wholeLots(
                        name, Fractions.scaled(orders[name], settings.spendableE8(), Math.max(0, moneyE8), costE8));
                if (orders[name] == 0) {
                    outcomes[name] = NameOutcome.NO_CASH;
                }
            }
        }
    }
}
