package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.gateway.ib.tws.ErrorPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorCountsTest {
    private final ErrorCounts errors = new ErrorCounts();

    @Test
    void shouldCountErrorsByNumberAndNotWhatSaysThatAllIsWell() {
        errors.count(201, ErrorPolicy.of(7, 201, "Order rejected"));
        errors.count(201, ErrorPolicy.of(8, 201, "Order rejected"));
        errors.count(1100, ErrorPolicy.of(-1, 1100, "Connectivity is lost"));
        errors.count(399, ErrorPolicy.ADVISORY);
        errors.count(2104, ErrorPolicy.of(-1, 2104, "Market data farm connection is OK"));
        assertEquals(Map.of("201", 2L, "1100", 1L), errors.all());
    }

    @Test
    void shouldCountTogetherWhatIsBeyondTheFirstHundredNumbers() {
        ErrorPolicy refused = ErrorPolicy.of(7, 201, "Order rejected");
        for (int code = 10_000; code < 10_105; code++) {
            errors.count(code, refused);
        }
        errors.count(10_000, refused);
        Map<String, Object> all = errors.all();
        assertEquals(ErrorCounts.CODES_MAX + 1, all.size());
        assertEquals(2L, all.get("10000"));
        assertEquals(5L, all.get("other"));
    }
}
