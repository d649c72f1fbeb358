package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UtcTextTest {
    private static final DateTimeFormatter EXPECTED =
            DateTimeFormatter.ofPattern("uuuuMMdd-HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Test
    void shouldWriteAnyTimeAsTheBrokerReadsIt() {
        long seed = 20_250_620;
        SplittableRandom random = new SplittableRandom(seed);
        AsciiText text = new AsciiText(64);
        for (int i = 0; i < 100_000; i++) {
            // Up to the end of what nanoseconds can tell; every tenth day is the end of a February.
            Instant time = i % 10 == 0
                    ? Instant.parse(1970 + random.nextInt(280) + "-02-28T00:00:00Z")
                            .plusSeconds(random.nextInt(3 * 86_400))
                    : Instant.ofEpochSecond(random.nextLong(8_836_000_000L), random.nextInt(1_000_000_000));
            UtcText.write(time.getEpochSecond() * 1_000_000_000L + time.getNano(), text);
            assertEquals(EXPECTED.format(time), text.toString(), () -> "seed " + seed);
        }
    }
}
