package io.ringside.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.ringside.alerts.FailingServer.How;
import io.ringside.engine.command.Commands;
import io.ringside.engine.event.Condition;
import io.ringside.replay.report.Json;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ringside alerts} as a process of its own that is killed again and again, while a journal is written and servers in
 * this process fail in every way they know. Each message arrives on each of its channels, a repeat is marked, nothing goes
 * elsewhere, and no secret stands in a log.
 */
class AlertCampaignIT {
    private static final String DAY = "2025-06-20";
    private static final String TOKEN = "123456:AAcanaryToken";
    private static final String SECRET = "canary-secret-key";
    private static final String PASSWORD = "canary-password";
    private static final Pattern LINE = Pattern.compile("(?m)^(.*?)( \\(repeat\\))? \\[(\\S+)\\]\\r?$");
    /** Far more than any of it takes. */
    private static final long PATIENCE_NANOS = 900_000_000_000L;

    private static final int LIFE_MAX_MS = 2_500;
    private static final int PAUSE_MAX_MS = 40;

    @TempDir
    Path folder;

    private final AtomicBoolean calm = new AtomicBoolean();
    private final SplittableRandom random = new SplittableRandom(Long.getLong("ringside.seed", 1));
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private FailingServer telegram;
    private FailingServer webhook;
    private FlakyProxy proxy;
    private Process process;
    /** How often the process that runs and those before it will have looked, once it has. */
    private int starts;

    @BeforeEach
    void open() throws IOException {
        mail.start();
        mail.setUser("me@example.org", "me", PASSWORD);
        proxy = new FlakyProxy(mail.getSmtp().getPort(), calm, random.split());
        telegram = new FailingServer(failures(random.split()));
        webhook = new FailingServer(failures(random.split()));
    }

    @AfterEach
    void close() throws IOException {
        if (process != null) {
            process.destroyForcibly();
        }
        proxy.close();
        telegram.close();
        webhook.close();
        mail.stop();
    }

    /** One request in three fails for a while; once it is calm, none. */
    private Supplier<How> failures(SplittableRandom chance) {
        How[] passing = {How.TOO_MANY, How.FAULT, How.UNAVAILABLE, How.CUT, How.MUTE, How.SLOW};
        return () -> {
            synchronized (chance) {
                How how = passing[chance.nextInt(passing.length)];
                return calm.get() || chance.nextInt(3) > 0 ? How.TAKE : how;
            }
        };
    }

    @Test
    void shouldLoseNothingAndMarkRepeatsWhenServersFailAndTheProcessIsKilled() throws Exception {
        campaign(30, 2);
    }

    @Test
    @Tag("long")
    void shouldLoseNoneOfTwoThousandMessagesOverAHundredKills() throws Exception {
        campaign(Integer.getInteger("ringside.messages", 2_000), Integer.getInteger("ringside.kills", 100));
    }

    private void campaign(int messages, int kills) throws Exception {
        Path root = Files.createDirectory(folder.resolve("live"));
        Set<String> written = new HashSet<>();
        Set<String> critical = new HashSet<>();
        try (TestDay day = new TestDay(root, DAY)) {
            day.condition(Condition.LIVE_START, 0, "");
            config();
            start();
            // What is written before its first look is the past.
            await(() -> Files.exists(folder.resolve("alerts/outbox")) && output().contains("first look done"));
            int killed = 0;
            for (int i = 0; i < messages; i++) {
                boolean urgent = random.nextInt(4) == 0;
                long sequence = day.condition(urgent ? Condition.BREAK : Condition.DISCONNECTED, 0, "number " + i);
                String key = DAY + "/" + sequence + "/" + (urgent ? "break" : "disconnected");
                written.add(key);
                if (urgent) {
                    critical.add(key);
                }
                // So that they leave by ones and twos as well as together.
                LockSupport.parkNanos(random.nextInt(PAUSE_MAX_MS) * 1_000_000L);
                if (killed < (long) kills * (i + 1) / messages) {
                    killed++;
                    // At any moment: while it starts, reads, writes; and every other time while it sends.
                    if (killed % 2 == 0) {
                        await(() -> output().split("first look done", -1).length - 1 >= starts);
                    }
                    LockSupport.parkNanos(random.nextInt(LIFE_MAX_MS) * 1_000_000L);
                    process.destroyForcibly().waitFor();
                    start();
                }
            }
            assertEquals(kills, killed);
            calm.set(true);
            await(() -> keys(texts(telegram)).containsAll(written)
                    && keys(texts(webhook)).containsAll(written)
                    && keys(mails()).containsAll(critical));
            long from = System.nanoTime();
            long last = day.condition(Condition.UNPROTECTED, 0, "");
            await(() -> keys(texts(telegram)).contains(DAY + "/" + last + "/unprotected"));
            long tookMs = (System.nanoTime() - from) / 1_000_000;
            written.add(DAY + "/" + last + "/unprotected");
            critical.add(DAY + "/" + last + "/unprotected");
            await(() ->
                    keys(mails()).containsAll(critical) && keys(texts(webhook)).containsAll(written));
            process.destroy();
            process.waitFor();
            int repeats = judge(texts(telegram), written) + judge(texts(webhook), written) + judge(mails(), critical);
            judgePlaces();
            judgeSecrets();
            System.out.println("alert campaign: seed " + Long.getLong("ringside.seed", 1) + ", " + written.size()
                    + " alerts, " + critical.size() + " of them critical, " + killed + " kills; "
                    + telegram.taken.size()
                    + " messages by telegram " + ways(telegram) + ", " + webhook.taken.size() + " by webhook "
                    + ways(webhook) + ", " + mail.getReceivedMessages().length + " mails; " + repeats
                    + " repeats, all marked; a critical record in the calm arrived after " + tookMs + " ms");
        }
    }

