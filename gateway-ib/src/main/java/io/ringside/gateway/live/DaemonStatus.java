package io.ringside.gateway.live;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.OrderRef;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.ChosenNames;
import io.ringside.engine.risk.Limits;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.risk.RiskSnapshot;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.operator.KillSwitch;
import io.ringside.gateway.live.order.AccountState;
import io.ringside.gateway.live.order.LiveOrder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The daemon's status: as a JSON file for programs, as a line for people. It reads the risk stage's snapshot, figures that
 * the session's thread copies here once a second, and the broker's last reports.
 *
 * <p>Thread: {@link #look} the session's, the others any.
 */
final class DaemonStatus {
    private static final long MILLI = 1_000_000L;
    private static final int ORDERS_MAX = 200;

    /** The day's settings, with its symbols. */
    private volatile EngineSettings settings;

    private final LiveSettings live;
    private final ExchangeCalendar calendar;
    private final Path folder;
    private final Alarms alarms;
    private final KillSwitch kill;
    /** Whether market time differs from the wall clock by far: then the market is simulated. */
    private final boolean simulated;

    private volatile Session session;
    /** Wall time of the last comparison that agreed; 0 if there was none. */
    private long reconciledAtMs;

    private long comparisons;
    private volatile String stoodStill = "";

    /** Figures that only the session's thread may read. */
    private record Session(
            String phase,
            long reconnects,
            long comparisons,
            long reconciledMs,
            long reconciledAtMs,
            List<Map<String, Object>> orders,
            List<long[]> brokerShares,
            List<Long> standing,
            List<Boolean> halted,
            long ageMs,
            long marketNanos) {}

    DaemonStatus(
            EngineSettings settings,
            LiveSettings live,
            ExchangeCalendar calendar,
            Path folder,
            Alarms alarms,
            KillSwitch kill,
            boolean simulated) {
        this.simulated = simulated;
        this.settings = settings;
        this.live = live;
        this.calendar = calendar;
        this.folder = folder;
        this.alarms = alarms;
        this.kill = kill;
    }

    /** Copies the figures that only the session's thread may read. */
    void look(TradingDay day, long marketNanos) {
        List<long[]> brokerShares = new ArrayList<>();
        for (Instrument instrument : settings.instruments()) {
            brokerShares.add(day.brokerPosition(instrument.id()));
        }
        if (day.session().comparisons() != comparisons && day.session().reconciledMs() >= 0) {
            comparisons = day.session().comparisons();
            reconciledAtMs = System.currentTimeMillis();
        }
        session = new Session(
                day.session().phase().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                day.session().reconnects(),
                day.session().comparisons(),
                day.session().reconciledMs(),
                reconciledAtMs,
                orders(day),
                brokerShares,
                settings.instruments().stream()
                        .map(one -> day.standing(one.id()))
                        .toList(),
                settings.instruments().stream()
                        .map(one -> day.session().isHalted(one.id()))
                        .toList(),
                day.books().ageNanos() / MILLI,
                marketNanos);
    }

    /** Begins a day. */
    void follow(TradingDay day) {
        settings = day.engine().settings();
    }

    /** Notes that the process was suspended for some time. */
    void stoodStill(long ms, String when) {
        stoodStill = ms + " ms, until " + when;
    }

    // ---- In the way -----------------------------------------------------------------------------------------------

    /** Whether entries are allowed; if not, all reasons, each with the command that lifts it. */
    String entries(RiskSnapshot.View risk) {
        if (risk == null) {
            return "stopped: nothing has been decided on yet";
        }
        List<String> inTheWay = new ArrayList<>();
        if (kill.isSet()) {
            inTheWay.add("killed (" + kill.note() + "), until ringside unlatch");
        } else if (risk.latched()) {
            inTheWay.add(Outcome.LATCHED.words() + ", until ringside unlatch");
        }
        if (risk.halted()) {
            inTheWay.add(Outcome.HALTED.words() + ", until ringside resume");
        }
        for (int id = 0; id < settings.portfolios().size(); id++) {
            if (risk.isHalted(id)) {
                String name = settings.portfolios().get(id).name();
                inTheWay.add("portfolio " + name + ": " + Outcome.HALTED.words()
                        + ", until ringside resume --portfolio " + name);
            }
        }
        Map<Outcome, List<String>> refused = new LinkedHashMap<>();
        for (Instrument instrument : settings.instruments()) {
            Outcome refusal = risk.refusal(instrument.id());
            boolean covered = refusal == null
                    || (refusal == Outcome.LATCHED && !inTheWay.isEmpty())
                    || (refusal == Outcome.HALTED && risk.halted());
            if (!covered) {
                refused.computeIfAbsent(refusal, key -> new ArrayList<>()).add(instrument.symbol());
            }
        }
        refused.forEach((refusal, symbols) ->
                inTheWay.add((symbols.size() == settings.instruments().size() ? "" : ChosenNames.shown(symbols) + ": ")
                        + refusal.words()));
        return inTheWay.isEmpty() ? "allowed" : String.join("; ", inTheWay);
    }

    // ---- For people -----------------------------------------------------------------------------------------------

    /** The status in one line; figures of the session are up to a second old. */
    String line(TradingDay day) {
        Session now = session;
        RiskSnapshot.View risk = day.risk();
        if (now == null || risk == null) {
            return "starting";
        }
        return calendar.format(now.marketNanos).substring(0, 19).replace('T', ' ') + "  " + now.phase + "  "
                + positions(risk) + "  equity " + money(risk.equityE8()) + "  day " + money(risk.dayE8()) + "  fills "
                + risk.fills() + "  working " + now.orders.size() + "  entries " + entries(risk) + "  alarms "
                + alarms.count()
                + (alarms.unacknowledged() > 0 ? ", " + alarms.unacknowledged() + " not acknowledged" : "");
    }

    private String positions(RiskSnapshot.View risk) {
        StringBuilder text = new StringBuilder();
        for (Instrument instrument : settings.instruments()) {
            long shares = risk.holdings().get(instrument.id()).shares();
            if (shares != 0) {
                text.append(text.length() > 0 ? " " : "")
                        .append(shares)
                        .append(' ')
                        .append(instrument.symbol());
            }
        }
        return text.length() == 0 ? "flat" : text.toString();
    }

    // ---- For programs ---------------------------------------------------------------------------------------------

    /**
     * The status as JSON.
     *
     * @param sessionMs wall time of the session thread's last round
     */
    String json(String state, TradingDay day, long sessionMs) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("state", state);
        all.put("pid", ProcessHandle.current().pid());
        all.put("written_ms", System.currentTimeMillis());
        all.put("session_ms", sessionMs);
        all.put("account", live.maskedAccount());
        all.put("mode", live.live() ? "live" : simulated ? "simulated" : "paper");
        all.put("folder", folder.toAbsolutePath().normalize().toString());
        all.put("log", folder.resolve("log").toAbsolutePath().normalize().toString());
        if (day != null) {
            all.put("session", LocalDate.ofEpochDay(day.day()).toString());
            all.put("journal", day.journal().toString());
            all.put("build", day.writing().build());
            all.put("configuration", day.writing().configurationDigest());
            all.put("ring_free", day.ring().free());
            all.put("journal_appends_timed", day.writing().times().appends());
            all.put("journal_append_ns", day.writing().times().appendNanos());
            all.put("journal_syncs", day.writing().times().syncs());
            all.put("journal_sync_ns", day.writing().times().syncNanos());
            all.put("broker_errors", day.session().errors());
            if (day.store() != null) {
                all.put("store", day.store().toAbsolutePath().normalize().toString());
            }
        }
        MemoryFigures.addTo(all);
        all.put("killed", kill.isSet());
        all.put("alarms", alarms.count());
        all.put("last_alarm", alarms.last());
        all.put("alarms_unacknowledged", alarms.unacknowledged());
        all.put("first_unacknowledged", alarms.first());
        all.put("alarms_silent_s", alarms.silentMs(System.nanoTime()) / 1_000);
        all.put("stood_still", stoodStill);
        Session now = session;
        RiskSnapshot.View risk = day == null ? null : day.risk();
        if (now != null) {
            all.put("market_time", calendar.format(now.marketNanos));
            all.put("broker", now.phase);
            if (now.ageMs < now.marketNanos / MILLI) {
                all.put("last_data_ms", now.ageMs);
            }
            all.put("reconnects", now.reconnects);
            all.put("comparisons", now.comparisons);
            all.put("reconciled_ms", now.reconciledMs);
            all.put("reconciled_at_ms", now.reconciledAtMs);
            all.put("working_orders", now.orders.size());
        }
        if (risk != null) {
            all.put("sequence", risk.sequence());
            all.put("entries", entries(risk));
            all.put("latched", risk.latched());
            all.put("latched_sequence", risk.latchedSequence());
            all.put("halted", risk.halted());
            all.put("flattening", risk.flattening());
            all.put("position", positions(risk));
            all.put("equity", FixedPoint.format(risk.equityE8()));
            all.put("cash", FixedPoint.format(risk.cashE8()));
            all.put("day", money(risk.dayE8()));
            all.put("realized", money(risk.realizedE8()));
            all.put("commissions", money(risk.commissionsE8()));
            all.put("fills", risk.fills());
            account(all, day.books().account);
            limits(all, risk);
        }
        if (now != null && risk != null) {
            all.put("positions", holdings(risk, now));
            all.put("orders", now.orders);
        }
        StringBuilder json = new StringBuilder();
        write(json, all, "\n  ", "\n");
        return json.append('\n').toString();
    }

    private void account(Map<String, Object> all, AccountState account) {
        if (account.updatedNanos() != 0) {
            all.put("net_liquidation", money(account.netLiquidationE8()));
            all.put("buying_power", money(account.buyingPowerE8()));
            all.put("available_funds", money(account.availableE8()));
            all.put("account_time", calendar.format(account.updatedNanos()));
        }
    }

    /** Adds the amounts that may still be lost until a limit stops entries. */
    private void limits(Map<String, Object> all, RiskSnapshot.View risk) {
        Limits limits = settings.risk().limits();
        if (limits == null) {
            return;
        }
        Map<String, Object> left = new LinkedHashMap<>();
        Limits.Loss loss = limits.loss();
        left.put("day_loss", left(loss.dayE8(), risk.dayStartE8(), risk.equityE8()));
        left.put("drawdown", left(loss.drawdownE8(), risk.peakE8(), risk.equityE8()));
        left.put("losses_in_a_row", loss.streak() == Limits.OFF ? "off" : loss.streak() - risk.streak());
        all.put("limits_left", left);
    }

    private static Object left(long shareE8, long fromE8, long equityE8) {
        if (shareE8 == Limits.OFF) {
            return "off";
        }
        double allowed = (double) fromE8 * shareE8 / FixedPoint.ONE_E8;
        return money(Math.round(allowed) - (fromE8 - equityE8));
    }

    private List<Map<String, Object>> holdings(RiskSnapshot.View risk, Session now) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Instrument instrument : settings.instruments()) {
            RiskSnapshot.Holding holding = risk.holdings().get(instrument.id());
            long[] broker = now.brokerShares.get(instrument.id());
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("symbol", instrument.symbol());
            row.put("shares", holding.shares());
            row.put("broker_shares", broker == null ? "unknown" : broker[0]);
            row.put("standing", now.standing.get(instrument.id()));
            row.put("average", price(holding.averageE8()));
            row.put("broker_average", broker == null ? "unknown" : price(broker[1]));
            row.put("last", price(holding.lastE8()));
            row.put("open", money(openE8(holding)));
            List<String> stops = new ArrayList<>();
            for (RiskSnapshot.Orders orders : risk.orders()) {
                if (orders.instrumentId() == instrument.id() && orders.stopRef() != 0) {
                    stops.add(orders.stopLeft() + " at " + price(orders.stopE8()));
                }
            }
            boolean halted = !stops.isEmpty() && now.halted.get(instrument.id());
            row.put(
                    "stop",
                    stops.isEmpty() ? "none" : String.join(", ", stops) + (halted ? ", halted: not working" : ""));
            Outcome refusal = risk.refusal(instrument.id());
            row.put("entries", refusal == null ? "allowed" : refusal.words());
            rows.add(row);
        }
        return rows;
    }

    private static long openE8(RiskSnapshot.Holding holding) {
        return Math.round((double) (holding.lastE8() - holding.averageE8()) * holding.shares());
    }

    private List<Map<String, Object>> orders(TradingDay day) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (LiveOrder order : day.openOrders(ORDERS_MAX)) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("order", OrderRef.format(order.terms.orderRef));
            row.put("id", order.orderId);
            row.put("broker_id", order.permId);
            row.put(
                    "symbol",
                    settings.instruments().get(order.terms.instrumentId).symbol());
            row.put("purpose", words(order.terms.purpose));
            row.put("side", words(order.terms.side));
            row.put("shares", order.terms.quantity);
            row.put("filled", order.filled);
            row.put("type", words(order.terms.type));
            row.put("limit", order.terms.limitE8 == 0 ? "" : price(order.terms.limitE8));
            row.put("stop", order.terms.stopE8 == 0 ? "" : price(order.terms.stopE8));
            row.put("state", words(order.state));
            row.put("broker_shares", order.brokerQuantity);
            row.put("broker_stop", order.brokerStopE8 == 0 ? "" : price(order.brokerStopE8));
            rows.add(row);
        }
        return rows;
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** An amount rounded to the cent, for display. */
    private static String money(long amountE8) {
        return String.format(Locale.ROOT, "%.2f", amountE8 / 1e8);
    }

    private static String price(long priceE8) {
        return FixedPoint.format(priceE8 / 10_000 * 10_000);
    }

    private static void write(StringBuilder json, Map<String, Object> fields, String before, String end) {
        String separator = "";
        json.append('{');
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            json.append(separator).append(before);
            text(json, field.getKey());
            json.append(": ");
            value(json, field.getValue());
            separator = ",";
        }
        json.append(end).append('}');
    }

    @SuppressWarnings("unchecked")
    private static void value(StringBuilder json, Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            json.append(value);
        } else if (value instanceof Map<?, ?> map) {
            write(json, (Map<String, Object>) map, " ", " ");
        } else if (value instanceof List<?> rows) {
            json.append('[');
            for (int i = 0; i < rows.size(); i++) {
                json.append(i == 0 ? "\n    " : ",\n    ");
                value(json, rows.get(i));
            }
            json.append(rows.isEmpty() ? "]" : "\n  ]");
        } else {
            text(json, String.valueOf(value));
        }
    }

    private static void text(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            json.append(c == '"' || c == '\\' ? "\\" + c : c < ' ' || c > '~' ? "?" : String.valueOf(c));
        }
        json.append('"');
    }
}
