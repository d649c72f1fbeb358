package io.ringside.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twenty questions of a quant, each over two tables or more, asked in SQL of 50 back tests and of 20 days of a daemon. The
 * answers are worked out anew here from the CSV files that the same runs left, and from the file of bars.
 */
class QuestionsIT {
    @TempDir
    static Path folder;

    private static Data backtests;
    private static Data days;
    private static Map<String, NamedCsvRecord> bars;

    /** A set of runs: a database, and the CSV files of all of them. */
    private record Data(
            JournalDatabase database,
            boolean days,
            List<Map<String, String>> trades,
            List<Map<String, String>> orders,
            List<Map<String, String>> equity) {
        /** What is of one run is of one session in a back test, and of several of a daemon's. */
        String sql(String template) {
            return template.replace("SAME(t,o)", days ? "true" : "t.session = o.session")
                    .replace("SAME(t,e)", days ? "true" : "t.session = e.session")
                    .replace("SAME(o,p)", days ? "true" : "o.session = p.session")
                    .replace("SAME(t,b)", days ? "true" : "t.session = b.session")
                    .replace("SAME(s,v)", "s.session = v.session");
        }

        Map<String, Map<String, String>> ordersByRef() {
            Map<String, Map<String, String>> byRef = new HashMap<>();
            orders.forEach(order -> byRef.put(order.get("run") + order.get("order_ref"), order));
            return byRef;
        }
    }

    @BeforeAll
    static void trade() throws Exception {
        Path file = Runs.bars(folder);
        bars = new HashMap<>();
        try (var reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            reader.forEach(
                    row -> bars.put(row.getField("datetime").replace(' ', 'T').substring(0, 16), row));
        }
        Path out = Runs.backtests(folder, file, 50);
        List<Path> results;
        try (Stream<Path> all = Files.list(out)) {
            results = all.sorted().toList();
        }
        backtests = data(out, results, false);
        Path live = Runs.days(folder, file, "2025-05-12", "2025-06-09");
        days = data(live, List.of(folder.resolve("results")), true);
    }

    @AfterAll
    static void close() {
        backtests.database.close();
        days.database.close();
    }

    private static Data data(Path journals, List<Path> results, boolean days) throws IOException {
        return new Data(
                JournalDatabase.of(List.of(journals), "", EnumSet.allOf(Table.class))
                        .shut(),
                days,
                rows(results, "trades.csv"),
                rows(results, "orders.csv"),
                rows(results, "equity.csv"));
    }