    // ---- The process ----------------------------------------------------------------------------------------------

    private void config() throws IOException {
        secret("token", TOKEN);
        secret("key", SECRET);
        secret("password", PASSWORD);
        Files.writeString(
                folder.resolve("alerts.conf"),
                "journal = live, group-ms = 50, digest = off, repeat-ms = 3600000\n"
                        + "retry { first-ms = 20, most-ms = 200, timeout-ms = 400 }\n"
                        + "channels {\n"
                        + "  phone { type = telegram, chat = 7, token-file = token, per-minute = 6000, burst = 100, api = \""
                        + telegram.url() + "\" }\n"
                        + "  hook { type = webhook, secret-file = key, per-minute = 6000, burst = 100, url = \""
                        + webhook.url() + "/hook\" }\n"
                        + "  mail { type = mail, least = critical, host = \"127.0.0.1\", port = " + proxy.port()
                        + ", security = none, user = me, password-file = password, from = \"ringside@example.org\","
                        + " to = [\"me@example.org\"], per-minute = 6000, burst = 100 }\n}\n");
    }

    private void secret(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void start() throws IOException {
        starts = output().split("first look done", -1).length;
        Path home = TestDay.HOME;
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + home.resolve("config/jvm.options"),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Commands.class.getName(),
                        AlertsCommand.class.getName(),
                        "--config",
                        folder.resolve("alerts.conf").toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return "";
        }
    }

    private void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || !process.isAlive()) {
                throw new AssertionError("it never came; alive " + process.isAlive() + "\n" + output());
            }
            LockSupport.parkNanos(20_000_000L);
        }
    }

    // ---- What arrived ---------------------------------------------------------------------------------------------

    private static List<String> texts(FailingServer server) {
        return server.taken.stream()
                .map(taken -> (String) ((Map<?, ?>) Json.read("body", taken.body())).get("text"))
                .toList();
    }

    private List<String> mails() {
        List<String> texts = new ArrayList<>();
        for (MimeMessage message : mail.getReceivedMessages()) {
            try {
                texts.add(String.valueOf(message.getContent()));
            } catch (IOException | MessagingException e) {
                throw new AssertionError(e);
            }
        }
        return texts;
    }

    private static Set<String> keys(List<String> texts) {
        Set<String> keys = new HashSet<>();
        for (String text : texts) {
            Matcher line = LINE.matcher(text);
            while (line.find()) {
                keys.add(line.group(3));
            }
        }
        return keys;
    }

    /** How many repeats there were; each must say so. */
    private static int judge(List<String> texts, Set<String> wanted) {
        Set<String> seen = new HashSet<>();
        int repeats = 0;
        for (String text : texts) {
            Matcher line = LINE.matcher(text);
            while (line.find()) {
                if (!seen.add(line.group(3))) {
                    repeats++;
                    assertTrue(line.group(2) != null, "came twice and does not say so: " + line.group());
                }
            }
        }
        assertEquals(wanted, seen);
        return repeats;
    }

    private void judgePlaces() throws MessagingException {
        telegram.taken.forEach(taken -> assertEquals("/bot" + TOKEN + "/sendMessage", taken.path()));
        webhook.taken.forEach(taken -> {
            assertEquals("/hook", taken.path());
            String hmac = WebhookChannel.hmac(SECRET.getBytes(StandardCharsets.UTF_8), taken.body());
            assertEquals("sha256=" + hmac, taken.signature());
        });
        for (MimeMessage message : mail.getReceivedMessages()) {
            assertEquals(1, message.getAllRecipients().length);
            assertEquals("me@example.org", message.getAllRecipients()[0].toString());
        }
    }

    private void judgeSecrets() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                boolean itself = Set.of("token", "key", "password")
                        .contains(file.getFileName().toString());
                assertFalse(!itself && bytes.contains("canary"), file::toString);
            }
        }
    }

    private static Map<How, Integer> ways(FailingServer server) {
        Map<How, Integer> ways = new EnumMap<>(How.class);
        server.taken.forEach(taken -> ways.merge(taken.how(), 1, Integer::sum));
        return ways;
    }
}
