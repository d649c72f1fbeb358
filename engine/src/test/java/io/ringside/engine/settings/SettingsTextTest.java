package io.ringside.engine.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long, deep and branched a configuration may be, and what is refused beyond that. */
class SettingsTextTest {
    @TempDir
    Path folder;

    @Test
    void shouldTakeLinesUpToTheirLongest() {
        String line = "a=" + "x".repeat(8190);
        assertEquals(8190, read(line).getString("a").length());
        assertEquals(8190, read("b=1\n" + line).getString("a").length());
        String refusal = ": is longer than 8192 characters: this is no configuration, or break the line";
        assertEquals("t:1" + refusal, refusal(line + "x"));
        assertEquals("t:2" + refusal, refusal("b=1\n" + line + "x"));
        assertEquals("t:3" + refusal, refusal("b=1\n\n" + line + "x\n"));
    }

    @Test
    void shouldTakeBracketsUpToTheirDeepest() {
        assertEquals(
                1, read("a=" + "[".repeat(32) + "]".repeat(32)).getList("a").size());
        assertEquals(
                "t:2: is nested deeper than 32 brackets: close those that are open",
                refusal("b=1\na=" + "[".repeat(33) + "]".repeat(33)));
        assertEquals(
                "t:1: is nested deeper than 32 brackets: close those that are open",
                refusal("a" + "{a".repeat(33) + "=1" + "}".repeat(33)));
        // Side by side, however many, and whichever bracket ends which.
        assertEquals(40, read("a=[" + "[],".repeat(39) + "[]]").getList("a").size());
        assertEquals(40, read("a=[" + "{},".repeat(39) + "{}]").getList("a").size());
    }

    @Test
    void shouldTakeNamesUpToTheirLongest() {
        assertEquals(1, read("a" + ".a".repeat(32) + "=1").getInt("a" + ".a".repeat(32)));
        String refusal = "holds a name of more than 32 parts with dots between: no setting lies so deep";
        assertEquals("t:1: " + refusal, refusal("a" + ".a".repeat(33) + "=1"));
        assertEquals("t:2: " + refusal, refusal("b=1\na" + ".a".repeat(33) + "=1"));
    }

