package io.ringside.alerts.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.Limits;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.DayFollower;
import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.replay.report.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Metrics of a daemon's folder in Prometheus's format. A scrape follows the journal from where the last one ended; counters
 * begin with the day's journal. The daemon itself is not contacted.
 *
 * <p>Thread: one at a time; a scrape is synchronized.
 */
public final class DaemonMetrics implements AutoCloseable {
    /** What a scrape's text is. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final long FRESH_MS = 15_000;
    private static final double MILLI = 1e-3;

    private final Map<String, Daemon> daemons = new LinkedHashMap<>();
    private final Consumer<Family> more;

    /** Of one folder or of several, which are told apart by their names. */
    public DaemonMetrics(List<Path> folders) {
        this(folders, family -> {});
    }

    /** @param more adds figures of others at the end of each scrape */
    DaemonMetrics(List<Path> folders, Consumer<Family> more) {
        this.more = more;
        for (Path folder : folders) {
            String name = folder.toAbsolutePath().normalize().getFileName().toString();
            if (daemons.put(name, new Daemon(folder)) != null) {
                throw new UserError("two folders have the name " + name + ": a figure could be of either");
            }
        }
    }

    /** The text of now. */
    public synchronized String scrape(long nowMs) {
        Family family = new Family();
        daemons.forEach((name, daemon) -> {
            family.daemon(name);
            daemon.figures(family, nowMs);
        });
        family.daemon(null);
        more.accept(family);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PrometheusTextFormatWriter.create()
                    .write(out, new MetricSnapshots(family.snapshots()), EscapingScheme.UNDERSCORE_ESCAPING);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        daemons.values().forEach(Daemon::close);
    }

    /** One folder. */
    private static final class Daemon {
        private final Path root;
        private final LiveFolder folder;
        private Path day;
        private DayFollower follower;
        private JournalFigures figures;

        Daemon(Path root) {
            this.root = root;
            folder = new LiveFolder(root);
        }

        void close() {
            if (follower != null) {
                follower.close();
                follower = null;
            }
        }

        void figures(Family family, long nowMs) {
            Map<?, ?> status = status();
            status(family, status, nowMs);
            follow();
            if (follower != null) {
                journal(family, status, nowMs);
            }
        }

        private Map<?, ?> status() {
            try {
                return Json.read("status", folder.readStatus()) instanceof Map<?, ?> map ? map : Map.of();
            } catch (UserError e) {
                return Map.of();
            }
        }

        private void follow() {
            try {
                Path newest = JournalReader.newestDay(root);
                if (!newest.equals(day) && !newest.equals(root)) {
                    close();
                    day = newest;
                }
                if (day != null && follower == null) {
                    follower = new DayFollower(day);
                    figures = new JournalFigures(follower.engine());
                }
                if (follower != null) {
                    follower.observe((event, words) -> figures.onEvent(event, follower.journalDelayNanos()));
                }
            } catch (JournalDamage | UserError e) {
                // Its figures are missing then, and the alert rule on them fires.
                close();
            }
        }

        // ---- Status -----------------------------------------------------------------------------------------------

        private void status(Family family, Map<?, ?> status, long nowMs) {
            boolean fresh = nowMs - number(status, "written_ms") < FRESH_MS;
            boolean up = fresh && !"stopped".equals(status.get("state"));
            family.flag("up", "Whether the daemon has written its status within fifteen seconds", up);
            if (status.isEmpty()) {
                return;
            }
            family.info(
                    "build",
                    "Build and configuration of the daemon",
                    "build",
                    text(status, "build"),
                    "configuration",
                    text(status, "configuration"));
            family.info("mode", "Whether money is real", "mode", text(status, "mode"));
            family.flag(
                    "broker_connected",
                    "Whether the broker is connected and in agreement",
                    up && "ready".equals(status.get("broker")));
            family.counter(
                    "broker_reconnects", "Connections to the broker after the first", number(status, "reconnects"));
            double reconciledMs = number(status, "reconciled_at_ms");
            family.flag(
                    "reconciled",
                    "Whether accounts and orders agree with the broker's on this connection",
                    number(status, "reconciled_ms") >= 0);
            family.gauge(
                    "last_reconcile_timestamp_seconds",
                    "When accounts and orders last agreed with the broker's",
                    reconciledMs > 0 ? reconciledMs * MILLI : Double.NaN);
            family.flag("engine_failed", "Whether a stage has failed", "failed".equals(status.get("state")));
            family.flag(
                    "entries_allowed", "Whether entries are allowed", up && "allowed".equals(status.get("entries")));
            for (String flag : List.of("halted", "latched")) {
                family.flag(flag, "Whether trading is " + flag, Boolean.TRUE.equals(status.get(flag)));
            }
            // A flag that was set or lifted while no daemon runs is in no status; a kill on a full disk is in no flag.
            boolean killed = (up && Boolean.TRUE.equals(status.get("killed"))) || folder.isKilled();
            family.flag("killed", "Whether trading is killed", killed);
            family.gauge("working_orders", "Orders that are not over", number(status, "working_orders"));
            family.gauge(
                    "alarms_unacknowledged",
                    "Alarms that nobody has acknowledged",
                    number(status, "alarms_unacknowledged"));
            inside(family, status);
            money(family, status);
        }

