package io.ringside.gateway.sim;

import io.ringside.engine.account.SplitShares;
import io.ringside.engine.data.CorporateActions;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The account: cash, positions with their average cost, which includes commissions, and margins at one flat rate.
 *
 * <p>Thread: the workstation's.
 */
final class Ledger {
    /** Holding of one instrument. */
    static final class Position {
        final Board board;
        /** Shares, negative if short. */
        long shares;
        /** What they cost, at 1e-8, negative if short; commissions make it higher. */
        long costE8;
        /** Realized profit of today at 1e-8. */
        long realizedE8;

        Position(Board board) {
            this.board = board;
        }

        /** Cost of a share at 1e-8. */
        long averageE8() {
            return Text.averageE8(costE8, shares);
        }

        /** Price at which it is valued. */
        long markE8() {
            return board.lastE8 > 0 ? board.lastE8 : averageE8();
        }

        long valueE8() {
            return FixedPoint.times(markE8(), shares);
        }

        long unrealizedE8() {
            return valueE8() - costE8;
        }
    }

    private final int marginPercent;
    private final Map<Board, Position> positions = new LinkedHashMap<>();
    private long cashE8;

    Ledger(long cashE8, int marginPercent) {
        this.cashE8 = cashE8;
        this.marginPercent = marginPercent;
    }

    /** All positions that there have been, in the order of their coming. */
    List<Position> positions() {
        return new ArrayList<>(positions.values());
    }

    /** The position in an instrument; of no shares if there is none. */
    Position position(Board board) {
        return positions.computeIfAbsent(board, Position::new);
    }

    /** Shares held of an instrument. */
    long shares(Board board) {
        Position position = positions.get(board);
        return position == null ? 0 : position.shares;
    }

    /** Adds shares that the account holds at the start. */
    void endow(Board board, long shares, long averageE8) {
        Position position = position(board);
        position.shares = shares;
        position.costE8 = FixedPoint.times(averageE8, shares);
    }

    /** Adds shares without money, at their average cost, or takes them away if negative. */
    void deliver(Board board, long shares) {
        Position position = position(board);
        endow(board, Math.addExact(position.shares, shares), position.averageE8());
    }

    /**
     * Books an execution.
     *
     * @return the profit that it realized at 1e-8, after its commission, or {@link Fields#UNSET} if it only opened
     */
    long book(Board board, Side side, long shares, long priceE8, long commissionE8) {
        Position position = position(board);
        long signed = side.sign() * shares;
        cashE8 = Math.subtractExact(cashE8, Math.addExact(FixedPoint.times(priceE8, signed), commissionE8));
        boolean closes = position.shares != 0 && Long.signum(position.shares) != Long.signum(signed);
        if (!closes) {
            position.shares += signed;
            position.costE8 += FixedPoint.times(priceE8, signed) + commissionE8;
            return Fields.UNSET;
        }
        long closed = Math.min(Math.abs(position.shares), shares);
        long closedCostE8 = closed == Math.abs(position.shares)
                ? position.costE8
                : Long.signum(position.shares) * FixedPoint.times(position.averageE8(), closed);
        long closingFeeE8 = commissionE8 * closed / shares;
        long realizedE8 = -side.sign() * FixedPoint.times(priceE8, closed) - closedCostE8 - closingFeeE8;
        position.costE8 -= closedCostE8;
        position.shares += side.sign() * closed;
        position.realizedE8 += realizedE8;
        long opened = shares - closed;
        if (opened > 0) {
            position.shares += side.sign() * opened;
            position.costE8 += side.sign() * FixedPoint.times(priceE8, opened) + commissionE8 - closingFeeE8;
        }
        return realizedE8;
    }

    /** Books a correction of an execution's price. */
    void correct(Board board, Side side, long shares, long oldPriceE8, long newPriceE8) {
        Position position = position(board);
        long moreE8 = side.sign() * FixedPoint.times(newPriceE8 - oldPriceE8, shares);
        cashE8 -= moreE8;
        if (Long.signum(position.shares) == side.sign()) {
            position.costE8 += moreE8;
        } else {
            position.realizedE8 -= moreE8;
        }
    }

