package io.ringside.gateway.ib;

import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.broker.AccountWorth;
import io.ringside.gateway.live.broker.TradingBooks;
import java.util.function.Consumer;

/**
 * What is done about a broker that is not the configured one, or refuses for good. A process that has not traded yet ends with
 * words that say what to correct. One that trades, or holds a position, is what watches over it: it stays, and enters nothing.
 *
 * <p>Thread: session.
 */
final class BrokerRefusal {
    private final TradingBooks books;
    private final ComparisonRounds rounds;
    private final AccountWorth worth;
    private final Consumer<String> raiseBreak;
    private UserError fatal;

    /** @param raiseBreak publishes a break, after which nothing is entered */
    BrokerRefusal(TradingBooks books, ComparisonRounds rounds, AccountWorth worth, Consumer<String> raiseBreak) {
        this.books = books;
        this.rounds = rounds;
        this.worth = worth;
        this.raiseBreak = raiseBreak;
    }

    /** Why nothing is tried again; null if there is no such reason. */
    UserError fatal() {
        return fatal;
    }

    private boolean mustStay() {
        return rounds.count() > 0 || books.holdings.isHolding();
    }

    private void fail(String text) {
        fatal = new UserError(text);
    }

    /** It refuses what it will always refuse, such as orders on a read-only connection. */
    void forGood(String text) {
        String words = "the broker refuses for good: " + text;
        if (mustStay()) {
            raiseBreak.accept(words);
            books.alarms.raise(words + "; nothing is entered; correct the settings of TWS, then unlatch");
        } else {
            fail(words + "; correct the settings of TWS or ours");
        }
    }

    /** The account has less than the configuration trades with. */
    void tooLittle() {
        String text = worth.tooLittle();
        if (worth.begins() && !books.holdings.isHolding()) {
            fail(text);
        } else {
            raiseBreak.accept(text);
            books.alarms.raise(text);
        }
    }

    /** The session at the broker is one of other accounts; whether its connection is to be given up. */
    boolean otherAccount(String text) {
        if (mustStay()) {
            raiseBreak.accept(text);
            books.alarms.connection(books.clock.getAsLong(), text);
            return true;
        }
        fail(text);
        return false;
    }

    /** Whether a contract is the one that is configured for the instrument, if any is. */
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
