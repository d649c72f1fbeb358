package io.ringside.replay;

import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.EngineEvent;
import io.ringside.replay.report.Run;
import io.ringside.replay.report.SessionEquity;
import io.ringside.replay.report.Trade;
import java.util.List;

/**
 * The results of a run: its round trips and its account, for intraday strategies and portfolios alike. Money is at 1e-8.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public interface RunLog {
    /** Processes one event, after all stages. */
    void onEvent(EngineEvent event);

    /** Ends the run: open positions are valued at the last prices. */
    void finish();

    /** Round trips. */
    List<Trade> trades();

    /** Its account. */
    AccountLog account();

    /** Bars that were traded on. */
    long bars();

    /** The account at each traded session's close. */
    default List<SessionEquity> days() {
        return account().days();
    }

    /** Cash and positions as the executions left them. */
    default Ledger ledger() {
        return account().ledger();
    }

    /** By how much executions were worse than their reference prices; {@link Trade#UNKNOWN} where nobody tells these. */
    default long slippageE8() {
        return account().slippageE8();
    }

    /** The run's data, for its figures. */
    default Run run(long events, String digest, boolean synthetic) {
        return new Run(
                account().startE8(),
                account().commissionsE8(),
                slippageE8(),
                bars(),
                events,
                digest,
                synthetic,
                account().highestGross(),
                account().isRuined(),
                0);
    }
}
