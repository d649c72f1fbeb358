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

    /** What the run knows of itself, for its figures. */
    default Run run(long events, String digest, boolean synthetic) {
        return new Run(
                account().startE8(),
                account().commissionsE8(),
                account().slippageE8(),
                bars(),
                events,
                digest,
                synthetic,
                account().highestGross(),
                account().isRuined(),
                0);
    }
}
