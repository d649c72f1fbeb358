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
 * The account of a run: cash and positions, what was charged and what slipped, its worth at each traded session's close beside
 * {@link BuyAndHold}, and when it was ruined. Money is at 1e-8.
 *
 * <p>Thread: its owner's, which says what happens in journal order.
 */
public final class AccountLog {
    private final Ledger ledger;
    private final BuyAndHold held;
    private final ActionLog actions;
    private final int instruments;
    private final List<SessionEquity> days = new ArrayList<>();
    private long startE8;
    private long dividendsTodayE8;
    private long commissionsE8;
    private long slippageE8;
    private double highestGross;
    private long ruinedNanos;
    private long ruinedEquityE8;

    /** An account with the money that the settings say. */
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

    /** What the same money is worth in every name alike. */
    public BuyAndHold held() {
        return held;
    }

    /** Corporate actions that were booked. */
    public ActionLog actions() {
        return actions;
    }

    /** Worth at each traded session's close; nothing from the ruin on. */
    public List<SessionEquity> days() {
        return days;
    }

    /** Money at the start: the stated one, or what the account was worth when that was first told. */
    public long startE8() {
        return startE8;
    }

    /** The account begins with other money than was stated. */
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

    /** Highest value of all positions over the equity, whenever that was measured. */
    public double highestGross() {
        return highestGross;
    }

    /** When the equity fell to zero or below, UTC nanoseconds since 1970; 0 if it has not. */
    public long ruinedNanos() {
        return ruinedNanos;
    }

    /** The equity then: what is owed, if it is negative. */
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

    /** The same of one that no event told. */
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

    /**
     * Ends a traded session.
     *
     * @param exposure part of the session with positions, 0 to 1
     */
    public void endDay(int sessionDay, double exposure) {
        long[] lastE8 = new long[instruments];
        for (int id = 0; id < lastE8.length; id++) {
            lastE8[id] = ledger.lastE8(id);
        }
        days.add(worth(sessionDay, held.valueE8(lastE8), exposure, dividendsTodayE8));
        dividendsTodayE8 = 0;
    }

    /** The last day again, where more was booked on it. */
    void endLastDayAgain() {
        SessionEquity last = days.remove(days.size() - 1);
        days.add(worth(last.epochDay(), last.benchmarkE8(), last.exposure(), last.dividendsE8()));
    }

    /** The day of the ruin is the last one, whether it has ended or not. */
    public void endRuined(int sessionDay, double exposure) {
        if (!days.isEmpty() && days.get(days.size() - 1).epochDay() == sessionDay) {
            days.remove(days.size() - 1);
        }
        endDay(sessionDay, exposure);
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
