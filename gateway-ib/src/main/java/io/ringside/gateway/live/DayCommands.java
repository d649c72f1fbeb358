package io.ringside.gateway.live;

import io.ringside.engine.Stages;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.gateway.live.broker.AccountWorth;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.operator.ScopedNote;
import io.ringside.gateway.live.order.CommandTarget;
import io.ringside.gateway.live.order.TakeOver;
import io.ringside.gateway.live.portfolio.PortfolioDay;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Operators' commands to a trading day: refuses them with a reason, or journals them.
 *
 * <p>Thread: session.
 */
final class DayCommands {
    private final TradingBooks books;
    private final Stages stages;
    private final DayRing ring;
    private final BrokerConnection session;
    private final AccountWorth worth;
    /** Null without a portfolio. */
    private final PortfolioDay portfolio;

    private final BooleanSupplier latched;
    private final List<String> portfolios;
    private final CommandTarget target;
    private final TakeOver takeOver;

    /** @param latched whether the risk stage has latched */
    DayCommands(
            TradingBooks books,
            Stages stages,
            DayRing ring,
            BrokerConnection session,
            AccountWorth worth,
            PortfolioDay portfolio,
            List<PortfolioBinding> portfolios,
            BooleanSupplier latched) {
        this.books = books;
        this.stages = stages;
        this.ring = ring;
        this.session = session;
        this.worth = worth;
        this.portfolio = portfolio;
        this.latched = latched;
        this.portfolios = portfolios.stream().map(PortfolioBinding::name).toList();
        target = new CommandTarget(books.table, books.instruments);
        takeOver = new TakeOver(
                books.table, books.holdings, books.reconciler, books.foreign, books.instruments, books.clock);
    }

    /** Why a command is refused; null if it is accepted. */
    String refusal(Operator operator, String given) {
        ScopedNote scoped = ScopedNote.of(operator, portfolios, given);
        if (scoped.refusal() != null) {
            return scoped.refusal();
        }
        if (operator == Operator.REBALANCE) {
            return rebalanceRefusal(scoped);
        }
        String refusal = target.refusal(operator, scoped.rest(), scoped.portfolioId());
        return refusal != null ? refusal : takeOver.refusal(operator, scoped.rest(), session.isConnected());
    }

    private String rebalanceRefusal(ScopedNote scoped) {
        if (portfolio == null) {
            return "no portfolio is configured";
        }
        if (worth.isGuessed()) {
            return "shares were adopted at a price that nobody knows, and the account has not yet told what it is worth; try"
                    + " again in some seconds";
        }
        boolean ready = session.phase() == BrokerConnection.Phase.READY;
        int id = scoped.portfolioId();
        int last = stages.signal().portfolio(Math.max(0, id)).lastDecision();
        return portfolio.refusal(id, scoped.rest(), books.clock.getAsLong(), ready, latched.getAsBoolean(), last);
    }

    /** Publishes a command that is not refused; returns the sequence of its record, after all stages have processed it. */
    long obey(Operator operator, String note) {
        if (operator == Operator.KILL) {
            books.gateway.stopEntries();
        } else if (operator == Operator.UNLATCH) {
            books.gateway.allowEntries();
            worth.lookedAt();
        }
        ScopedNote scoped = ScopedNote.of(operator, portfolios, note);
        int id = scoped.portfolioId();
        if (takeOver.obey(operator, scoped.rest(), id, ring.out())) {
            worth.adopted();
        }
        long argument = operator == Operator.REBALANCE
                ? portfolio.argument(id, scoped.rest())
                : target.argument(operator, scoped.rest(), id);
        return ring.publish(EventType.COMMAND, operator.code(), argument, note);
    }

    /** Orders by which a symbol is being closed and that are not yet sent to the broker. */
    List<String> waitingExits(String symbol) {
        return target.waitingExits(symbol);
    }
}
