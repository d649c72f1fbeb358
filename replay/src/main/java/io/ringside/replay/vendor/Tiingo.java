package io.ringside.replay.vendor;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.BarSpec.Unit;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Tiingo's end-of-day prices: one list of rows, each with the dividend and the split of its day.
 *
 * <p>Thread: any; it has no state.
 */
final class Tiingo implements Vendor {
    @Override
    public String name() {
        return "tiingo";
    }

    @Override
    public String address() {
        return "https://api.tiingo.com";
    }

    @Override
    public int requestsAMinute() {
        return 50;
    }

    @Override
    public List<String> keyNames() {
        return List.of("TIINGO_API_KEY");
    }

    @Override
    public Map<String, String> headers(List<String> keys) {
        return Map.of("Authorization", "Token " + keys.get(0));
    }

    @Override
    public boolean offers(BarSpec size) {
        return size.unit() == Unit.SESSION;
    }

    @Override
    public Answer ask(HttpSource http, String symbol, BarSpec size, int fromDay, int toDay)
            throws VendorFailure, InterruptedException {
        AnswerReader answer = new AnswerReader(symbol, size, fromDay, toDay);
        // It writes BRK-B.
        String ticker = URLEncoder.encode(symbol.replace('.', '-'), StandardCharsets.UTF_8);
        Object rows = http.json("/tiingo/daily/" + ticker + "/prices?startDate=" + LocalDate.ofEpochDay(fromDay)
                + "&endDate=" + LocalDate.ofEpochDay(toDay) + "&format=json");
        for (Object element : AnswerReader.list(rows)) {
            Map<String, Object> row = AnswerReader.object(element);
            int day = answer.day(row.get("date"));
            answer.bar(day, row.get("open"), row.get("high"), row.get("low"), row.get("close"), row.get("volume"));
            if (row.get("splitFactor") != null) {
                answer.split(day, row.get("splitFactor"), BigDecimal.ONE);
            }
            if (row.get("divCash") != null) {
                answer.dividend(day, row.get("divCash"));
            }
        }
        return answer.answer();
    }
}
