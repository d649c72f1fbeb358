package io.ringside.gateway.ib.tws;

import io.ringside.engine.EngineFailure;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One connection to TWS or IB Gateway, from the attempt to its end; each attempt uses a new object. One thread reads the
 * socket and calls the listener, from the handshake to {@link Listener#disconnected}, which comes exactly once and last,
 * however the connection ends. A second thread writes messages that the rate limit has delayed, probes a silent peer and
 * watches deadlines.
 *
 * <p>The socket has no encryption and no password, so hosts other than this machine are refused unless the settings
 * allow them.
 *
 * <p>Errors: a malformed message is passed to {@link Listener#malformed} and skipped; any other fault ends the connection,
 * with a reason.
 *
 * <p>Thread: {@link #send} and {@link #close} any; the listener is called on the reader's thread unless said otherwise.
 */
public final class TwsConnection implements AutoCloseable {
    private static final long MILLI = 1_000_000L;
    private static final long PARK_MAX_NANOS = 250 * MILLI;
    private static final long PARK_MIN_NANOS = MILLI / 10;

    /** Receives the messages and the states of a connection. */
    public interface Listener extends TwsListener {
        /** Accounts and order id have come: requests may be sent from now on, in the layouts of this version. */
        void ready(int serverVersion);

        /** A message could not be read and was skipped: its content is unknown. */
        void malformed(TwsProtocolError error);

        /**
         * An order message that {@link #send} accepted was certainly not sent: a cancel of the same order overtook it, or
         * the connection ended first. Called on any thread, possibly after {@link #disconnected}; it must not send.
         */
        void unsent(int orderId);

        /**
         * The connection has ended or could not be opened; no other message follows. The result of unanswered requests is
         * unknown.
         */
        void disconnected(ConnectionEnd reason, String detail);
    }

    private record End(ConnectionEnd reason, String detail) {}

    private final TwsSettings settings;
    private final Listener listener;
    private final NanoClock clock;
    /** In the order in which they are tried; null if the channel is connected already. */
    private final List<InetSocketAddress> addresses;

    private volatile ByteChannel channel;
    private final FrameBuffer frames = new FrameBuffer();
    private final FieldReader startReader;
    private final AtomicReference<End> end = new AtomicReference<>();
    private final long openedNanos;
    private final Thread reader;
    private final Thread writer;
    private volatile Outbox outbox;
    private volatile Heartbeat heartbeat;
    private volatile boolean ready;
    private final AtomicLong malformedMessages = new AtomicLong();
    private TwsDecoder decoder;
    private boolean greeted;
    private boolean finished;
    private boolean accountsSeen;
    private boolean orderIdSeen;
    private volatile String lastError = "";

    private TwsConnection(
            TwsSettings settings,
            Listener listener,
            NanoClock clock,
            List<InetSocketAddress> addresses,
            ByteChannel channel) {
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        this.addresses = addresses;
        this.channel = channel;
        startReader = new FieldReader(new TimeText(settings.zone()));
        openedNanos = clock.nanoTime();
        reader = new Thread(this::runReader, "tws-reader");
        writer = new Thread(this::runWriter, "tws-writer");
        reader.setDaemon(true);
        writer.setDaemon(true);
    }

    /**
     * Refuses a JVM whose buffers do not check their bounds: a malformed frame could read and write beyond them.
     *
     * @throws UserError naming the option
     */
    public static void requireCheckedBuffers() {
        if (!UnsafeBuffer.SHOULD_BOUNDS_CHECK) {
            throw new UserError("-D" + UnsafeBuffer.DISABLE_BOUNDS_CHECKS_PROP_NAME
                    + " is set: nothing that talks to a socket runs without these checks; remove it");
        }
    }

    /**
     * Begins to connect and returns at once; the listener gets the result.
     *
     * @param clock such as {@link org.agrona.concurrent.SystemNanoClock}
     * @throws UserError if the host is not this machine and the settings do not allow that, or is unknown
     */
    public static TwsConnection open(TwsSettings settings, Listener listener, NanoClock clock) {
        InetAddress[] hosts;
        try {
            hosts = InetAddress.getAllByName(settings.host());
        } catch (UnknownHostException e) {
            throw new UserError("host = \"" + settings.host() + "\" is unknown; name the machine on which TWS runs", e);
        }
        if (!settings.allowRemote() && !Arrays.stream(hosts).allMatch(InetAddress::isLoopbackAddress)) {
            throw new UserError("host = \"" + settings.host() + "\" is not this machine, and the protocol has neither "
                    + "encryption nor password; if the network between is yours alone, set allow-remote = true");
        }
        TwsConnection connection;
        try {
            List<InetSocketAddress> addresses = Arrays.stream(hosts)
                    .map(host -> new InetSocketAddress(host, settings.port()))
                    .toList();
            connection = new TwsConnection(settings, listener, clock, addresses, SocketChannel.open());
        } catch (IOException e) {
            throw new UserError("no socket can be opened: " + e.getMessage(), e);
        }
        connection.reader.start();
        connection.writer.start();
        return connection;
    }

    /**
     * A connection without threads, over a connected channel: its owner calls {@link #turn} repeatedly on the thread that
     * also sends.
     *
     * @param channel whose reads return 0 while there is nothing
     */
    public static TwsConnection over(ByteChannel channel, TwsSettings settings, Listener listener, NanoClock clock) {
        return new TwsConnection(settings, listener, clock, null, channel);
    }

    /** Reads and writes what is due, on a connection without threads; false once it has ended. */
    public boolean turn() {
        if (finished) {
            return false;
        }
        try {
            if (!greeted) {
                greet();
            }
            if (end.get() == null && receive()) {
                decodeFrames();
            }
            if (end.get() == null && ready) {
                tend();
            } else if (end.get() == null) {
                awaitReady();
            }
        } catch (IOException e) {
            end(ConnectionEnd.IO_ERROR, e.toString());
        } catch (TwsProtocolError e) {
            end(ConnectionEnd.PROTOCOL_BROKEN, e.getMessage());
        }
        if (end.get() != null) {
            finish();
        }
        return !finished;
    }

    /**
     * Sends the message that the encoder holds, or queues it behind the rate; the encoder may be reused at once. Never
     * waits for another thread.
     *
     * @return false if the message certainly is not sent: the connection is not ready, has ended, or the queue is full
     */
    public boolean send(TwsEncoder message) {
        if (!ready || end.get() != null) {
            return false;
        }
        Outbox out = outbox;
        if (!out.offer(message.priority(), message.orderId(), message.buffer(), message.length())) {
            return false;
        }
        flush(out);
        return true;
    }

    /** Drops an order that is still queued, which is reported to {@link Listener#unsent}. One that was sent is not affected. */
    public void recall(int orderId) {
        Outbox out = outbox;
        if (out != null) {
            out.recall(orderId);
        }
    }

    /** Whether requests may be sent. */
    public boolean isReady() {
        return ready && end.get() == null;
    }

    /** Time of the last received bytes, by the clock of the connection. */
    public long receivedNanos() {
        Heartbeat beat = heartbeat;
        return beat == null ? openedNanos : beat.receivedNanos();
    }

    /** How many messages could not be read. */
    public long malformedMessages() {
        return malformedMessages.get();
    }

    /** Ends the connection, if it has not ended; the listener is called on the reader's thread. */
    @Override
    public void close() {
        end(ConnectionEnd.CLOSED_BY_US, "");
    }

    /** Waits until both threads have ended, which is soon after the connection's end; returns whether they have. */
    public boolean awaitEnd(long timeoutMs) throws InterruptedException {
        reader.join(timeoutMs);
        writer.join(timeoutMs);
        return !reader.isAlive() && !writer.isAlive();
    }

    // ---- Reader ---------------------------------------------------------------------------------------------------

    private void runReader() {
        try {
            if (connect()) {
                while (receive()) {
                    decodeFrames();
                }
            }
        } catch (IOException e) {
            end(ConnectionEnd.IO_ERROR, e.toString());
        } catch (TwsProtocolError e) {
            end(ConnectionEnd.PROTOCOL_BROKEN, e.getMessage());
        } catch (EngineFailure e) {
            // The engine has failed and has reported the reason itself.
            end(ConnectionEnd.FAILED, e.getMessage());
        } finally {
            // Has an effect only after an unexpected exception: otherwise the reason is set already.
            end(ConnectionEnd.FAILED, "see the uncaught exception of " + reader.getName());
            finish();
        }
    }

    private void finish() {
        finished = true;
        Outbox out = outbox;
        if (out != null) {
            out.close();
        }
        LockSupport.unpark(writer);
        End how = end.get();
        listener.disconnected(how.reason, how.detail);
    }

    /** Tries each address of the host name, since TWS may listen on only one of them. */
    private boolean connect() throws IOException {
        StringBuilder refused = new StringBuilder();
        for (InetSocketAddress address : addresses) {
            try {
                if (refused.length() > 0) {
                    CloseHelper.quietClose(channel);
                    channel = SocketChannel.open();
                    if (end.get() != null) {
                        CloseHelper.quietClose(channel);
                        return false;
                    }
                }
                SocketChannel socket = (SocketChannel) channel;
                socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
                socket.socket().connect(address, settings.connectTimeoutMs());
                greet();
                return true;
            } catch (IOException e) {
                refused.append(refused.length() > 0 ? "; " : "")
                        .append(address)
                        .append(": ")
                        .append(e.getMessage());
            }
        }
        end(ConnectionEnd.CONNECT_FAILED, refused.toString());
        return false;
    }

    private void greet() throws IOException {
        greeted = true;
        ByteBuffer greeting = ByteBuffer.wrap(Handshake.greeting(settings.versionMin(), settings.versionMax()));
        while (greeting.hasRemaining()) {
            channel.write(greeting);
        }
    }

    private boolean receive() throws IOException {
        int count = frames.fill(channel);
        if (count >= 0) {
            Heartbeat beat = heartbeat;
            if (beat != null && count > 0) {
                boolean probing = beat.isProbing();
                beat.received(clock.nanoTime());
                if (probing) {
                    LockSupport.unpark(writer);
                }
            }
            return true;
        }
        if (!ready) {
            end(ConnectionEnd.CLOSED_BEFORE_READY, lastError);
        } else {
            end(frames.isMidFrame() ? ConnectionEnd.PEER_CLOSED_MID_FRAME : ConnectionEnd.PEER_CLOSED, "");
        }
        return false;
    }

    private void decodeFrames() throws IOException {
        for (int length = frames.next(); length >= 0; length = frames.next()) {
            if (decoder == null) {
                if (!start(length)) {
                    return;
                }
            } else {
                decode(length);
            }
        }
    }

    /** Handles the server's answer to the greeting; false if the connection must end. */
    private boolean start(int length) throws IOException {
        int version = Handshake.serverVersion(frames.view(), frames.offset(), length, startReader);
        if (version == -1) {
            end(ConnectionEnd.REDIRECTED, "");
            return false;
        }
        if (version < settings.versionMin() || version > settings.versionMax()) {
            end(
                    ConnectionEnd.VERSION_REFUSED,
                    "server version " + version + " is none of " + settings.versionMin() + " to "
                            + settings.versionMax());
            return false;
        }
        decoder = new TwsDecoder(version, settings.zone());
        TwsEncoder encoder = new TwsEncoder(version);
        heartbeat = new Heartbeat(
                settings.silenceMs() * MILLI,
                settings.answerTimeoutMs() * MILLI,
                settings.orderSilenceMs() * MILLI,
                clock.nanoTime());
        outbox = new Outbox(
                channel,
                clock,
                new RequestPacer(settings.messagesPerSecond(), settings.cancelReserve(), settings.orderReserve()),
                heartbeat,
                bytes(encoder.reqCurrentTime()),
                listener::unsent);
        encoder.startApi(settings.clientId());
        outbox.offer(encoder.priority(), encoder.orderId(), encoder.buffer(), encoder.length());
        outbox.flush();
        return true;
    }

    private void decode(int length) {
        int id = -1;
        try {
            id = decoder.decode(frames.view(), frames.offset(), length, listener);
        } catch (TwsProtocolError e) {
            malformedMessages.incrementAndGet();
            listener.malformed(e);
        }
        if (!ready) {
            awaitStart(id, length);
        }
    }

    /** Notes the messages that must come before requests may be sent, and errors that explain why they do not come. */
    private void awaitStart(int id, int length) {
        accountsSeen |= id == Incoming.MANAGED_ACCOUNTS;
        orderIdSeen |= id == Incoming.NEXT_VALID_ID;
        if (id == Incoming.ERROR) {
            startReader.begin(frames.view(), frames.offset(), length);
            startReader.skip(2);
            lastError = "after error " + startReader.readInt();
        }
        if (accountsSeen && orderIdSeen) {
            ready = true;
            LockSupport.unpark(writer);
            listener.ready(decoder.serverVersion());
        }
    }

    // ---- Writer ---------------------------------------------------------------------------------------------------

    private void runWriter() {
        try {
            while (end.get() == null) {
                long wait = ready ? tend() : awaitReady();
                LockSupport.parkNanos(this, Math.max(PARK_MIN_NANOS, Math.min(wait, PARK_MAX_NANOS)));
            }
        } catch (IOException e) {
            end(ConnectionEnd.IO_ERROR, e.toString());
        } finally {
            end(ConnectionEnd.FAILED, "see the uncaught exception of " + writer.getName());
        }
    }

    private long awaitReady() {
        long left = openedNanos + settings.readyTimeoutMs() * MILLI - clock.nanoTime();
        if (left <= 0) {
            end(ConnectionEnd.READY_TIMEOUT, "not ready after " + settings.readyTimeoutMs() + " ms " + lastError);
        }
        return left;
    }

    private long tend() throws IOException {
        Outbox out = outbox;
        long now = clock.nanoTime();
        if (!out.poll(now)) {
            long silentMs = TimeUnit.NANOSECONDS.toMillis(now - heartbeat.receivedNanos());
            end(ConnectionEnd.SILENT, "no answer for " + silentMs + " ms");
            return 0;
        }
        out.flush();
        return Math.min(out.waitNanos(), heartbeat.dueInNanos(now));
    }

    private void flush(Outbox out) {
        try {
            out.flush();
            if (out.waitNanos() != Long.MAX_VALUE) {
                LockSupport.unpark(writer);
            }
        } catch (IOException e) {
            end(ConnectionEnd.IO_ERROR, e.toString());
        }
    }

    /** Sets the reason, unless one is set, and closes the socket, so that the reader ends and reports it. */
    private void end(ConnectionEnd reason, String detail) {
        if (!end.compareAndSet(null, new End(reason, detail))) {
            return;
        }
        LockSupport.unpark(writer);
        CloseHelper.quietClose(channel);
    }

    private static byte[] bytes(TwsEncoder message) {
        byte[] bytes = new byte[message.length()];
        message.buffer().getBytes(0, bytes);
        return bytes;
    }
}
