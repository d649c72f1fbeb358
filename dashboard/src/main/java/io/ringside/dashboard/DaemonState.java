package io.ringside.dashboard;

import com.typesafe.config.Config;
import io.ringside.engine.account.RoundTrip;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Side;
import io.ringside.engine.risk.RiskSnapshot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of a daemon on the page, as JSON values: its status file and figures from its journal.
 *
 * <p>Thread: whoever holds the feed's lock.
 */
final class DaemonState {
    private static final String UNKNOWN = "unknown";

    private final DaemonFeed feed;

    DaemonState(DaemonFeed feed) {
        this.feed = feed;
    }

    Map<String, Object> brief() {
        Map<String, Object> all = new LinkedHashMap<>();
        Map<String, Object> status = feed.status();
        all.put("id", feed.id());
        all.put("folder", feed.root().toAbsolutePath().normalize().toString());
        all.put("running", feed.running());
        all.put("fault", feed.fault());
        all.put("killed", feed.killNote() != null);
        for (String key : List.of("mode", "account", "broker", "entries", "position", "equity", "day")) {
            all.put(key, status == null ? null : status.get(key));
        }
        all.put("unacknowledged", feed.alarms().size());
        return all;
    }

    Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("id", feed.id());
        all.put("folder", feed.root().toAbsolutePath().normalize().toString());
        all.put("now_ms", System.currentTimeMillis());
        all.put("running", feed.running());
        all.put("fault", feed.fault());
        all.put("status_ms", feed.statusMs());
        all.put("session_ms", feed.sessionMs());
        all.put("status", feed.status());
        all.put("killed", feed.killNote() != null);
        all.put("kill_note", feed.killNote());
        all.put("unacknowledged", feed.alarms());
        all.put("problem", feed.problem());
        DayJournal day = feed.day();
        all.put("journal", day == null ? null : journal(day));
        return all;
    }

    private Map<String, Object> journal(DayJournal day) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("day", LocalDate.ofEpochDay(day.epochDay()).toString());
        all.put("path", day.path.toAbsolutePath().normalize().toString());
        all.put("sequence", day.sequence());
        all.put("time", day.nanos() == 0 ? null : day.engine.calendar().format(day.nanos()));
        all.put("arrived_ms", day.arrivedNanos() / 1e6);
        all.put("closed", day.isClosed());
        all.put("caught_up", feed.caughtUp());
        all.put("proved", day.difference() == null);
        all.put("difference", day.difference());
        all.put("bar", text(day.engine.settings().config(), "signal.bar"));
        RiskSnapshot.View risk = day.risk();
        all.put("account", risk == null ? null : account(risk));
        all.put("trips", trips(day, risk));
        all.put("last", last(day));
        all.put("why", List.copyOf(day.why.values()));
        all.put("trades", day.trades.trades().size());
        all.put("orders", day.orders.orders().size());
        return all;
    }

    private static String text(Config config, String key) {
        return config.hasPath(key) ? config.getString(key) : "";
    }

    private static Map<String, Object> account(RiskSnapshot.View risk) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("equity", FixedPoint.format(risk.equityE8()));
        all.put("cash", FixedPoint.format(risk.cashE8()));
        all.put("day", Money.cents(risk.dayE8()));
        all.put("realized", Money.cents(risk.realizedE8()));
        all.put("commissions", Money.cents(risk.commissionsE8()));
        all.put("fills", risk.fills());
        all.put("latched", risk.latched());
        all.put("halted", risk.halted());
        return all;
    }

    private static Map<String, Object> last(DayJournal day) {
        Map<String, Object> prices = new LinkedHashMap<>();
        for (int id = 0; id < day.coverage.length; id++) {
            prices.put(
                    day.engine.settings().instruments().get(id).symbol(), Money.priceOrNone(day.coverage[id].lastE8));
        }
        return prices;
    }

    private static List<Object> trips(DayJournal day, RiskSnapshot.View risk) {
        List<Object> rows = new ArrayList<>();
        for (RoundTrip trip : day.held()) {
            Map<String, Object> row = new LinkedHashMap<>();
            long lastE8 = lastE8(day, risk, trip.instrumentId());
            row.put(
                    "symbol",
                    day.engine.settings().instruments().get(trip.instrumentId()).symbol());
            row.put(
                    "strategy",
                    trip.bindingId() < 0
                            ? ""
                            : day.engine.bindings().get(trip.bindingId()).name());
            row.put("side", trip.side() == Side.BUY ? "long" : "short");
            row.put("shares", trip.open());
            row.put("since", day.engine.calendar().format(trip.entryNanos()));
            row.put("entry", Money.price(trip.entryPriceE8()));
            row.put("last", Money.priceOrNone(lastE8));
            row.put("open", lastE8 == 0 ? UNKNOWN : Money.cents(trip.profitE8(lastE8)));
            stop(row, trip, lastE8, risk);
            rows.add(row);
        }
        return rows;
    }

    /** The price of the market's last record; of a portfolio, which has none, what it is valued at. */
    private static long lastE8(DayJournal day, RiskSnapshot.View risk, int instrumentId) {
        long marketE8 = day.coverage[instrumentId].lastE8;
        return marketE8 != 0 || risk == null
                ? marketE8
                : risk.holdings().get(instrumentId).lastE8();
    }

    /** How far the stop is, in money and in units of the money that was risked at the entry. */
    private static void stop(Map<String, Object> row, RoundTrip trip, long lastE8, RiskSnapshot.View risk) {
        RiskSnapshot.Orders orders =
                risk == null || trip.bindingId() < 0 ? null : risk.orders().get(trip.bindingId());
        if (orders == null || orders.stopRef() == 0 || lastE8 == 0) {
            boolean portfolio = trip.bindingId() < 0;
            row.put("stop", orders == null && !portfolio ? UNKNOWN : "none");
            return;
        }
        long awayE8 = Math.round((double) Math.abs(lastE8 - orders.stopE8()) * trip.open());
        row.put("stop", Money.price(orders.stopE8()));
        row.put("to_stop", Money.cents(awayE8));
        long riskE8 = trip.entry() == null ? 0 : trip.entry().riskE8();
        row.put("r", riskE8 == 0 ? null : (double) trip.profitE8(lastE8) / riskE8);
        row.put("to_stop_r", riskE8 == 0 ? null : (double) awayE8 / riskE8);
    }
}
