package io.ringside.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of README.md and of the modules' own, one after the other, by the launcher in a folder of their own, as a reader
 * would type them; words in capitals stand for his files. What needs an account, another machine or minutes is exempt, and said.
 */
class ReadmeIT {
    private static final Path HOME =
            Path.of(System.getProperty("ringside.home")).toAbsolutePath();
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final int COMMANDS_MIN = 60;
    /** In the order in which they are read: what is made by one is used by the next. */
    private static final List<String> READMES = List.of(
            "README.md",
            "replay/README.md",
            "gateway-ib/README.md",
            "engine/README.md",
            "perf/README.md",
            "dashboard/README.md",
            "sql/README.md",
            "dist/README.md");

    /** Beginnings of commands that are not run here, and why. */
    private static final Map<String, String> EXEMPT = Map.ofEntries(
            Map.entry("sweep --engine spark", "needs the Spark module; its own test runs it (-Pspark)"),
            Map.entry("bench", "takes minutes; BenchIT runs its parts"),
            Map.entry("fetch", "needs an account with data; FetchCommandIT runs it against the simulated TWS"),
            Map.entry("bars --ticks SPY-20131007", "needs a vendor's ticks; TickFileTest reads them where they are"),
            Map.entry("alerts", "needs addresses of somebody; its module's tests run it"),
            Map.entry("tail -f", "follows a day that goes on"),
            Map.entry("rebalance --live", "needs a daemon with a portfolio; PortfolioOperatorIT commands one"),
            Map.entry("sql", "needs the SQL module; its own tests run it (-Psql)"),
            Map.entry("export", "needs the SQL module; its own tests run it (-Psql)"),
            Map.entry("data update", "needs a vendor's key; the store's tests run it against a server of their own"),
            Map.entry("dashboard --journal live --journal paper", "needs two daemons; its module's tests run it"));

    /** Commands that go on until they are stopped, and the sign that they have begun. */
    private static final Map<String, String> STAYING = Map.of(
            "live --config config/live.conf --simulate", "plays",
            "live --simulate --dashboard", "plays",
            "sim-tws", "listen",
            "live --broker-clock", "trading on",
            "metrics", "http",
            "dashboard", "http");

    /** Commands that may end with 1: nothing is there to be done, or the answer is that something differs. */
    private static final Set<String> ONE = Set.of("adopt", "forget", "cancel", "close", "what-if", "diverge");

    private static final Pattern ALTERNATIVES = Pattern.compile(" \\| ");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final String BARS = "QQQ.csv.gz";
    private static final String KEPT = "kept.csv.gz";
    /** A benchmark that goes nowhere. */
    private static final String DAILY = LocalDate.parse("2023-01-03")
            .datesUntil(LocalDate.parse("2025-01-01"))
            .filter(day -> ExchangeCalendar.usEquity().isTradingDay((int) day.toEpochDay()))
            .map(day -> day + ",400.00,401.00,399.00,400.00,1000000")
            .collect(Collectors.joining("\n", "date,open,high,low,close,volume\n", "\n"));

    private static final String BACKTEST = "out/qqq-2023-01-03-2024-12-31/journal";

    @TempDir
    Path folder;

