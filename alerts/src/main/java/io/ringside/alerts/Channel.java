package io.ringside.alerts;

/**
 * A way out. An attempt ends within a bounded time, whatever the other side does, and throws nothing but what is a fault of
 * the program's.
 *
 * <p>Thread: its courier's.
 */
interface Channel {
    /** Most characters of a message's text. */
    int textMax();

    /** Tries once. */
    Delivery send(Message message) throws InterruptedException;
}
