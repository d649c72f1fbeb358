package io.ringside.engine.data;

import static io.ringside.engine.Mutations.flip;
import static io.ringside.engine.Mutations.rewrite;
import static io.ringside.engine.Mutations.splice;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, its reader answers with rows or with a declared error of one line, in bounded memory. */
class CsvFuzzTest {
    private static final long BYTES_MAX = 64L << 20;

    private static final String[] WHOLE = {"""
        datetime,open,high,low,close,volume
        2025-07-01 09:30:00,10.00,10.50,9.50,10.25,100
        2025-07-01 09:35:00,10.25,10.50,9.50,10.00,2000
        2025-07-02 09:30:00,10.00,10.50,9.50,10.25,100
        """, """
        symbol,Date,Time,Open,High,Low,Close,Volume,source
        QQQ,2025-07-01,09:30:00,10.00,10.50,9.50,10.25,100.0,synthetic
        SPY,2025-07-01,09:30:00,10.00,10.50,9.50,10.25,100.0,synthetic
        QQQ,2025-07-03,12:55:00,10.00,10.50,9.50,10.25,100.0,synthetic
        """, """
        <TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>
        QQQ.US,5,20250701,153000,10.00,10.50,9.50,10.25,100,0
        QQQ.US,5,20250701,153500,10.00,10.50,9.50,10.25,100,0
        """, """
        34200000,1674100,1674300,1674100,1674200,100
        34260000,1674100,1674300,1674100,1674200,100
        """, """
        20250701 09:30,1674100,1674300,1674100,1674200,100
        1751376900,1674100,1674300,1674100,1674200,100
        """, """
        34200000,1674100,100,P,20002000,0
        34200001,1674100,1400,P,1,0
        """, """
        34200000,1674100,100,0,0,P,1,0
        34200000,0,0,1674200,100,Q,1,0
        """, """
        timestamp,price,size,conditions
        2025-07-01T13:30:00.25Z,10.01,100,20
        2025-07-01T09:30:00.250000001-04:00,10.01,100,
        """, """
        datetime,bid,ask,bid_size,ask_size
        20250701-13:30:00,10.01,10.02,100,100
        """};

    private static final String[] TOKENS = {
        "NaN",
        "-1",
        "",
        "1e400",
        "99999999999999999999",
        "9223372036854775807",
        "0.000000001",
        "\"",
        "\"\"",
        ",",
        ",,,,",
        "\n",
        "\r",
        "\r\n",
        "2025-02-30",
        "2031-01-02",
        "1997-12-31 09:30",
        "2025-03-09 02:30",
        "\u202e",
        "\u001b[2J",
        "\0",
        "=1+1",
        "null",
        "999999999",
        "1999999999999999999",
        "2025-07-01 24:00",
        "20250701",
        "+",
        ".",
        "-",
        "1_000",
        "1,5",
        ";",
        "\t",
        "\ufeff",
        "datetime",
        "open",
        "x".repeat(5000),
        ",".repeat(80),
        "Infinity",
        "0x10",
        "\u0661",
        "QQQ"
    };

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    @Test
    void shouldAnswerAnythingWithRowsOrADeclaredError() throws IOException {
        campaign(1, 1_000);
    }

    @Test
    @Tag("long")
    void shouldAnswerAMillionInputsWithRowsOrADeclaredError() throws IOException {
        campaign(Long.getLong("ringside.seed", 2), 1_000_000);
    }

    private void campaign(long seed, int inputs) throws IOException {
        Path plain = folder.resolve("QQQ-20250701-trade.csv");
        Path packed = folder.resolve("QQQ-20250701-trade.csv.gz");
        for (int i = 0; i < inputs; i++) {
            var random = new SplittableRandom(seed * 1_000_000_007L + i);
            byte[] bytes = mutate(WHOLE[random.nextInt(WHOLE.length)].getBytes(StandardCharsets.UTF_8), random);
            boolean gzip = random.nextInt(10) == 0;
            if (gzip) {
                bytes = gzip(bytes);
                bytes = random.nextInt(3) == 0 ? flip(bytes, random) : bytes;
            }
            Path file = rewrite(gzip ? packed : plain, bytes);
            String context =
                    "seed " + seed + " input " + i + ": " + Base64.getEncoder().encodeToString(bytes);
            long before = threads.getCurrentThreadAllocatedBytes();
            tryAll(file, context);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < BYTES_MAX, "allocated " + allocated + " at " + context);
        }
    }

    private void tryAll(Path file, String context) {
        attempt(context, () -> {
            try (BarFile bars = BarFile.open(file, "QQQ", calendar, BarFile.Options.fiveMinutes())) {
                while (bars.next()) {
                    assertTrue(
                            bars.lowE8() > 0 && bars.lowE8() <= bars.highE8() && bars.startNanos() < bars.endNanos());
                }
            }
        });
        attempt(context, () -> {
            var options = BarFile.Options.fiveMinutes().withSize(null).withSession(Session.EXTENDED);
            try (BarFile bars = BarFile.open(file, null, calendar, options)) {
                while (bars.next()) {
                    assertTrue(bars.closeE8() > 0 && bars.volume() >= 0 && bars.line() > 0);
                }
            }
        });
        attempt(context, () -> {
            var options = TickFile.Options.everyTrade().withSession(Session.EXTENDED);
            try (TickFile ticks = TickFile.open(file, null, calendar, options)) {
                while (ticks.next()) {
                    assertTrue(ticks.isQuote() ? ticks.bidE8() > 0 : ticks.priceE8() > 0 && ticks.quantity() > 0);
                }
            }
        });
        attempt(context, () -> {
            for (String line :
                    DataCheck.of(file, null, calendar, Reading.asShown()).lines()) {
                assertOneLine(line);
            }
        });
    }

    private static void attempt(String context, Runnable reading) {
        try {
            reading.run();
        } catch (UserError e) {
            assertOneLine(e.getMessage());
        } catch (RuntimeException | AssertionError e) {
            fail(context, e);
        }
    }

    private static void assertOneLine(String text) {
        assertTrue(text.length() < 600 && text.codePoints().noneMatch(c -> c < ' ' || c > '~'), text);
    }

    private static byte[] mutate(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole;
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(30));
            bytes = switch (random.nextInt(7)) {
                case 0 -> flip(bytes, random);
                case 1 -> splice(bytes, at, to, new byte[0]);
                case 2 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
                case 3 -> Arrays.copyOf(bytes, at);
                case 4 -> splice(bytes, at, at, token(random));
                default -> field(bytes, at, random);
            };
        }
        return bytes;
    }

    /** Replaces the field around a place. */
    private static byte[] field(byte[] bytes, int at, SplittableRandom random) {
        int from = at;
        while (from > 0 && bytes[from - 1] != ',' && bytes[from - 1] != '\n') {
            from--;
        }
        int to = at;
        while (to < bytes.length && bytes[to] != ',' && bytes[to] != '\n') {
            to++;
        }
        return splice(bytes, from, Math.max(from, to), token(random));
    }

    private static byte[] token(SplittableRandom random) {
        return TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