        /** Figures from the daemon's status, which it writes once a second. */
        private static void inside(Family family, Map<?, ?> status) {
            family.gauge("ring_remaining_slots", "Free slots of the ring", number(status, "ring_free"));
            family.timed(
                    "journal_append_seconds",
                    "Appends to the journal, one in 64 timed",
                    number(status, "journal_appends_timed"),
                    number(status, "journal_append_ns"));
            family.timed(
                    "journal_sync_seconds",
                    "Syncs of the journal before orders left",
                    number(status, "journal_syncs"),
                    number(status, "journal_sync_ns"));
            family.timed(
                    "gc_seconds",
                    "Garbage collections since the daemon's start",
                    number(status, "gc_count"),
                    number(status, "gc_ms") * 1e6);
            family.gauge("heap_used_bytes", "Memory in use on the heap", number(status, "heap_used_bytes"));
            family.gauge("heap_max_bytes", "Most that the heap may grow to", number(status, "heap_max_bytes"));
            if (status.get("broker_errors") instanceof Map<?, ?> errors) {
                errors.keySet()
                        .forEach(code -> family.counter(
                                "broker_errors",
                                "Errors that the broker told, by its number",
                                number(errors, (String) code),
                                "code",
                                (String) code));
            }
        }

        private static void money(Family family, Map<?, ?> status) {
            family.gauge(
                    "equity", "Cash and positions at the last prices", number(status, "equity"), "currency", "USD");
            family.gauge("cash", "Cash", number(status, "cash"), "currency", "USD");
            family.gauge(
                    "buying_power", "The broker's buying power", number(status, "buying_power"), "currency", "USD");
            family.gauge(
                    "pnl_realized", "Brought by closed shares today, before commissions", number(status, "realized"));
            double open = 0;
            for (Map<?, ?> position : positions(status)) {
                String symbol = String.valueOf(position.get("symbol"));
                double shares = number(position, "shares");
                family.gauge("position_shares", "Shares held, negative if short", shares, "instrument", symbol);
                family.gauge(
                        "position_value",
                        "Value of the position at the last price",
                        shares * number(position, "last"),
                        "instrument",
                        symbol);
                open += number(position, "open");
            }
            family.gauge("pnl_unrealized", "Result of what is held at the last prices", open);
        }

        // ---- Journal ----------------------------------------------------------------------------------------------

        private void journal(Family family, Map<?, ?> status, long nowMs) {
            List<Instrument> instruments = follower.engine().settings().instruments();
            family.gauge(
                    "start_time_seconds",
                    "When the daemon opened the day's journal",
                    follower.openRecord().openedNanos() * 1e-9);
            figures.events.forEach((type, count) -> family.counter(
                    "events", "Records of the day's journal", count, "type", JournalFigures.words(type)));
            for (Instrument instrument : instruments) {
                long nanos = figures.marketNanos[instrument.id()];
                family.gauge(
                        "market_data_age_seconds",
                        "Time since the last price, wall clock",
                        nanos == 0 ? Double.NaN : Math.max(0, nowMs * MILLI - nanos * 1e-9),
                        "instrument",
                        instrument.symbol());
                family.counter(
                        "bars",
                        "Bars that arrived today",
                        (double) figures.bars[instrument.id()],
                        "instrument",
                        instrument.symbol());
            }
            family.counter("bars_missing", "Gaps that were filled from history", (double) figures.gaps);
            family.counter("ticks", "Trades and quotes that arrived today", (double) figures.ticks);
            family.gauge("clock_offset_seconds", "Last difference of the clocks", figures.clockOffsetSeconds);
            figures.latency.forEach((stretch, histogram) -> family.summary(
                    "stage_latency_seconds",
                    "Time in a stage and on the way to it",
                    histogram,
                    "stage",
                    JournalFigures.words(stretch)));
            family.summary("tick_to_order_seconds", "From a price to the record of its order", figures.tickToOrder);
            family.gauge("journal_sequence", "Sequence of the last record", (double) follower.sequence());
            disk(family);
            orders(family);
            figures.refused.forEach((outcome, count) -> family.counter(
                    "risk_checks_refused", "Entries refused, by check", count, "check", JournalFigures.words(outcome)));
            family.gauge(
                    "unprotected_positions", "Positions without a live stop of their size", figures.unprotected.size());
            limits(family, status);
        }

