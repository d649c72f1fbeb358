package io.ringside.alerts.metrics;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.settings.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ringside metrics}: figures of daemons for Prometheus. */
@Command(
        name = "metrics",
        description = "Serves /metrics for Prometheus on the loopback, from what daemons leave in their folders.")
public final class MetricsCommand extends TerminalCommand {
    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "a daemon's folder, live if not given; several may be")
    List<Path> journals = new ArrayList<>();

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "where; 127.0.0.1:9464 if not given",
            defaultValue = "127.0.0.1:9464")
    String listen;

    @Option(names = "--once", description = "print the text and end")
    boolean once;

    @Override
    public Integer call() throws InterruptedException {
        List<Path> folders = journals.isEmpty() ? List.of(Path.of("live")) : journals;
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new UserError("--journal " + folder + ": no such folder; give a daemon's");
            }
        }
        try (DaemonMetrics metrics = new DaemonMetrics(folders)) {
            if (once) {
                out().print(metrics.scrape(System.currentTimeMillis()));
                return Commands.OK;
            }
            try (MetricsServer server = new MetricsServer(listen, () -> metrics.scrape(System.currentTimeMillis()))) {
                out().println("http://127.0.0.1:" + server.port() + "/metrics");
                out().flush();
                new CountDownLatch(1).await();
            }
        }
        return Commands.OK;
    }
}
