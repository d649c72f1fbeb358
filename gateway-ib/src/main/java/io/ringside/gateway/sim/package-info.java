/**
 * The simulated TWS: the behaviour of Interactive Brokers' Trader Workstation towards a client on its socket, played over
 * recorded or synthetic bars and ticks, with the faults that it is known for.
 *
 * <pre>
 *  socket > SimulatedTws > Workstation.receive > Frames > desk of the request > Reply > Delivery > Wire > socket
 *                          Workstation.advanceTo > Agenda > Exchange > OrderBook (Matching) > OrderNotifier
 *                                                                    > StreamDesk
 * </pre>
 *
 * <p>It shares no code with the client of this protocol, so that two independent implementations must agree.
 *
 * <p>Threads: {@code SimulatedTws} has one that accepts connections, one for the clock and two for each connection; all of
 * them work under the workstation's monitor.
 */
package io.ringside.gateway.sim;
