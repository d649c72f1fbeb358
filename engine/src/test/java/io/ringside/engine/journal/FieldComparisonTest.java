package io.ringside.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FieldComparisonTest {
    @Test
    void shouldNameEveryFieldOfAPartWhenTheJournalHoldsIt() {
        // Doubles of a bar follow from its prices; how an entry executes is told by its intents.
        assertNames(FieldComparison.BAR, Bar.class, Set.of("high", "low", "close"));
        assertNames(FieldComparison.UPDATE, Update.class, Set.of());
        assertNames(
                FieldComparison.SIGNAL,
                Signal.class,
                Set.of("terms", "entryLimitE8", "entryStopE8", "partTargetE8", "unitStep"));
        assertNames(FieldComparison.STANDING, Standing.class, Set.of());
        assertNames(FieldComparison.VERDICT, Verdict.class, Set.of());
        assertNames(FieldComparison.INTENT, Intent.class, Set.of());
    }

    @Test
    void shouldNameEveryFieldOfTheSlotWhenItsProducerWritesIt() {
        Set<String> ofStages = fields(EngineEvent.class).stream()
                .filter(name -> name.matches("bars|updates|values|signals|standings|verdicts|intents|.*Count|.*Left"
                        + "|indicatorNanos|signalNanos|riskNanos|stagesDone|sessionDay"))
                .collect(Collectors.toSet());
        // A clock decides nothing; the text is compared as one.
        ofStages.addAll(Set.of("ingressNanos", "text", "textLength"));
        assertNames(FieldComparison.INGRESS, EngineEvent.class, ofStages);
    }

    private static void assertNames(List<String> names, Class<?> part, Set<String> others) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(others);
        assertEquals(fields(part), all, part.getSimpleName());
    }

    private static Set<String> fields(Class<?> part) {
        return Arrays.stream(part.getFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(Field::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
