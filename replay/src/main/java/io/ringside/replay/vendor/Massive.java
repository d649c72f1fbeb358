package io.ringside.replay.vendor;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.BarSpec.Unit;
import io.ringside.engine.market.ExchangeCalendar;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Massive's aggregates (Polygon.io until 2025), in pages linked by addresses, its splits and dividends.
 *
 * <p>Thread: any; it has no state.
 */
final class Massive implements Vendor {
    private interface Rows {
        void take(Map<String, Object> row) throws VendorFailure;
    }

    @Override
    public String name() {
        return "massive";
    }

    @Override
    public String address() {
        return "https://api.massive.com";
    }

    @Override
    public int requestsAMinute() {
        return 5;
    }

    @Override
    public List<String> keyNames() {
        return List.of("MASSIVE_API_KEY");
    }

    @Override
    public Map<String, String> headers(List<String> keys) {
        return Map.of("Authorization", "Bearer " + keys.get(0));
    }

    @Override
    public boolean offers(BarSpec size) {
        return size.unit() == Unit.SESSION || size.unit() == Unit.TIME;
    }

    private static String range(BarSpec size) {
        if (size.unit() == Unit.SESSION) {
            return "1/day";
        }
        long seconds = size.count() / ExchangeCalendar.SECOND_NANOS;
        return seconds % 3600 == 0
                ? seconds / 3600 + "/hour"
                : seconds % 60 == 0 ? seconds / 60 + "/minute" : seconds + "/second";
    }

    @Override
    public Answer ask(HttpSource http, String symbol, BarSpec size, int fromDay, int toDay)
            throws VendorFailure, InterruptedException {
        AnswerReader answer = new AnswerReader(symbol, size, fromDay, toDay);
        String ticker = URLEncoder.encode(symbol, StandardCharsets.UTF_8);
        String from = LocalDate.ofEpochDay(fromDay).toString();
        String to = LocalDate.ofEpochDay(toDay).toString();
        pages(
                http,
                "/v2/aggs/ticker/" + ticker + "/range/" + range(size) + "/" + from + "/" + to
                        + "?adjusted=false&sort=asc&limit=50000",
                row -> answer.bar(
                        start(row.get("t")), row.get("o"), row.get("h"), row.get("l"), row.get("c"), row.get("v")));
        pages(
                http,
                "/stocks/v1/splits?ticker=" + ticker + "&execution_date.gte=" + from + "&execution_date.lte=" + to
                        + "&limit=5000",
                row -> {
                    if (symbol.equals(row.get("ticker"))) {
                        answer.split(answer.day(row.get("execution_date")), row.get("split_to"), row.get("split_from"));
                    }
                });
        pages(
                http,
                "/stocks/v1/dividends?ticker=" + ticker + "&ex_dividend_date.gte=" + from + "&ex_dividend_date.lte="
                        + to + "&limit=5000",
                row -> {
                    if (symbol.equals(row.get("ticker"))) {
                        answer.dividend(answer.day(row.get("ex_dividend_date")), row.get("cash_amount"));
                    }
                });
        return answer.answer();
    }

    private static Instant start(Object millis) throws VendorFailure {
        if (millis instanceof BigDecimal number && number.scale() <= 0 && number.precision() <= 15) {
            return Instant.ofEpochMilli(number.longValueExact());
        }
        throw AnswerReader.failure(millis + " is no time");
    }

    private static void pages(HttpSource http, String first, Rows rows) throws VendorFailure, InterruptedException {
        Set<String> read = new HashSet<>();
        String next = first;
        while (next != null) {
            if (!read.add(next)) {
                throw AnswerReader.failure("a page links back to one that was read");
            }
            Map<String, Object> page = AnswerReader.object(http.json(next));
            for (Object row : AnswerReader.list(page.get("results"))) {
                rows.take(AnswerReader.object(row));
            }
            next = page.get("next_url") == null ? null : pathAndQuery(page.get("next_url"));
        }
    }

    private static String pathAndQuery(Object address) throws VendorFailure {
        try {
            URI uri = URI.create(String.valueOf(address));
            return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } catch (IllegalArgumentException e) {
            throw new VendorFailure(VendorFailure.Kind.LATER, "a wrong answer: " + address + " is no address", e);
        }
    }
}
