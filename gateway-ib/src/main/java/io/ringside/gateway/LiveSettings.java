package io.ringside.gateway;

import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The {@code gateway} object of a configuration: broker, account and timeouts. Times are real time unless they say market
 * time: a simulated market runs faster.
 *
 * @param host of TWS or IB Gateway; a host other than this machine needs {@code allow-remote}
 * @param port 7496 TWS live, 7497 TWS paper, 4001 and 4002 IB Gateway
 * @param clientId the same one every day: only it may change its orders
 * @param account must be one of the session's accounts, and agree with the mode
 * @param live whether real money is traded
 * @param versionMin lowest server version that is accepted
 * @param versionMax highest server version that is offered
 * @param unzoned zone of the broker's times that name none
 * @param connectTimeoutMs timeout for connection, handshake and first ids
 * @param requestTimeoutMs timeout for an answer; a request without an answer has an unknown result, never an empty one
 * @param heartbeatMs silence after which the connection is probed; after two probes without an answer it is closed
 * @param backoffMaxMs longest wait between attempts to connect
 * @param reconcileMs time between comparisons with the broker
 * @param unknownOrderMs how long the broker is queried for an order that it does not know
 * @param unprotectedMs market time for which a position may lack its stop at the broker
 * @param feedStaleMs market time without a 5-second bar after which entries stop
 * @param dataAlarmMs how long prices or historical bars may be missing in regular hours before an alarm
 * @param halts whether to subscribe to the exchange's halts of instruments
 * @param barCheckMs market time after the end of a 5-minute span at which its bars are compared with history; 0 for never
 * @param warmUpBars historical bars of each size with which the indicators are warmed up
 * @param whatIf whether the broker is asked for the margin before an entry
 * @param openCutoff last time of day at which an order for the opening auction is sent, exchange time
 * @param resets spans of the day in which the broker restarts, exchange time: no alarms about the connection then
 * @param entryGoodSeconds market time after its decision at which the broker itself cancels an entry; 0 for the session's end
 * @param alarmRepeatMs how often an unacknowledged alarm is repeated
 * @param report whether the day's report is written when its session has ended
 * @param standing shares of a symbol that the account's owner holds himself: ignored in the comparison with the account, and
 *     never traded
 * @param store how a portfolio gets its bars
 */
