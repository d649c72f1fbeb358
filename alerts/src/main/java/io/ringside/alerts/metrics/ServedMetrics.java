package io.ringside.alerts.metrics;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * A daemon's figures beside those of the alerts that are sent of it, for as long as it is open.
 *
 * <p>Thread: its own.
 */
public final class ServedMetrics implements AutoCloseable {
    private final DaemonMetrics metrics;
    private final MetricsServer server;

    /**
     * Starts.
     *
     * @param listen an address of the loopback such as 127.0.0.1:9464
     * @param sent how many alerts came to an outcome, by channel
     * @param depth how many wait
     * @throws io.ringside.engine.settings.UserError if the address is another one, or taken
     */
    public ServedMetrics(String listen, Path folder, Supplier<Map<String, Map<String, Long>>> sent, IntSupplier depth) {
        metrics = new DaemonMetrics(List.of(folder), family -> {
            sent.get()
                    .forEach((channel, outcomes) -> outcomes.forEach((outcome, count) -> family.counter(
                            "alerts_sent",
                            "Alerts by channel and what became of them since the start",
                            count,
                            "channel",
                            channel,
                            "outcome",
                            outcome)));
            family.gauge("alert_outbox_depth", "Alerts that wait, each once a channel", depth.getAsInt());
        });
        server = new MetricsServer(listen, () -> metrics.scrape(System.currentTimeMillis()));
    }

    /** Where it is. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        metrics.close();
    }
}
