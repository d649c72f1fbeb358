package io.ringside.gateway.ib;

import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.broker.AccountWorth;
import io.ringside.gateway.live.broker.TradingBooks;
import java.util.function.Consumer;

/**
 * Handles a broker that is not the configured one or refuses permanently. A process that has not traded yet ends with an
 * error that says what to correct. One that has orders or a position must keep watching them: it stays up and refuses
 * entries.
 *
 * <p>Thread: session.
 */
final class BrokerRefusal {
    private final TradingBooks books;
    private final ComparisonRounds rounds;
    private final AccountWorth worth;
    private final Consumer<String> raiseBreak;
    private UserError fatal;

    /** @param raiseBreak publishes a break, after which entries are refused */
    BrokerRefusal(TradingBooks books, ComparisonRounds rounds, AccountWorth worth, Consumer<String> raiseBreak) {
        this.books = books;
        this.rounds = rounds;
        this.worth = worth;
        this.raiseBreak = raiseBreak;
    }

    /** Why the process must end; null if there is no such reason. */
    UserError fatal() {
        return fatal;
    }

    private boolean mustStay() {
        return rounds.count() > 0 || books.holdings.isHolding();
    }

    private void fail(String text) {
        fatal = new UserError(text);
    }

    /** Handles a permanent refusal, such as of orders on a read-only connection. */
    void forGood(String text) {
        String words = "the broker refuses for good: " + text;
        if (mustStay()) {
            raiseBreak.accept(words);
            books.alarms.raise(words + "; nothing is entered; correct the settings of TWS, then unlatch");
        } else {
            fail(words + "; correct the settings of TWS or ours");
        }
    }

    /** Handles an account with less equity than the configuration trades with. */
    void tooLittle() {
        String text = worth.tooLittle();
        if (worth.begins() && !books.holdings.isHolding()) {
            fail(text);
        } else {
            raiseBreak.accept(text);
            books.alarms.raise(text);
        }
    }

    /** Handles a broker session for other accounts; returns whether to close the connection. */
    boolean otherAccount(String text) {
        if (mustStay()) {
            raiseBreak.accept(text);
            books.alarms.connection(books.clock.getAsLong(), text);
            return true;
        }
        fail(text);
        return false;
    }

    /** Whether a contract is the configured one, if the configuration has one for the instrument. */
    boolean isContract(Instrument instrument, int contractId) {
        if (instrument.contractId() == 0 || instrument.contractId() == contractId) {
            return true;
        }
        if (mustStay()) {
            books.alarms.raise(instrument.symbol() + " is contract " + contractId + " at the broker, not "
                    + instrument.contractId() + "; asking again");
        } else {
            fail("instruments: " + instrument.symbol() + " has contract-id = " + instrument.contractId()
                    + ", but the broker says " + contractId + "; correct it");
        }
        return false;
    }
}
