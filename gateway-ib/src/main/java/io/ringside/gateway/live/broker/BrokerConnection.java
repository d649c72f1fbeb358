package io.ringside.gateway.live.broker;

import java.util.Map;

/**
 * The interface between trading and a broker: an implementation makes a broker tradable.
 *
 * <pre>
 *   connect   {@link #work} connects, looks contracts up, has broker and journal compared, and repeats all of it after a loss
 *   orders    hands an {@link io.ringside.gateway.live.order.OrderWire} to the order sender of the {@link TradingBooks} while
 *             there is a connection, and translates the broker's messages to order and execution reports
 *   market    passes prices and missing history to the instrument feeds
 *   account   passes positions and figures to the account, each after a check
 * </pre>
 *
 * <p>Thread: session, unless a method says any. Orders are sent on the order stage's thread; the broker's messages are
 * received on a thread of their own, the reader.
 */
public interface BrokerConnection extends AutoCloseable {
    /** State of the connection. */
    enum Phase {
        /** Not connected, and waiting for the next attempt. */
        WAITING,
        /** An attempt is under way. */
        CONNECTING,
        /** Connected; contracts are being looked up. */
        LOOKING_UP,
        /** Connected; the first comparison is running. */
        COMPARING,
        /** Compared; missing bars are being fetched. */
        CATCHING_UP,
        /** All is well. */
        READY,
        /** Connected, but the broker's gateway has lost its link to the broker. */
        DEGRADED
    }

    /**
     * Does what is due; call it repeatedly.
     *
     * @return whether there was anything
     * @throws io.ringside.engine.settings.UserError if the broker is not the configured one
     */
    boolean work();

    /** Does in advance what must not delay an order, such as writing to the disk; called every few seconds. */
    void reserve();

    Phase phase();

    /** Whether the broker is connected and reconciled, so that all orders are sent. */
    default boolean isConnected() {
        return phase() == Phase.READY || phase() == Phase.CATCHING_UP;
    }

    /** Whether no historical price is missing that decisions depend on. */
    boolean isWhole();

    /** Whether the exchange has halted an instrument, by the broker's last report. Any thread. */
    boolean isHalted(int instrumentId);

    /** How many comparisons with the broker were completed. */
    long comparisons();

    /** How many connections there were after the first. */
    long reconnects();

    /** Milliseconds from the last connection to the comparison that agreed, -1 before it. */
    long reconciledMs();

    /** How often the broker told an error, by its code. Any thread. */
    Map<String, Object> errors();

    /** Sends a request whose answer comes after the answers to all earlier messages; false without a connection. */
    boolean sendEcho();

    /** How many times {@link #sendEcho} was answered, and how often a connection began. */
    long echoes();

    /** Whether the broker is not the configured one, so that no further attempt is made. */
    boolean isRefused();

    /** Ends the connection. */
    @Override
    void close();
}
