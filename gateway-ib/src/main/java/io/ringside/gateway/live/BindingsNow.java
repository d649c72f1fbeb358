package io.ringside.gateway.live;

import io.ringside.engine.Engine;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.PortfolioPart;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.TripPart;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.risk.Carried;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.StrategyBinding;
import java.nio.file.Path;
import java.util.List;

/**
 * Maps the binding ids of an earlier session to those of the session that begins: ids change when a strategy, an instrument
 * or a unit is added or removed, names do not. If a strategy was replaced by one of another name at the same place, that one
 * takes over its positions.
 *
 * <p>Thread: start-up.
 */
final class BindingsNow {
    private static final int NONE = -1;

    private final List<StrategyBinding> before;
    private final int[] now;
    private final List<String> portfoliosBefore;
    private final List<String> portfoliosNow;

    BindingsNow(Engine before, Engine now) {
        this.before = before.bindings();
        portfoliosBefore =
                before.portfolios().stream().map(PortfolioBinding::name).toList();
        portfoliosNow = now.portfolios().stream().map(PortfolioBinding::name).toList();
        List<StrategyBinding> today = now.bindings();
        this.now = new int[this.before.size()];
        for (int id = 0; id < this.now.length; id++) {
            this.now[id] = find(today, this.before, id);
        }
    }

    /**
     * A carried part of the earlier session with today's ids; null if it is irrelevant now.
     *
     * @param instrumentId today's id
     * @param journal the earlier session's
     * @throws UserError if it is a position or order of a strategy or portfolio that is no longer configured
     */
    Carried carried(Carried part, int instrumentId, Path journal) {
        if (isOfPortfolio(part)) {
            return ofPortfolio(part, instrumentId, journal);
        }
        boolean ofBook = Carried.isOfBook(part.code()) && part.bindingId() >= 0;
        int binding = ofBook ? now[part.bindingId()] : NONE;
        if (ofBook && binding == NONE && part.code() == 0 && part.quantity() == 0) {
            // It is flat, and its number of bars since the exit is irrelevant.
            return null;
        }
        if (ofBook && binding == NONE) {
            throw new UserError(journal + " ends with a position or order of " + name(before, part.bindingId())
                    + ", which is not configured any more; add it, or leave the position before");
        }
        long argument = ofBook ? Carried.argument(binding, (int) (part.argument() >>> 32)) : part.argument();
        return new Carried(instrumentId, part.code(), argument, part.orderRef(), part.quantity(), part.priceE8());
    }

    private static boolean isOfPortfolio(Carried part) {
        return switch (part.code()) {
            case PortfolioPart.HOLDING, PortfolioPart.PLANNED, PortfolioPart.MONEY, PortfolioPart.HALTED -> true;
            default ->
                (TripPart.is(part.code()) || Purpose.ofCode(part.code()) != null)
                        && BookId.isPortfolio(part.bindingId());
        };
    }

    /** Portfolios are matched by name. */
    private Carried ofPortfolio(Carried part, int instrumentId, Path journal) {
        boolean planned = part.code() == PortfolioPart.PLANNED;
        int id = planned ? (int) (part.argument() >>> 32) : BookId.portfolioId(part.bindingId());
        int today = portfolioNow(id);
        if (today >= 0) {
            long argument = planned
                    ? BookId.lower(part.argument()) | (long) today << 32
                    : Carried.argument(BookId.ofPortfolio(today), (int) (part.argument() >>> 32));
            return new Carried(instrumentId, part.code(), argument, part.orderRef(), part.quantity(), part.priceE8());
        }
        boolean matters = part.code() == PortfolioPart.HOLDING || Purpose.ofCode(part.code()) != null;
        if (matters) {
            throw new UserError(journal + " ends with a position or order of the portfolio " + portfoliosBefore.get(id)
                    + ", which is not configured any more; add it, or flatten it before");
        }
        return null;
    }

    /** A portfolio that replaces the only one takes over its holdings. */
    private int portfolioNow(int id) {
        boolean only = portfoliosBefore.size() <= 1 && portfoliosNow.size() == 1;
        return only ? 0 : portfoliosNow.indexOf(portfoliosBefore.get(id));
    }

    private static int find(List<StrategyBinding> today, List<StrategyBinding> before, int id) {
        for (int i = 0; i < today.size(); i++) {
            if (isSame(today, i, before, id)) {
                return i;
            }
        }
        boolean taken = id >= today.size();
        for (int i = 0; i < before.size() && !taken; i++) {
            taken = isSame(today, id, before, i);
        }
        boolean alike = !taken && isAtSamePlace(today, id, before, id);
        return alike ? id : NONE;
    }

    private static boolean isSame(List<StrategyBinding> today, int now, List<StrategyBinding> before, int id) {
        return today.get(now).name().equals(before.get(id).name()) && isAtSamePlace(today, now, before, id);
    }

    /** Whether both are the same part of the position in the same instrument, under any ticker. */
    private static boolean isAtSamePlace(List<StrategyBinding> today, int now, List<StrategyBinding> before, int id) {
        return today.get(now).instrument().isCalled(before.get(id).instrument().symbol())
                && part(today, now) == part(before, id);
    }

    private static long part(List<StrategyBinding> all, int id) {
        StrategyBinding one = all.get(id);
        return all.stream()
                .filter(other -> other.leadId() == one.leadId() && other.bindingId() < one.bindingId())
                .count();
    }

    private static String name(List<StrategyBinding> all, int id) {
        return all.get(id).name() + place(all, id);
    }

    /** Instrument and part number of a binding. */
    private static String place(List<StrategyBinding> all, int id) {
        long part = part(all, id);
        return " on " + all.get(id).instrument().symbol() + (part == 0 ? "" : ", part " + (part + 1));
    }
}
