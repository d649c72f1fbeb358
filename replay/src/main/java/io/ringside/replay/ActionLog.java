package io.ringside.replay;

import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.TickerText;
import io.ringside.engine.market.Instrument;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The corporate actions of a run with the shares held and the money paid, from the events of a pipeline or a journal. Money
 * is at 1e-8.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public final class ActionLog {
    /** Columns of {@code actions.csv}. */
    public static final List<String> COLUMNS = List.of("date", "symbol", "action", "shares", "paid");

    /** How many left-out actions are listed. */
    private static final int SHOWN_MAX = 20;

    private static final int LINES_MAX = 5;

    private final List<Instrument> instruments;
    private final List<List<String>> rows = new ArrayList<>();
    private final Map<CorporateAction, Integer> counts = new EnumMap<>(CorporateAction.class);
    private long dividendsE8;
    private int applied;

    /** @param instruments those of the engine */
    public ActionLog(List<Instrument> instruments) {
        this.instruments = instruments;
    }

    /**
     * Adds a booked corporate action.
     *
     * @param shares held before
     * @param paidE8 what it paid, at 1e-8
     */
    public void add(EngineEvent event, long shares, long paidE8) {
        if (event.isWarmUp()) {
            return;
        }
        CorporateAction action = CorporateAction.ofCode(event.code);
        dividendsE8 += action == CorporateAction.DIVIDEND ? paidE8 : 0;
        applied += shares == 0 ? 0 : 1;
        counts.merge(action, 1, Integer::sum);
        Instrument instrument = instruments.get(event.instrumentId);
        rows.add(List.of(
                LocalDate.ofEpochDay(event.sessionDay).toString(),
                instrument.symbolOn(event.sessionDay - 1),
                words(event, action),
                Long.toString(shares),
                FixedPoint.format(paidE8)));
    }

    private static String words(EngineEvent event, CorporateAction action) {
        return switch (action) {
            case SPLIT -> "split " + event.quantity + "/" + event.argument;
            case DIVIDEND -> "dividend " + FixedPoint.format(event.priceE8);
            case DELISTING -> "delisting " + FixedPoint.format(event.priceE8);
            case SYMBOL_CHANGE -> "new symbol " + TickerText.of(event.quantity, event.argument);
        };
    }

    /** The actions, a row each, in order; with the symbol before a change. */
    public List<List<String>> rows() {
        return rows;
    }

    /**
     * For {@code summary.json}.
     *
     * @param leftOut actions of a file that were not part of the run, a line each
     */
    public Map<String, Object> values(Collection<String> leftOut) {
        Map<String, Object> values = new LinkedHashMap<>();
        counts.forEach((action, count) -> values.put(action.name().toLowerCase(Locale.ROOT), count));
        values.put("on_holdings", applied);
        values.put("dividends_paid", FixedPoint.toDoubleRounded(dividendsE8));
        values.put(
                "applied",
                rows.stream()
                        .filter(row -> !row.get(3).equals("0"))
                        .limit(SHOWN_MAX)
                        .map(ActionLog::line)
                        .toList());
        values.put("left_out", leftOut.size());
        values.put("left_out_first", leftOut.stream().limit(SHOWN_MAX).toList());
        return values;
    }

    /** Lines for a terminal; empty if there are no actions. */
    public List<String> lines(Collection<String> leftOut) {
        List<String> lines = new ArrayList<>();
        if (rows.isEmpty() && leftOut.isEmpty()) {
            return lines;
        }
        StringBuilder kinds = new StringBuilder();
        counts.forEach((action, count) -> kinds.append(kinds.isEmpty() ? "" : ", ")
                .append(count)
                .append(' ')
                .append(plural(action, count)));
        lines.add(String.format(
                Locale.ROOT,
                "Corporate actions: %s; %d on what was held, %,.2f paid as dividends",
                kinds.isEmpty() ? "none was told" : kinds,
                applied,
                FixedPoint.toDoubleRounded(dividendsE8)));
        List<List<String>> others = rows.stream()
                .filter(row -> !row.get(3).equals("0") && !row.get(2).startsWith("dividend"))
                .toList();
        others.stream().limit(LINES_MAX).forEach(row -> lines.add("  " + line(row)));
        if (others.size() > LINES_MAX) {
            lines.add("  and " + (others.size() - LINES_MAX) + " more, see actions.csv");
        }
        leftOut.stream().limit(LINES_MAX).forEach(line -> lines.add("  left out: " + line));
        if (leftOut.size() > LINES_MAX) {
            lines.add("  left out: " + (leftOut.size() - LINES_MAX) + " more");
        }
        return lines;
    }

    private static String plural(CorporateAction action, int count) {
        String one = action.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return count == 1 ? one : one + "s";
    }

    private static String line(List<String> row) {
        return row.get(0) + " " + row.get(1) + ": " + row.get(2) + ", " + row.get(3) + " shares held"
                + (row.get(4).equals(FixedPoint.format(0)) ? "" : ", " + row.get(4) + " paid");
    }
}
