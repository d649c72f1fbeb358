package io.ringside.perf;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The newest JDK on this machine: this one, or one that is installed beside it.
 *
 * <p>Thread: any; immutable.
 *
 * @param executable its {@code java}
 * @param feature such as 21
 * @param version such as 21.0.4
 */
record NewerJava(Path executable, int feature, String version) {
    /** The newest that is at least so new. */
    static Optional<NewerJava> find(int featureMin) {
        Path home = Path.of(System.getProperty("java.home"));
        try {
            Path siblings = home.toRealPath().getParent();
            try (Stream<Path> homes = Files.list(siblings)) {
                return homes.map(NewerJava::of)
                        .flatMap(Optional::stream)
                        .filter(java -> java.feature >= featureMin)
                        .max(Comparator.comparingInt(NewerJava::feature).thenComparing(NewerJava::version));
            }
        } catch (IOException e) {
            // A folder that cannot be listed has no Java for us.
            return Optional.empty();
        }
    }

    /** The JDK in a folder, if there is one: it must have a compiler to run a source file. */
    private static Optional<NewerJava> of(Path home) {
        Path executable = home.resolve("bin").resolve("java");
        Path release = home.resolve("release");
        if (!Files.isExecutable(executable)
                || !Files.isExecutable(home.resolve("bin").resolve("javac"))
                || !Files.isRegularFile(release)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
            String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
            return Optional.of(
                    new NewerJava(executable, Runtime.Version.parse(version).feature(), version));
        } catch (IOException | IllegalArgumentException e) {
            // A release file that does not tell a version is none of a JDK that we could use.
            return Optional.empty();
        }
    }
}
