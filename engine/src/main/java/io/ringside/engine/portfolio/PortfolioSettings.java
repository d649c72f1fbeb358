package io.ringside.engine.portfolio;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The configuration's {@code portfolio} object, or one of its {@code portfolios}.
 *
 * @param name its key among several; empty if it is the only one
 * @param strategy name of the strategy
 * @param universe the names that it chooses from; empty for all instruments
 * @param funds names outside of the universe that it reads or trades, with their sectors
 * @param budgetE8 its part of the account, at 1e-8; {@link #WHOLE} for the account as it is
 * @param node the configuration object, from which the strategy reads its own keys
 */
public record PortfolioSettings(
        String name,
        String strategy,
        List<Universe.Member> universe,
        List<Universe.Member> funds,
        long budgetE8,
        SettingsNode node) {
    /** Budget of a portfolio that has the account for itself. */
    public static final long WHOLE = 0;

    private static final int PORTFOLIOS_MAX = 64;

    /**
     * Reads the configuration's portfolios.
     *
     * @param root the configuration
     * @param alone whether no intraday strategy runs beside them
     * @return in the order of their names, which is that of their indices
     */
    public static List<PortfolioSettings> all(SettingsNode root, boolean alone) {
        if (!root.has("portfolios")) {
            return root.has("portfolio") ? List.of(of("", root.node("portfolio"), alone)) : List.of();
        }
        if (!root.has("portfolio")) {
            // A null in this file removes what an included file says.
            root.node("portfolio");
        }
        SettingsNode named = root.node("portfolios");
        List<PortfolioSettings> all = named.keys().stream()
                .map(key -> of(key, named.node(key), false))
                .toList();
        if (all.isEmpty() || all.size() > PORTFOLIOS_MAX) {
            throw root.error(
                    "portfolios", "must name 1 to " + PORTFOLIOS_MAX + " portfolios { NAME { strategy = ... } }");
        }
        long sumE8 = all.stream().mapToLong(PortfolioSettings::budgetE8).sum();
        if (sumE8 > FixedPoint.ONE_E8) {
            throw root.error(
                    "portfolios",
                    "have budgets of " + FixedPoint.format(sumE8) + " together, and the account is 1; give them less");
        }
        return all;
    }

    /** Reads the keys that are not the strategy's own. */
    private static PortfolioSettings of(String name, SettingsNode node, boolean alone) {
        if (!name.isEmpty() && !name.matches("[A-Za-z0-9_-]{1,32}")) {
            throw node.error(
                    "strategy", "is that of a portfolio whose name must be letters, digits, - and _, at most 32");
        }
        // Only if it is given: the recorded text of a configuration without it does not change.
        boolean whole = alone && !node.has("budget");
        long budgetE8 = whole ? WHOLE : node.money("budget", null, 0, 1);
        if (!whole && budgetE8 == 0) {
            throw node.error("budget", "must be a part of the account over 0, such as 0.5");
        }
        return new PortfolioSettings(
                name, node.text("strategy", null), members(node, "universe"), members(node, "funds"), budgetE8, node);
    }

    /** Its name in messages. */
    public String label() {
        return name.isEmpty() ? strategy : name;
    }

    /**
     * Creates the strategy and binds it.
     *
     * @param detailed names whose intraday prices other strategies read
     */
    public PortfolioBinding bind(
            int portfolioId, List<Instrument> instruments, ExchangeCalendar calendar, BitSet detailed) {
        Universe names = new Universe(instruments, universe, funds, node);
        PortfolioStrategy made = PortfolioStrategies.create(strategy, node, names);
        if (!detailed.isEmpty() && made.decidesOnBars()) {
            throw node.error(
                    "strategy",
                    "decides on bars within the session, which does not go beside strategies; run it alone");
        }
        Schedule schedule = node.parsed("schedule", made.schedule(), text -> Schedule.parse(text, calendar));
        RebalanceSettings rebalance = RebalanceSettings.of(node, made.band());
        node.done();
        return new PortfolioBinding(portfolioId, label(), made, names, schedule, rebalance, budgetE8, detailed);
    }

    /** Instrument ids of the configured funds that have data, by symbol. */
    static int[] funds(SettingsNode node, Universe universe) {
        return members(node, "funds").stream()
                .map(Universe.Member::symbol)
                .sorted()
                .mapToInt(universe::find)
                .filter(id -> id >= 0)
                .toArray();
    }

    /** Instrument ids of the universe and the funds, by symbol. */
    static int[] membersAndFunds(SettingsNode node, Universe universe) {
        return IntStream.concat(Arrays.stream(universe.members()), Arrays.stream(funds(node, universe)))
                .boxed()
                .distinct()
                .sorted(universe::compare)
                .mapToInt(id -> id)
                .toArray();
    }

    private static List<Universe.Member> members(SettingsNode node, String key) {
        List<Universe.Member> members = new ArrayList<>();
        for (String line : node.texts(key, List.of())) {
            try {
                members.add(Universe.Member.parse(line));
            } catch (IllegalArgumentException e) {
                throw node.error(key, e.getMessage());
            }
        }
        return members;
    }
}