        private void disk(Family family) {
            try (Stream<Path> files = Files.list(day)) {
                long bytes = 0;
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    bytes += Files.size(file);
                }
                family.gauge("journal_bytes", "Size of the day's journal", (double) bytes);
                family.gauge("journal_disk_free_bytes", "Room on the journal's disk", (double)
                        Files.getFileStore(day).getUsableSpace());
            } catch (IOException e) {
                // A gap in the graph says so.
                return;
            }
        }

        private void orders(Family family) {
            figures.states.forEach((key, count) -> family.counter(
                    "orders",
                    "Orders that came to a state today",
                    count,
                    "side",
                    key.get(0),
                    "kind",
                    key.get(1),
                    "state",
                    key.get(2)));
            figures.rejects.forEach((reason, count) -> family.counter(
                    "order_rejects", "Orders and requests refused by the broker", count, "reason", reason));
            family.summary(
                    "order_ack_seconds", "From the record of an order to the broker's answer", figures.acknowledgement);
            family.counter("fills", "Executions today", (double) figures.fills);
            family.gauge(
                    "slippage_ratio",
                    "Money lost to slippage over the value traded; known of simulated executions only",
                    figures.traded == 0 ? Double.NaN : figures.slippageE8 / figures.traded);
            family.counter(
                    "commission",
                    "Commissions charged today, rebates not counted",
                    FixedPoint.toDouble(figures.commissionE8),
                    "currency",
                    "USD");
        }

        /** The used part of each loss limit; the status has the remainder. */
        private void limits(Family family, Map<?, ?> status) {
            Limits limits = follower.engine().settings().risk().limits();
            if (limits == null || !(status.get("limits_left") instanceof Map<?, ?> left)) {
                return;
            }
            double equity = number(status, "equity");
            double share = FixedPoint.toDouble(limits.loss().dayE8());
            double allowed = (equity - number(status, "day")) * share;
            used(family, "day_loss", limits.loss().dayE8(), 1 - number(left, "day_loss") / allowed);
            double drawdown = FixedPoint.toDouble(limits.loss().drawdownE8());
            double peak = (equity - number(left, "drawdown")) / (1 - drawdown);
            used(family, "drawdown", limits.loss().drawdownE8(), (peak - equity) / (peak * drawdown));
            if (limits.loss().drawdownE8() != Limits.OFF) {
                family.gauge(
                        "drawdown_ratio", "Loss since the highest equity, as a share of it", (peak - equity) / peak);
            }
            double streak = limits.loss().streak();
            used(family, "streak", limits.loss().streak(), (streak - number(left, "losses_in_a_row")) / streak);
        }

        private static void used(Family family, String name, long limit, double ratio) {
            if (limit != Limits.OFF && !Double.isNaN(ratio)) {
                family.gauge(
                        "limit_used_ratio",
                        "Part of a limit of losses that is used up; entries stop at 1",
                        Math.max(0, ratio),
                        "limit",
                        name);
            }
        }

        // ---- Values of the status ---------------------------------------------------------------------------------

        private static List<Map<?, ?>> positions(Map<?, ?> status) {
            return status.get("positions") instanceof List<?> rows
                    ? rows.stream()
                            .filter(row -> row instanceof Map<?, ?>)
                            .<Map<?, ?>>map(row -> (Map<?, ?>) row)
                            .toList()
                    : List.of();
        }

        /** A number of the status, where money is text; NaN if it is unknown. */
        private static double number(Map<?, ?> status, String key) {
            Object value = status.get(key);
            if (value instanceof BigDecimal number) {
                return number.doubleValue();
            }
            try {
                return value instanceof String text ? new BigDecimal(text).doubleValue() : Double.NaN;
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }

        private static String text(Map<?, ?> status, String key) {
            return status.get(key) == null
                    ? "unknown"
                    : String.valueOf(status.get(key)).toLowerCase(Locale.ROOT);
        }
    }
}
