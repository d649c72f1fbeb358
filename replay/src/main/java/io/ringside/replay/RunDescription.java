package io.ringside.replay;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ringside.engine.Engine;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.journal.OpenRecord;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.report.ReportFolder;
import io.ringside.replay.report.RunContext;
import io.ringside.replay.report.RunContext.Fact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Describes a run for a tear sheet: its settings and data, and the reasons to doubt its results.
 *
 * <p>Thread: the caller's.
 */
public final class RunDescription {
    private static final int SESSIONS_A_YEAR = 252;
    /** Least number of trades for a meaningful mean, by a rule of thumb. */
    private static final int TRADES_MIN = 30;
    /** Most names and files listed; more are counted. */
    public static final int NAMES_MAX = 12;
    /** A file of more symbols is described in one line. */
    private static final int SYMBOLS_TOLD = 5;
    /** Longest list that is printed; longer ones are counted. */
    private static final int ELEMENTS_MAX = 20;

    private final ReportFolder results;
    private final List<Fact> facts = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private RunDescription(ReportFolder results) {
        this.results = results;
    }

    /** Reads the description from a result folder's journal; without a journal, from the figures. */
    public static RunContext read(ReportFolder results) {
        Path journal = results.folder().resolve("journal");
        if (!Files.isDirectory(journal)) {
            return new RunDescription(results).withoutJournal();
        }
        List<Path> days = JournalRun.days(journal);
        if (!days.isEmpty()) {
            PathLog[] paths = new PathLog[1];
            JournalRun.Result run = JournalRun.read(days, engine -> {
                paths[0] = new PathLog(engine);
                return List.of(paths[0]::onEvent);
            });
            return new RunDescription(results)
                    .describe(run.engine(), run.open().build(), run.open().configurationDigest(), paths[0]);
        }
        try (JournalReader reader = JournalReader.open(journal)) {
            Engine engine = Verification.engineOf(reader);
            OpenRecord open = reader.openRecord();
            PathLog log = new PathLog(engine);
            EngineEvent event = new EngineEvent(engine.bounds());
            while (reader.nextEvent()) {
                reader.decode(event);
                log.onEvent(event);
            }
            return new RunDescription(results).describe(engine, open.build(), open.configurationDigest(), log);
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    /** Of a run that has just ended: the same as {@link #read} of its journal. */
    public static RunContext of(ReportFolder results, BacktestRun run) {
        return of(results, run.engine(), run.path());
    }

    /** The same of an engine that has run and the paths that were kept of it. */
    public static RunContext of(ReportFolder results, Engine engine, PathLog path) {
        OpenRecord open =
                new OpenRecord(BacktestRun.build(), "", 0, engine.settings().text());
        return new RunDescription(results).describe(engine, open.build(), open.configurationDigest(), path);
    }

    /**
     * Of a study's account, which has no journal.
     *
     * @param facts what the study is of
     */
    public static RunContext ofStudy(ReportFolder results, String title, List<Fact> facts) {
        var description = new RunDescription(results);
        description.facts.addAll(facts);
        description.period();
        description.data("");
        description.doubts();
        return new RunContext(title, description.facts, description.warnings, List.of(), Map.of(), List.of());
    }

    private RunContext withoutJournal() {
        period();
        data("");
        fact("Journal", "not there: no prices, stops and settings");
        doubts();
        return new RunContext("Back test", facts, warnings, List.of(), Map.of(), List.of());
    }

    private RunContext describe(Engine engine, String build, String configurationDigest, PathLog log) {
        Config config = ConfigFactory.parseString(engine.settings().text());
        boolean portfolio = !engine.portfolios().isEmpty();
        int names = engine.settings().instruments().size();
        String symbols = names > NAMES_MAX
                ? names + " names"
                : engine.settings().instruments().stream()
                        .map(one -> one.symbol())
                        .collect(Collectors.joining(", "));
        String strategies = portfolio
                ? engine.portfolios().stream().map(one -> one.name()).collect(Collectors.joining(", "))
                : engine.bindings().stream().map(one -> one.name()).distinct().collect(Collectors.joining(", "));
        period();
        data(symbols);
        fact("Bars", text(config, "data.bar") + ", " + text(config, "data.session") + " hours");
        fact(
                "Fills",
                (text(config, "broker.fill-on").equals("cause") ? "on the deciding event" : "on the next event")
                        + "; stops "
                        + (text(config, "broker.stops").equals("literal")
                                ? "at their trigger"
                                : "at the open of a gap"));
        fact(
                "Costs",
                "commission " + text(config, "broker.commission.per-share") + " a share, at least "
                        + text(config, "broker.commission.minimum") + "; slippage "
                        + text(config, "broker.slippage-ticks")
                        + (number(config, "broker.slippage-ticks") == 1 ? " tick" : " ticks"));
        fact(
                "Risk",
                portfolio
                        ? schedules(engine, config) + reached()
                        : text(config, "risk.fraction") + " of the equity a trade, leverage up to "
                                + text(config, "risk.leverage") + reached());
        fact("Build", build);
        fact("Digest", text(results.summary().values().get("digest")));
        fact("Configuration", configurationDigest);
        assumptions(config);
        doubts();
        return new RunContext(
                symbols + ": " + strategies, facts, warnings, parameters(config), log.paths(), log.costs());
    }

    private static String schedules(Engine engine, Config config) {
        return engine.settings().portfolios().stream()
                .map(one -> one.name().isEmpty()
                        ? text(config, "portfolio.schedule") + " decisions"
                        : one.name() + " " + text(config, "portfolios.\"" + one.name() + "\".schedule")
                                + " decisions with " + text(config, "portfolios.\"" + one.name() + "\".budget")
                                + " of the account")
                .collect(Collectors.joining("; "));
    }

    private String reached() {
        double gross = results.summary().number("highest_gross");
        return Double.isNaN(gross) ? "" : String.format(Locale.ROOT, ", %.2f reached", gross);
    }

    private void period() {
        int sessions = results.sessions().size();
        fact(
                "Period",
                sessions == 0
                        ? "no session"
                        : day(0) + " to " + day(sessions - 1) + ", " + sessions
                                + (sessions == 1 ? " session" : " sessions"));
    }

    private void data(String symbols) {
        boolean synthetic = Boolean.TRUE.equals(results.summary().values().get("synthetic"));
        fact("Data", (symbols.isEmpty() ? "" : symbols + ", ") + (synthetic ? "SYNTHETIC prices" : "recorded prices"));
        if (results.summary().values().get("data") instanceof Collection<?> files) {
            Map<String, List<Object>> byFile = new LinkedHashMap<>();
            files.forEach(entry -> byFile.computeIfAbsent(
                            entry instanceof Map<?, ?> one ? text(one.get("file")) : "", key -> new ArrayList<>())
                    .add(entry));
            byFile.values().stream().limit(NAMES_MAX).forEach(this::file);
            if (byFile.size() > NAMES_MAX) {
                fact("Files", byFile.size() - NAMES_MAX + " more; summary.json has them all");
            }
        }
        if (results.summary().values().get("corporate_actions") instanceof Map<?, ?> actions) {
            fact(
                    "Dividends",
                    text(actions.get("dividends_paid"))
                            + " paid before opens, within the cash and the net profit; equity.csv has them by session");
            if (actions.get("applied") instanceof Collection<?> applied) {
                applied.forEach(line -> fact("Corporate action", text(line)));
            }
            if (actions.get("left_out_first") instanceof Collection<?> leftOut) {
                leftOut.forEach(line -> fact("Action left out", text(line)));
            }
        }
        if (synthetic) {
            warnings.add("The prices are generated: no market made them.");
        }
    }

    /** One line a file and symbol, or one for all of a file with many. */
    private void file(List<Object> entries) {
        if (entries.size() <= SYMBOLS_TOLD) {
            entries.forEach(this::file);
            return;
        }
        long used = 0;
        for (Object entry : entries) {
            used += entry instanceof Map<?, ?> one && one.get("used") instanceof Number count ? count.longValue() : 0;
        }
        Map<?, ?> first = (Map<?, ?>) entries.get(0);
        fact(
                "File of " + entries.size() + " names",
                text(first.get("file")) + ": " + text(first.get("format")) + ", " + text(first.get("rows")) + " rows, "
                        + used + " used of these names; summary.json has each");
    }

    /** One line: rows, used, left out and why. */
    private void file(Object entry) {
        if (!(entry instanceof Map<?, ?> file)) {
            return;
        }
        StringBuilder line = new StringBuilder();
        line.append(text(file.get("file")))
                .append(": ")
                .append(text(file.get("format")))
                .append(", ")
                .append(text(file.get("rows")))
                .append(" rows, ")
                .append(text(file.get("used")))
                .append(" used");
        if (file.get("left_out") instanceof Map<?, ?> reasons) {
            reasons.forEach((reason, count) ->
                    line.append(", ").append(count).append(' ').append(reason));
        }
        line.append("; ")
                .append(text(file.get("first")))
                .append(" to ")
                .append(text(file.get("last")))
                .append(", usual gap ")
                .append(text(file.get("gap_seconds")))
                .append(" s, ")
                .append(text(file.get("zone")));
        fact("File of " + text(file.get("symbol")), line.toString());
    }

    private void assumptions(Config config) {
        warn(
                text(config, "broker.fill-on").equals("cause"),
                "Orders fill on the very event that decides them, which no account can do.");
        warn(
                text(config, "broker.stops").equals("literal"),
                "Stops fill at exactly their trigger, even where the price jumped over it.");
        warn(
                number(config, "broker.slippage-ticks") == 0
                        && number(config, "broker.slippage-basis-points") == 0
                        && number(config, "broker.half-spread-ticks") == 0
                        && number(config, "broker.half-spread-basis-points") == 0,
                "Neither spread nor slippage is charged.");
        warn(number(config, "broker.commission.minimum") == 0, "The commission has no minimum.");
        warn(
                number(config, "risk.leverage") > 1 && number(config, "broker.interest.margin") == 0,
                "Borrowed money costs no interest.");
    }

    private void doubts() {
        warn(
                Boolean.TRUE.equals(results.summary().values().get("ruined")),
                "The account was ruined: the equity fell to nothing, trading ended, and the figures stop at -100 %.");
        int sessions = results.sessions().size();
        int trades = results.trades().size();
        warn(
                sessions < SESSIONS_A_YEAR,
                "Less than a year: figures a year are extrapolated from " + sessions
                        + (sessions == 1 ? " session." : " sessions."));
        warn(
                trades < TRADES_MIN,
                trades == 0
                        ? "There were no trades."
                        : trades + (trades == 1 ? " trade is" : " trades are") + " too few to tell skill from luck.");
    }

    private void fact(String label, String value) {
        facts.add(new Fact(label, value));
    }

    private void warn(boolean doubtful, String warning) {
        if (doubtful) {
            warnings.add(warning);
        }
    }

    private String day(int session) {
        return LocalDate.ofEpochDay(results.sessions().get(session).epochDay()).toString();
    }

    private static List<Fact> parameters(Config config) {
        List<Fact> parameters = new ArrayList<>();
        flatten("", config.root().unwrapped(), parameters);
        return parameters;
    }

    /** Objects and lists of objects become keys with points: {@code instruments.0.symbol}. */
    private static void flatten(String key, Object value, List<Fact> out) {
        String prefix = key.isEmpty() ? "" : key + ".";
        if (value instanceof Map<?, ?> members) {
            new TreeMap<>(members).forEach((name, member) -> flatten(prefix + name, member, out));
        } else if (value instanceof List<?> elements
                && elements.size() <= ELEMENTS_MAX
                && elements.stream().anyMatch(element -> element instanceof Map)) {
            for (int i = 0; i < elements.size(); i++) {
                flatten(prefix + i, elements.get(i), out);
            }
        } else {
            out.add(new Fact(
                    key,
                    value instanceof List<?> list && list.size() > ELEMENTS_MAX
                            ? list.size() + " entries"
                            : text(value)));
        }
    }

    private static String text(Config config, String path) {
        return config.hasPath(path) ? text(config.getAnyRef(path)) : "n/a";
    }

    private static String text(Object value) {
        return value == null ? "n/a" : value.toString();
    }

    private static double number(Config config, String path) {
        return config.hasPath(path) ? config.getDouble(path) : 0;
    }
}
