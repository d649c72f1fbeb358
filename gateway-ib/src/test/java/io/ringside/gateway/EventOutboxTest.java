package io.ringside.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that wait to be published: in their order, and each once. */
class EventOutboxTest {
    private final List<Integer> published = new ArrayList<>();
    private final EventPublisher publisher = new EventPublisher() {
        private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));

        @Override
        public EngineEvent draft() {
            return event;
        }

        @Override
        public void publish() {
            published.add(event.code);
        }
    };

    private static EventOutbox filled(int count) {
        EventOutbox out = new EventOutbox();
        for (int code = 1; code <= count; code++) {
            out.add().control(EventType.CONDITION, 5, code, 0);
        }
        return out;
    }

    private List<Integer> published(EventOutbox out) {
        out.publish(publisher);
        List<Integer> codes = List.copyOf(published);
        published.clear();
        return codes;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | 1,2,3,4,5", "1 | 2,3,4,5", "2 | 3,4,5", "4 | 5", "5 | ''", "9 | ''"})
    void shouldForgetTheOldestOnes(int count, String left) {
        EventOutbox out = filled(5);
        out.dropFirst(count);
        List<Integer> codes = left.isEmpty()
                ? List.of()
                : List.of(left.split(",", -1)).stream().map(Integer::valueOf).toList();
        assertEquals(codes.size(), out.size());
        assertEquals(codes, published(out));
        assertEquals(0, out.size());
        out.add().control(EventType.CONDITION, 5, 8, 0);
        out.add().control(EventType.CONDITION, 5, 9, 0);
        assertEquals(List.of(8, 9), published(out), "the room is used again");
    }

    @Test
    void shouldMoveAllBehindWhatWaitsElsewhere() {
        EventOutbox from = filled(2);
        EventOutbox to = filled(3);
        from.moveTo(to);
        assertEquals(0, from.size());
        assertEquals(List.of(1, 2, 3, 1, 2), published(to));
    }
}
