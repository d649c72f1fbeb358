package io.ringside.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.command.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of engine/own-strategy.md, from the page, one after the other; and the listing is what new-strategy writes. */
class OwnStrategyPageIT {
    private static final Path HOME =
            Path.of(System.getProperty("ringside.home")).toAbsolutePath();
    private static final Pattern CASE = Pattern.compile("(?m)^  ([a-z-]+)\\) module=(\\S+) class=(\\S+)");
    private static final Map<String, String> PACKAGES =
            Map.of("replay", "io.ringside.replay.", "gateway-ib", "io.ringside.gateway.", "perf", "io.ringside.perf.");
    private static final int COMMANDS = 12;
    /** What ends within seconds is over before an optimising compiler would be of use. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    @TempDir
    Path folder;

    @Test
    void shouldDoAsThePageSays() throws Exception {
        List<String> page = Files.readAllLines(HOME.resolve("engine/own-strategy.md"));
        int commands = 0;
        for (String line : page) {
            if (line.startsWith("    ./ringside ") || line.startsWith("    mvn ")) {
                run(line.strip());
                commands++;
            }
        }
        System.out.println("engine/own-strategy.md: " + commands + " commands");
        assertEquals(COMMANDS, commands);
        assertTrue(Files.isRegularFile(folder.resolve("out/my-idea/report.html")));
        List<String> source = code(Files.readAllLines(folder.resolve("my-idea/src/main/java/MyIdea.java")));
        for (String shown : code(listing(page))) {
            assertTrue(source.contains(shown), "not in what new-strategy writes: " + shown);
        }
    }

    /** Runs a line as the launcher would, but without its build. */
    private void run(String line) throws Exception {
        List<String> words = words(line);
        List<String> command = new ArrayList<>();
        if (words.get(0).equals("mvn")) {
            command.addAll(words);
            command.addAll(1, List.of("-B", "-o", "-q"));
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("@" + HOME.resolve("config/jvm.options"));
            command.add(QUICK);
            command.add("-Dringside.home=" + HOME);
            command.add("-cp");
            command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
            command.add(Commands.class.getName());
            command.add(classes().get(words.get(1)));
            command.addAll(words.subList(2, words.size()));
        }
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("MAVEN_OPTS", QUICK);
        Process process = builder.start();
        assertEquals(0, process.waitFor(), () -> line + "\n" + read(output));
    }

    private static Map<String, String> classes() throws IOException {
        Map<String, String> classes = new TreeMap<>();
        Matcher matcher = CASE.matcher(Files.readString(HOME.resolve("ringside")));
        while (matcher.find()) {
            classes.put(matcher.group(1), PACKAGES.get(matcher.group(2)) + matcher.group(3));
        }
        return classes;
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return words;
    }

    /** The lines of the class that the page shows. */
    private static List<String> listing(List<String> page) {
        int from = page.indexOf("    public final class MyIdea extends Strategy {");
        int to = page.indexOf("    }");
        assertTrue(from >= 0 && to > from, "the page shows the class");
        return page.subList(from, to + 1);
    }

    private static List<String> code(List<String> lines) {
        return lines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
