package io.ringside.engine.signal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.indicator.Indicators;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Strategies;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strategies and indicators beside the engine's jar: found, told apart by their bytes, and refused in one line. */
class StrategyPathTest {
    private static int made;

    @TempDir
    Path folder;

    /** A new one for each test: what a process has loaded stays loaded. */
    private final String type = "PlannedIdea" + ++made + "X";

    private final String name = "planned-idea" + made + "-x";
    private Path source;

    @BeforeEach
    void writeSource() throws IOException {
        source = folder.resolve(type + ".java");
        Files.writeString(source, text("close.above(0)"));
    }

    private String text(String condition) {
        return """
                import io.ringside.engine.indicator.*;
                import io.ringside.engine.signal.*;
                import java.util.List;

                public class %1$s extends Strategy {
                    @Override
                    protected void define() {
                        about("Always in.");
                        Bars bars = bars(barSize("bar", "5m", "the bars it reads"));
                        Value close = bars.close();
                        volatility(bars.add("atr", new WilderAverageTrueRange(number("atr", 14, 1, 99, "bars", "stops"))));
                        bars.add("other", indicator("other", "sma(3)", "shown only"));
                        enterLong("UP").when(%2$s);
                    }

                    public static class Shelf implements IndicatorShelf {
                        @Override
                        public List<IndicatorKind> indicators() {
                            return List.of(IndicatorKind.ofPeriod("own-%3$s", "the mean again", 5, SimpleMovingAverage::new));
                        }
                    }
                }
                """.formatted(type, condition, name);
    }

    @Test
    void shouldFindTheStrategiesAndIndicatorsOfASource() {
        StrategyPath.load(List.of(source));
        assertEquals("Always in.", kind().describe().about());
        assertEquals(5, Indicators.make("own-" + name).indicator().warmUp());
        assertEquals(7, Indicators.make("own-" + name + "(7)").indicator().warmUp());
    }

    /** Of strategies that share a class, that class is none. */
    @Test
    void shouldPassOverAnAbstractClassOfASource() throws IOException {
        String text = text("close.above(0)");
        Files.writeString(source, text + "abstract class Shared" + type + " extends Strategy {}\n");
        StrategyPath.load(List.of(source));
        assertEquals("Always in.", kind().describe().about());
        assertTrue(Strategies.all().stream().noneMatch(kind -> kind.name().startsWith("shared")));
    }

    @Test
    void shouldFindTheServicesOfAJarAndOfAllJarsOfAFolder() throws IOException {
        Path jar = jar("one.jar", "close.above(0)");
        Files.delete(source);
        StrategyPath.load(List.of(jar));
        String digest = kind().digest();
        assertEquals(64, digest.length());
        jar("one.jar", "close.above(1)");
        StrategyPath.load(List.of(folder));
        assertFalse(kind().digest().equals(digest));
    }

    @Test
    void shouldNoteTheDigestsAmongTheSettingsSoThatAJournalHasThem() {
        StrategyPath.load(List.of(source));
        EngineSettings settings = EngineSettings.of(config("signal.other=\"own-" + name + "(4)\""));
        new Engine(settings, ExchangeCalendar.usEquity());
        Config text = EngineSettings.parse(settings.text(), "journal").config();
        assertEquals(kind().digest(), text.getString("signal.strategy-digest"));
        assertEquals(kind().digest(), text.getString("signal.other-digest"));
        new Engine(EngineSettings.parse(settings.text(), "journal"), ExchangeCalendar.usEquity());
    }

    @Test
    void shouldRefuseInOneLineWhenTheCodeIsAnotherOne() throws IOException {
        StrategyPath.load(List.of(source));
        EngineSettings settings = EngineSettings.of(config("signal.atr=7"));
        new Engine(settings, ExchangeCalendar.usEquity());
        String before = "ab12";
        String text = settings.text().replace(kind().digest(), before);
        UserError error = assertThrows(
                UserError.class, () -> new Engine(EngineSettings.parse(text, "journal"), ExchangeCalendar.usEquity()));
        assertEquals(
                "journal: 1: signal.strategy-digest = " + before + ": " + source + " has SHA-256 " + kind().digest()
                        + ", which is not what ran then; give the file that did by --strategy-path",
                error.getMessage().replaceFirst("^journal: \\d+", "journal: 1"));
    }

    @Test
    void shouldRefuseInOneLineWhenTheCodeIsNotHere() {
        Config config = config("signal.strategy-digest=ab12");
        UserError error =
                assertThrows(UserError.class, () -> new Engine(EngineSettings.of(config), ExchangeCalendar.usEquity()));
        assertTrue(
                error.getMessage()
                        .endsWith("signal.strategy = " + name
                                + ": is not here, its file has SHA-256 ab12; give it by --strategy-path"),
                error.getMessage());
    }

