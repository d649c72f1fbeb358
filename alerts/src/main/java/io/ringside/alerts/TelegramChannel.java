package io.ringside.alerts;

import io.ringside.engine.settings.SettingsNode;
import io.ringside.replay.report.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Telegram's Bot API: plain text to one chat, since a message with an unescaped character of its markup is refused. No
 * commands are read from it: every member of the group could trade.
 */
final class TelegramChannel implements Channel {
    private static final int TEXT_MAX = 4_096;

    private final HttpPost post;
    private final String chat;

    private TelegramChannel(URI uri, String chat, long timeoutMs) {
        post = new HttpPost(uri, timeoutMs);
        this.chat = chat;
    }

    static TelegramChannel of(SettingsNode node, Secrets secrets, long timeoutMs) {
        String token = secrets.required(node, "token");
        if (!token.matches("[0-9]+:[A-Za-z0-9_-]+")) {
            throw node.error("token-file", "holds no token such as 123456:ABC");
        }
        String api = node.text("api", "https://api.telegram.org");
        if (node.has("api")) {
            AlertSettings.address(node, "api", secrets);
        }
        String chat = node.text("chat", null);
        if (!chat.matches("-?[0-9]{1,20}|@[A-Za-z0-9_]{1,64}")) {
            throw node.error("chat", "must be a chat's number or @channel");
        }
        return new TelegramChannel(URI.create(api + "/bot" + token + "/sendMessage"), chat, timeoutMs);
    }

    @Override
    public int textMax() {
        return TEXT_MAX;
    }

    @Override
    public Delivery send(Message message) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("chat_id", chat);
        body.put("text", message.text());
        body.put("link_preview_options", Map.of("is_disabled", true));
        return post.json(Json.compact(body), Map.of());
    }
}
