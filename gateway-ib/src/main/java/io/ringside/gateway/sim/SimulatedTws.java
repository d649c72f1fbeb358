package io.ringside.gateway.sim;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A simulated TWS on a port of 127.0.0.1: a {@link Workstation} behind a socket, with a clock that runs at a multiple of
 * the real one, or that the caller advances.
 *
 * <pre>
 *  try (SimulatedTws tws = SimulatedTws.start(new SimSettings(tapes, openNanos))) {
 *      connect(tws.port());
 *      tws.advanceTo(openNanos + 300_000_000_000L);
 *  }
 * </pre>
 *
 * <p>Thread: any; all work is done under one lock. It has a thread to accept, one for the clock, and two a connection.
 */
public final class SimulatedTws implements AutoCloseable {
    private static final long STEP_MAX_NANOS = 250_000_000L;
    private static final long PARK_MAX_NANOS = 10_000_000L;
    private static final long PARK_MIN_NANOS = 100_000L;
    private static final long HOUR = 60 * ExchangeCalendar.MINUTE_NANOS;
    private static final long BEFORE_OPEN = 5 * ExchangeCalendar.MINUTE_NANOS;
    private static final int PATIENCE_MS = 1_000;
    private static final int JOIN_MS = 5_000;

    private final SimSettings settings;
    private final Workstation workstation;
    private final ServerSocket server;
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private double speed;
    private boolean closed;
    private Throwable failure;

    private SimulatedTws(SimSettings settings, Workstation workstation, ServerSocket server) {
        this.settings = settings;
        this.workstation = workstation;
        this.server = server;
        this.speed = settings.speed;
    }

    /**
     * Starts to listen.
     *
     * @throws UserError if the port is taken or the log cannot be written
     */
    public static SimulatedTws start(SimSettings settings) {
        Workstation workstation = new Workstation(settings, SimulatedTws::wallNanos);
        ServerSocket server;
        try {
            server = new ServerSocket(settings.port, 64, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException e) {
            workstation.shutDown();
            throw new UserError(
                    "port = " + settings.port + " cannot be opened (" + e.getMessage() + "): choose another one", e);
        }
        SimulatedTws tws = new SimulatedTws(settings, workstation, server);
        tws.run("sim-tws-accept", tws::accept);
        tws.run("sim-tws-clock", tws::runClock);
        return tws;
    }

    /** Port on 127.0.0.1. */
    public int port() {
        return server.getLocalPort();
    }

    /** The simulated time, UTC nanoseconds since 1970. */
    public synchronized long now() {
        return workstation.now();
    }

    /** Advances the market to a time; all resulting messages are written when the method returns. */
    public synchronized void advanceTo(long nanos) {
        workstation.advanceTo(nanos);
    }

    /** As {@link #advanceTo}, but no farther than the next execution; returns whether there was one. */
    public synchronized boolean advanceToExecution(long nanos) {
        return workstation.advanceToExecution(nanos);
    }

    /** Market seconds a second from now on; 0 stops the clock. */
    public synchronized void speed(double marketSecondsPerSecond) {
        speed = marketSecondsPerSecond;
    }

    /** Lets a fault happen at its next occasion; at once if its occasion is the passing of a minute. */
    public synchronized void inject(FaultKind kind) {
        inject(FaultRule.next(kind));
    }

    /** Adds a rule for faults; its {@code nth} counts from now. */
    public synchronized void inject(FaultRule rule) {
        workstation.inject(rule);
    }

    /** Alters messages to clients from now on; null for none. */
    public synchronized void distort(Distortion distortion) {
        workstation.distort(distortion);
    }

    /** How often each kind of fault has happened; kinds that have not are left out. */
    public synchronized Map<FaultKind, Long> faultsFired() {
        return workstation.faultsFired();
    }

    /** Lets the account's owner trade by hand. */
    public synchronized void byHand(Consumer<Hand> action) {
        action.accept(workstation.hand());
    }

    /** All orders so far, in the order of arrival. */
    public synchronized List<OrderView> orders() {
        return workstation.orders();
    }

    /** All executions so far, corrections included. */
    public synchronized List<ExecutionView> executions() {
        return workstation.executions();
    }

    /** Shares held of an instrument, negative if short. */
    public synchronized long shares(String symbol) {
        return workstation.shares(symbol);
    }

    /** Cash of the account at 1e-8. */
    public synchronized long cashE8() {
        return workstation.cashE8();
    }

    /** Time of the broker's next restart; {@code Long.MAX_VALUE} if there is none. */
    public synchronized long nextResetNanos() {
        return workstation.nextResetNanos();
    }

    /** How many clients are connected and have sent startApi. */
    public synchronized int clients() {
        return workstation.startedClients().size();
    }

    /** Ends all connections and stops. */
    @Override
    public void close() {
        List<Thread> running;
        synchronized (this) {
            closed = true;
            workstation.shutDown();
            running = List.copyOf(threads);
            for (Socket socket : sockets) {
                closeQuietly(socket);
            }
        }
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Thread thread : running) {
            LockSupport.unpark(thread);
            join(thread);
        }
        if (failure != null) {
            throw new IllegalStateException("the simulated TWS failed", failure);
        }
    }

