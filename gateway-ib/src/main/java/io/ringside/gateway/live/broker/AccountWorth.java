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
 * Publishes the account's equity as the broker reports it: each time as an informative figure; and once a session, if sizes
 * depend on it, as the engine's equity. If the configuration states an amount instead, the equity is compared with it. Both
 * need two similar answers in a row. After an adoption of shares at an unknown price, our own cash is a guess, and the
 * account's is taken again.
 *
 * <p>Thread: session.
 */
public final class AccountWorth {
    /** Result of an answer. */
    public enum Answer {
        /** The figure was published. */
        TOLD,
        /** The figures must be requested again soon. */
        AGAIN,
        /** The account has less than the configuration states, confirmed by a second answer. */
        TOO_LITTLE
    }

    /** How much two answers in a row may differ, since prices move between them. */
    private static final int ALIKE_PERCENT = 2;
    /** How much equity may drift from ours by interest, fees and prices of different moments. */
    private static final int DRIFT_PERCENT = 1;

    private final TradingBooks books;
    private final OrderTable table;
    private final AccountState account;
    private final RiskSettings risk;
    private final boolean begins;
    private final LongSupplier equityE8;
    private int takenOver;
    private boolean settled;
    /** Whether our cash is a guess until the next equity is taken. */
    private boolean guessed;

    private boolean publishedOnce;
    private long publishedE8;

    /**
     * @param begins whether there is no earlier journal, so that the equity is the stated one
     * @param taken whether the day's journal holds the account's equity already
     * @param equityE8 our own equity now, at 1e-8; 0 if unknown
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

    /** Handles new figures of the account. */
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
            // From here on it must move as our own books do.
            moves(worthE8, out);
        }
        return answer;
    }

    /** Whether the account's equity moves as our own books do, if its positions are exactly ours. */
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
                // Overnight the broker marks positions by prices that we do not receive.
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

    /** Restarts the comparison from the current equity, at an operator's command. */
    public void lookedAt() {
        synchronized (table) {
            books.figures.restart();
        }
    }

    /** Takes the account's equity again: shares were adopted at a price that nobody knows. */
    public void adopted() {
        if (risk.fromAccount()) {
            guessed = true;
            settled = false;
            publishedOnce = false;
            books.query.want();
        }
    }

    /** Whether our equity is a guess, since shares were adopted, until the account's is taken. */
    public boolean isGuessed() {
        return guessed;
    }

    private boolean isOurs() {
        boolean ours = account.holdsOnly(books.contracts);
        for (int id = 0; id < table.instruments(); id++) {
            ours &= account.shares(books.contracts.of(id)) == table.position(id);
        }
        return ours;
    }

    /** Whether all positions have a price of the last minutes. */
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

    /**
     * Publishes the equity for sizing; not while a position is marked by prices of another day, but after an adoption, when it
     * is the account's cash and what is held at our own last prices.
     */
    private Answer take(long worthE8, boolean alike, EventOutbox out) {
        if (!alike) {
            return Answer.AGAIN;
        }
        long takenE8 = isMarked() ? worthE8 : guessed ? cashAndHeldE8() : 0;
        settled = takenE8 > 0;
        guessed &= !settled;
        publish(settled ? EngineEvent.FLAG_ADOPTED : 0, settled ? takenE8 : worthE8, out);
        return Answer.TOLD;
    }

    /** The account's cash and our positions at our last prices; 0 if one of them is unknown. */
    private long cashAndHeldE8() {
        long sumE8 = account.cashE8();
        if (sumE8 == AccountState.UNKNOWN) {
            return 0;
        }
        synchronized (table) {
            for (int id = 0; id < table.instruments(); id++) {
                long shares = table.position(id);
                long priceE8 = books.prices.priceE8(id);
                if (shares != 0 && priceE8 == 0) {
                    return 0;
                }
                sumE8 = Math.addExact(sumE8, FixedPoint.times(priceE8, shares));
            }
        }
        return sumE8;
    }

    private Answer hold(long worthE8, boolean alike, EventOutbox out) {
        long oursE8 = equityE8.getAsLong();
        if (!begins && oursE8 == 0) {
            // The carried state is still being processed by the stages.
            return Answer.AGAIN;
        }
        boolean comparable = begins || isMarked();
        if (comparable && worthE8 < leastE8(oursE8)) {
            // If the session goes on all the same, an operator has checked the account.
            settled = alike;
            return alike ? Answer.TOO_LITTLE : Answer.AGAIN;
        }
        settled = comparable;
        publish(0, worthE8, out);
        return Answer.TOLD;
    }

    /** Least equity required: the stated amount; later, our own equity less a margin for the broker's charges. */
    private long leastE8(long oursE8) {
        return begins ? risk.equityE8() : oursE8 - Math.abs(oursE8) / 100 * DRIFT_PERCENT;
    }

    /** Whether there is no earlier journal. */
    public boolean begins() {
        return begins;
    }

    /** Message about an account with too little equity. */
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
