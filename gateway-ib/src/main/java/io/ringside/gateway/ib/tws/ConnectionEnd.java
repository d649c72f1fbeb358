package io.ringside.gateway.ib.tws;

/**
 * Why a connection ended or could not be opened.
 *
 * <p>Thread: any.
 */
public enum ConnectionEnd {
    /** Nobody listens, or the host does not answer. */
    CONNECT_FAILED,
    /** The server speaks no version within our range. */
    VERSION_REFUSED,
    /** The server sends us to another host, which we do not follow. */
    REDIRECTED,
    /** Accounts and order id did not come within the timeout. */
    READY_TIMEOUT,
    /** The server closed before it was ready: often a client id in use, see the error that came before. */
    CLOSED_BEFORE_READY,
    /** The server closed between two messages. */
    PEER_CLOSED,
    /** The server closed in the middle of a message. */
    PEER_CLOSED_MID_FRAME,
    /** The socket failed, as by a reset. */
    IO_ERROR,
    /** The bytes are not valid frames. */
    PROTOCOL_BROKEN,
    /** The peer no longer answers, although its socket is open. */
    SILENT,
    /** The listener, or the connection itself, threw an unexpected exception. */
    FAILED,
    /** We closed it. */
    CLOSED_BY_US
}
