package io.ringside.replay.command;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Strategies;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside new-strategy}: a Maven project with a strategy, its test and its configuration, ready to be changed. */
@Command(
        name = "new-strategy",
        description = {
            "Writes a Maven project with a strategy, its test and its configuration.",
            "It finds the engine in this installation; there is nothing to install."
        })
public final class NewStrategyCommand extends TerminalCommand {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*");
    private static final String TEMPLATES = "/new-strategy/";

    @Parameters(paramLabel = "NAME", description = "such as MyIdea, or my-idea")
    String name;

    @Option(names = "--out", paramLabel = "DIR", description = "the project's folder; ./my-idea if not given")
    Path out;

    @Override
    public Integer call() throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new UserError("NAME " + name + ": must be letters and digits, such as MyIdea or my-idea");
        }
        String type = Arrays.stream(name.split("-"))
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
        String key = type.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
        requireFree(type, key);
        Path folder = out != null ? out : Path.of(key);
        if (Files.exists(folder)) {
            throw new UserError(folder + ": is there already; give another name, or another folder by --out");
        }
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pom.xml", "pom.xml");
        files.put("Strategy.java", "src/main/java/" + type + ".java");
        files.put("services", "src/main/resources/META-INF/services/io.ringside.engine.signal.Strategy");
        files.put("StrategyTest.java", "src/test/java/" + type + "Test.java");
        files.put("strategy.conf", key + ".conf");
        files.put("live.conf", key + "-live.conf");
        Map<String, String> words = words(type, key);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path target = folder.resolve(file.getValue());
            Files.createDirectories(target.getParent());
            Files.writeString(target, filled(file.getKey(), words));
        }
        PrintWriter print = out();
        print.println("wrote " + folder + ": the strategy " + key
                + ", its test, and its configurations for back tests and live");
        print.println("try: ./ringside backtest --config " + folder + "/" + key + ".conf");
        print.println("     mvn -f " + folder + " package        # tests it, and makes its jar");
        return 0;
    }

    /** Refuses a name of another strategy, or one that the generated files use otherwise: such a project would not run. */
    private static void requireFree(String type, String key) throws IOException {
        boolean known = Strategies.all().stream()
                .anyMatch(one -> one.origin().isEmpty() && one.name().equals(key));
        if (known) {
            throw new UserError("NAME " + type + ": a strategy " + key + " is there already, see ringside strategies;"
                    + " give another name, such as My" + type);
        }
        boolean used = isInJavaLang(type);
        for (String file : List.of("Strategy.java", "StrategyTest.java")) {
            used |= Pattern.compile("\\b" + type + "\\b")
                    .matcher(filled(file, Map.of()))
                    .find();
        }
        if (used) {
            throw new UserError("NAME " + type + ": is the name of a class that every strategy uses; give another name,"
                    + " such as My" + type);
        }
    }

    private static boolean isInJavaLang(String type) {
        try {
            return Class.forName("java.lang." + type, false, null) != null;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Values of the templates' placeholders, which are enclosed in at signs. */
    private static Map<String, String> words(String type, String key) throws IOException {
        Path home = Commands.home().toAbsolutePath().normalize();
        Path libraries = libraries(home);
        // Whether this is a source checkout: an installed package has no pom.xml here.
        boolean built = Files.exists(home.resolve("pom.xml"));
        String pom = Files.readString((built ? home : libraries).resolve("pom.xml"));
        Map<String, String> words = new LinkedHashMap<>();
        words.put("Type", type);
        words.put("name", key);
        words.put("home", home.toString());
        words.put("libraries", libraries.toString());
        words.put("engine", library(libraries, "engine"));
        words.put("config", library(libraries, "config"));
        words.put("junit", found(pom, "<junit\\.version>([^<]+)<"));
        for (String plugin : new String[] {"resources", "compiler", "surefire", "jar"}) {
            words.put(plugin, found(pom, "<artifactId>maven-" + plugin + "-plugin</artifactId>\\s*<version>([^<]+)<"));
        }
        return words;
    }

    private static String found(String pom, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(pom);
        if (!matcher.find()) {
            throw new IllegalStateException("this installation's pom.xml has no " + pattern);
        }
        return matcher.group(1);
    }

    /** Folder of this installation's libraries: one folder in a package, the module's target folder in a build. */
    private static Path libraries(Path home) {
        Path packaged = home.resolve("lib");
        Path folder = Files.exists(home.resolve("pom.xml")) || !Files.isDirectory(packaged)
                ? home.resolve("replay").resolve("target").resolve("lib")
                : packaged;
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": is not there; any ringside command but this one builds it");
        }
        return folder;
    }

    /** A library of this installation, by the name of its file without the version. */
    private static String library(Path folder, String name) throws IOException {
        try (Stream<Path> libraries = Files.list(folder)) {
            return libraries
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.matches(name + "(-[0-9][0-9.]*)?\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new UserError(folder + ": has no " + name + "; build this installation again"));
        }
    }

    private static String filled(String template, Map<String, String> words) throws IOException {
        String text;
        try (InputStream in = NewStrategyCommand.class.getResourceAsStream(TEMPLATES + template)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Map.Entry<String, String> word : words.entrySet()) {
            text = text.replace("@" + word.getKey() + "@", word.getValue());
        }
        return text;
    }
}
