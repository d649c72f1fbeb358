package io.ringside.engine;

import static io.ringside.engine.Mutations.flip;
import static io.ringside.engine.Mutations.rewrite;
import static io.ringside.engine.Mutations.splice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a configuration file holds, it is an engine or a declared error of one line, in bounded memory. */
class SettingsFuzzTest {
    private static final long BYTES_MAX = 64L << 20;
    private static final List<String> SHIPPED = List.of("qqq.conf", "opening-range.conf", "live.conf");

    private static final String[] TOKENS = {
        "NaN",
        "-1",
        "1e400",
        "1e-400",
        "1e999999999",
        "1e-999999999",
        "99999999999999999999",
        "9223372036854775807",
        "0.000000001",
        "null",
        "true",
        "\"",
        "\"\"",
        "\"\"\"",
        "{",
        "}",
        "[",
        "]",
        "{}",
        "[]",
        "[[",
        "${",
        "${risk}",
        "${?x}",
        "${risk.equity}",
        "${signal} ${signal}",
        "+=",
        "+= [ 1 ]",
        "=",
        ":",
        ",",
        ",,",
        "\n",
        "\r\n",
        "#",
        "//",
        "\\u0000",
        "\\",
        "\0",
        "\u001b[2J",
        "\u202e",
        "\ufeff",
        "\u0661",
        "include \"mine.conf\"",
        "include \"none.conf\"",
        "include url(\"http://127.0.0.1:9/x\")",
        "include classpath(\"logback.xml\")",
        "include required(file(\"/dev/zero\"))",
        "include \"\\u0000\"",
        "include",
        "a.b.c.d",
        ".",
        "..",
        "a.".repeat(2000) + "b = 1",
        "{a:".repeat(40),
        "[".repeat(100),
        "x".repeat(9000),
        "100000",
        "1048576",
        "signals { a { strategy = opening-range-breakout }, b = ${signal} }",
        "instruments += { symbol = SPY }",
        "instruments = [ { symbol = QQQ }, { symbol = QQQ } ]",
        "symbol = \"Q\u0007Q\"",
        "\u00e4\u6f22\ud83d\ude00",
        "\ud83d",
        "auto",
        "indicator+signal+risk, journal, order",
        "24:00",
        "1s",
        "999999999t",
        "0.0035 to 300000, 0.0020",
    };

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int accepted;

    @TempDir
    Path folder;

    @Test
    void shouldAnswerAnythingWithAnEngineOrADeclaredError() throws IOException {
        campaign(1, 1_000);
    }

    @Test
    @Tag("long")
    void shouldAnswerAMillionInputsWithAnEngineOrADeclaredError() throws IOException {
        campaign(Long.getLong("ringside.seed", 2), 1_000_000);
    }

    @Test
    void shouldRefuseTextThatGrowsWithoutBound() throws IOException {
        var bomb = new StringBuilder("x0 = lol\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("x")
                    .append(i)
                    .append(" = ${x")
                    .append(i - 1)
                    .append("} ${x")
                    .append(i - 1)
                    .append("}\n");
        }
        assertRefused(bomb.toString(), "mine.conf:10: holds more than 16 substitutions");
        assertRefused("a += 1\n".repeat(20_000), "mine.conf:17: holds more than 16 substitutions");
    }

    @Test
    void shouldRefuseAFileThatIncludesItself() throws IOException {
        assertRefused("include \"mine.conf\"\ninclude \"mine.conf\"\n", "mine.conf: includes itself, by [");
    }

