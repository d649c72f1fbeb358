package io.ringside.gateway.live;

import com.typesafe.config.Config;
import io.ringside.engine.settings.SettingsNode;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.InteractiveBrokers;
import io.ringside.gateway.live.broker.BrokerConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * A daemon in a process of its own that somebody will kill: what {@code ringside live} does, with the market's time from a
 * {@link SharedClock}. Prints a line for every step of its life; ends in order when its input ends.
 *
 * <p>Arguments: folder, clock file, market seconds a second, settings.
 */
final class KilledDaemon {
    private static final long PARK_NANOS = 200_000L;
    /** So many comparisons after its input has ended, everything is settled that ever will be. */
    private static final int COMPARISONS_LAST = 6;

    private KilledDaemon() {}

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        SharedClock clock = new SharedClock(Path.of(arguments[1]));
        double speed = Double.parseDouble(arguments[2]);
        Config given = LiveBench.config(Arrays.copyOfRange(arguments, 3, arguments.length));
        LiveSettings live = LiveSettings.of(SettingsNode.root(given.resolve()).node("gateway"));
        System.out.println("begin");
        try (TradingDaemon daemon = new TradingDaemon(
                LiveConfiguration.engineSettings(given),
                live,
                null,
                root,
                clock::nanos,
                speed,
                false,
                InteractiveBrokers.SIMULATED,
                () -> Runtime.getRuntime().halt(1))) {
            System.out.println("opened");
            boolean ready = false;
            long last = Long.MAX_VALUE;
            BrokerConnection session = daemon.day().session();
            while (session.comparisons() < last || session.phase() != BrokerConnection.Phase.READY) {
                if (!daemon.work()) {
                    LockSupport.parkNanos(PARK_NANOS);
                }
                boolean now = session.phase() == BrokerConnection.Phase.READY;
                if (now && !ready) {
                    System.out.println("ready " + session.reconciledMs());
                }
                ready = now;
                if (last == Long.MAX_VALUE && System.in.available() > 0) {
                    last = session.comparisons() + COMPARISONS_LAST;
                }
            }
        }
        System.out.println("end");
    }
}