    private static List<Map<String, String>> rows(List<Path> results, String name) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Path result : results) {
            try (var reader = CsvReader.builder().ofNamedCsvRecord(result.resolve(name))) {
                reader.forEach(row -> {
                    if (name.equals("orders.csv")
                            && row.getFieldsAsMap()
                                    .getOrDefault("order_ref", "R")
                                    .isEmpty()) {
                        // What the end of the data has left is no order of a journal.
                        return;
                    }
                    Map<String, String> fields = new HashMap<>(row.getFieldsAsMap());
                    fields.put("run", result.getFileName().toString());
                    rows.add(fields);
                });
            }
        }
        return rows;
    }

    // ---- Asking ---------------------------------------------------------------------------------------------------

    /** Adds values up by key. */
    private static final class Sums {
        private final Map<String, BigDecimal> sums = new TreeMap<>();

        void add(String key, BigDecimal value) {
            sums.merge(key, value, BigDecimal::add);
        }

        void add(String key, String value) {
            add(key, new BigDecimal(value));
        }

        void count(String key) {
            add(key, BigDecimal.ONE);
        }
    }

    /** Both sets of runs must give the answer of their files; one of them at least must have something to say. */
    private static void ask(String template, Function<Data, Sums> fromFiles) throws SQLException {
        int rows = 0;
        for (Data data : List.of(backtests, days)) {
            Map<String, BigDecimal> wanted = new TreeMap<>(fromFiles.apply(data).sums);
            Map<String, BigDecimal> answered = new TreeMap<>();
            try (Statement statement = data.database.connection().createStatement();
                    ResultSet answer = statement.executeQuery(data.sql(template))) {
                while (answer.next()) {
                    answered.put(String.valueOf(answer.getString(1)), answer.getBigDecimal(2));
                }
            }
            assertEquals(wanted.keySet(), answered.keySet(), template);
            wanted.forEach((key, value) -> assertTrue(
                    close(value, answered.get(key)),
                    template + "\n" + key + ": " + answered.get(key) + ", not " + value));
            rows += wanted.size();
        }
        assertTrue(rows > 0, "nothing was asked: " + template);
    }

    /** Sums of decimals are equal; what went through a double is to thirteen digits. */
    private static boolean close(BigDecimal wanted, BigDecimal answered) {
        MathContext digits = new MathContext(11);
        return wanted.compareTo(answered) == 0
                || wanted.round(digits).compareTo(answered.round(digits)) == 0
                || wanted.subtract(answered).abs().doubleValue()
                        < 1e-9 * Math.max(1, wanted.abs().doubleValue());
    }

    private static String day(String time) {
        return time.substring(0, 10);
    }

    private static boolean filled(Map<String, String> order) {
        return order.get("status").equals("filled");
    }

    @Test
    void shouldHaveFiftyRunsAndTwentyDays() throws SQLException {
        assertEquals(20, days.equity.size());
        assertEquals(
                50,
                backtests.trades.stream().map(row -> row.get("run")).distinct().count());
        assertFalse(days.trades.isEmpty());
        try (Statement statement = days.database.connection().createStatement();
                ResultSet answer = statement.executeQuery("SELECT count(*) FROM sessions")) {
            answer.next();
            assertEquals(20, answer.getInt(1));
        }
    }

    @Test
    void q01ProfitByTypeOfEntryOrder() throws SQLException {
        ask(
                "SELECT o.type, sum(t.pnl) FROM trades t JOIN orders o ON SAME(t,o) AND t.order_ref = o.order_ref GROUP BY 1",
                data -> {
                    Sums sums = new Sums();
                    var byRef = data.ordersByRef();
                    data.trades.forEach(t -> {
                        var order = byRef.get(t.get("run") + t.get("order_ref"));
                        if (order != null) {
                            sums.add(order.get("type"), t.get("pnl"));
                        }
                    });
                    return sums;
                });
    }

    @Test
    void q02SlippageOfStopsThatEndedTrades() throws SQLException {
        ask("""
            SELECT t.exit_reason, sum(o.slippage) FROM trades t
            JOIN orders o ON SAME(t,o) AND o.parent_ref = t.order_ref AND o.purpose = 'stop' AND o.status = 'filled' GROUP BY 1""", data -> {
            Sums sums = new Sums();
            Map<String, Map<String, String>> stops = stops(data);
            data.trades.forEach(t -> {
                var stop = stops.get(t.get("run") + t.get("order_ref"));
                if (stop != null && filled(stop)) {
                    sums.add(t.get("exit_reason"), stop.get("slippage"));
                }
            });
            return sums;
        });
    }

    private static Map<String, Map<String, String>> stops(Data data) {
        Map<String, Map<String, String>> stops = new HashMap<>();
        data.orders.stream()
                .filter(o -> o.get("purpose").equals("stop"))
                .forEach(o -> stops.put(o.get("run") + o.get("parent_ref"), o));
        return stops;
    }

    @Test
    void q03EquityAtTheCloseOfDaysOnWhichTradesEnded() throws SQLException {
        ask("""
            SELECT CAST(e.day AS VARCHAR), sum(e.equity) FROM trades t
            JOIN equity e ON SAME(t,e) AND e.day = CAST(t.exit_time AS DATE) GROUP BY 1""", data -> {
            Sums sums = new Sums();
            Map<String, String> equity = new HashMap<>();
            data.equity.forEach(e -> equity.put(e.get("run") + e.get("session"), e.get("equity")));
            data.trades.forEach(
                    t -> sums.add(day(t.get("exit_time")), equity.get(t.get("run") + day(t.get("exit_time")))));
            return sums;
        });
    }

    @Test
    void q04TradesThatEndedOnDaysOnWhichTheAccountFell() throws SQLException {
        ask("""
            WITH d AS (SELECT *, equity - lag(equity) OVER (PARTITION BY SPLIT ORDER BY day) AS change FROM equity e)
            SELECT CASE WHEN e.change < 0 THEN 'fell' ELSE 'rose' END, count(*) FROM trades t
            JOIN d e ON SAME(t,e) AND e.day = CAST(t.exit_time AS DATE) WHERE e.change IS NOT NULL GROUP BY 1""".replace("SPLIT", "split_part(session, '/', 1)"), data -> {
            Sums sums = new Sums();
            Map<String, BigDecimal> change = new HashMap<>();
            Map<String, BigDecimal> before = new HashMap<>();
            data.equity.forEach(e -> {
                BigDecimal now = new BigDecimal(e.get("equity"));
                BigDecimal last = before.put(e.get("run"), now);
                if (last != null) {
                    change.put(e.get("run") + e.get("session"), now.subtract(last));
                }
            });
            data.trades.forEach(t -> {
                BigDecimal moved = change.get(t.get("run") + day(t.get("exit_time")));
                if (moved != null) {
                    sums.count(moved.signum() < 0 ? "fell" : "rose");
                }
            });
            return sums;
        });
    }

    @Test
    void q05SharesExecutedByPurpose() throws SQLException {
        ask("""
            SELECT o.purpose, sum(p.quantity) FROM fills p JOIN orders o ON SAME(o,p) AND o.order_ref = p.order_ref GROUP BY 1""", data -> {
            Sums sums = new Sums();
            data.orders.stream()
                    .filter(o -> !o.get("filled").equals("0"))
                    .forEach(o -> sums.add(o.get("purpose"), o.get("filled")));
            return sums;
        });
    }

    @Test
    void q06MoneyTradedBySide() throws SQLException {
        ask("""
            SELECT o.side, round(sum(p.quantity * p.price), 2) FROM fills p
            JOIN orders o ON SAME(o,p) AND o.order_ref = p.order_ref GROUP BY 1""", data -> {
            Sums sums = new Sums();
            data.orders.stream()
                    .filter(o -> !o.get("filled").equals("0"))
                    .forEach(o -> sums.add(
                            o.get("side"),
                            new BigDecimal(o.get("filled")).multiply(new BigDecimal(o.get("average_price")))));
            return sums;
        });
    }

    @Test
    void q07SecondsFromDecisionToTheLastExecution() throws SQLException {
        ask("""
            SELECT o.purpose, sum(p.last - o.decided_nanos) / 1e9 FROM orders o
            JOIN (SELECT session, order_ref, max(nanos) AS last FROM fills GROUP BY 1, 2) p
            ON SAME(o,p) AND o.order_ref = p.order_ref WHERE o.status = 'filled' GROUP BY 1""", data -> {
            Sums sums = new Sums();
            data.orders.stream()
                    .filter(QuestionsIT::filled)
                    .forEach(o -> sums.add(o.get("purpose"), seconds(o.get("decided"), o.get("ended"))));
            return sums;
        });
    }

    private static BigDecimal seconds(String from, String to) {
        Duration span = Duration.between(OffsetDateTime.parse(from), OffsetDateTime.parse(to));
        return BigDecimal.valueOf(span.toNanos(), 9);
    }

    @Test
    void q08CloseOfTheBarOnWhichEntriesWereDecided() throws SQLException {
        ask("""
            SELECT t.side, sum(b.close) FROM trades t
            JOIN bars b ON SAME(t,b) AND b.symbol = t.symbol AND b.start = t.signal_bar AND b.size = '5m' AND NOT b.warm_up
            GROUP BY 1""", data -> {
            Sums sums = new Sums();
            data.trades.forEach(t -> sums.add(
                    t.get("side"),
                    bars.get(t.get("signal_bar").substring(0, 16)).getField("close")));
            return sums;
        });
    }

    @Test
    void q09ResultInRiskByWeekdayOfTheDecision() throws SQLException {
        ask("""
            SELECT dayname(o.decided), sum(t.r_multiple) FROM trades t
            JOIN orders o ON SAME(t,o) AND t.order_ref = o.order_ref WHERE t.r_multiple IS NOT NULL GROUP BY 1""", data -> {
            Sums sums = new Sums();
            var byRef = data.ordersByRef();
            data.trades.stream().filter(t -> !t.get("r_multiple").isEmpty()).forEach(t -> {
                String name = LocalDate.parse(
                                day(byRef.get(t.get("run") + t.get("order_ref")).get("decided")))
                        .getDayOfWeek()
                        .name();
                sums.add(name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT), t.get("r_multiple"));
            });
            return sums;
        });
    }

    @Test
    void q10OrdersByStatusAndDay() throws SQLException {
        ask("""
            SELECT o.status, count(*) FROM orders o JOIN sessions p ON o.session = p.session GROUP BY 1""", data -> {
            Sums sums = new Sums();
            data.orders.forEach(o -> sums.count(o.get("status")));
            return sums;
        });
    }

    @Test
    void q11CashAfterTheLastExecutionOfADay() throws SQLException {
        ask("""
            WITH last AS (SELECT session, CAST(time AS DATE) AS day, arg_max(cash, sequence) AS cash FROM positions GROUP BY 1, 2)
            SELECT CAST(e.day AS VARCHAR), sum(p.cash) FROM last p JOIN equity e ON p.session = e.session AND p.day = e.day
            WHERE p.cash = e.cash GROUP BY 1""", data -> {
            Sums sums = new Sums();
            Map<String, String> cash = new HashMap<>();
            data.equity.forEach(e -> cash.put(e.get("run") + e.get("session"), e.get("cash")));
            data.orders.stream()
                    .filter(o -> !o.get("filled").equals("0"))
                    .map(o -> o.get("run") + day(o.get("ended")))
                    .distinct()
                    .forEach(key -> sums.add(key.substring(key.length() - 10), cash.get(key)));
            return sums;
        });
    }

    @Test
    void q12TradesAndTheEndOfTheirMonth() throws SQLException {
        ask(
                """
            WITH m AS (SELECT split_part(session, '/', 1) AS run, strftime(day, '%Y-%m') AS month, arg_max(equity, day) AS equity
                       FROM equity GROUP BY 1, 2)
            SELECT m.month, sum(m.equity) FROM trades t
            JOIN m ON m.run = split_part(t.session, '/', 1) AND m.month = strftime(t.exit_time, '%Y-%m') GROUP BY 1""",
                data -> {
                    Sums sums = new Sums();
                    Map<String, String> ends = new HashMap<>();
                    data.equity.forEach(
                            e -> ends.put(e.get("run") + e.get("session").substring(0, 7), e.get("equity")));
                    data.trades.forEach(t -> {
                        String month = t.get("exit_time").substring(0, 7);
                        sums.add(month, ends.get(t.get("run") + month));
                    });
                    return sums;
                });
    }

    @Test
    void q13MinutesHeldByReasonOfTheExit() throws SQLException {
        ask("""
            SELECT t.exit_reason, sum(t.exit_nanos - t.entry_nanos) / 60e9 FROM trades t
            JOIN orders o ON SAME(t,o) AND t.order_ref = o.order_ref WHERE o.purpose = 'entry' GROUP BY 1""", data -> {
            Sums sums = new Sums();
            data.trades.forEach(t -> sums.add(
                    t.get("exit_reason"),
                    seconds(t.get("entry_time"), t.get("exit_time"))
                            .divide(BigDecimal.valueOf(60), new MathContext(20))));
            return sums;
        });
    }

    @Test
    void q14GivenBackAfterTheBestPrice() throws SQLException {
        ask("""
            SELECT t.exit_reason, sum(t.mfe - t.pnl) FROM trades t
            JOIN orders o ON SAME(t,o) AND t.order_ref = o.order_ref WHERE o.side = 'buy' AND t.mfe IS NOT NULL GROUP BY 1""", data -> {
            Sums sums = new Sums();
            var byRef = data.ordersByRef();
            data.trades.stream()
                    .filter(t -> !t.get("mfe").isEmpty())
                    .filter(t -> byRef.get(t.get("run") + t.get("order_ref"))
                            .get("side")
                            .equals("buy"))
                    .forEach(t -> sums.add(
                            t.get("exit_reason"), new BigDecimal(t.get("mfe")).subtract(new BigDecimal(t.get("pnl")))));
            return sums;
        });
    }

    @Test
    void q15ChangesOfTheStopByWonAndLost() throws SQLException {
        ask("""
            SELECT CASE WHEN t.pnl > 0 THEN 'won' ELSE 'lost' END, sum(o.changes) FROM trades t
            JOIN orders o ON SAME(t,o) AND o.parent_ref = t.order_ref AND o.purpose = 'stop' GROUP BY 1""", data -> {
            Sums sums = new Sums();
            var stops = stops(data);
            data.trades.forEach(t -> {
                var stop = stops.get(t.get("run") + t.get("order_ref"));
                if (stop != null) {
                    sums.add(new BigDecimal(t.get("pnl")).signum() > 0 ? "won" : "lost", stop.get("changes"));
                }
            });
            return sums;
        });
    }

    @Test
    void q16DistanceOfTheLastStopFromTheEntry() throws SQLException {
        ask("""
            SELECT t.side, sum(t.entry_price - o.stop_price) FROM trades t
            JOIN orders o ON SAME(t,o) AND o.parent_ref = t.order_ref AND o.purpose = 'stop' GROUP BY 1""", data -> {
            Sums sums = new Sums();
            var stops = stops(data);
            data.trades.forEach(t -> {
                var stop = stops.get(t.get("run") + t.get("order_ref"));
                if (stop != null) {
                    sums.add(
                            t.get("side"),
                            new BigDecimal(t.get("entry_price")).subtract(new BigDecimal(stop.get("stop"))));
                }
            });
            return sums;
        });
    }

    @Test
    void q17HighestPriceWhileHeld() throws SQLException {
        ask("""
            SELECT t.side, sum(t.high) FROM (SELECT t.session, t.n, t.side, max(b.high) AS high FROM trades t
            JOIN bars b ON SAME(t,b) AND b.symbol = t.symbol AND b.size = '5m' AND NOT b.warm_up
                AND b.start >= t.entry_time AND b.time < t.exit_time GROUP BY 1, 2, 3) t GROUP BY 1""", data -> {
            Sums sums = new Sums();
            data.trades.forEach(t -> {
                String from = t.get("entry_time").substring(0, 19);
                String to = OffsetDateTime.parse(t.get("exit_time"))
                        .toLocalDateTime()
                        .minusMinutes(5)
                        .toString();
                String last = to.length() == 16 ? to + ":00" : to;
                bars.entrySet().stream()
                        .filter(bar -> (bar.getKey() + ":00").compareTo(from) >= 0)
                        .filter(bar -> (bar.getKey() + ":00").compareTo(last) < 0)
                        .map(bar -> new BigDecimal(bar.getValue().getField("high")))
                        .max(BigDecimal::compareTo)
                        .ifPresent(high -> sums.add(t.get("side"), high));
            });
            return sums;
        });
    }

    @Test
    void q18ExposureOfDaysOnWhichEntriesFilled() throws SQLException {
        ask("""
            SELECT 'all', sum(e.exposure) FROM equity e
            JOIN (SELECT DISTINCT t.session, CAST(t.entry_time AS DATE) AS day FROM trades t) t
            ON SAME(t,e) AND t.day = e.day""", data -> {
            Sums sums = new Sums();
            Map<String, String> exposure = new HashMap<>();
            data.equity.forEach(e -> exposure.put(e.get("run") + e.get("session"), e.get("exposure")));
            data.trades.stream()
                    .map(t -> t.get("run") + day(t.get("entry_time")))
                    .distinct()
                    .forEach(key -> sums.add("all", exposure.get(key)));
            return sums;
        });
    }

    @Test
    void q19SignalsThatBecameEntries() throws SQLException {
        ask("""
            SELECT 'entries', count(*) FROM orders o
            WHERE o.purpose = 'entry' AND EXISTS (SELECT 1 FROM verdicts v
                JOIN signals s ON SAME(s,v) AND s.sequence = v.signal_sequence AND s.strategy = v.strategy
                WHERE v.session = o.session AND v.outcome = 'accepted' AND s.sequence = o.cause_sequence)""", data -> {
            Sums sums = new Sums();
            data.orders.stream().filter(o -> o.get("purpose").equals("entry")).forEach(o -> sums.count("entries"));
            return sums;
        });
    }

    @Test
    void q20TradesThatTwoRunsShare() throws SQLException {
        ask("""
            SELECT 'shared', count(*) FROM trades t JOIN trades o ON t.session < o.session AND t.entry_time = o.entry_time
            AND t.exit_time = o.exit_time""", data -> {
            Sums sums = new Sums();
            sums.add("shared", BigDecimal.ZERO);
            if (!data.days) {
                for (var one : data.trades) {
                    for (var other : data.trades) {
                        boolean shared = one.get("run").compareTo(other.get("run")) < 0
                                && one.get("entry_time").equals(other.get("entry_time"))
                                && one.get("exit_time").equals(other.get("exit_time"));
                        if (shared) {
                            sums.count("shared");
                        }
                    }
                }
            }
            return sums;
        });
    }
}
