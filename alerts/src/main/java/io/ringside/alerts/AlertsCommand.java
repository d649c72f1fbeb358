package io.ringside.alerts;

import io.ringside.alerts.metrics.ServedMetrics;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.operator.LiveFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside alerts}: sends alerts about a daemon's folder until it is stopped. */
@Command(
        name = "alerts",
        description = "Tells people what a daemon does and what is wrong: by mail, Telegram, webhook or command.")
public final class AlertsCommand extends TerminalCommand {
    private static final Logger LOG = LoggerFactory.getLogger(AlertsCommand.class);
    private static final long LOOK_MS = 250;
    private static final long PING_TIMEOUT_MS = 10_000;
    private static final int STOP_SECONDS = 10;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "channels and rules, such as config/alerts.conf")
    Path config;

    @Option(names = "--journal", paramLabel = "DIR", description = "the daemon's folder, in place of the file's")
    Path journal;

    @Parameters(
            arity = "0..1",
            paramLabel = "test|ack",
            description = "test: sends one message by each channel and ends. ack: critical alerts were seen, where no"
                    + " daemon is left to take ringside ack")
    String what = "";

    @Override
    public Integer call() throws InterruptedException {
        AlertSettings settings = AlertSettings.load(config, journal, System.getenv());
        return switch (what) {
            case "" -> run(settings);
            case "test" -> test(settings);
            case "ack" -> acknowledge(settings);
            default -> throw new UserError(what + ": must be test or ack, or nothing");
        };
    }

    private int run(AlertSettings settings) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            try {
                if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                    LOG.warn("stopped while something was being sent");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try (AlertService service = new AlertService(settings, System.currentTimeMillis());
                Heartbeat heartbeat = new Heartbeat(
                        settings.ping(),
                        settings.pingMs(),
                        PING_TIMEOUT_MS,
                        settings.secrets(),
                        System.getenv("NOTIFY_SOCKET") != null);
                ServedMetrics metrics = serve(settings, service)) {
            service.start();
            LOG.info(
                    "watching {}; channels {}",
                    settings.journal(),
                    settings.routes().keySet());
            try {
                new LiveFolder(settings.journal()).readStatus();
            } catch (UserError e) {
                LOG.warn("{}; nothing is told before one runs there that may be looked at", e.getMessage());
            }
            if (metrics != null) {
                LOG.info("figures at http://127.0.0.1:{}/metrics", metrics.port());
            }
            service.look(System.currentTimeMillis());
            LOG.info("first look done: what comes from now on is told");
            do {
                service.look(System.currentTimeMillis());
                heartbeat.beat(System.currentTimeMillis());
            } while (!stop.await(LOOK_MS, TimeUnit.MILLISECONDS));
        } finally {
            ended.countDown();
        }
        return Commands.OK;
    }

    private static ServedMetrics serve(AlertSettings settings, AlertService service) {
        return settings.metrics().isEmpty()
                ? null
                : new ServedMetrics(settings.metrics(), settings.journal(), service::outcomes, service.outbox()::depth);
    }

    private int test(AlertSettings settings) throws InterruptedException {
        PrintWriter out = out();
        boolean all = true;
        for (Map.Entry<String, AlertSettings.Route> one : settings.routes().entrySet()) {
            long nowMs = System.currentTimeMillis();
            Alert alert = new Alert(
                    "test/" + nowMs, "test", Severity.CRITICAL, nowMs, "this is a test: alerts of this kind arrive");
            Delivery delivery = one.getValue()
                    .channel()
                    .send(new Message(
                            settings.name() + " test",
                            alert.text() + " [" + alert.key() + "]\n",
                            false,
                            List.of(alert)));
            boolean sent = delivery.kind() == Delivery.Kind.SENT;
            all &= sent;
            out.println(one.getKey() + ": "
                    + (sent ? "sent" : "NOT SENT: " + settings.secrets().mask(delivery.reason())));
            out.flush();
        }
        return all ? Commands.OK : Commands.NO;
    }

    private int acknowledge(AlertSettings settings) {
        Path file = settings.state().resolve(AlertService.ACK_FILE);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UserError(file + ": cannot be written: " + UserError.reasonWithFile(e), e);
        }
        out().println("acknowledged; the running ringside alerts, or the next one, takes it up");
        return Commands.OK;
    }
}
