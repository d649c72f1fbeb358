package io.ringside.replay.vendor;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.BarSpec.Unit;
import io.ringside.engine.market.ExchangeCalendar;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Alpaca's bars, in pages that a token links, and its corporate actions.
 *
 * <p>Thread: any; it has no state.
 */
final class Alpaca implements Vendor {
    @Override
    public String name() {
        return "alpaca";
    }

    @Override
    public String address() {
        return "https://data.alpaca.markets";
    }

    @Override
    public int requestsAMinute() {
        return 200;
    }

    @Override
    public List<String> keyNames() {
        return List.of("APCA_API_KEY_ID", "APCA_API_SECRET_KEY");
    }

    @Override
    public Map<String, String> headers(List<String> keys) {
        return Map.of("APCA-API-KEY-ID", keys.get(0), "APCA-API-SECRET-KEY", keys.get(1));
    }

    @Override
    public boolean offers(BarSpec size) {
        return size.unit() == Unit.SESSION
                || (size.unit() == Unit.TIME && size.count() % ExchangeCalendar.MINUTE_NANOS == 0);
    }

    private static String timeframe(BarSpec size) {
        if (size.unit() == Unit.SESSION) {
            return "1Day";
        }
        long minutes = size.count() / ExchangeCalendar.MINUTE_NANOS;
        return minutes % 60 == 0 ? minutes / 60 + "Hour" : minutes + "Min";
    }

    @Override
    public Answer ask(HttpSource http, String symbol, BarSpec size, int fromDay, int toDay)
            throws VendorFailure, InterruptedException {
        AnswerReader answer = new AnswerReader(symbol, size, fromDay, toDay);
        String ticker = URLEncoder.encode(symbol, StandardCharsets.UTF_8);
        String days = "&start=" + LocalDate.ofEpochDay(fromDay) + "&end=";
        // The end is an instant.
        String bars = "/v2/stocks/bars?symbols=" + ticker + "&timeframe=" + timeframe(size) + days
                + LocalDate.ofEpochDay(toDay + 1L) + "&limit=10000&adjustment=raw";
        Set<Object> tokens = new HashSet<>();
        Object token = null;
        do {
            Map<String, Object> page = page(http, bars, token);
            Object ours = page.get("bars") == null
                    ? null
                    : AnswerReader.object(page.get("bars")).get(symbol);
            for (Object element : AnswerReader.list(ours)) {
                Map<String, Object> row = AnswerReader.object(element);
                answer.bar(
                        answer.instant(row.get("t")),
                        row.get("o"),
                        row.get("h"),
                        row.get("l"),
                        row.get("c"),
                        row.get("v"));
            }
            token = next(page, tokens);
        } while (token != null);
        String actions = "/v1/corporate-actions?symbols=" + ticker
                + "&types=forward_split,reverse_split,cash_dividend,name_change" + days + LocalDate.ofEpochDay(toDay)
                + "&limit=1000";
        tokens.clear();
        do {
            Map<String, Object> page = page(http, actions, token);
            Map<String, Object> kinds = page.get("corporate_actions") == null
                    ? Map.of()
                    : AnswerReader.object(page.get("corporate_actions"));
            readActions(symbol, kinds, answer);
            token = next(page, tokens);
        } while (token != null);
        return answer.answer();
    }

    private static void readActions(String symbol, Map<String, Object> kinds, AnswerReader answer)
            throws VendorFailure {
        for (String kind : List.of("forward_splits", "reverse_splits", "cash_dividends")) {
            for (Object element : AnswerReader.list(kinds.get(kind))) {
                Map<String, Object> row = AnswerReader.object(element);
                if (!symbol.equals(row.get("symbol"))) {
                    continue;
                }
                int day = answer.day(row.get("ex_date"));
                if (kind.equals("cash_dividends")) {
                    answer.dividend(day, row.get("rate"));
                } else {
                    answer.split(day, row.get("new_rate"), row.get("old_rate"));
                }
            }
        }
        for (Object element : AnswerReader.list(kinds.get("name_changes"))) {
            Map<String, Object> row = AnswerReader.object(element);
            if (symbol.equals(row.get("old_symbol"))) {
                answer.symbolChange(answer.day(row.get("process_date")), row.get("new_symbol"));
            }
        }
    }

    private static Map<String, Object> page(HttpSource http, String query, Object token)
            throws VendorFailure, InterruptedException {
        String more =
                token == null ? "" : "&page_token=" + URLEncoder.encode(String.valueOf(token), StandardCharsets.UTF_8);
        return AnswerReader.object(http.json(query + more));
    }

    private static Object next(Map<String, Object> page, Set<Object> tokens) throws VendorFailure {
        Object token = page.get("next_page_token");
        if (token != null && !tokens.add(token)) {
            throw AnswerReader.failure("a page links back to one that was read");
        }
        return token;
    }
}
