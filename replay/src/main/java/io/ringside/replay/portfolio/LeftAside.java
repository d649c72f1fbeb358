package io.ringside.replay.portfolio;

import io.ringside.engine.Engine;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.portfolio.Universe;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Members of a universe that a decision could not rank: they had no bar that day, or fewer bars than the strategy needs.
 * Counts the bars as they come.
 *
 * <p>Thread: the command's.
 */
final class LeftAside {
    private final Engine engine;
    private final int day;
    private final int[] bars;
    private final int[] lastDay;

    /** @param day of the decision, days since 1970 */
    LeftAside(Engine engine, int day) {
        this.engine = engine;
        this.day = day;
        bars = new int[engine.settings().instruments().size()];
        lastDay = new int[bars.length];
        Arrays.fill(lastDay, Integer.MIN_VALUE);
    }

    /** Takes one processed event in. */
    void onEvent(EngineEvent event) {
        if (event.type == EventType.BAR && event.sessionDay <= day) {
            bars[event.instrumentId]++;
            lastDay[event.instrumentId] = event.sessionDay;
        }
    }

    private String symbol(int id) {
        return engine.settings().instruments().get(id).symbolOn(day);
    }

    private List<Integer> members() {
        Universe universe = engine.portfolio().universe();
        List<Integer> members = new ArrayList<>();
        for (int id : universe.members()) {
            if (universe.isMember(id, day)) {
                members.add(id);
            }
        }
        return members;
    }

    /** Names without a bar on the day. */
    List<String> withoutBar() {
        return members().stream()
                .filter(id -> lastDay[id] != day)
                .map(this::symbol)
                .toList();
    }

    /** Names that were not ranked and have fewer bars than the strategy needs, with their number of bars. */
    Map<String, Integer> tooShort(List<NameDecision> decided) {
        Set<Integer> ranked = decided.stream()
                .filter(one -> one.rank > 0)
                .map(one -> one.instrumentId)
                .collect(Collectors.toSet());
        Map<String, Integer> tooShort = new LinkedHashMap<>();
        for (int id : members()) {
            if (lastDay[id] == day && !ranked.contains(id) && bars[id] < looksBack()) {
                tooShort.put(symbol(id), bars[id]);
            }
        }
        return tooShort;
    }

    private int looksBack() {
        return engine.portfolio().strategy().barsKept();
    }

    /** For people; none where there is nothing to tell. */
    List<String> lines(List<NameDecision> decided) {
        List<String> lines = new ArrayList<>();
        if (!withoutBar().isEmpty()) {
            lines.add("no bar on " + LocalDate.ofEpochDay(day) + ": " + String.join(", ", withoutBar()));
        }
        Map<String, Integer> tooShort = tooShort(decided);
        if (!tooShort.isEmpty()) {
            lines.add("not ranked, with fewer bars than the " + looksBack() + " that the strategy looks back: "
                    + tooShort.entrySet().stream()
                            .map(one -> one.getKey() + " (" + one.getValue() + ")")
                            .collect(Collectors.joining(", ")));
        }
        return lines;
    }
}
