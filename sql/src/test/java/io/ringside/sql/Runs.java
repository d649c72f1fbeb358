package io.ringside.sql;

import io.ringside.engine.command.Commands;
import io.ringside.gateway.live.LiveCommand;
import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.GenerateCommand;
import io.ringside.replay.command.ResultsCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs that tests ask about, made by the commands that users have. */
final class Runs {
    static final Path HOME = Path.of(System.getProperty("ringside.home"));

    private Runs() {}

    static String run(Object command, Object... arguments) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(all, true, StandardCharsets.UTF_8);
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = String.valueOf(arguments[i]);
        }
        int code = Commands.run(command, out, out, words);
        String text = all.toString(StandardCharsets.UTF_8);
        if (code != 0) {
            throw new AssertionError(code + ": " + text);
        }
        return text;
    }

    static Path bars(Path folder) {
        Path file = folder.resolve("QQQ.csv");
        run(
                new GenerateCommand(),
                "--symbol",
                "QQQ",
                "--from",
                "2025-03-03",
                "--to",
                "2025-06-20",
                "--seed",
                5,
                "--out",
                file);
        return file;
    }

    /** So many back tests of other settings each, in a folder. */
    static Path backtests(Path folder, Path bars, int count) {
        Path out = folder.resolve("out");
        for (int i = 0; i < count; i++) {
            run(
                    new BacktestCommand(),
                    "--config",
                    HOME.resolve("config/qqq.conf"),
                    "--bars",
                    "QQQ=" + bars,
                    "--set",
                    "signal.sma=" + (20 + 10 * (i / 5)),
                    "--set",
                    "risk.atr-multiple=" + (2 + 3 * (i % 5)),
                    "--out",
                    out.resolve("run-" + (char) ('a' + i / 26) + (char) ('a' + i % 26)));
        }
        return out;
    }

    /** A daemon's days over a simulated market, and what they came to; a process of its own, since it speaks over sockets. */
    static Path days(Path folder, Path bars, String from, String to) throws IOException, InterruptedException {
        Path live = folder.resolve("desk");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + HOME.resolve("config/jvm.options"),
                "-Dringside.home=" + HOME,
                "-cp",
                System.getProperty("java.class.path"),
                Commands.class.getName(),
                LiveCommand.class.getName(),
                "--config",
                HOME.resolve("config/live.conf").toString(),
                "--simulate",
                "--bars",
                "QQQ=" + bars,
                "--from",
                from,
                "--to",
                to,
                "--set",
                "signal.sma=50",
                "--journal",
                live.toString()));
        Path log = folder.resolve("live.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError(Files.readString(log));
        }
        run(new ResultsCommand(), live, "--out", folder.resolve("results"), "--synthetic");
        return live;
    }
}
