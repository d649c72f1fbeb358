package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.OrderRef;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                "X20250521-1-0"
            })
    void shouldReadNothingWhenATextIsNoneOfOurs(String text) {
        assertEquals(OrderRef.NONE, OrderRefText.read(text));
    }
}
