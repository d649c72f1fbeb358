package io.ringside.replay.portfolio;

import io.ringside.engine.Engine;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.UniverseFile;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Holdings of an account before a decision.
 *
 * @param cashE8 money
 * @param shares by symbol
 * @param lastDecision session of the last decision, days since 1970, or {@code Integer.MIN_VALUE}
 * @param origin source of this information
 */
public record HeldShares(long cashE8, NavigableMap<String, Long> shares, int lastDecision, String origin) {
    private static final long SHARES_MAX = 1_000_000_000_000L;

    /** Shares of an instrument, listed under any of its tickers. */
    long of(Instrument instrument) {
        return shares.entrySet().stream()
                .filter(one -> instrument.isCalled(one.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Nothing but money. */
    public static HeldShares cash(long cashE8) {
        return new HeldShares(cashE8, new TreeMap<>(), Integer.MIN_VALUE, "cash alone");
    }

    /**
     * Reads {@code symbol,shares} with a row {@code CASH,MONEY}; other columns are ignored.
     *
     * @throws UserError naming file, line and what to do
     */
    public static HeldShares read(Path file) {
        NavigableMap<String, Long> shares = new TreeMap<>();
        Long cashE8 = null;
        List<String> lines = UniverseFile.lines(file, "holdings");
        for (int i = 0; i < lines.size(); i++) {
            String[] fields = lines.get(i).strip().split(",", -1);
            String symbol = fields[0].strip();
            if (symbol.isEmpty() || (i == 0 && symbol.equalsIgnoreCase("symbol"))) {
                continue;
            }
            String where = file + " line " + (i + 1) + ": ";
            if (fields.length < 2) {
                throw new UserError(where + "must be SYMBOL,SHARES or CASH,MONEY");
            }
            if (symbol.equalsIgnoreCase("CASH")) {
                if (cashE8 != null) {
                    throw new UserError(where + "CASH is listed twice; remove one");
                }
                cashE8 = money(where, fields[1].strip());
            } else if (shares.put(symbol, shares(where, fields[1].strip())) != null) {
                throw new UserError(where + symbol + " is listed twice; remove one");
            }
        }
        if (cashE8 == null) {
            throw new UserError(file + ": has no row CASH,MONEY; add what the account has in cash");
        }
        return new HeldShares(cashE8, shares, Integer.MIN_VALUE, file.toString());
    }

    private static long money(String where, String text) {
        try {
            long moneyE8 = FixedPoint.parse(text);
            if (moneyE8 < 0) {
                throw new UserError(
                        where + "CASH " + text + ": is borrowed; a portfolio buys on no margin: give 0 or more");
            }
            return moneyE8;
        } catch (NumberFormatException e) {
            throw new UserError(where + text + " is no money such as 12345.67", e);
        }
    }

    private static long shares(String where, String text) {
        if (!text.matches("\\d{1,13}(\\.0*)?") || Long.parseLong(text.replaceFirst("\\..*", "")) > SHARES_MAX) {
            throw new UserError(where + text + " is no whole number of shares held");
        }
        return Long.parseLong(text.replaceFirst("\\..*", ""));
    }

    /** Replays a journal, of a back test or a daemon's day, to the final state of its only portfolio. */
    public static PortfolioState replay(Path journal) {
        return replay(journal, null);
    }

    /**
     * The same of one of several portfolios.
     *
     * @param name null if none is given: then there must be only one
     * @throws UserError naming the portfolios to choose from
     */
    static PortfolioState replay(Path journal, String name) {
        List<PortfolioState> all = replayAll(journal, false);
        String names = all.stream().map(one -> one.portfolio().name()).collect(Collectors.joining(", "));
        if (name == null && all.size() > 1) {
            throw new UserError(
                    journal + ": the journal has the portfolios " + names + "; say which one: --portfolio NAME");
        }
        return all.stream()
                .filter(one -> name == null || one.portfolio().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError("--portfolio " + name + ": "
                        + (all.size() > 1 ? "the journal's are " : "the journal's is ") + names));
    }

    /**
     * Replays a journal to the final state of each of its portfolios.
     *
     * @param whole whether all names of all decisions are kept
     */
    static List<PortfolioState> replayAll(Path journal, boolean whole) {
        Path day = JournalReader.newestDay(journal);
        try (JournalReader reader = JournalReader.open(day)) {
            Engine engine = Verification.engineOf(reader);
            if (engine.portfolios().isEmpty()) {
                throw new UserError(day + ": is no journal of a portfolio");
            }
            List<PortfolioState> states = PortfolioState.all(engine, whole);
            List<Consumer<EngineEvent>> observers = new ArrayList<>();
            states.forEach(one -> observers.add(one::onEvent));
            Verification.Result proof = Verification.replay(reader, engine, observers);
            if (proof.difference() != null) {
                throw new UserError(day + ": " + proof.line());
            }
            return states;
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    /** Final holdings of a journal's portfolio. */
    public static HeldShares of(PortfolioState state, Path journal) {
        NavigableMap<String, Long> shares = new TreeMap<>();
        for (Instrument one : state.engine().settings().instruments()) {
            long held = state.ledger().position(one.id());
            if (held != 0) {
                shares.put(one.symbol(), held);
            }
        }
        return new HeldShares(state.ledger().cashE8(), shares, state.lastDecision(), journal.toString());
    }
}
