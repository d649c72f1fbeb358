package io.ringside.replay.vendor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ringside.engine.market.ExchangeCalendar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Plays the vendors' servers on this machine: prices that are a function of symbol and day, and every way to fail.
 *
 * <p>Thread: safe; answers one request at a time.
 */
final class VendorServer implements AutoCloseable {
    /** How an answer may fail. */
    enum Fault {
        NONE,
        TOO_MANY,
        BROKEN,
        CUT,
        HTML,
        WRONG_JSON,
        WRONG_PRICE,
        SILENT
    }

    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final String KEY = "secret";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Double> factors = new HashMap<>();
    private final Map<String, List<String>> actions = new HashMap<>();
    private final Map<String, Double> revisions = new HashMap<>();
    private final Map<String, Boolean> holes = new HashMap<>();
    final List<String> asked = new ArrayList<>();
    private Random random = new Random(0);
    private double faultPart;
    private Fault next = Fault.NONE;
    private volatile int retryAfterSeconds = 17;
    private int pageRows = Integer.MAX_VALUE;
    private boolean repeatPages;
    private Runnable onRequest = () -> {};

    VendorServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on a part of the answers fails, chosen by a seed. */
    synchronized void fail(double part, long seed) {
        faultPart = part;
        random = new Random(seed);
    }

    /** What it says of when to come again after too many requests. */
    void retryAfter(int seconds) {
        retryAfterSeconds = seconds;
    }

    synchronized void failNext(Fault fault) {
        next = fault;
    }

    synchronized void pagesOf(int rows, boolean repeated) {
        pageRows = rows;
        repeatPages = repeated;
    }

    synchronized void onRequest(Runnable action) {
        onRequest = action;
    }

    /** All prices of a symbol before a day are told multiplied from now on. */
    synchronized void adjust(String symbol, double factor) {
        factors.put(symbol, factor);
    }

    synchronized void revise(String symbol, String day, double close) {
        revisions.put(symbol + day, close);
    }

    synchronized void hole(String symbol, String day, boolean missing) {
        holes.put(symbol + day, missing);
    }

