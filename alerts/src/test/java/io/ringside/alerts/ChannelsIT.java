package io.ringside.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.ringside.alerts.FailingServer.How;
import io.ringside.replay.report.Json;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way out against a real server on the loopback, whole and failing. */
class ChannelsIT {
    private static final Map<String, String> SECRETS =
            Map.of("TOKEN", "123456:AAcanary", "SECRET", "canary-key", "PASSWORD", "canary-password");

    @TempDir
    Path folder;

    private volatile How how = How.TAKE;

    private Channel channel(String text) throws IOException {
        return channel(60_000, text);
    }

    /** One that is soon out of patience. */
    private Channel hasty(String text) throws IOException {
        return channel(300, text);
    }

    private Channel channel(long timeoutMs, String text) throws IOException {
        Path file = folder.resolve("alerts.conf");
        Files.writeString(file, "retry { timeout-ms = " + timeoutMs + " }\nchannels { one { " + text + " } }");
        return AlertSettings.load(file, null, SECRETS).routes().get("one").channel();
    }

    private static Message message(String text, String attachment) {
        Alert alert = new Alert("2025-06-20/7/break", "break", Severity.CRITICAL, 0, text, attachment);
        return new Message("desk critical: " + text, text + " [2025-06-20/7/break]\n", false, List.of(alert));
    }

    private static Object json(String body) {
        return Json.read("body", body);
    }

    @Test
    void shouldSendPlainTextToTelegram() throws Exception {
        try (FailingServer server = new FailingServer(() -> how)) {
            Channel channel =
                    channel("type = telegram, chat = \"-100\", token-env = TOKEN, api = \"" + server.url() + "\"");
            assertEquals(
                    Delivery.Kind.SENT, channel.send(message("a_b *c* <d>", "")).kind());
            FailingServer.Taken taken = server.taken.get(0);
            assertEquals("/bot123456:AAcanary/sendMessage", taken.path());
            assertEquals("a_b *c* <d> [2025-06-20/7/break]\n", ((Map<?, ?>) json(taken.body())).get("text"));
            assertEquals("-100", ((Map<?, ?>) json(taken.body())).get("chat_id"));
            assertNull(((Map<?, ?>) json(taken.body())).get("parse_mode"));
        }
    }

    @Test
    void shouldWriteWhatDiscordAndSlackAndATemplateAskFor() throws Exception {
        Path template = folder.resolve("own.json");
        Files.writeString(template, "{\"alert\": {\"id\": \"{keys}\", \"said\": [\"{severity}: {text}\", 3, null]}}");
        try (FailingServer server = new FailingServer(() -> how)) {
            Message message = message("<@everyone> & \"x\"", "");
            String url = "url = \"" + server.url() + "/hook\"";
            channel("type = webhook, preset = discord, " + url).send(message);
            channel("type = webhook, preset = slack, " + url).send(message);
            channel("type = webhook, secret-env = SECRET, template = \"own.json\", " + url)
                    .send(message);
            assertEquals(
                    Map.of("content", message.text(), "allowed_mentions", Map.of("parse", List.of())),
                    json(server.taken.get(0).body()));
            assertEquals(
                    Map.of("text", "&lt;@everyone&gt; &amp; \"x\" [2025-06-20/7/break]\n"),
                    json(server.taken.get(1).body()));
            Object alert = ((Map<?, ?>) json(server.taken.get(2).body())).get("alert");
            assertEquals("2025-06-20/7/break", ((Map<?, ?>) alert).get("id"));
            assertEquals("critical: " + message.text(), ((List<?>) ((Map<?, ?>) alert).get("said")).get(0));
            assertNull(server.taken.get(1).signature());
            assertEquals(
                    "sha256="
                            + WebhookChannel.hmac(
                                    "canary-key".getBytes(StandardCharsets.UTF_8),
                                    server.taken.get(2).body()),
                    server.taken.get(2).signature());
        }
    }

    /** RFC 4231, test case 2. */
    @Test
    void shouldSignAsTheStandardSays() {
        assertEquals(
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                WebhookChannel.hmac("Jefe".getBytes(StandardCharsets.UTF_8), "what do ya want for nothing?"));
    }

    @Test
    void shouldKnowWhatIsWorthAnotherAttemptAndWhatMayHaveArrived() throws Exception {
        try (FailingServer server = new FailingServer(() -> how)) {
            Channel channel = channel("type = webhook, url = \"" + server.url() + "\"");
            Channel hasty = hasty("type = webhook, url = \"" + server.url() + "\"");
            check(channel, How.TAKE, Delivery.Kind.SENT, false);
            check(channel, How.TOO_MANY, Delivery.Kind.LATER, false);
            check(channel, How.UNAVAILABLE, Delivery.Kind.LATER, false);
            check(channel, How.FAULT, Delivery.Kind.LATER, true);
            check(channel, How.CUT, Delivery.Kind.LATER, true);
            check(hasty, How.MUTE, Delivery.Kind.LATER, true);
            check(hasty, How.SLOW, Delivery.Kind.LATER, true);
            check(channel, How.REFUSE, Delivery.Kind.REFUSED, false);
            check(channel, How.REDIRECT, Delivery.Kind.REFUSED, false);
            assertTrue(server.taken.stream().noneMatch(taken -> taken.path().equals("/elsewhere")));
        }
        Delivery gone = channel("type = webhook, url = \"https://no-such-host.invalid/x\"")
                .send(message("x", ""));
        assertEquals(Delivery.Kind.LATER, gone.kind());
        assertFalse(gone.maybe(), gone.reason());
        Delivery nobody =
                channel("type = webhook, url = \"http://127.0.0.1:1/x\"").send(message("x", ""));
        assertEquals(Delivery.Kind.LATER, nobody.kind());
        assertFalse(nobody.maybe(), nobody.reason());
    }

