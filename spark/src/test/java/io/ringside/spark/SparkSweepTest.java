package io.ringside.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.command.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the sets are run makes no difference. */
class SparkSweepTest {
    @TempDir
    Path folder;

    @Test
    void shouldGiveTheSameTableAsTheBuiltInEngine() throws IOException {
        Path spark = sweep("spark", "--engine", "spark", "--master", "local[2]");
        Path cores = sweep("cores", "--threads", "2");
        for (String file : List.of("results.csv", "sweep.json", "sweep.html")) {
            assertEquals(Files.readString(cores.resolve(file)), Files.readString(spark.resolve(file)), file);
        }
        assertEquals(13, Files.readAllLines(spark.resolve("results.csv")).size());
    }

    private Path sweep(String name, String... engine) {
        Path out = folder.resolve(name);
        List<String> args = new ArrayList<>(List.of(
                "--config",
                home().resolve("config/qqq.conf").toString(),
                "--from",
                "2024-01-02",
                "--to",
                "2024-04-30",
                "--grid",
                "risk.atr-multiple=2..12:2",
                "--grid",
                "signal.sma=50,100",
                "--out",
                out.toString()));
        args.addAll(List.of(engine));
        assertEquals(0, Commands.run(new SparkSweepCommand(), args.toArray(String[]::new)));
        return out;
    }

    private static Path home() {
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.exists(path.resolve("config").resolve("jvm.options"))) {
                return path;
            }
        }
        throw new IllegalStateException("config/jvm.options is in no parent folder");
    }
}
