package io.ringside.alerts;

/**
 * Sends messages over one medium. An attempt ends within a bounded time, whatever the other side does; an exception is a
 * fault of the program's.
 *
 * <p>Thread: its courier's.
 */
interface Channel {
    /** Most characters of a message's text. */
    int textMax();

    /** Tries once. */
    Delivery send(Message message) throws InterruptedException;
}