    private void check(Channel channel, How wanted, Delivery.Kind kind, boolean maybe) throws InterruptedException {
        how = wanted;
        Delivery delivery = channel.send(message("x", ""));
        assertEquals(kind, delivery.kind(), wanted + ": " + delivery);
        assertEquals(maybe, delivery.maybe(), wanted + ": " + delivery);
        if (wanted == How.TOO_MANY) {
            assertEquals(20, delivery.waitMs());
        }
    }

    @Test
    void shouldReadEveryFormOfRetryAfter() {
        Instant now = Instant.parse("2025-06-20T14:00:00Z");
        assertEquals(120_000, HttpPost.retryAfterMs("120", now));
        assertEquals(30_000, HttpPost.retryAfterMs("Fri, 20 Jun 2025 14:00:30 GMT", now));
        assertEquals(0, HttpPost.retryAfterMs("Fri, 20 Jun 2025 13:00:30 GMT", now));
        assertEquals(0, HttpPost.retryAfterMs("soon", now));
        assertEquals(35_000, HttpPost.retryAfterMs("{\"parameters\":{\"retry_after\":35}}"));
        assertEquals(1_500, HttpPost.retryAfterMs("{\"retry_after\":1.5}"));
        assertEquals(0, HttpPost.retryAfterMs("<html>"));
    }

    @Test
    void shouldMailTextAndTearSheetToWhomItIsFor() throws Exception {
        Path sheet = folder.resolve("report.html");
        Files.writeString(sheet, "<html>sheet</html>");
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try {
            mail.setUser("me@example.org", "me", "canary-password");
            Channel channel = channel("type = mail, host = \"127.0.0.1\", port = "
                    + mail.getSmtp().getPort()
                    + ", security = none, user = me, password-env = PASSWORD, from = \"ringside@example.org\","
                    + " to = [\"me@example.org\"]");
            assertEquals(Delivery.sent(), channel.send(message("no stop \u00fc", "")));
            assertEquals(Delivery.sent(), channel.send(message("day", sheet.toString())), "at once after the first");
            MimeMessage[] received = mail.getReceivedMessages();
            assertEquals("desk critical: no stop \u00fc", received[0].getSubject());
            assertEquals(
                    "no stop \u00fc [2025-06-20/7/break]",
                    String.valueOf(received[0].getContent()).strip());
            assertEquals("me@example.org", received[0].getAllRecipients()[0].toString());
            assertEquals(received[0].getMessageID(), received[1].getMessageID(), "the same alert has the same id");
            assertTrue(GreenMailUtil.getWholeMessage(received[1]).contains("filename=report.html"));
        } finally {
            mail.stop();
        }
    }

    @Test
    void shouldGiveUpAMailServerThatRefusesIsMuteOrCuts() throws Exception {
        String[] answers = {"550 no such user", "450 later", "mute", "cut"};
        Delivery.Kind[] kinds = {Delivery.Kind.REFUSED, Delivery.Kind.LATER, Delivery.Kind.LATER, Delivery.Kind.LATER};
        for (int i = 0; i < answers.length; i++) {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                String answer = answers[i];
                Thread thread = new Thread(() -> smtp(server, answer));
                thread.setDaemon(true);
                thread.start();
                String own = "type = mail, host = \"127.0.0.1\", port = " + server.getLocalPort()
                        + ", security = none, from = \"a@example.org\", to = [\"b@example.org\"]"
                        + (answer.contains("password") ? ", user = me, password-env = PASSWORD" : "");
                Channel channel = answer.equals("mute") ? hasty(own) : channel(own);
                Delivery delivery = channel.send(message("x", ""));
                assertEquals(kinds[i], delivery.kind(), answer + ": " + delivery);
            }
        }
    }

    /** As much SMTP as leads up to the recipient. */
    private static void smtp(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            var out = socket.getOutputStream();
            out.write("220 here\r\n".getBytes(StandardCharsets.US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                boolean recipient = line.startsWith(answer.contains("password") ? "AUTH" : "RCPT");
                if (recipient && answer.startsWith("cut")) {
                    return;
                }
                if (line.startsWith("EHLO")) {
                    out.write("250-here\r\n250 AUTH PLAIN\r\n".getBytes(StandardCharsets.US_ASCII));
                    continue;
                }
                if (recipient && answer.equals("mute")) {
                    in.readLine();
                    return;
                }
                out.write(((recipient ? answer : "250 ok") + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The client has gone.
            return;
        }
    }

    @Test
    void shouldHandACommandItsTextAndNoSecret() throws Exception {
        Path program = folder.resolve("hook");
        Files.writeString(program, "#!/bin/sh\n{ cat; env; } > \"" + folder.resolve("said") + "\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Channel channel = channel("type = command, command = [\"" + program + "\", \"a;b\"]");
        assertEquals(Delivery.Kind.SENT, channel.send(message("$(id) `id`", "")).kind());
        String said = Files.readString(folder.resolve("said"));
        assertTrue(said.startsWith("$(id) `id` [2025-06-20/7/break]\n"), said);
        assertTrue(said.contains("RINGSIDE_KEYS=2025-06-20/7/break\n"), said);
        assertTrue(said.lines().filter(line -> line.contains("=")).count() < 12, said);
        Files.writeString(program, "#!/bin/sh\nexit 3\n");
        assertEquals(Delivery.Kind.LATER, channel.send(message("x", "")).kind());
        Files.writeString(program, "#!/bin/sh\nwhile :; do sleep 1; done\n");
        Delivery endless =
                hasty("type = command, command = [\"" + program + "\"]").send(message("x", ""));
        assertEquals(Delivery.Kind.LATER, endless.kind());
    }
}