    /** {@code DAY,split,NEW,OLD} or {@code DAY,dividend,MONEY}; a split that is not told has {@code hidden} before it. */
    synchronized void action(String symbol, String action) {
        actions.computeIfAbsent(symbol, any -> new ArrayList<>()).add(action);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Fault fault;
        byte[] body;
        synchronized (this) {
            onRequest.run();
            asked.add(exchange.getRequestURI().toString());
            fault = next != Fault.NONE
                    ? next
                    : random.nextDouble() < faultPart
                            ? Fault.values()[1 + random.nextInt(Fault.WRONG_PRICE.ordinal())]
                            : Fault.NONE;
            next = Fault.NONE;
            body = body(exchange).getBytes(StandardCharsets.UTF_8);
        }
        boolean allowed = exchange.getRequestHeaders().values().stream()
                .flatMap(List::stream)
                .anyMatch(value -> value.endsWith(KEY));
        if (!allowed) {
            send(exchange, 401, "no".getBytes(StandardCharsets.UTF_8));
            return;
        }
        switch (fault) {
            case TOO_MANY -> {
                exchange.getResponseHeaders().add("Retry-After", Integer.toString(retryAfterSeconds));
                send(exchange, 429, new byte[0]);
            }
            case BROKEN -> send(exchange, 503, "sorry".getBytes(StandardCharsets.UTF_8));
            case CUT -> {
                exchange.sendResponseHeaders(200, body.length + 10L);
                exchange.getResponseBody().write(body, 0, body.length / 2);
                exchange.close();
            }
            case HTML -> send(exchange, 200, "<html>busy</html>".getBytes(StandardCharsets.UTF_8));
            case WRONG_JSON -> send(exchange, 200, java.util.Arrays.copyOf(body, body.length / 2));
            case WRONG_PRICE ->
                send(
                        exchange,
                        200,
                        new String(body, StandardCharsets.UTF_8)
                                .replaceFirst("\"(high|h)\":[0-9.]+", "\"$1\":{}")
                                .concat(body.length < 40 ? "]" : "")
                                .getBytes(StandardCharsets.UTF_8));
            case SILENT -> {
                // The client goes; the exchange is closed with the server.
            }
            case NONE -> send(exchange, body.length == 0 ? 404 : 200, body);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private String body(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = new HashMap<>();
        String text = exchange.getRequestURI().getQuery();
        for (String pair : (text == null ? "" : text).split("&", -1)) {
            query.put(pair.replaceFirst("=.*", ""), pair.replaceFirst("^[^=]*=?", ""));
        }
        if (path.startsWith("/tiingo/daily/")) {
            return tiingo(path.split("/", -1)[3], query.get("startDate"), query.get("endDate"));
        }
        if (path.equals("/v2/stocks/bars")) {
            return alpacaBars(query);
        }
        if (path.equals("/v1/corporate-actions")) {
            return alpacaActions(query.get("symbols"), query.get("start"), query.get("end"));
        }
        // It has daily bars, and knows no others.
        if (path.matches("/v2/aggs/ticker/[^/]+/range/1/day/.+")) {
            String[] parts = path.split("/", -1);
            return massive(parts[4], parts[8], parts[9], query.get("cursor"));
        }
        if (path.equals("/stocks/v1/splits")) {
            return massiveActions(query.get("ticker"), "split", query, "execution_date");
        }
        return massiveActions(query.get("ticker"), "dividend", query, "ex_dividend_date");
    }

    /** Rows of {@code day, open, high, low, close, volume}. */
    private List<String[]> rows(String symbol, String from, String to) {
        List<String[]> rows = new ArrayList<>();
        if (symbol.startsWith("NO")) {
            return rows;
        }
        for (LocalDate day = LocalDate.parse(from); !day.isAfter(LocalDate.parse(to)); day = day.plusDays(1)) {
            boolean hole = holes.getOrDefault(symbol + day, false);
            if (CALENDAR.isTradingDay((int) day.toEpochDay()) && !hole) {
                double scale = factors.getOrDefault(symbol, 1.0);
                for (String action : actions.getOrDefault(symbol, List.of())) {
                    String[] fields = action.replaceFirst("^hidden ", "").split(",", -1);
                    if (fields[1].equals("split") && !day.isBefore(LocalDate.parse(fields[0]))) {
                        scale *= Double.parseDouble(fields[3]) / Double.parseDouble(fields[2]);
                    }
                }
                double price = (100 + Math.floorMod((symbol + day).hashCode(), 700) / 100.0) * scale;
                double close = revisions.getOrDefault(symbol + day, price + 0.25 * scale);
                rows.add(new String[] {
                    day.toString(),
                    number(price),
                    number(Math.max(price, close) + 1),
                    number(Math.min(price, close) / 2),
                    number(close),
                    Integer.toString(Math.floorMod(day.hashCode(), 100_000))
                });
            }
        }
        return rows;
    }

    private static String number(double value) {
        return java.math.BigDecimal.valueOf(value)
                .setScale(2, java.math.RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private String tiingo(String symbol, String from, String to) {
        List<String> out = new ArrayList<>();
        for (String[] row : rows(symbol, from, to)) {
            String split = "1.0";
            String dividend = "0.0";
            for (String action : actions.getOrDefault(symbol, List.of())) {
                String[] fields = action.split(",", -1);
                if (fields[0].equals(row[0]) && fields[1].equals("split")) {
                    split = Double.toString(Double.parseDouble(fields[2]) / Double.parseDouble(fields[3]));
                } else if (fields[0].equals(row[0])) {
                    dividend = fields[2];
                }
            }
            out.add("{\"date\":\"" + row[0] + "T00:00:00.000Z\",\"close\":" + row[4] + ",\"high\":" + row[2]
                    + ",\"low\":"
                    + row[3] + ",\"open\":" + row[1] + ",\"volume\":" + row[5] + ",\"adjClose\":1,\"divCash\":"
                    + dividend
                    + ",\"splitFactor\":" + split + "}");
        }
        return symbol.startsWith("NO") ? "" : "[" + String.join(",", out) + "]";
    }

    private String alpacaBars(Map<String, String> query) {
        String symbol = query.get("symbols");
        List<String[]> rows = rows(symbol, query.get("start"), query.get("end"));
        int from = query.containsKey("page_token")
                ? Integer.parseInt(query.get("page_token").substring(1))
                : 0;
        int to = (int) Math.min(rows.size(), (long) from + pageRows);
        List<String> out = new ArrayList<>();
        for (String[] row : rows.subList(from, to)) {
            Instant midnight =
                    LocalDate.parse(row[0]).atStartOfDay(CALENDAR.zone()).toInstant();
            out.add("{\"t\":\"" + midnight + "\",\"o\":" + row[1] + ",\"h\":" + row[2] + ",\"l\":" + row[3] + ",\"c\":"
                    + row[4] + ",\"v\":" + row[5] + ",\"n\":1,\"vw\":1.5}");
        }
        String token = to == rows.size() ? "null" : repeatPages ? "\"p0\"" : "\"p" + to + "\"";
        return "{\"bars\":{\"" + symbol + "\":[" + String.join(",", out) + "]},\"next_page_token\":" + token + "}";
    }

    private String alpacaActions(String symbol, String from, String to) {
        List<String> splits = new ArrayList<>();
        List<String> dividends = new ArrayList<>();
        for (String[] action : actionsOf(symbol, from, to)) {
            if (action[1].equals("split")) {
                splits.add("{\"symbol\":\"" + symbol + "\",\"new_rate\":" + action[2] + ",\"old_rate\":" + action[3]
                        + ",\"ex_date\":\"" + action[0] + "\"}");
            } else {
                dividends.add(
                        "{\"symbol\":\"" + symbol + "\",\"rate\":" + action[2] + ",\"ex_date\":\"" + action[0] + "\"}");
            }
        }
        return "{\"corporate_actions\":{\"forward_splits\":[" + String.join(",", splits) + "],\"cash_dividends\":["
                + String.join(",", dividends) + "]},\"next_page_token\":null}";
    }

    private List<String[]> actionsOf(String symbol, String from, String to) {
        return actions.getOrDefault(symbol, List.of()).stream()
                .filter(action -> !action.startsWith("hidden"))
                .map(action -> action.split(",", -1))
                .filter(action -> action[0].compareTo(from) >= 0 && action[0].compareTo(to) <= 0)
                .toList();
    }

    private String massive(String symbol, String from, String to, String cursor) {
        List<String[]> rows = rows(symbol, from, to);
        int first = cursor == null ? 0 : Integer.parseInt(cursor);
        int last = (int) Math.min(rows.size(), (long) first + pageRows);
        List<String> out = new ArrayList<>();
        for (String[] row : rows.subList(first, last)) {
            long millis = LocalDate.parse(row[0])
                    .atStartOfDay(CALENDAR.zone())
                    .toInstant()
                    .toEpochMilli();
            out.add("{\"o\":" + row[1] + ",\"h\":" + row[2] + ",\"l\":" + row[3] + ",\"c\":" + row[4] + ",\"v\":"
                    + row[5] + ".5,\"vw\":1.5,\"n\":3,\"t\":" + millis + "}");
        }
        String next = last == rows.size()
                ? ""
                : ",\"next_url\":\"https://elsewhere.example/v2/aggs/ticker/" + symbol + "/range/1/day/" + from + "/"
                        + to + "?cursor=" + (repeatPages ? 1 : last) + "\"";
        return "{\"ticker\":\"" + symbol + "\",\"status\":\"OK\""
                + (out.isEmpty() ? "" : ",\"results\":[" + String.join(",", out) + "]") + next + "}";
    }

    private String massiveActions(String symbol, String kind, Map<String, String> query, String day) {
        List<String> out = new ArrayList<>();
        for (String[] action : actionsOf(symbol, query.get(day + ".gte"), query.get(day + ".lte"))) {
            if (action[1].equals(kind)) {
                out.add("{\"ticker\":\"" + symbol + "\",\"" + day + "\":\"" + action[0] + "\","
                        + (kind.equals("split")
                                ? "\"split_to\":" + action[2] + ",\"split_from\":" + action[3]
                                : "\"cash_amount\":" + action[2])
                        + "}");
            }
        }
        return "{\"results\":[" + String.join(",", out) + "],\"status\":\"OK\"}";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