    @Test
    void shouldLoadFromTheFolderThatAConfigurationFileNamesAndNeverFromAJournal() throws IOException {
        Path file = folder.resolve("own.conf");
        Files.writeString(
                file,
                "strategies { path = \"" + source.getFileName() + "\" }\n"
                        + EngineSettings.of(config("")).text());
        EngineSettings.parse(Files.readString(file), "journal");
        assertTrue(Strategies.all().stream().noneMatch(kind -> kind.name().equals(name)));
        EngineSettings settings = EngineSettings.of(EngineSettings.load(file));
        new Engine(settings, ExchangeCalendar.usEquity());
        assertFalse(settings.text().contains(source.getFileName().toString()), "no path reaches a journal");
    }

    @Test
    void shouldNameTheLineOfAMistakeInASource() throws IOException {
        Files.writeString(source, text("close.abvoe(0)"));
        assertMessage(source + ":13: cannot find symbol symbol: method abvoe(int)");
    }

    @Test
    void shouldCountTheMistakesBehindTheFirstOne() throws IOException {
        Files.writeString(source, text("close.abvoe(0)").replace("about(", "abuot("));
        UserError error = assertThrows(UserError.class, () -> StrategyPath.load(List.of(source)));
        assertTrue(error.getMessage().endsWith(" (and 1 more)"), error.getMessage());
        Files.writeString(source, text("close.abvoe(0)"));
        error = assertThrows(UserError.class, () -> StrategyPath.load(List.of(source)));
        assertFalse(error.getMessage().contains(" more)"), error.getMessage());
    }

