package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.OrderRef;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderRefTextTest {
    @Test
    void shouldAgreeWithTheEnginesTextWhenReferencesAreRandom() {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        AsciiText text = new AsciiText(64);
        for (int i = 0; i < 100_000; i++) {
            long sequence = random.nextLong(1L << (1 + random.nextInt(36)));
            long ref = OrderRef.of(1 + random.nextInt((1 << 15) - 1), sequence, random.nextInt(1 << 12));
            OrderRefText.write(ref, text);
            assertEquals(OrderRef.format(ref), text.toString(), "seed " + seed);
            assertEquals(ref, OrderRefText.read(text), "seed " + seed);
        }
    }

    @Test
    void shouldWriteNothingForNoOrder() {
        AsciiText text = new AsciiText(64).set("old");
        OrderRefText.write(OrderRef.NONE, text);
        assertEquals("", text.toString());
    }

    /** The first and the last day, sequence and index that fit: day 1 and 32767, 2^36 - 1, 4095. */
    @ParameterizedTest
    @CsvSource({
        "R19700102-0-0, 1, 0, 0",
        "R20590918-68719476735-4095, 32767, 68719476735, 4095",
        "R20250521-1-0, 20229, 1, 0",
        "R20240229-10-9, 19782, 10, 9",
        "R20251231-99999999999-0, -1, 0, 0",
        "R20000301-19-4096, -1, 0, 0",
        "R19991231-1-10, 10956, 1, 10"
    })
    void shouldReadWhatFits(String text, int day, long sequence, int index) {
        assertEquals(day < 0 ? OrderRef.NONE : OrderRef.of(day, sequence, index), OrderRefText.read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "R",
                "t1",
                "R20250521-1234",
                "R20250521-1234-",
                "R20250521--0",
                "R20250532-1-0",
                "R20250229-1-0",
                "R20250521-1234-4096",
                "R20250521-68719476736-0",
                "R20250521-01-0",
                "R20250521-1-00",
                "R2025052x-1-0",
                "r20250521-1-0",
                "R20250521-1-0-0",
                "R20250521-1x-0",
                "R19691231-1-0",
                "X20250521-1-0",
                "R2025",
                "R20250521",
                "R20250521-",
                "R20250521-1",
                "R20250521x1-0",
                "R20250521-1-",
                "R20250500-1-0",
                "R20250021-1-0",
                "R20251321-1-0",
                "R20250431-1-0",
                "R2025052:-1-0",
                "R2025052/-1-0",
                "R20250521-1-0:",
                "R20250521-1-/",
                "R19700101-1-0",
                "R20590919-1-0",
                "R20250521-18446744073709551617-0",
                "R20250521-1-18446744073709551617",
                "R20250521-1-12345"
            })
    void shouldReadNothingWhenATextIsNoneOfOurs(String text) {
        assertEquals(OrderRef.NONE, OrderRefText.read(text));
    }
}
