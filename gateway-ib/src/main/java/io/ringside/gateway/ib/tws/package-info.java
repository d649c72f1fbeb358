/**
 * Native client of the TWS socket protocol, server versions 100 to 176.
 *
 * <pre>
 *   socket  >  FrameBuffer  >  TwsDecoder  >  TwsListener           one reader thread, straight from the socket's
 *   buffer socket  <  Outbox (RequestPacer)  <  TwsConnection.send  <  TwsEncoder       any thread, cancels and orders
 * first
 * </pre>
 *
 * <p>Decoding and encoding allocate nothing. A peer that breaks the protocol is answered by a
 * {@link io.ringside.gateway.ib.tws.TwsProtocolError}, and a connection ends once, with a reason.
 */
package io.ringside.gateway.ib.tws;
