package io.ringside.gateway.live.broker;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.risk.RiskSettings;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.live.inbound.Judgement;
import io.ringside.gateway.live.order.AccountState;
import io.ringside.gateway.live.order.OrderTable;
import java.util.function.LongSupplier;

/**
 * What the account is worth, as the broker tells it, as events of the journal: each time as a figure to look at; and once a
 * session, where sizes are to come from it, as the equity that they come from. A budget that is stated instead is held
 * against it. A single answer decides neither: it is asked for again, and has to be told alike.
 *
 * <p>Thread: session.
 */
public final class AccountWorth {
    /** What is to be done about an answer. */
    public enum Answer {
        /** It was told. */
        TOLD,
        /** The broker is to be asked again soon. */
        AGAIN,
        /** The account has less than the configuration says, twice. */
        TOO_LITTLE
    }

    /** Two answers in a row are alike, if prices moved between them. */
    private static final int ALIKE_PERCENT = 2;
    /** What the broker charged or paid since, and prices of another moment. */
    private static final int DRIFT_PERCENT = 1;

    private final TradingBooks books;
    private final OrderTable table;
    private final AccountState account;
    private final RiskSettings risk;
    private final boolean begins;
    private final LongSupplier equityE8;
    private int takenOver;
    private boolean settled;
    private boolean publishedOnce;
    private long publishedE8;

    /**
     * @param begins whether there is no earlier journal, so that the equity is the stated one
     * @param taken whether the day's journal holds what the account is worth already
     * @param equityE8 our own equity by now, at 1e-8; 0 if nobody knows
     */
    public AccountWorth(TradingBooks books, RiskSettings risk, boolean begins, boolean taken, LongSupplier equityE8) {
        this.books = books;
        this.risk = risk;
        this.begins = begins;
        this.equityE8 = equityE8;
        table = books.table;
        account = books.account;
        settled = taken;
    }

    /** Figures of the account have come. */
    public Answer publish(EventOutbox out) {
        long worthE8 = account.netLiquidationE8();
        if (settled) {
            if (moves(worthE8, out)) {
                publish(0, worthE8, out);
            }
            return Answer.TOLD;
        }
        boolean alike = publishedOnce && Math.abs(worthE8 - publishedE8) <= Math.abs(publishedE8) / 100 * ALIKE_PERCENT;
        publishedOnce = true;
        publishedE8 = worthE8;
        Answer answer = risk.fromAccount() ? take(worthE8, alike, out) : hold(worthE8, alike, out);
        if (settled) {
            // From here on it has to move as our own books do.
            moves(worthE8, out);
        }
        return answer;
    }

    /** Whether the account's worth moves as our own books do, if it holds what we do and nothing else. */
    private boolean moves(long worthE8, EventOutbox out) {
        synchronized (table) {
            if (!isOurs()) {
                books.figures.restart();
                return true;
            }
            if (takenOver != table.takenOver()) {
                takenOver = table.takenOver();
                books.figures.restart();
            }
            if (!isMarked()) {
                // Over night the broker marks by prices that we do not hear of.
                return true;
            }
            long oursE8 = table.cashMovedE8();
            long heldE8 = 0;
            for (int id = 0; id < table.instruments(); id++) {
                long shares = table.position(id);
                if (shares != 0) {
                    oursE8 += shares * books.prices.priceE8(id);
                    heldE8 += Math.abs(shares) * books.prices.priceE8(id);
                }
            }
            Judgement judgement = books.figures.judgeEquity(worthE8, oursE8, heldE8);
            if (!judgement.isBelieved()) {
                books.query.want();
                books.breaks.refuse(judgement, "equity of " + FixedPoint.format(worthE8) + " at the broker", out);
            }
            return judgement.isBelieved();
        }
    }

    /** An operator has looked: the account's worth moves from what it is now. */
    public void lookedAt() {
        synchronized (table) {
            books.figures.restart();
        }
    }

    private boolean isOurs() {
        boolean ours = account.holdsOnly(books.contracts);
        for (int id = 0; id < table.instruments(); id++) {
            ours &= account.shares(books.contracts.of(id)) == table.position(id);
        }
        return ours;
    }

    /** Whether all that is held has a price of the last minutes. */
    private boolean isMarked() {
        synchronized (table) {
            for (int id = 0; id < table.instruments(); id++) {
                if (table.position(id) != 0 && !books.prices.isFresh(id, books.clock.getAsLong())) {
                    return false;
                }
            }
            return true;
        }
    }

    /** While a position is marked by prices of another day, its worth cannot be told from cash. */
    private Answer take(long worthE8, boolean alike, EventOutbox out) {
        if (!alike) {
            return Answer.AGAIN;
        }
        settled = worthE8 > 0 && isMarked();
        publish(settled ? EngineEvent.FLAG_ADOPTED : 0, worthE8, out);
        return Answer.TOLD;
    }

    private Answer hold(long worthE8, boolean alike, EventOutbox out) {
        long oursE8 = equityE8.getAsLong();
        if (!begins && oursE8 == 0) {
            // What the day before left is on its way through the stages still.
            return Answer.AGAIN;
        }
        boolean comparable = begins || isMarked();
        if (comparable && worthE8 < leastE8(oursE8)) {
            // Whoever goes on all the same has looked.
            settled = alike;
            return alike ? Answer.TOO_LITTLE : Answer.AGAIN;
        }
        settled = comparable;
        publish(0, worthE8, out);
        return Answer.TOLD;
    }

    /** The account must have the stated budget; later, what that has become, less what the broker charged meanwhile. */
    private long leastE8(long oursE8) {
        return begins ? risk.equityE8() : oursE8 - Math.abs(oursE8) / 100 * DRIFT_PERCENT;
    }

    /** Whether there is no earlier journal. */
    public boolean begins() {
        return begins;
    }

    /** What is wrong with the stated budget. */
    public String tooLittle() {
        return "risk.equity = " + FixedPoint.format(risk.equityE8()) + ": the account has "
                + FixedPoint.format(account.netLiquidationE8())
                + (begins ? "" : ", and by our books there should be " + FixedPoint.format(equityE8.getAsLong()))
                + "; state no more than it has, or risk.equity = account";
    }

    private void publish(int flags, long worthE8, EventOutbox out) {
        out.add().account(books.clock.getAsLong(), flags, worthE8, account.buyingPowerE8(), account.availableE8());
    }
}
