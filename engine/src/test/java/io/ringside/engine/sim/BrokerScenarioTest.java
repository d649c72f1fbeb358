package io.ringside.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokerScenarioTest {
    static List<BrokerScenario> scenarios() {
        return BrokerScenario.read();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void shouldReportWhatWasComputedByHand(BrokerScenario scenario) {
        scenario.play();
    }

    @Test
    void shouldCoverSixtyScenariosOrMore() {
        List<BrokerScenario> all = scenarios();
        assertTrue(all.size() >= 60, all.size() + " scenarios");
        assertEquals(
                all.size(),
                all.stream()
                        .map(BrokerScenario::name)
                        .collect(Collectors.toSet())
                        .size());
    }
}
