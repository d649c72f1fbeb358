/**
 * Native client of the TWS socket protocol, server versions 100 to 176.
 *
 * <pre>
 *   socket  >  FrameBuffer  >  TwsDecoder  >  TwsListener                        one reader thread, from the socket's buffer
 *   socket  &lt;  Outbox (RequestPacer)  &lt;  TwsConnection.send  &lt;  TwsEncoder       any thread, cancels and orders first
 * </pre>
 *
 * <p>{@code Handshake} negotiates the version, {@code Heartbeat} detects a silent peer, {@code PendingRequests} keeps the open
 * requests and {@code OrderIds} the order ids. Decoding and encoding allocate nothing. A peer that violates the protocol causes
 * a {@link io.ringside.gateway.ib.tws.TwsProtocolError}; a connection ends exactly once, with a reason.
 */
package io.ringside.gateway.ib.tws;
