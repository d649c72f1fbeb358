package io.ringside.engine.portfolio;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The configuration's {@code portfolio} object.
 *
 * @param strategy name of the strategy
 * @param universe the names that it chooses from; empty for all instruments
 * @param funds names that it looks at or trades beside the universe, with their sectors
 * @param node for the strategy, which reads its own keys
 */
public record PortfolioSettings(
        String strategy, List<Universe.Member> universe, List<Universe.Member> funds, SettingsNode node) {

    /** Reads what is not the strategy's own. */
    public static PortfolioSettings of(SettingsNode node) {
        return new PortfolioSettings(
                node.text("strategy", null), members(node, "universe"), members(node, "funds"), node);
    }

    /** A portfolio's strategy and all that it needs, new. */
    public PortfolioBinding bind(List<Instrument> instruments, ExchangeCalendar calendar) {
        Universe names = new Universe(instruments, universe, funds, node);
        PortfolioStrategy made = PortfolioStrategies.create(strategy, node, names);
        Schedule schedule = node.parsed("schedule", made.schedule(), text -> Schedule.parse(text, calendar));
        RebalanceSettings rebalance = RebalanceSettings.of(node, made.band());
        node.done();
        return new PortfolioBinding(0, made, names, schedule, rebalance);
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
