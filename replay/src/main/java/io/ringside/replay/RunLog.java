package io.ringside.replay;

import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.EngineEvent;
import io.ringside.replay.report.Run;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Trade;
import java.util.List;

/**
 * What a run came to: its round trips and its account, of strategies within the day as of a portfolio. Money is at 1e-8.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public interface RunLog {
    /** Takes one processed event in. */
    void onEvent(EngineEvent event);

    /** The run is over: what is still open counts at the last prices. */
    void finish();

    /** Round trips. */
    List<Trade> trades();

    /** The account at each traded session's close. */
    List<SessionEquity> days();

    /** Whether the equity fell to zero or below. */
    boolean isRuined();

    /** When it did, UTC nanoseconds since 1970; 0 if it did not. */
    long ruinedNanos();

    /** What it was then. */
    long ruinedEquityE8();

    /** Money at the start. */
    long startE8();

    /** Cash and positions as the executions left them. */
    Ledger ledger();

    /** Which corporate actions it was told, and what they paid. */
    ActionLog actions();

    /** Bars that were traded on. */
    long bars();

    /** Commissions and fees. */
    long commissionsE8();

    /** Money lost to spread and slippage. */
    long slippageE8();

    /** Highest value of all positions over the equity. */
    double highestGross();

    /** What the run knows of itself, for its figures. */
    default Run run(long events, String digest, boolean synthetic) {
        return new Run(
                startE8(),
                commissionsE8(),
                slippageE8(),
                bars(),
                events,
                digest,
                synthetic,
                highestGross(),
                isRuined(),
                0);
    }
}