    /** Each of the characters between two names or numbers begins anew. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=[REP1.5]|1.5,",
                "REPz.z=1|a.b=1.5\n",
                "REPz.z:1|a.b:1\n",
                "a=[REP1]|{a.b=1.5},",
                "a=[REP1]|[1.5],"
            })
    void shouldCountTheDotsOfOneNameOnly(String form) {
        String[] parts = form.split("\\|", 2);
        assertTrue(!read(parts[0].replace("REP", parts[1].repeat(40))).isEmpty());
    }

    @Test
    void shouldTakeSixteenSubstitutions() {
        assertEquals(
                16,
                read("a=1\nb=[" + "${a},".repeat(16) + "]")
                        .resolve()
                        .getList("b")
                        .size());
        assertEquals(16, read("a+=1\n".repeat(16)).resolve().getList("a").size());
        String refusal = ": holds more than 16 substitutions ${...} or +=: write some of the values out";
        assertEquals("t:2" + refusal, refusal("a=1\nb=[" + "${a},".repeat(17) + "]"));
        assertEquals("t:17" + refusal, refusal("a+=1\n".repeat(17)));
        assertEquals("t:9" + refusal, refusal("a+=1\n".repeat(8) + "b=[" + "${a},".repeat(9) + "]"));
        // Neither of the two signs alone is one.
        assertEquals(20, read("a=[" + "{},".repeat(20) + "]").getList("a").size());
        assertEquals("20", read("a=1\n".repeat(19) + "a=20").getString("a"));
        assertEquals("$+$+$+$+$+$+$+$+$+$", read("a=\"$+$+$+$+$+$+$+$+$+$\"").getString("a"));
    }

    @Test
    void shouldRefuseBytesThatAreNoText() {
        assertEquals("1", read("a=\t1\r\n\f").getString("a"));
        for (int one : new int[] {0, 1, 8, 11, 14, 31}) {
            assertEquals(
                    "t:2: holds the byte " + one + ": this is no text, give a configuration file",
                    refusal("a=1\nb=" + (char) one));
        }
    }

    @Test
    void shouldTakeSixteenFilesOneInTheOther() throws IOException {
        for (int i = 1; i <= 17; i++) {
            Files.writeString(
                    folder.resolve(i + ".conf"), (i == 1 ? "" : "include \"" + (i - 1) + ".conf\"\n") + "a" + i + "=1");
        }
        assertEquals(16, SettingsText.file(folder.resolve("16.conf")).root().size());
        assertEquals(
                folder.resolve("1.conf") + ": is included after 16 others: put some of them together",
                assertThrows(UserError.class, () -> SettingsText.file(folder.resolve("17.conf")))
                        .getMessage());
    }

    @Test
    void shouldTakeAMebibyte() throws IOException {
        Path file = folder.resolve("large.conf");
        String line = "# 3456789012345678901234567890123456789012345678901234567890123\n";
        assertEquals(64, line.length());
        Files.writeString(file, "a=1" + " ".repeat(60) + "\n" + line.repeat((1 << 14) - 1));
        assertEquals(1 << 20, Files.size(file));
        assertEquals(1, SettingsText.file(file).getInt("a"));
        Files.writeString(file, "a=1" + " ".repeat(61) + "\n" + line.repeat((1 << 14) - 1));
        assertEquals(
                file + ": is larger than 1048576 bytes: this is no configuration",
                assertThrows(UserError.class, () -> SettingsText.file(file)).getMessage());
    }

    @Test
    void shouldOverrideASettingOfTheCommandLine() {
        Config config = ConfigFactory.parseString("a=1, b=2");
        assertEquals(3, SettingsText.with(config, "a=3").getInt("a"));
        assertEquals(2, SettingsText.with(config, "a=3").getInt("b"));
        for (String wrong : new String[] {"=3", "a", ""}) {
            assertEquals(
                    "--set " + wrong + ": must be KEY=VALUE, such as risk.leverage=2",
                    assertThrows(UserError.class, () -> SettingsText.with(config, wrong))
                            .getMessage());
        }
    }

    private static Config read(String text) {
        return SettingsText.text(text, "t");
    }

    private static String refusal(String text) {
        return assertThrows(UserError.class, () -> read(text)).getMessage();
    }

    /** A time, an address and a file's name of another system mean nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"16:00", "09:30:15", "+05:30", "smtp://host:25", "C:/data/QQQ.csv", "Zürich: 2"})
    void shouldTakeAColonOfTheCommandLineForText(String text) {
        Config with = SettingsText.with(ConfigFactory.parseString("a.b=1, a.c=2"), "a.b=" + text);
        assertEquals(text, with.getString("a.b"));
        assertEquals(2, with.getInt("a.c"));
    }

    /** What is of the configuration's language keeps its meaning. */
    @Test
    void shouldStillTakeListsAndObjectsOfTheCommandLine() {
        assertEquals(3, SettingsText.with(ConfigFactory.empty(), "a={b: 3}").getInt("a.b"));
        assertEquals(
                "16:00",
                SettingsText.with(ConfigFactory.empty(), "a=[\"16:00\"]")
                        .getStringList("a")
                        .get(0));
        assertEquals(
                "x:y", SettingsText.with(ConfigFactory.empty(), "a=\"x:y\"").getString("a"));
    }

    @Test
    void shouldSayHowAValueIsWritten() {
        assertEquals(
                "--set risk.equity=1,250,000.50: a number is written without separators; give risk.equity=1250000.50",
                assertThrows(
                                UserError.class,
                                () -> SettingsText.with(ConfigFactory.empty(), "risk.equity=1,250,000.50"))
                        .getMessage());
        for (String text : new String[] {"*", "x=y", "=2", "a@:b*", "?"}) {
            assertEquals(
                    "--set a.b=" + text + ": is no text without quotes; give --set 'a.b=\"" + text + "\"'",
                    assertThrows(UserError.class, () -> SettingsText.with(ConfigFactory.empty(), "a.b=" + text))
                            .getMessage());
        }
        assertEquals(
                "--set a=[1,2: List should have ended with ] or had a comma, instead had token: end of file",
                assertThrows(UserError.class, () -> SettingsText.with(ConfigFactory.empty(), "a=[1,2"))
                        .getMessage());
        assertEquals(
                "t: 2: Expecting end of input or a comma, got ':'; text with such characters is written in double"
                        + " quotes, as in \"16:00\"",
                refusal("b=1\na=16:00"));
    }
}