    // ---- Clock ----------------------------------------------------------------------------------------------------

    private void runClock() {
        long before = System.nanoTime();
        while (!isClosed()) {
            long after = System.nanoTime();
            long elapsed = Math.min(after - before, STEP_MAX_NANOS);
            before = after;
            LockSupport.parkNanos(step(elapsed));
        }
    }

    /** Advances the market by an amount of real time; returns how long nothing is due. */
    private synchronized long step(long elapsedNanos) {
        boolean stands = speed == 0 || (settings.clockWaits && !workstation.isAwake());
        if (closed || stands) {
            return PARK_MAX_NANOS;
        }
        workstation.advanceTo(workstation.now() + (long) (elapsedNanos * speed));
        if (settings.nightsSkipped) {
            skipNight();
        }
        double ahead = (workstation.nextNanos() - workstation.now()) / speed;
        return (long) Math.max(PARK_MIN_NANOS, Math.min(PARK_MAX_NANOS, ahead));
    }

    private void skipNight() {
        long now = workstation.now();
        int day = calendar.sessionDay(now);
        long morning = calendar.openNanos(day) - BEFORE_OPEN;
        if (now > calendar.closeNanos(day) + HOUR) {
            morning = calendar.openNanos(calendar.nextTradingDay(day)) - BEFORE_OPEN;
        }
        // Where it is day already, this lies behind and changes nothing.
        workstation.advanceTo(morning);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    // ---- Connections ----------------------------------------------------------------------------------------------

    private void accept() {
        while (!isClosed()) {
            Socket socket;
            try {
                socket = server.accept();
                socket.setTcpNoDelay(true);
            } catch (IOException e) {
                // Closed on purpose, or the client has disconnected already.
                continue;
            }
            take(socket);
        }
    }

    private synchronized void take(Socket socket) {
        if (closed) {
            closeQuietly(socket);
            return;
        }
        SocketWire wire = new SocketWire(socket);
        Client client = workstation.connect(wire);
        sockets.add(socket);
        run("sim-tws-out-" + client.number, wire);
        run("sim-tws-in-" + client.number, () -> read(socket, client));
    }

    private void read(Socket socket, Client client) {
        byte[] buffer = new byte[1 << 16];
        try {
            socket.setSoTimeout(PATIENCE_MS);
            InputStream in = socket.getInputStream();
            int length = 0;
            // After we have closed our side the client has a while to read all we sent.
            while (length >= 0 && !(length == 0 && hasLeft(client))) {
                length = readSome(in, buffer);
                receive(client, buffer, Math.max(0, length));
            }
        } catch (IOException e) {
            // Reset by the client or by us: the connection has ended.
            closeQuietly(socket);
        }
        synchronized (this) {
            workstation.disconnected(client);
            client.wire.close();
            closeQuietly(socket);
            sockets.remove(socket);
            threads.remove(Thread.currentThread());
        }
    }

    /** Bytes read, 0 if none came for a while, negative at the end. */
    private static int readSome(InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    private synchronized boolean hasLeft(Client client) {
        return client.closed;
    }

    private synchronized void receive(Client client, byte[] bytes, int length) {
        workstation.receive(client, bytes, 0, length);
    }

    private void run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, e) -> fail(e));
        synchronized (this) {
            threads.removeIf(each -> each.getState() == Thread.State.TERMINATED);
            threads.add(thread);
        }
        thread.start();
    }

    /** Handles a fault of the simulator itself: it answers no further request, and {@link #close} throws the fault. */
    private synchronized void fail(Throwable e) {
        if (failure == null && !closed) {
            failure = e;
            for (Socket socket : sockets) {
                closeQuietly(socket);
            }
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing can be done about a socket that cannot be closed.
            return;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * ExchangeCalendar.SECOND_NANOS + now.getNano();
    }
}
