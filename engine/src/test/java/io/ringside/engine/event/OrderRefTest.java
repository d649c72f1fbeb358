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

    /** The first day, sequence and index there are, and one less of each. */
    @Test
    void shouldStartWithTheFirstDayAndTheFirstIntent() {
        assertEquals(1L << 48, OrderRef.of(1, 0, 0));
        assertEquals("R19700102-0-0", OrderRef.format(1L << 48));
        assertEquals((1L << 48) + (1 << 12) + 1, OrderRef.of(1, 1, 1));
        assertEquals("", OrderRef.format(OrderRef.NONE));
        assertEquals("session date out of range for an order reference: day 0", refusal(0, 0, 0));
        assertEquals("session date out of range for an order reference: day 32768", refusal(32_768, 0, 0));
        assertEquals("sequence -1 or index 0 too large for a reference", refusal(1, -1, 0));
        assertEquals("sequence 0 or index -1 too large for a reference", refusal(1, 0, -1));
        assertEquals("sequence 68719476736 or index 0 too large for a reference", refusal(1, 1L << 36, 0));
        assertEquals("sequence 0 or index 4096 too large for a reference", refusal(1, 0, 4096));
    }

    private static String refusal(int day, long sequence, int index) {
        return assertThrows(ArithmeticException.class, () -> OrderRef.of(day, sequence, index))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "R", "R20251399-1-0", "20250521-1-0", "R20250521-1", "R20250521--1-0", "R20250521-x-0"})
    void shouldRefuseOtherTexts(String text) {
        assertThrows(IllegalArgumentException.class, () -> OrderRef.parse(text));
    }
}
