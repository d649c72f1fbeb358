package io.ringside.gateway.sim;

/**
 * Output of bytes to one client: a socket, or the memory of a test that runs a workstation without one.
 *
 * <p>Thread: the workstation's; an implementation must not block it.
 */
public interface Wire {
    /** Sends bytes after all earlier ones. The array belongs to the wire from then on. */
    void write(byte[] bytes);

    /** Ends the connection once everything before has been sent. */
    void close();

    /** Ends the connection at once and drops unsent bytes. */
    void reset();
}
