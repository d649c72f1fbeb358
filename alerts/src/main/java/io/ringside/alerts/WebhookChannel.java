package io.ringside.alerts;

import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * JSON to an address: Discord's, Slack's, or of a template of the user's, in whose texts <code>{text}</code>,
 * <code>{subject}</code>, <code>{severity}</code>, <code>{keys}</code>, <code>{repeat}</code> and <code>{name}</code> are
 * filled in. With a secret the header {@code X-Ringside-Signature-256} holds {@code sha256=} and the HMAC-SHA256 of the body.
 */
final class WebhookChannel implements Channel {
    private static final int DISCORD_MAX = 2_000;
    private static final int TEXT_MAX = 4_000;
    private static final long TEMPLATE_MAX = 64 << 10;
    private static final String HMAC = "HmacSHA256";

    private final HttpPost post;
    private final String name;
    private final Object template;
    private final UnaryOperator<String> escape;
    private final int textMax;
    private final byte[] key;

    private WebhookChannel(
            HttpPost post, String name, Object template, UnaryOperator<String> escape, int textMax, byte[] key) {
        this.post = post;
        this.name = name;
        this.template = template;
        this.escape = escape;
        this.textMax = textMax;
        this.key = key;
    }

    static WebhookChannel of(SettingsNode node, Secrets secrets, long timeoutMs, String name) {
        String preset = node.text("preset", "own");
        URI uri = AlertSettings.address(node, "url", secrets);
        String secret = secrets.read(node, "secret");
        byte[] key = secret == null ? null : secret.getBytes(StandardCharsets.UTF_8);
        HttpPost post = new HttpPost(uri, timeoutMs);
        return switch (preset) {
            case "discord" ->
                new WebhookChannel(
                        post,
                        name,
                        // Texts of the broker's must not trigger mentions of all users.
                        Map.of("content", "{text}", "allowed_mentions", Map.of("parse", List.of())),
                        UnaryOperator.identity(),
                        DISCORD_MAX,
                        key);
            case "slack" ->
                new WebhookChannel(post, name, Map.of("text", "{text}"), WebhookChannel::ofSlack, TEXT_MAX / 2, key);
            case "own" -> new WebhookChannel(post, name, template(node), UnaryOperator.identity(), TEXT_MAX, key);
            default -> throw node.error("preset", "must be one of [discord, own, slack]");
        };
    }

    private static Object template(SettingsNode node) {
        Path file = node.path("template");
        if (file == null) {
            Map<String, Object> all = new LinkedHashMap<>();
            for (String field : List.of("name", "severity", "subject", "text", "keys", "repeat")) {
                all.put(field, "{" + field + "}");
            }
            return all;
        }
        try {
            if (Files.size(file) > TEMPLATE_MAX) {
                throw new UserError(file + ": is larger than " + TEMPLATE_MAX + " bytes: this is no template");
            }
            Object template = Json.read(file.toString(), Files.readString(file));
            if (!String.valueOf(template).contains("{text}")
                    || !String.valueOf(template).contains("{keys}")) {
                throw new UserError(file + ": has no {text} or no {keys}, by which a repeat is known");
            }
            return template;
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read: " + UserError.reasonWithFile(e), e);
        }
    }

    @Override
    public int textMax() {
        return textMax;
    }

    @Override
    public Delivery send(Message message) throws InterruptedException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("{name}", name);
        values.put("{severity}", message.severity().name().toLowerCase(Locale.ROOT));
        values.put("{subject}", message.subject());
        values.put("{keys}", message.keys());
        values.put("{repeat}", String.valueOf(message.repeat()));
        values.put("{text}", message.text());
        String body = Json.compact(filled(template, values));
        return post.json(
                body, key == null ? Map.of() : Map.of("X-Ringside-Signature-256", "sha256=" + hmac(key, body)));
    }

    private Object filled(Object value, Map<String, String> values) {
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> copy = new LinkedHashMap<>();
            members.forEach((member, one) -> copy.put((String) member, filled(one, values)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(one -> filled(one, values)).toList();
        }
        if (!(value instanceof String text)) {
            return value;
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = text.charAt(at) == '{' ? text.indexOf('}', at) : -1;
            String filling = end < 0 ? null : values.get(text.substring(at, end + 1));
            out.append(filling == null ? String.valueOf(text.charAt(at)) : escape.apply(filling));
            at = filling == null ? at + 1 : end + 1;
        }
        return out.toString();
    }

    /** The three characters that Slack takes for its own. */
    private static String ofSlack(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** HMAC-SHA256 in hexadecimal. */
    static String hmac(byte[] key, String body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java machine has " + HMAC, e);
        }
    }
}
