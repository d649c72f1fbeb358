package io.ringside.replay.portfolio;

import static io.ringside.replay.portfolio.PortfolioSheet.money;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.Days;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.Standing;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.JournalRecord;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.OrderLog;
import io.ringside.replay.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Why a portfolio bought a name, sold it, or did not, from its journal: the ranking, the risk stage's decision, and the
 * history of the order.
 *
 * <p>Thread: the caller's.
 */
public final class PortfolioExplanation {
    private static final double PERCENT = 100;

    private PortfolioExplanation() {}

    /** The settings of a journal, which say whether portfolios and intraday strategies trade in it. */
    public static EngineSettings settings(Path journal) {
        try (JournalReader reader = JournalReader.open(JournalReader.newestDay(journal))) {
            reader.next();
            return EngineSettings.journaled(reader.openRecord());
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    /** Whether an order is an intraday strategy's, if there are both. */
    public static boolean isOfStrategy(Path journal, String text) {
        return find(journal, OrderLog.reference(text))[2] < 0;
    }

    /**
     * The decision on a day, or the last one before it.
     *
     * @param at a day; text after it is ignored
     * @param symbol the name, or null for all that were held, ordered or refused
     */
    public static List<String> at(Path journal, String at, String symbol) {
        return at(HeldShares.replayAll(journal, true), at, symbol);
    }

    /** The decisions of several portfolios, one after the other. */
    static List<String> at(List<PortfolioState> states, String at, String symbol) {
        if (states.size() == 1) {
            return at(states.get(0), at, symbol);
        }
        List<String> lines = new ArrayList<>();
        for (PortfolioState state : states) {
            boolean decided = state.rebalances().stream().anyMatch(one -> one.day <= day(at).toEpochDay());
            lines.addAll(
                    decided
                            ? at(state, at, symbol)
                            : List.of(state.portfolio().name() + ", has decided nothing until then"));
        }
        return lines;
    }

    private static List<String> at(PortfolioState state, String at, String symbol) {
        int day = (int) day(at).toEpochDay();
        List<Rebalance> before =
                state.rebalances().stream().filter(one -> one.day <= day).toList();
        if (before.isEmpty()) {
            throw new UserError("--at " + at + ": no decision was made until then, the first one "
                    + (state.rebalances().isEmpty()
                            ? "never"
                            : LocalDate.ofEpochDay(state.rebalances().get(0).day)));
        }
        return lines(state, before.get(before.size() - 1), symbol);
    }

    private static LocalDate day(String at) {
        try {
            // Questions about other journals have a time.
            return LocalDateTime.parse(at.strip().replace(' ', 'T')).toLocalDate();
        } catch (DateTimeParseException e) {
            return Days.parse("--at", at);
        }
    }

    /** The decision behind an order. */
    public static List<String> order(Path journal, String text) {
        int[] found = find(journal, OrderLog.reference(text));
        if (found[0] < 0) {
            throw new UserError(
                    "--order " + text + ": no such order in " + journal + ", see ringside tail --type fill");
        }
        PortfolioState state = HeldShares.replayAll(journal, true).get(found[2]);
        String symbol = state.engine().settings().instruments().get(found[0]).symbol();
        if (state.rebalances().isEmpty() && state.lastDecision() != Integer.MIN_VALUE) {
            // A daemon's order that has waited overnight: its decision is in an earlier day's journal.
            String day = LocalDate.ofEpochDay(state.lastDecision()).toString();
            Path decided = JournalReader.newestDay(journal).resolveSibling(day);
            if (Files.isDirectory(decided)) {
                String name = state.portfolio().name();
                return at(
                        HeldShares.replayAll(decided, true).stream()
                                .filter(one -> one.portfolio().name().equals(name))
                                .toList(),
                        day,
                        symbol);
            }
        }
        return at(state, LocalDate.ofEpochDay(found[1]).toString(), symbol);
    }

    /** Name, day and portfolio of an order; -1 if there is no such order, and a portfolio below 0 for a strategy's. */
    private static int[] find(Path journal, long ref) {
        try (JournalReader reader = JournalReader.open(JournalReader.newestDay(journal))) {
            Engine engine = Verification.engineOf(reader);
            EngineEvent event = new EngineEvent(engine.bounds());
            while (reader.nextEvent()) {
                if (!JournalRecord.hasIntents(reader.buffer(), reader.offset(), reader.length())) {
                    continue;
                }
                reader.decode(event);
                for (int i = 0; i < event.intentCount; i++) {
                    Intent intent = event.intents[i];
                    if (intent.orderRef == ref) {
                        int day = engine.calendar().sessionDay(event.eventNanos);
                        return new int[] {intent.instrumentId, day, BookId.portfolioId(intent.bindingId)};
                    }
                }
            }
            return new int[] {-1, -1, 0};
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private static List<String> lines(PortfolioState state, Rebalance decision, String symbol) {
        List<Instrument> instruments = state.engine().settings().instruments();
        List<String> lines = new ArrayList<>();
        lines.add(state.portfolio().name() + ", decided at the close of "
                + LocalDate.ofEpochDay(decision.day) + ": " + decision.ranked + " names ranked, equity "
                + money(decision.equityE8) + ", cash " + money(decision.cashE8));
        if (symbol == null) {
            for (NameDecision one : decision.names) {
                if (one.isRelevant()) {
                    lines.add("  " + instruments.get(one.instrumentId).symbolOn(decision.day) + ": "
                            + (one.rank == 0 ? "" : "rank " + one.rank + ", ") + one.reason + "; "
                            + outcome(one, instruments));
                }
            }
            return lines;
        }
        NameDecision name = decision.names.stream()
                .filter(one -> instruments.get(one.instrumentId).isCalled(symbol))
                .findFirst()
                .orElse(null);
        if (name == null) {
            boolean known = instruments.stream().anyMatch(one -> one.isCalled(symbol));
            if (!known) {
                throw new UserError("--instrument " + symbol + ": is not among the names of the journal");
            }
            lines.add(symbol + ": nothing was said of it, so that it stayed as it was");
            return lines;
        }
        explain(lines, decision, name, called(instruments.get(name.instrumentId), decision.day), instruments);
        return lines;
    }

    /** The ticker of that day, with the instrument's other tickers. */
    private static String called(Instrument instrument, int day) {
        StringBuilder text = new StringBuilder(instrument.symbolOn(day));
        instrument.renamings().forEach(one -> text.append("; ").append(one));
        return text.toString();
    }

    private static void explain(
            List<String> lines, Rebalance decision, NameDecision name, String symbol, List<Instrument> instruments) {
        lines.add(symbol);
        line(
                lines,
                "ranking",
                name.rank == 0
                        ? "not ranked"
                        : "rank " + name.rank + " of " + decision.ranked + ", score "
                                + String.format(Locale.ROOT, "%.6f", name.score));
        line(lines, "the strategy said", name.reason + ": " + allowed(name.actions));
        line(
                lines,
                "held",
                name.held + " shares at " + FixedPoint.format(name.priceE8) + ", "
                        + percent(FixedPoint.times(name.priceE8, name.held), decision.equityE8)
                        + " of the portfolio");
        line(lines, "verdict", outcome(name, instruments));
        if (name.outcome == NameOutcome.NOT_WANTED && name.rank > 0) {
            NameDecision last = null;
            for (NameDecision one : decision.names) {
                if (one.rank > 0 && (one.actions & Standing.ENTER) != 0 && (last == null || one.rank > last.rank)) {
                    last = one;
                }
            }
            if (last != null) {
                line(
                        lines,
                        "what was wanted",
                        "names up to rank " + last.rank + ", "
                                + instruments.get(last.instrumentId).symbol() + " with "
                                + String.format(Locale.ROOT, "%.6f", last.score));
            }
        }
        if (name.order != 0) {
            line(
                    lines,
                    "order",
                    (name.order > 0 ? "buy " : "sell ") + Math.abs(name.order) + " in the next opening auction");
            line(
                    lines,
                    "executed",
                    name.filled + " shares for " + money(name.filledE8) + ", cost " + money(name.commissionE8)
                            + (name.filled < Math.abs(name.order)
                                    ? "; the rest died: no opening print, or the cash did not pay it"
                                    : ""));
        }
    }

    private static String allowed(int actions) {
        if ((actions & Standing.LEAVE) != 0) {
            return "a holding is sold";
        }
        List<String> all = new ArrayList<>();
        if ((actions & Standing.ENTER) != 0) {
            all.add("it may be bought");
        }
        if ((actions & Standing.ADD) != 0) {
            all.add("a holding may be added to");
        }
        if ((actions & Standing.TRIM) != 0) {
            all.add("a holding may be trimmed");
        }
        return all.isEmpty() ? "a holding stays, it is not bought" : String.join(", ", all);
    }

    private static String outcome(NameDecision name, List<Instrument> instruments) {
        String limit = switch (name.outcome) {
            case POSITIONS -> "as many names as portfolio.positions-max allows are held";
            case MIN_POSITION -> "the money for it is less than portfolio.position-min, or below one share";
            case SECTOR -> "its sector would be more than portfolio.sector-max";
            case CORRELATION ->
                "it moves like " + instruments.get(name.alike).symbol()
                        + ", more than portfolio.correlation-max allows";
            case GROUP_FULL -> "as many names of its group as portfolio.groups-max allows are held";
            default -> "";
        };
        return limit.isEmpty()
                ? (name.outcome == NameOutcome.SIZE_ZERO
                                        || name.outcome == NameOutcome.NO_CASH
                                        || name.outcome == NameOutcome.ORDER_WORKING
                                        || name.outcome == NameOutcome.REFUSED
                                ? "not ordered: "
                                : "it ")
                        + name.words(id -> instruments.get(id).symbol())
                : "not bought: " + limit;
    }

    private static void line(List<String> lines, String label, String text) {
        lines.add(String.format(Locale.ROOT, "  %-18s %s", label, text));
    }

    private static String percent(long partE8, long wholeE8) {
        return String.format(Locale.ROOT, "%.1f %%", wholeE8 <= 0 ? 0.0 : PERCENT * partE8 / wholeE8);
    }
}
