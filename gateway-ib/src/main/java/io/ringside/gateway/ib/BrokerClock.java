package io.ringside.gateway.ib;

import io.ringside.engine.settings.UserError;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.tws.ConnectionEnd;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsEncoder;
import io.ringside.gateway.ib.tws.TwsProtocolError;
import io.ringside.gateway.ib.tws.TwsSettings;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The time of a simulated market elsewhere, asked for once and then reckoned on at its speed. Never for a real broker: there
 * the machine's own clock counts, and is only compared.
 *
 * <p>Thread: start-up; the clock any.
 */
public final class BrokerClock {
    private static final int OTHER_CLIENT = 9_901;

    private BrokerClock() {}

    /** Connects for a moment, asks, and leaves. */
    public static LongSupplier ask(LiveSettings live, double speed) {
        CountDownLatch answered = new CountDownLatch(1);
        AtomicLong told = new AtomicLong();
        AtomicLong publishedAt = new AtomicLong();
        AtomicReference<TwsConnection> connection = new AtomicReference<>();
        TwsSettings usual = TwsSettings.local(live.port(), OTHER_CLIENT);
        connection.set(TwsConnection.open(
                usual,
                new TwsConnection.Listener() {
                    @Override
                    public void ready(int serverVersion) {
                        while (connection.get() == null) {
                            Thread.onSpinWait();
                        }
                        connection.get().send(new TwsEncoder(serverVersion).reqCurrentTime());
                    }

                    @Override
                    public void currentTime(long timeNanos) {
                        told.set(timeNanos);
                        publishedAt.set(System.nanoTime());
                        answered.countDown();
                    }

                    @Override
                    public void malformed(TwsProtocolError error) {
                        answered.countDown();
                    }

                    @Override
                    public void unsent(int orderId) {
                        // Nothing that could be.
                    }

                    @Override
                    public void disconnected(ConnectionEnd reason, String detail) {
                        answered.countDown();
                    }
                },
                SystemNanoClock.INSTANCE));
        try {
            if (answered.await(10, TimeUnit.SECONDS) && told.get() != 0) {
                return () -> told.get() + (long) ((System.nanoTime() - publishedAt.get()) * speed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.get().close();
        }
        throw new UserError("nobody tells the time at port " + live.port() + "; is ringside sim-tws running?");
    }
}
