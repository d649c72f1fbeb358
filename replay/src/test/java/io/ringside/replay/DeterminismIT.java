package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.replay.command.BacktestCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bars give the same digest: on any thread layout, Java machine, time zone and locale. */
class DeterminismIT {
    private static final Pattern DIGEST = Pattern.compile("digest=([0-9a-f]{64})");
    private static final List<String> DAYS = List.of("--from", "2024-01-02", "--to", "2024-03-28");
    private static final List<String> LAYOUTS = List.of(
            "auto",
            "indicator+signal+risk, journal, order",
            "indicator, signal, risk, journal, order",
            "indicator, signal+risk+journal+order");
    private static final List<String> WAITS = List.of("yielding", "blocking", "sleeping");

    @TempDir
    Path folder;

    @Test
    void shouldGiveTheSameDigestOnEveryLayoutMachineZoneAndLocale() throws IOException, InterruptedException {
        Map<String, String> digests = new LinkedHashMap<>();
        digests.put("inline", digest(inThisProcess("inline", List.of())));
        digests.put("inline again", digest(inThisProcess("again", List.of())));
        for (int i = 0; i < LAYOUTS.size(); i++) {
            String waiting = WAITS.get(i % WAITS.size());
            digests.put(LAYOUTS.get(i) + " " + waiting, digest(onTheRing(LAYOUTS.get(i), waiting)));
        }
        Path mine = CommandLine.javaHome();
        digests.put("Kathmandu, Turkish", digest(inItsOwn(mine, "Asia/Kathmandu", "tr", "TR")));
        digests.put("Apia, Arabic", digest(inItsOwn(mine, "Pacific/Apia", "ar", "EG")));
        digests.put("UTC, German", digest(inItsOwn(mine, "UTC", "de", "DE")));
        List<Path> others = CommandLine.otherJavaHomes();
        if (others.isEmpty()) {
            System.out.println("DeterminismIT: no other Java machine beside this one; that part is skipped");
        }
        for (Path other : others) {
            digests.put(other.getFileName().toString(), digest(inItsOwn(other, "America/New_York", "en", "US")));
        }
        String expected = digests.get("inline");
        digests.forEach((run, digest) -> assertEquals(expected, digest, run));
    }

    @Test
    @Tag("long")
    void shouldGiveTheSameDigestOnEveryLayoutWithEveryWait() throws IOException {
        String expected = digest(inThisProcess("inline", List.of()));
        for (String layout : LAYOUTS) {
            for (String waiting : WAITS) {
                assertEquals(expected, digest(onTheRing(layout, waiting)), layout + " " + waiting);
            }
        }
    }

    private String onTheRing(String layout, String waiting) {
        return inThisProcess(
                "ring-" + LAYOUTS.indexOf(layout) + "-" + waiting,
                List.of(
                        "--driver",
                        "ring",
                        "--set",
                        "engine.layout=\"" + layout + "\"",
                        "--set",
                        "engine.wait=" + waiting));
    }

    private String inThisProcess(String name, List<String> more) {
        var args = new java.util.ArrayList<Object>(DAYS);
        args.addAll(more);
        args.add("--out");
        args.add(folder.resolve(name));
        CommandLine.Outcome outcome = CommandLine.run(new BacktestCommand(), args.toArray());
        assertEquals(0, outcome.code(), outcome.err());
        return outcome.out();
    }

    private String inItsOwn(Path javaHome, String zone, String language, String country)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output-" + language + "-" + javaHome.getFileName());
        var args = new java.util.ArrayList<Object>(DAYS);
        args.add("--out");
        args.add(folder.resolve("results-" + output.getFileName()));
        Process process = CommandLine.start(
                javaHome,
                output,
                List.of("-Duser.timezone=" + zone, "-Duser.language=" + language, "-Duser.country=" + country),
                BacktestCommand.class,
                args.toArray());
        assertEquals(0, process.waitFor(), Files.readString(output));
        return Files.readString(output);
    }

    private static String digest(String output) {
        Matcher matcher = DIGEST.matcher(output);
        assertEquals(true, matcher.find(), output);
        return matcher.group(1);
    }
}