    /** Applies a corporate action before a session's open; as in the engine's books, fractions of shares are paid in cash. */
    void happens(Board board, CorporateActions.Action action) {
        Position position = position(board);
        switch (action.kind()) {
            case SPLIT -> {
                long after = Split.shares(position.shares, action.numerator(), action.denominator());
                long paidE8 = SplitShares.paidE8(
                        position.shares, after, action.numerator(), action.denominator(), position.markE8());
                transfer(paidE8);
                position.costE8 -= paidE8;
                position.shares = after;
                board.lastE8 = Split.priceE8(board.lastE8, action.numerator(), action.denominator());
            }
            case DIVIDEND -> transfer(FixedPoint.times(action.moneyE8(), position.shares));
            case DELISTING -> {
                long paidE8 = FixedPoint.times(action.moneyE8(), position.shares);
                transfer(paidE8);
                position.realizedE8 += paidE8 - position.costE8;
                position.shares = 0;
                position.costE8 = 0;
            }
            case SYMBOL_CHANGE -> {
                // The same shares.
            }
        }
    }

    /** Books a deposit or withdrawal. */
    void transfer(long moneyE8) {
        cashE8 = Math.addExact(cashE8, moneyE8);
    }

    /** Cash at 1e-8. */
    long cashE8() {
        return cashE8;
    }

    /** Value of all positions, long and short together, at 1e-8. */
    long grossE8() {
        long sum = 0;
        for (Position position : positions.values()) {
            sum += Math.abs(position.valueE8());
        }
        return sum;
    }

    /** Cash and the value of all positions, at 1e-8. */
    long equityE8() {
        long sum = cashE8;
        for (Position position : positions.values()) {
            sum += position.valueE8();
        }
        return sum;
    }

    /** Margin required by positions of a value, at 1e-8. */
    long marginE8(long grossE8) {
        return Math.multiplyExact(grossE8 / 100, marginPercent);
    }

    /** Equity beyond the margin of all positions, at 1e-8. */
    long availableE8() {
        return equityE8() - marginE8(grossE8());
    }

    /** What could be bought, at 1e-8. */
    long buyingPowerE8() {
        return Math.max(0, availableE8()) / marginPercent * 100;
    }

    /** All account values that TWS reports, by tag, in a fixed order. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        long realizedE8 = 0;
        long unrealizedE8 = 0;
        long stockE8 = 0;
        for (Position position : positions.values()) {
            realizedE8 += position.realizedE8;
            unrealizedE8 += position.shares == 0 ? 0 : position.unrealizedE8();
            stockE8 += position.valueE8();
        }
        String margin = Text.money(marginE8(grossE8()));
        values.put("NetLiquidation", Text.money(equityE8()));
        values.put("TotalCashValue", Text.money(cashE8));
        values.put("SettledCash", Text.money(cashE8));
        values.put("CashBalance", Text.money(cashE8));
        values.put("AccruedCash", "0.00");
        values.put("BuyingPower", Text.money(buyingPowerE8()));
        values.put("EquityWithLoanValue", Text.money(equityE8()));
        values.put("GrossPositionValue", Text.money(grossE8()));
        values.put("StockMarketValue", Text.money(stockE8));
        values.put("InitMarginReq", margin);
        values.put("MaintMarginReq", margin);
        values.put("FullInitMarginReq", margin);
        values.put("FullMaintMarginReq", margin);
        values.put("AvailableFunds", Text.money(availableE8()));
        values.put("ExcessLiquidity", Text.money(availableE8()));
        values.put("FullAvailableFunds", Text.money(availableE8()));
        values.put("FullExcessLiquidity", Text.money(availableE8()));
        values.put("RealizedPnL", Text.money(realizedE8));
        values.put("UnrealizedPnL", Text.money(unrealizedE8));
        return values;
    }
}
