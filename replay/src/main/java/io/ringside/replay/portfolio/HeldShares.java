package io.ringside.replay.portfolio;

import io.ringside.engine.Engine;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.UniverseFile;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What an account holds before a decision.
 *
 * @param cashE8 money
 * @param shares by symbol
 * @param lastDecision session of the last decision, days since 1970, or {@code Integer.MIN_VALUE}
 * @param origin where that is known from
 */
public record HeldShares(long cashE8, NavigableMap<String, Long> shares, int lastDecision, String origin) {
    private static final long SHARES_MAX = 1_000_000_000_000L;

    /** Shares of an instrument, by whatever of its tickers they are listed. */
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
     * Reads {@code symbol,shares} with a row {@code CASH,MONEY}; other columns are left aside.
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

    /** Replays a journal, of a back test or a daemon's day, to what its portfolio holds at its end. */
    public static PortfolioState replay(Path journal) {
        return replay(journal, false);
    }

    /** The same with all names of all decisions. */
    static PortfolioState replay(Path journal, boolean whole) {
        Path day = JournalReader.newestDay(journal);
        try (JournalReader reader = JournalReader.open(day)) {
            Engine engine = Verification.engineOf(reader);
            if (engine.portfolio() == null) {
                throw new UserError(day + ": is no journal of a portfolio");
            }
            PortfolioState state = new PortfolioState(engine, whole);
            Verification.Result proof = Verification.replay(reader, engine, List.of(state::onEvent));
            if (proof.difference() != null) {
                throw new UserError(day + ": " + proof.line());
            }
            return state;
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    /** What a journal's portfolio holds at its end. */
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
