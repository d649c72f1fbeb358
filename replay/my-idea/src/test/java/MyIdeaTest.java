import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.signal.StrategyTrial;
import java.util.List;
import org.junit.jupiter.api.Test;

class MyIdeaTest {
    @Test
    void shouldEnterWhenTheFastAverageCrossesAboveTheSlowOneAndLeaveBelowIt() {
        StrategyTrial trial = StrategyTrial.of(new MyIdea(), "fast = 2, slow = 4");
        for (int i = 0; i < 14; i++) {
            trial.closes("10");
        }
        trial.closes("12", "13", "8");
        assertEquals(
                List.of("2025-01-02T10:45 ENTER_LONG CROSS_UP", "2025-01-02T10:55 EXIT_LONG CROSS_DOWN"),
                trial.signals());
    }
}
