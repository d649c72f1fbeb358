package io.ringside.replay;

import io.ringside.engine.Engine;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Side;
import io.ringside.replay.report.SessionEquity;
import java.util.ArrayList;
import java.util.List;

/**
 * The account of a run: cash and positions, commissions and slippage, its equity at each traded session's close beside
 * {@link BuyAndHold}, and the time of its ruin. Money is at 1e-8.
 *
 * <p>Thread: its owner's, which calls it in journal order.
 */
public final class AccountLog {
    /** No session. */
    public static final int NO_DAY = -1;

    private final Ledger ledger;
    private final BuyAndHold held;
    private final ActionLog actions;
    private final int instruments;
    private final List<SessionEquity> days = new ArrayList<>();
    private long startE8;
    /** The session that has begun and not ended, {@link #NO_DAY} if there is none. */
    private int dayUnderWay = NO_DAY;

    private long dividendsTodayE8;
    private long commissionsE8;
    private long slippageE8;
    private double highestGross;
    private long ruinedNanos;
    private long ruinedEquityE8;

    /** An account with the settings' initial equity. */
    public AccountLog(Engine engine) {
        instruments = engine.settings().instruments().size();
        startE8 = engine.settings().risk().equityE8();
        ledger = new Ledger(startE8, instruments);
        held = new BuyAndHold(startE8, instruments);
        actions = new ActionLog(engine.settings().instruments());
    }

    /** Cash and positions as they stand. */
    public Ledger ledger() {
        return ledger;
    }

    /** The buy-and-hold account of the same money. */
    public BuyAndHold held() {
        return held;
    }

    /** Corporate actions that were booked. */
    public ActionLog actions() {
        return actions;
    }

    /** Equity at each traded session's close, up to the ruin. */
    public List<SessionEquity> days() {
        return days;
    }

    /** Initial equity: the configured one, or the account's first reported one. */
    public long startE8() {
        return startE8;
    }

    /** Sets the initial equity, if it differs from the configured one. */
    void begin(long moneyE8) {
        startE8 = moneyE8;
        held.begin(moneyE8);
    }

    public long commissionsE8() {
        return commissionsE8;
    }

    public long slippageE8() {
        return slippageE8;
    }

    /** Highest gross value of positions over equity, at the times of {@link #measure}. */
    public double highestGross() {
        return highestGross;
    }

    /** When the equity fell to zero or below, UTC nanoseconds since 1970; 0 if it has not. */
    public long ruinedNanos() {
        return ruinedNanos;
    }

    /** Equity at the ruin; negative if money is owed. */
    public long ruinedEquityE8() {
        return ruinedEquityE8;
    }

    /** Whether the equity has fallen to zero or below. */
    public boolean isRuined() {
        return ruinedNanos != 0;
    }

    /** Books an execution. */
    public void fill(EngineEvent event) {
        fill(event.instrumentId, event.side, event.quantity, event.priceE8, event.commissionE8, event.slippageE8);
    }

    /** Books an execution without an event. */
    void fill(int instrumentId, Side side, long quantity, long priceE8, long commissionE8, long slippedE8) {
        ledger.fill(instrumentId, side, quantity, priceE8, commissionE8);
        commissionsE8 = Math.addExact(commissionsE8, commissionE8);
        slippageE8 = Math.addExact(slippageE8, slippedE8);
    }

    /** Books a charge that came without an execution, or after it. */
    public void charge(EngineEvent event) {
        ledger.charge(event.commissionE8);
        commissionsE8 = Math.addExact(commissionsE8, event.commissionE8);
    }

    /** Books a corporate action. */
    public void onAction(EngineEvent event) {
        long shares = ledger.position(event.instrumentId);
        long before = ledger.cashE8();
        ledger.onAction(event);
        held.onAction(event);
        long paidE8 = ledger.cashE8() - before;
        actions.add(event, shares, paidE8);
        if (CorporateAction.ofCode(event.code) == CorporateAction.DIVIDEND) {
            dividendsTodayE8 += paidE8;
        }
    }

    /** Compares the value of all positions with the equity. */
    public void measure() {
        long equityE8 = ledger.equityE8();
        if (equityE8 > 0) {
            highestGross = Math.max(highestGross, (double) ledger.grossValueE8() / equityE8);
        }
    }

    /** Notes the ruin if the equity is gone, once. */
    public void lookForRuin(long nanos) {
        if (ruinedNanos == 0 && ledger.equityE8() <= 0) {
            ruinedNanos = nanos;
            ruinedEquityE8 = ledger.equityE8();
        }
    }

    /** Begins a session, {@link #NO_DAY} for none that is traded. */
    public void beginDay(int sessionDay) {
        dayUnderWay = sessionDay;
    }

    /** Whether a session has begun that has not ended, such as of a daemon that was stopped before the close. */
    public boolean isDayUnderWay() {
        return dayUnderWay != NO_DAY;
    }

    /** The session that has begun and not ended, {@link #NO_DAY} if there is none. */
    int dayUnderWay() {
        return dayUnderWay;
    }

    /** Ends the session that has begun, where the data end. */
    public void endDayUnderWay(double exposure) {
        endDay(dayUnderWay, exposure);
    }

    /**
     * Ends a traded session, or ends it again: a portfolio's may be over only when its bars have come, after midnight.
     *
     * @param exposure part of the session with positions, 0 to 1
     */
    public void endDay(int sessionDay, double exposure) {
        dayUnderWay = NO_DAY;
        if (isLast(sessionDay)) {
            dividendsTodayE8 += days.remove(days.size() - 1).dividendsE8();
        }
        long[] lastE8 = new long[instruments];
        for (int id = 0; id < lastE8.length; id++) {
            lastE8[id] = ledger.lastE8(id);
        }
        days.add(worth(sessionDay, held.valueE8(lastE8), exposure, dividendsTodayE8));
        dividendsTodayE8 = 0;
    }

    /** Updates the last day after further bookings on it. */
    void endLastDayAgain() {
        SessionEquity last = days.remove(days.size() - 1);
        days.add(worth(last.epochDay(), last.benchmarkE8(), last.exposure(), last.dividendsE8()));
    }

    /** Ends the log with the day of the ruin, whether it has ended or not. */
    public void endRuined(int sessionDay, double exposure) {
        endDay(sessionDay, exposure);
    }

    private boolean isLast(int sessionDay) {
        return !days.isEmpty() && days.get(days.size() - 1).epochDay() == sessionDay;
    }

    private SessionEquity worth(int sessionDay, long benchmarkE8, double exposure, long dividendsE8) {
        return isRuined()
                ? new SessionEquity(sessionDay, 0, 0, 0, benchmarkE8, exposure)
                : new SessionEquity(
                        sessionDay,
                        ledger.equityE8(),
                        ledger.cashE8(),
                        ledger.positionValueE8(),
                        benchmarkE8,
                        exposure,
                        dividendsE8);
    }
}