    private final List<Process> staying = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : staying) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        staying.clear();
    }

    @Test
    @Tag("long")
    void shouldDoWhatTheReadmesShow() throws Exception {
        Files.createSymbolicLink(folder.resolve("config"), HOME.resolve("config"));
        // Everything has just been built: the launcher has nothing to do.
        Files.writeString(HOME.resolve("perf/target/.built"), "");
        int run = 0;
        int exempt = 0;
        List<String> commands = new ArrayList<>();
        for (String readme : READMES) {
            commands.addAll(shown(Files.readAllLines(HOME.resolve(readme))));
        }
        for (String shown : commands) {
            String reason = EXEMPT.entrySet().stream()
                    .filter(one -> shown.startsWith(one.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
            if (reason == null) {
                prepare(shown);
                run(shown);
                run++;
            } else {
                System.out.println("not run: ringside " + shown + " (" + reason + ")");
                exempt++;
            }
        }
        System.out.println("READMEs: " + run + " commands run, " + exempt + " exempt");
        assertTrue(run + exempt >= COMMANDS_MIN, run + " commands, " + exempt + " exempt");
    }

    /** What the README promises of its first command. */
    @Test
    void shouldPromiseWhatTheFirstCommandPrints() throws Exception {
        Files.writeString(HOME.resolve("perf/target/.built"), "");
        String readme = Files.readString(HOME.resolve("README.md"));
        Process process = start(List.of("backtest"), folder.resolve("first.txt"));
        assertEquals(0, process.waitFor());
        String said = Files.readString(folder.resolve("first.txt"));
        List<String> promised = readme.lines()
                .dropWhile(line -> !line.startsWith("    qqq: QQQ"))
                .takeWhile(line -> line.isEmpty() || line.startsWith("    "))
                .filter(line -> !line.isBlank() && !line.strip().equals("..."))
                .map(String::strip)
                .toList();
        assertTrue(promised.size() >= 4, promised::toString);
        String spaced = said.replaceAll("[ \\t]+", " ");
        for (String line : promised) {
            assertTrue(spaced.contains(line.replaceAll("\\s+", " ")), () -> line + "\n" + said);
        }
    }

    // ---- Shown ----------------------------------------------------------------------------------------------------

    /** Each command without its name, comment and choices: "halt [WHY] | resume" are two. */
    private static List<String> shown(List<String> readme) {
        List<String> commands = new ArrayList<>();
        for (String line : readme) {
            if (!line.startsWith("    ./ringside ")) {
                continue;
            }
            String all = line.strip().substring("./ringside ".length()).replaceAll("\\s+#.*$", "");
            for (String one : ALTERNATIVES.split(all, -1)) {
                commands.add(one.replaceAll("\\s*\\[[^]]*]", "").strip());
            }
        }
        return commands;
    }

    private List<String> words(String shown) throws IOException {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(shown);
        while (matcher.find()) {
            String word = matcher.group(matcher.group(1) != null ? 1 : matcher.group(2) != null ? 2 : 3);
            words.add(meant(word, shown));
        }
        return words;
    }

    private String meant(String word, String shown) throws IOException {
        if (word.startsWith("out/live-...")) {
            return first("out", "live-").resolve(word.substring(13)).toString();
        }
        return switch (word) {
            case "JOURNAL" -> shown.startsWith("audit") ? first("live", "20").toString() : BACKTEST;
            case "LIVE_JOURNAL" -> "recorded/2025-06-20";
            case "live/2025-06-20" -> first("live", "20").toString();
            case "TIME" -> "2024-12-11 15:05";
            case "SYMBOL" -> "QQQ";
            case "MINUTES" -> "30";
            case "ORDER" -> "R20250620-1-0";
            case "QQQ=FILE.csv.gz" -> "QQQ=QQQ.csv.gz";
            case "~/ringside.key" -> folder.resolve("ringside.key").toString();
            // A week stands for three months.
            case "2025-08-29" -> "2025-05-30";
            default -> word;
        };
    }

    private Path first(String parent, String begin) throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve(parent))) {
            return found.filter(one -> one.getFileName().toString().startsWith(begin))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    // ---- Run ------------------------------------------------------------------------------------------------------

    /** Files that a reader would have. */
    private void prepare(String shown) throws Exception {
        if (shown.startsWith("backtest --config config/qqq.conf --bars QQQ=FILE")) {
            quietly("generate --symbol QQQ --from 2024-01-02 --to 2025-08-29 --seed 5 --out " + KEPT);
            quietly("generate --symbol AAPL --from 2025-01-02 --to 2025-06-30 --seed 6 --out AAPL.csv");
            Files.copy(folder.resolve(KEPT), folder.resolve(BARS));
            Files.writeString(folder.resolve("SPY-1d.csv"), DAILY);
        } else if (shown.startsWith("data import")) {
            writeDailyBars();
        } else if (shown.startsWith("generate --symbol QQQ --from 2009")) {
            Files.delete(folder.resolve(BARS));
        } else if (shown.startsWith("report out/mine")) {
            // Studies of sixteen years take their time; months do.
            Files.copy(folder.resolve(KEPT), folder.resolve(BARS), StandardCopyOption.REPLACE_EXISTING);
        } else if (shown.contains("LIVE_JOURNAL")) {
            quietly("live --simulate --until 10:30 --journal recorded");
        } else if (shown.startsWith("dashboard")
                || shown.startsWith("sim-tws")
                || shown.startsWith("verify out/live-")
                || shown.startsWith("seal")) {
            stop();
        }
    }

    /** Daily bars of a dozen names, and what goes with them. */
    private void writeDailyBars() throws IOException {
        List<String> names =
                List.of("AAPL", "AMZN", "BAC", "CAT", "GE", "GS", "IBM", "JPM", "KO", "MSFT", "PFE", "XOM");
        StringBuilder rows = new StringBuilder("date,symbol,open,high,low,close,volume\n");
        LocalDate.parse("2020-07-01").datesUntil(LocalDate.parse("2022-01-01")).forEach(day -> {
            if (ExchangeCalendar.usEquity().isTradingDay((int) day.toEpochDay())) {
                for (int i = 0; i < names.size(); i++) {
                    double price = 100 + 10 * i + 8 * Math.sin(day.toEpochDay() / (20.0 + i) + i);
                    rows.append(String.format(
                            Locale.ROOT,
                            "%s,%s,%.2f,%.2f,%.2f,%.2f,1000%n",
                            day,
                            names.get(i),
                            price,
                            price + 1,
                            price - 1,
                            price + 0.5));
                }
            }
        });
        try (var packed = new GZIPOutputStream(Files.newOutputStream(folder.resolve("us-daily.csv.gz")))) {
            packed.write(rows.toString().getBytes(StandardCharsets.US_ASCII));
        }
        Files.write(folder.resolve("sp500.csv"), names);
        Files.writeString(folder.resolve("splits.csv"), "symbol,ex_date,ratio\nAAPL,2000-06-21,2\n");
        Files.writeString(folder.resolve("held.csv"), "symbol,shares\nAAPL,100\nCASH,80000\n");
    }

    private void quietly(String command) throws Exception {
        Path output = folder.resolve("prepared.txt");
        assertEquals(0, start(words(command), output).waitFor(), () -> read(output));
    }

    private void run(String shown) throws Exception {
        Path output = folder.resolve("output.txt");
        if (STAYING.keySet().stream().anyMatch(shown::startsWith)) {
            String sign = STAYING.entrySet().stream()
                    .filter(one -> shown.startsWith(one.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow();
            Path said = folder.resolve("staying" + staying.size() + ".txt");
            Process process = start(words(shown), said);
            staying.add(process);
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (!read(said).contains(sign)) {
                assertTrue(process.isAlive() && System.nanoTime() - deadline < 0, () -> shown + "\n" + read(said));
                LockSupport.parkNanos(20_000_000L);
            }
            return;
        }
        Process process = start(words(shown), output);
        assertTrue(process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS), () -> shown + " does not end");
        String name = shown.substring(0, (shown + " ").indexOf(' '));
        int code = process.exitValue();
        assertTrue(
                code == 0 || (code == 1 && ONE.contains(name)),
                () -> shown + ": exit code " + code + "\n" + read(output));
    }

    private Process start(List<String> words, Path output) throws IOException {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("ringside").toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
