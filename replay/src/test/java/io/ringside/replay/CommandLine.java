package io.ringside.replay;

import io.ringside.engine.command.Commands;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Runs commands as a user does: in this process for what they print, in one of their own for what happens to it. */
public final class CommandLine {
    /** What a command left. */
    public record Outcome(int code, String out, String err) {}

    private CommandLine() {}

    /** Runs a command in this process. */
    public static Outcome run(Object command, Object... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        String[] texts = Stream.of(args).map(Objects::toString).toArray(String[]::new);
        int code = Commands.run(
                command,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                texts);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Starts a command in a Java machine of its own. */
    public static Process start(Path javaHome, Path output, List<String> options, Class<?> command, Object... args)
            throws java.io.IOException {
        List<String> line = new ArrayList<>();
        line.add(javaHome.resolve("bin").resolve("java").toString());
        line.add("@" + home().resolve("config").resolve("jvm.options"));
        line.addAll(options);
        line.add("-Dringside.home=" + home());
        line.add("-cp");
        line.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        line.add(Commands.class.getName());
        line.add(command.getName());
        Stream.of(args).map(Objects::toString).forEach(line::add);
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** The project's root. */
    public static Path home() {
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.exists(path.resolve("config").resolve("jvm.options"))) {
                return path;
            }
        }
        throw new IllegalStateException("config/jvm.options is in no parent folder");
    }

    /** The Java machine that runs this test. */
    public static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Other Java machines installed beside this one, of version 17 or newer. */
    static List<Path> otherJavaHomes() throws java.io.IOException {
        List<Path> others = new ArrayList<>();
        Path mine = javaHome().toRealPath();
        try (Stream<Path> siblings = Files.list(mine.getParent())) {
            for (Path sibling : siblings.sorted().toList()) {
                Path release = sibling.resolve("release");
                if (Files.isExecutable(sibling.resolve("bin").resolve("java"))
                        && Files.isRegularFile(release)
                        && !sibling.toRealPath().equals(mine)
                        && major(Files.readString(release)) >= 17
                        && others.stream().noneMatch(sibling.toRealPath()::equals)) {
                    others.add(sibling.toRealPath());
                }
            }
        }
        return others;
    }

    private static int major(String release) {
        int at = release.indexOf("JAVA_VERSION=\"") + "JAVA_VERSION=\"".length();
        return Integer.parseInt(release.substring(at).split("[.\"]", -1)[0]);
    }
}