    @Test
    void shouldNotReadAFileThatIsTooLargeForAStrategy() throws IOException {
        Path large = folder.resolve("Large.java");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((64L << 20) + 1);
        }
        assertMessage(large + ": larger than 64 MiB, and no strategy", large);
    }

    @Test
    void shouldSayWhatIsWrongWithAPath() throws IOException {
        Path text = Files.writeString(folder.resolve("a.txt"), "");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path noJar = Files.writeString(folder.resolve("no.jar"), "nothing packed");
        Path noStrategy = Files.writeString(folder.resolve("Plain.java"), "class Plain {}");
        assertMessage(folder.resolve("none") + ": there is no such", folder.resolve("none"));
        assertMessage(text + ": must be a folder of jars, a jar, or a source file", text);
        assertMessage(empty + ": has no jar", empty);
        assertMessage(noJar + ": not a jar", noJar);
        assertMessage(noStrategy + ": has no class that extends io.ringside.engine.signal.Strategy", noStrategy);
    }

    @Test
    void shouldRefuseAStrategyThatHasTheNameOfOneOfTheEngines() throws IOException {
        Path twin = folder.resolve("MeanReversionInTrend.java");
        Files.writeString(twin, text("close.above(0)").replace("class " + type, "class MeanReversionInTrend"));
        assertMessage(twin + ": a strategy mean-reversion-in-trend is there already", twin);
    }

    @Test
    void shouldRunTheFirstOfTwoVersionsAndReplayWithTheOther() throws IOException {
        Path old = jar("one.jar", "close.above(1)");
        String oldDigest = CodeFile.read(old).digest();
        Files.writeString(source, text("close.above(2)").replace("own-", "newer-"));
        StrategyPath.load(List.of(source, old));
        assertEquals(CodeFile.read(source).digest(), kind().digest());
        EngineSettings settings = EngineSettings.of(config("signal.strategy-digest=" + oldDigest));
        Engine engine = new Engine(settings, ExchangeCalendar.usEquity());
        assertEquals(
                old.toString(),
                engine.bindings().get(0).strategy().getClass().getClassLoader().getName());
    }

    @Test
    void shouldRefuseAnIndicatorThatTwoFilesHave() throws IOException {
        Path jar = jar("one.jar", "close.above(0)");
        assertMessage(source + ": the indicator own-" + name + " is in " + jar + " too", jar, source);
    }

    /** In which order two versions of a jar are listed says nothing about which one is meant. */
    @Test
    void shouldRefuseTwoVersionsOfAJarInOneFolder() throws IOException {
        Path one = jar("twin-1.10.jar", "close.above(1)");
        Path two = jar("twin-1.9.jar", "close.above(2)");
        assertMessage(
                two + " (class " + type + "): the strategy " + name + " is in " + one + " (class " + type + ") too",
                folder);
    }

    @Test
    void shouldRefuseTwoStrategiesOfOneNameInOneSource() throws IOException {
        String twin = "static class %2$s { static class Same%1$s extends %1$s {} }\n";
        Files.writeString(source, text("close.above(0)", twin.formatted(type, "A") + twin.formatted(type, "B")));
        assertMessage(source + " (class " + type + "$B$Same" + type + "): the strategy same-" + name + " is in "
                + source + " (class " + type + "$A$Same" + type + ") too");
    }

    @Test
    void shouldTellClassAndFileWhenAStaticInitialiserFails() throws IOException {
        Path jar = jar("one.jar", "close.above(0)", "static final int BAD = Integer.parseInt(\"zz\");");
        Files.writeString(source, text("close.above(0)", "static final int BAD = Integer.parseInt(\"zz\");"));
        String words =
                ": " + type + ": a static initialiser fails: java.lang.NumberFormatException: For input string: \"zz\"";
        assertDescribed(source + words, SourceFile.open(CodeFile.read(source)));
        assertDescribed(jar + words, StrategyJar.open(CodeFile.read(jar)));
    }

    @Test
    void shouldTellClassLineAndFileWhenDefineThrowsAnError() throws IOException {
        Map<String, String> told = Map.of(
                "NoSuchMethodError(\"bars\")", "NoSuchMethodError: bars; it was compiled with another engine",
                "AssertionError(\"bars\")", "AssertionError: bars",
                "StackOverflowError()", "StackOverflowError");
        for (Map.Entry<String, String> one : told.entrySet()) {
            String fails = "if (true) throw new " + one.getKey() + ";";
            Files.writeString(source, text("close.above(0)").replace("about(\"Always in.\");", fails));
            assertDescribed(
                    "strategy = " + name + ": its define fails at " + type + ".java:8 of " + source + ": java.lang."
                            + one.getValue(),
                    SourceFile.open(CodeFile.read(source)));
        }
    }

    @Test
    void shouldSayThatAnInnerStrategyMustBeStatic() throws IOException {
        String inner = "class Inner extends " + type + " {}\n";
        Files.writeString(source, text("close.above(0)", inner));
        List<OwnStrategy> found = SourceFile.open(CodeFile.read(source)).strategies();
        UserError error =
                assertThrows(UserError.class, () -> found.get(1).kind().describe());
        assertTrue(error.getMessage().startsWith(source + ": " + type + "$Inner must be static"), error.getMessage());
        assertEquals("Always in.", found.get(0).kind().describe().about());
    }

    @Test
    void shouldTakeASourceWhoseNameHasBracketsAndOneThatBeginsWithAByteOrderMark() throws IOException {
        Path odd = folder.resolve("Odd[1] 100%.java");
        Files.writeString(odd, "\uFEFF" + text("close.above(0)").replace("public class " + type, "class " + type));
        StrategyPath.load(List.of(odd));
        assertEquals("Always in.", kind().describe().about());
    }

    @Test
    void shouldSayWhichServicesAJarLacks() throws IOException {
        Path jar = folder.resolve("nothing.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("note.txt"));
        }
        assertMessage(
                jar + ": names no strategy and no indicator: give it a file"
                        + " META-INF/services/io.ringside.engine.signal.Strategy or"
                        + " META-INF/services/io.ringside.engine.indicator.IndicatorShelf",
                jar);
    }

    @Test
    void shouldLeaveOutWhatCannotBeLoadedWhereTheRestIsListed() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.jar"), "nothing packed");
        jar("good.jar", "close.above(0)");
        List<String> leftOut = new ArrayList<>();
        StrategyPath.load(List.of(folder), mistake -> leftOut.add(mistake.getMessage()));
        assertEquals(1, leftOut.size());
        assertTrue(leftOut.get(0).startsWith(bad + ": not a jar"), leftOut.get(0));
        assertEquals("Always in.", kind().describe().about());
    }

    @Test
    void shouldNameTheConfigurationsFileAndKeyWhenItsPathIsWrong() throws IOException {
        Path file = folder.resolve("own.conf");
        String rest = EngineSettings.of(EngineSettings.parse("instruments = [ { symbol = QQQ } ]", "test")
                        .config())
                .text();
        Files.writeString(file, "strategies { path = Nope.java }\n" + rest);
        UserError error = assertThrows(UserError.class, () -> EngineSettings.of(EngineSettings.load(file)));
        assertTrue(
                error.getMessage()
                        .startsWith(file + ":1: strategies.path = Nope.java: " + folder.resolve("Nope.java")
                                + ": there is no"),
                error.getMessage());
        Files.writeString(file, "strategies { pathh = Nope.java }\n" + rest);
        error = assertThrows(UserError.class, () -> EngineSettings.of(EngineSettings.load(file)));
        assertEquals(file + ":1: strategies.pathh is an unknown key; known here: [path]", error.getMessage());
    }

    private static void assertDescribed(String words, Found found) {
        UserError error = assertThrows(
                UserError.class, () -> found.strategies().get(0).kind().describe());
        assertTrue(error.getMessage().startsWith(words), error.getMessage());
        assertFalse(error.getMessage().contains("\n"));
    }

    private void assertMessage(String beginning, Path... paths) {
        List<Path> all = paths.length == 0 ? List.of(source) : List.of(paths);
        UserError error = assertThrows(UserError.class, () -> StrategyPath.load(all));
        assertTrue(error.getMessage().startsWith(beginning), error.getMessage());
        assertFalse(error.getMessage().contains("\n"));
    }

    private Strategies.Kind kind() {
        return Strategies.all().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Config config(String set) {
        Config config = EngineSettings.with(
                EngineSettings.parse("instruments = [ { symbol = QQQ } ]", "test")
                        .config(),
                "signal.strategy=" + name);
        return set.isEmpty() ? config : EngineSettings.with(config, set);
    }

    /** The same with more members. */
    private String text(String condition, String members) {
        return text(condition)
                .replace("    public static class Shelf", "    " + members + "\n    public static class Shelf");
    }

    private Path jar(String file, String condition) throws IOException {
        return jar(file, condition, "");
    }

    private Path jar(String file, String condition, String members) throws IOException {
        byte[] code = text(condition, members).getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> entries = new TreeMap<>(SourceFile.compile(new CodeFile(source.toString(), code, "")));
        entries.put(
                "META-INF/services/io.ringside.engine.signal.Strategy", (type + "\n").getBytes(StandardCharsets.UTF_8));
        entries.put(
                "META-INF/services/io.ringside.engine.indicator.IndicatorShelf",
                (type + "$Shelf\n").getBytes(StandardCharsets.UTF_8));
        Path jar = folder.resolve(file);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return jar;
    }

    // ---- One kind alone -------------------------------------------------------------------------------------------

    /** The same without indicators of its own. */
    private String alone() {
        return text("close.above(0)")
                .replace("implements IndicatorShelf", "")
                .replaceAll("@Override\\s+public List<", "public List<");
    }

    private static String shelfAlone(String type, String name) {
        return """
                import io.ringside.engine.indicator.*;
                import java.util.List;

                public class %1$s implements IndicatorShelf {
                    @Override
                    public List<IndicatorKind> indicators() {
                        return List.of(IndicatorKind.ofPeriod("own-%2$s", "a mean", 5, SimpleMovingAverage::new));
                    }
                }
                """.formatted(type, name);
    }

    private Path jarOf(String code, String service) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>(
                SourceFile.compile(new CodeFile(source.toString(), code.getBytes(StandardCharsets.UTF_8), "")));
        entries.put("META-INF/services/" + service, (type + "\n").getBytes(StandardCharsets.UTF_8));
        Path jar = folder.resolve("alone.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        Files.delete(source);
        return jar;
    }

    @Test
    void shouldFindAStrategyWithoutIndicators() throws IOException {
        Files.writeString(source, alone());
        StrategyPath.load(List.of(source));
        assertEquals("Always in.", kind().describe().about());
    }

    @Test
    void shouldFindAStrategyWithoutIndicatorsInAJar() throws IOException {
        StrategyPath.load(List.of(jarOf(alone(), "io.ringside.engine.signal.Strategy")));
        assertEquals("Always in.", kind().describe().about());
    }

    @Test
    void shouldFindIndicatorsWithoutAStrategy() throws IOException {
        Files.writeString(source, shelfAlone(type, name));
        StrategyPath.load(List.of(source));
        assertEquals(7, Indicators.make("own-" + name + "(7)").indicator().warmUp());
    }

    @Test
    void shouldFindIndicatorsWithoutAStrategyInAJar() throws IOException {
        StrategyPath.load(List.of(jarOf(shelfAlone(type, name), "io.ringside.engine.indicator.IndicatorShelf")));
        assertEquals(7, Indicators.make("own-" + name + "(7)").indicator().warmUp());
    }

    /** The files that strategies come from, and none for the engine's own. */
    @Test
    void shouldTellWhereStrategiesComeFrom() {
        StrategyPath.load(List.of(source));
        assertTrue(
                Strategies.origins().contains(source.toString()),
                Strategies.origins().toString());
        assertFalse(Strategies.origins().contains(""));
        assertEquals(
                List.of(source.toString()),
                Strategies.origins(engine(config("")).bindings()));
        assertEquals(
                List.of(),
                Strategies.origins(engine(EngineSettings.with(config(""), "signal.strategy=rsi2"))
                        .bindings()));
    }

    private static Engine engine(Config config) {
        return new Engine(EngineSettings.of(config), ExchangeCalendar.usEquity());
    }
}
