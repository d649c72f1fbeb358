/**
 * The simulated TWS: what Interactive Brokers' Trader Workstation does for a client on its socket, played over recorded or
 * invented bars and ticks, with every fault that it is known for.
 *
 * <pre>
 *  socket > SimulatedTws > Workstation.receive > Frames > desk of the request > Reply > Delivery > Wire > socket
 *                          Workstation.advanceTo > Agenda > Exchange > OrderBook (Matching) > OrderNotifier
 *                                                                    > StreamDesk
 * </pre>
 *
 * <p>It shares no code with the client of this protocol: two independent readings must agree.
 */
package io.ringside.gateway.sim;
