package io.ringside.alerts;

import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.SettingsText;
import io.ringside.engine.settings.UserError;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Settings of the alert service, from a file such as {@code config/alerts.conf}.
 *
 * @param journal the daemon's folder
 * @param state folder of the outbox
 * @param name of the desk, contained in each message
 * @param rules how urgent each rule is; null leaves it out
 * @param deadMs age of the status at which the daemon counts as dead
 * @param repeatMs how often critical alerts are repeated until they are acknowledged
 * @param digest whether a digest is sent at the session's end
 * @param digestMs how long after it
 * @param pingMs how often the dead man's address is called
 * @param ping that address, null for none
 * @param metrics address at which metrics are served to Prometheus, empty for none
 * @param routes channels by name
 * @param secrets values that must never be shown
 */
record AlertSettings(
        Path journal,
        Path state,
        String name,
        Map<Rule, Severity> rules,
        long deadMs,
        long repeatMs,
        boolean digest,
        long digestMs,
        long pingMs,
        URI ping,
        String metrics,
        Map<String, Route> routes,
        Secrets secrets) {
    private static final int NAME_MAX = 40;
    private static final String OFF = "off";

    /**
     * A channel with its settings.
     *
     * @param least least severity that is sent to it; a critical alert is sent everywhere
     * @param digest whether digests are sent to it
     */
    record Route(Channel channel, Courier.Pace pace, Severity least, boolean digest) {
        boolean takes(Alert alert) {
            return alert.isDigest()
                    ? digest
                    : alert.isCritical() || alert.severity().compareTo(least) >= 0;
        }
    }

    /**
     * Reads a file.
     *
     * @param journal in place of the file's, null for that
     * @throws UserError naming file, line, key and value
     */
    static AlertSettings load(Path file, Path journal, Map<String, String> environment) {
        SettingsNode root = SettingsNode.root(SettingsText.file(file).resolve());
        Secrets secrets = new Secrets(environment);
        Path given = root.path("journal");
        Path state = root.path("state");
        String name = root.parsed("name", "ringside", AlertSettings::name);
        SettingsNode quiet = root.node("quiet");
        LocalTime from = time(quiet, "from");
        LocalTime to = time(quiet, "to");
        ZoneId zone = quiet.parsed("zone", "America/New_York", AlertSettings::zone);
        if ((from == null) != (to == null)) {
            throw quiet.error(from == null ? "to" : "from", "needs the other one of from and to");
        }
        quiet.done();
        SettingsNode retry = root.node("retry");
        long timeoutMs = retry.whole("timeout-ms", 10_000, 100, 60_000);
        Courier.Pace pace = new Courier.Pace(
                root.whole("group-ms", 30_000, 0, 3_600_000),
                5,
                20,
                retry.whole("first-ms", 1_000, 1, 60_000),
                retry.whole("most-ms", 300_000, 1, 3_600_000),
                from,
                to,
                zone);
        retry.done();
        SettingsNode ping = root.node("ping");
        URI pinged = null;
        if (ping.keys().stream().anyMatch(key -> key.startsWith("url"))) {
            pinged = address(ping, "url", secrets);
        }
        long pingMs = ping.whole("every-ms", 60_000, 100, 3_600_000);
        ping.done();
        Map<String, Route> routes = routes(root.required("channels"), pace, timeoutMs, secrets, name);
        AlertSettings settings = new AlertSettings(
                journal != null ? journal : given != null ? given : Path.of("live"),
                state != null ? state : file.resolveSibling("alerts"),
                name,
                rules(root.node("rules")),
                root.whole("dead-ms", 15_000, 1_000, 3_600_000),
                root.whole("repeat-ms", 300_000, 100, 86_400_000),
                root.flag("digest", true),
                root.whole("digest-ms", 60_000, 0, 3_600_000),
                pingMs,
                pinged,
                root.text("metrics", ""),
                routes,
                secrets);
        root.done();
        return settings;
    }

    /** Channels that take an alert. */
    List<String> to(Alert alert) {
        return routes.entrySet().stream()
                .filter(route -> route.getValue().takes(alert))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, Route> routes(
            SettingsNode node, Courier.Pace pace, long timeoutMs, Secrets secrets, String name) {
        Map<String, Route> routes = new LinkedHashMap<>();
        Map<String, Function<SettingsNode, Channel>> kinds = new TreeMap<>(Map.of(
                "mail", one -> MailChannel.of(one, secrets, timeoutMs),
                "telegram", one -> TelegramChannel.of(one, secrets, timeoutMs),
                "webhook", one -> WebhookChannel.of(one, secrets, timeoutMs, name),
                "command", one -> CommandChannel.of(one, timeoutMs)));
        for (String key : node.keys()) {
            SettingsNode one = node.required(key);
            String kind = one.text("type", null);
            if (!kinds.containsKey(kind)) {
                throw one.error("type", "must be one of " + kinds.keySet());
            }
            Severity least = one.parsed("least", "info", text -> severity(text, Severity.INFO));
            Courier.Pace own = new Courier.Pace(
                    pace.groupMs(),
                    one.number("burst", pace.burst(), 1, 1_000),
                    one.decimal("per-minute", pace.perMinute(), 0.01, 100_000),
                    pace.retryMs(),
                    pace.retryMaxMs(),
                    pace.quietFrom(),
                    pace.quietTo(),
                    pace.zone());
            boolean digest = one.flag("digest", true);
            routes.put(key, new Route(kinds.get(kind).apply(one), own, least, digest));
            one.done();
        }
        if (routes.isEmpty()) {
            throw node.error("mail", "at least one channel is needed");
        }
        return routes;
    }

    private static Map<Rule, Severity> rules(SettingsNode node) {
        Map<Rule, Severity> rules = new TreeMap<>();
        for (Rule rule : Rule.values()) {
            String usual = rule.usual().name().toLowerCase(Locale.ROOT);
            Severity severity =
                    node.parsed(rule.key(), usual, text -> text.equals(OFF) ? null : severity(text, Severity.DIGEST));
            if (severity != null) {
                rules.put(rule, severity);
            }
        }
        node.done();
        return rules;
    }

    private static Severity severity(String text, Severity least) {
        List<Severity> allowed = Arrays.stream(Severity.values())
                .filter(one -> one.compareTo(least) >= 0)
                .toList();
        for (Severity severity : allowed) {
            if (severity.name().toLowerCase(Locale.ROOT).equals(text)) {
                return severity;
            }
        }
        throw new IllegalArgumentException("must be one of "
                + allowed.stream()
                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                        .toList()
                + (least == Severity.DIGEST ? " or off" : ""));
    }

    /** An address, plain if nothing in it is secret, else from a file or the environment. */
    static URI address(SettingsNode node, String key, Secrets secrets) {
        boolean plain = node.has(key);
        String text = plain ? node.text(key, null) : secrets.required(node, key);
        String where = key + "-file";
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw node.error(where, "holds no address such as https://host/path");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null
                || !(scheme.equals("https") || (scheme.equals("http") && isLoopback(uri.getHost())))) {
            throw node.error(where, "must be an address that begins with https://; http is for this machine alone");
        }
        if (plain && (uri.getUserInfo() != null || uri.getQuery() != null)) {
            // Of a key that is not there, so that no value is shown.
            throw node.error(
                    key + "-file",
                    key + " holds a name or a query, which may be secret: give " + key + "-file or " + key
                            + "-env instead");
        }
        return uri;
    }

    static boolean isLoopback(String host) {
        return host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]") || host.equals("::1");
    }

    private static String name(String text) {
        if (text.isBlank() || text.length() > NAME_MAX || !text.matches("[ -~]+")) {
            throw new IllegalArgumentException("must be 1 to " + NAME_MAX + " plain characters");
        }
        return text;
    }

    private static LocalTime time(SettingsNode node, String key) {
        if (!node.has(key)) {
            return null;
        }
        return node.parsed(key, null, text -> {
            try {
                return LocalTime.parse(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("must be a time such as 22:00", e);
            }
        });
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a time zone such as Europe/Berlin", e);
        }
    }
}
