package io.ringside.engine.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderRefTest {
    private static final int DAY = (int) LocalDate.of(2025, 5, 21).toEpochDay();

    @Test
    void shouldReadBackWhatItWrites() {
        long ref = OrderRef.of(DAY, 1234, 2);
        assertEquals("R20250521-1234-2", OrderRef.format(ref));
        assertEquals(ref, OrderRef.parse("R20250521-1234-2"));
        assertEquals(DAY, OrderRef.epochDay(ref));
        assertEquals(1234, OrderRef.sequence(ref));
        assertEquals(2, OrderRef.index(ref));
    }

    @Test
    void shouldStayPositiveAtItsBounds() {
        assertTrue(OrderRef.of((1 << 15) - 1, (1L << 36) - 1, 4095) > 0);
        assertThrows(ArithmeticException.class, () -> OrderRef.of(1 << 15, 0, 0));
        assertThrows(ArithmeticException.class, () -> OrderRef.of(DAY, 1L << 36, 0));
        assertThrows(ArithmeticException.class, () -> OrderRef.of(DAY, 0, 4096));
        assertThrows(ArithmeticException.class, () -> OrderRef.of(0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "R", "R20251399-1-0", "20250521-1-0", "R20250521-1", "R20250521--1-0", "R20250521-x-0"})
    void shouldRefuseOtherTexts(String text) {
        assertThrows(IllegalArgumentException.class, () -> OrderRef.parse(text));
    }
}