    @Test
    void shouldRefuseAnIncludeThatIsNotThere() throws IOException {
        assertRefused("include \"qqqq.conf\"\n", "qqqq.conf: no such configuration file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"url(\"http://127.0.0.1:9/x\")", "classpath(\"logback.xml\")"})
    void shouldIncludeNothingButFiles(String what) throws IOException {
        assertRefused("include " + what + "\n", "only files are included");
    }

    @Test
    void shouldRefuseWhatIsNoConfiguration() throws IOException {
        assertRefused("#".repeat(20 << 20), "mine.conf: is larger than 1048576 bytes");
        assertRefused("a = 1\nb = " + "9".repeat(9_000), "mine.conf:2: is longer than 8192 characters");
        assertRefused("a = 1\nb = \0", "mine.conf:2: holds the byte 0");
        assertRefused("a = 1\n" + "a.".repeat(100) + "b = 1", "mine.conf:2: holds a name of more than 32 parts");
        assertRefused("a = " + "[".repeat(1_000), "mine.conf:1: is nested deeper than 32 brackets");
        UserError error = assertThrows(UserError.class, () -> EngineSettings.load(folder));
        assertEquals(folder + ": no such configuration file", error.getMessage());
    }

    private void assertRefused(String text, String expected) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.conf"), text);
        long before = threads.getCurrentThreadAllocatedBytes();
        UserError error = assertThrows(UserError.class, () -> EngineSettings.of(EngineSettings.load(file)));
        assertTrue(error.getMessage().contains(expected), error.getMessage());
        assertOneLine(error.getMessage());
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < BYTES_MAX);
    }

    private void campaign(long seed, int inputs) throws IOException {
        byte[][] whole = new byte[SHIPPED.size()][];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = Files.readAllBytes(Path.of("..", "config", SHIPPED.get(i)));
        }
        Path file = folder.resolve("mine.conf");
        Files.copy(Path.of("..", "config", "qqq.conf"), folder.resolve("qqq.conf"));
        for (int i = 0; i < inputs; i++) {
            var random = new SplittableRandom(seed * 1_000_000_007L + i);
            byte[] bytes = mutate(whole[random.nextInt(whole.length)], random);
            rewrite(file, bytes);
            String context =
                    "seed " + seed + " input " + i + ": " + Base64.getEncoder().encodeToString(bytes);
            long before = threads.getCurrentThreadAllocatedBytes();
            attempt(file, context);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < BYTES_MAX, "allocated " + allocated + " at " + context);
        }
        System.out.printf("settings fuzz: %d inputs, %d accepted%n", inputs, accepted);
        assertTrue(
                accepted > inputs / 100 && accepted < inputs * 9L / 10, "seed " + seed + " tests little: " + accepted);
    }

    private void attempt(Path file, String context) {
        try {
            EngineSettings settings = EngineSettings.of(EngineSettings.load(file));
            Engine engine = new Engine(settings, calendar);
            assertTrue(engine.bounds().intents() >= 4, context);
            // What the journal would hold of it gives the same engine again.
            String text = settings.text();
            EngineSettings again = EngineSettings.parse(text, "journal");
            assertFalse(
                    new Engine(again, calendar).series().size()
                            != engine.series().size(),
                    context);
            assertEquals(text, again.text(), context);
            accepted++;
        } catch (UserError e) {
            assertOneLine(e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            fail(context, e);
        }
    }

    private static void assertOneLine(String text) {
        assertTrue(text.length() < 1100 && text.codePoints().noneMatch(Character::isISOControl), text);
    }

    private static byte[] mutate(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole;
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(60));
            bytes = switch (random.nextInt(8)) {
                case 0 -> flip(bytes, random);
                case 1 -> splice(bytes, at, to, new byte[0]);
                case 2 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
                case 3 -> Arrays.copyOf(bytes, at);
                case 4 -> splice(bytes, at, at, token(random));
                case 5 -> line(bytes, at, random);
                default -> value(bytes, at, random);
            };
        }
        return bytes;
    }

    /** Replaces the value after the next equals sign. */
    private static byte[] value(byte[] bytes, int at, SplittableRandom random) {
        int from = at;
        while (from < bytes.length && bytes[from] != '=') {
            from++;
        }
        int to = from;
        while (to < bytes.length && bytes[to] != '\n' && bytes[to] != ',' && bytes[to] != '#' && bytes[to] != '}') {
            to++;
        }
        return splice(
                bytes, Math.min(from + 1, bytes.length), Math.max(to, Math.min(from + 1, bytes.length)), token(random));
    }

    /** Puts a line of its own between two. */
    private static byte[] line(byte[] bytes, int at, SplittableRandom random) {
        int from = at;
        while (from < bytes.length && bytes[from] != '\n') {
            from++;
        }
        byte[] token = token(random);
        byte[] line = new byte[token.length + 1];
        line[0] = '\n';
        System.arraycopy(token, 0, line, 1, token.length);
        return splice(bytes, from, from, line);
    }

    private static byte[] token(SplittableRandom random) {
        return TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
    }
}
