package io.ringside.gateway.live.broker;

import java.util.Map;

/**
 * The one seam between trading and a broker: whoever implements it is a broker that can be traded through.
 *
 * <pre>
 *   connect   {@link #work} connects, looks contracts up, has broker and journal compared, and does so for ever again
 *   orders    hands an {@link io.ringside.gateway.live.order.OrderWire} to the order sender of the {@link TradingBooks} while
 *             there is a connection, and puts what the broker says of orders, in plain terms, into their order and execution
 *             reports
 *   market    puts prices, and the history that is missing, into their instrument feeds
 *   account   puts positions and figures into their account, each held against what it may be first
 * </pre>
 *
 * <p>Thread: session, but for what says any. Orders are sent on the thread that decides on them, and what the broker says is
 * taken in on a thread of its own, the reader.
 */
public interface BrokerConnection extends AutoCloseable {
    /** How far it has come. */
    enum Phase {
        /** Not connected, and waiting for the next attempt. */
        WAITING,
        /** An attempt is under way. */
        CONNECTING,
        /** Connected; contracts are being looked up. */
        LOOKING_UP,
        /** Connected; being compared for the first time since. */
        COMPARING,
        /** Compared; missing bars are being fetched. */
        CATCHING_UP,
        /** All is well. */
        READY,
        /** Connected, but the broker's gateway has lost the broker. */
        DEGRADED
    }

    /**
     * Does what is due; to be called again and again.
     *
     * @return whether there was anything
     * @throws io.ringside.engine.settings.UserError if the broker is not the configured one
     */
    boolean work();

    /** Does ahead of need what must not wait on an order's way, such as writing to the disk; every few seconds. */
    void reserve();

    Phase phase();

    /** Whether the broker is there and was compared with, so that all orders leave. */
    default boolean isConnected() {
        return phase() == Phase.READY || phase() == Phase.CATCHING_UP;
    }

    /** Whether no price of the past is missing that decisions rest on. */
    boolean isWhole();

    /** Whether the exchange has halted an instrument, by what the broker told last. Any thread. */
    boolean isHalted(int instrumentId);

    /** How many comparisons with the broker were completed. */
    long comparisons();

    /** How many connections there were after the first. */
    long reconnects();

    /** Milliseconds from the last connection to the comparison that agreed, -1 before it. */
    long reconciledMs();

    /** How often the broker told an error, by its code. Any thread. */
    Map<String, Object> errors();

    /** Asks for something that is answered after all that was sent and told before; false without a connection. */
    boolean sendEcho();

    /** How many times {@link #sendEcho} was answered, and how often a connection began. */
    long echoes();

    /** Whether the broker is not the configured one, so that nothing is tried again. */
    boolean isRefused();

    /** Ends the connection. */
    @Override
    void close();
}