public record LiveSettings(
        String host,
        int port,
        int clientId,
        String account,
        boolean live,
        int versionMin,
        int versionMax,
        ZoneId unzoned,
        int connectTimeoutMs,
        int requestTimeoutMs,
        int heartbeatMs,
        int backoffMaxMs,
        int reconcileMs,
        int unknownOrderMs,
        int unprotectedMs,
        int feedStaleMs,
        int dataAlarmMs,
        boolean halts,
        int barCheckMs,
        int warmUpBars,
        boolean whatIf,
        LocalTime openCutoff,
        List<Span> resets,
        int entryGoodSeconds,
        int alarmRepeatMs,
        boolean report,
        Map<String, Long> standing,
        StoreSettings store) {

    private static final long SHARES_MAX = 1_000_000_000L;
    /** Regular trading hours, exchange time. */
    private static final LocalTime OPEN = LocalTime.of(9, 30);

    private static final LocalTime CLOSE = LocalTime.of(16, 0);
    private static final String CONSENT = "I-understand";

    /** A span of the day; it may cross midnight. */
    public record Span(LocalTime from, LocalTime to) {
        /** Whether a time of day lies in it. */
        public boolean contains(LocalTime time) {
            boolean afterFrom = !time.isBefore(from);
            boolean beforeTo = time.isBefore(to);
            return from.isBefore(to) ? afterFrom && beforeTo : afterFrom || beforeTo;
        }

        /** Whether two spans overlap; a span whose ends are equal is the whole day. */
        boolean overlaps(Span other) {
            return contains(other.from) || other.contains(from);
        }

        static Span parse(String text) {
            String[] ends = text.split("-", -1);
            if (ends.length == 2) {
                try {
                    return new Span(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()));
                } catch (DateTimeParseException e) {
                    throw new IllegalArgumentException("must look like \"23:45-00:45\"", e);
                }
            }
            throw new IllegalArgumentException("must look like \"23:45-00:45\"");
        }
    }

    /**
     * Reads and checks the object.
     *
     * @param node the configuration's {@code gateway}
     * @throws UserError naming key, value and what is allowed; also if mode, consent and account do not agree
     */
    public static LiveSettings of(SettingsNode node) {
        boolean live = node.choice("mode", false, Map.of("paper", false, "live", true));
        String consent = node.text("live-trading", "no");
        String account = node.text("account", null);
        String host = node.text("host", "127.0.0.1");
        boolean remote = node.flag("allow-remote", false);
        if (!remote && !host.equals("127.0.0.1") && !host.equals("localhost") && !host.equals("::1")) {
            throw node.error(
                    "host", "is not this machine; the connection is not encrypted: set allow-remote if you must");
        }
        boolean paperAccount = account.startsWith("DU") || account.startsWith("DF");
        if (live != consent.equals(CONSENT)) {
            throw node.error(
                    "live-trading",
                    live
                            ? "mode = live needs live-trading = " + CONSENT + " as well"
                            : "is given, but mode is not live; remove one of them");
        }
        if (live == paperAccount) {
            throw node.error("account", live ? "is a paper account, but mode = live" : "is no paper account (DU, DF)");
        }
        int versionMax = node.number("server-version-max", 176, 157, 176);
        LiveSettings settings = new LiveSettings(
                host,
                node.number("port", live ? 7496 : 7497, 1, 65_535),
                node.number("client-id", 17, 0, 999_999),
                account,
                live,
                node.number("server-version-min", 157, 100, versionMax),
                versionMax,
                node.parsed("time-zone", "America/New_York", LiveSettings::zone),
                node.number("connect-timeout-ms", 15_000, 100, 120_000),
                node.number("request-timeout-ms", 10_000, 100, 120_000),
                node.number("heartbeat-ms", 5_000, 100, 60_000),
                node.number("backoff-max-ms", 30_000, 100, 600_000),
                node.number("reconcile-ms", 60_000, 500, 3_600_000),
                node.number("unknown-order-ms", 30_000, 500, 600_000),
                node.number("unprotected-ms", 5_000, 500, 60_000),
                node.number("feed-stale-ms", 30_000, 6_000, 3_600_000),
                node.number("data-alarm-ms", 60_000, 1_000, 3_600_000),
                node.choice("halts", true, Map.of("watch", true, "off", false)),
                node.number("bar-check-ms", 30_000, 0, 240_000),
                node.number("warm-up-bars", 400, 1, 100_000),
                node.choice("what-if", true, Map.of("entries", true, "off", false)),
                node.parsed("open-order-cutoff", "09:28", LiveSettings::time),
                node.texts("reset-windows", List.of("23:45-00:45")).stream()
                        .map(text -> span(node, text))
                        .toList(),
                node.number("entry-good-seconds", 0, 0, 23_400),
                node.number("alarm-repeat-ms", 300_000, 1_000, 86_400_000),
                node.choice("report", true, Map.of("day-end", true, "off", false)),
                standing(node.node("standing")),
                StoreSettings.of(node.node("store")));
        node.done();
        return settings;
    }

    private static Map<String, Long> standing(SettingsNode node) {
        Map<String, Long> shares = new TreeMap<>();
        for (String symbol : node.keys()) {
            shares.put(symbol, node.whole(symbol, 0, -SHARES_MAX, SHARES_MAX));
        }
        node.done();
        return Map.copyOf(shares);
    }

    /**
     * Refuses standing shares of a symbol that is not traded: with a mistyped symbol, the shares would be missing from the
     * instrument that was meant.
     *
     * @param instruments all instruments traded
     * @throws UserError naming the first such symbol
     */
    public void requireStanding(List<Instrument> instruments) {
        for (String symbol : new TreeMap<>(standing).keySet()) {
            if (instruments.stream().noneMatch(one -> one.isCalled(symbol))) {
                throw new UserError("gateway.standing." + symbol + " = " + standing.get(symbol)
                        + ": is not one of the instruments traded, "
                        + instruments.stream().map(Instrument::symbol).toList() + "; correct or remove it");
            }
        }
    }

    /** Shares of an instrument that the account's owner holds himself, listed under any of its tickers. */
    public long standing(Instrument instrument) {
        return standing.entrySet().stream()
                .filter(one -> instrument.isCalled(one.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The account for logs: its first two letters and last two digits. */
    public String maskedAccount() {
        int length = account.length();
        return account.substring(0, 2)
                + "*".repeat(Math.max(0, length - 4))
                + account.substring(Math.max(2, length - 2));
    }

    /** A text of the broker's for logs, in which the account is masked. */
    public String masked(String text) {
        return text.replace(account, maskedAccount());
    }

    /** Whether the broker is expected to restart at a time of the exchange's day. */
    public boolean isReset(LocalTime time) {
        return resets.stream().anyMatch(span -> span.contains(time));
    }

    /**
     * Reads a reset window, and refuses one that overlaps regular hours: no alarm is raised in a window for a lost
     * connection, so a window with swapped ends would hide a loss during the whole session.
     */
    private static Span span(SettingsNode node, String text) {
        Span span;
        try {
            span = Span.parse(text);
        } catch (IllegalArgumentException e) {
            throw node.error("reset-windows", e.getMessage());
        }
        if (span.overlaps(new Span(OPEN, CLOSE))) {
            throw node.error("reset-windows", "reaches into regular hours, when the broker's absence is an alarm");
        }
        return span;
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a time of day such as \"09:28\"", e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("must be a time zone such as America/New_York", e);
        }
    }
}
