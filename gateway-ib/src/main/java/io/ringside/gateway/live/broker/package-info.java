/**
 * The interface between trading and a broker. A broker implements {@link io.ringside.gateway.live.broker.Broker} and
 * {@link io.ringside.gateway.live.broker.BrokerConnection} in a package of its own; orders to it and reports from it go
 * through {@link io.ringside.gateway.live.broker.TradingBooks}, in terms that do not depend on the broker.
 *
 * <pre>
 *   from the broker   order, execution, position, figure, price  >  live.inbound checks  >  books  >  events
 *   to the broker     intent  >  LiveOrderGateway  >  OrderSender  >  OrderWire
 * </pre>
 *
 * <p>Threads: the session's calls {@code BrokerConnection.work}; the broker's reader delivers reports; the order stage sends.
 */
package io.ringside.gateway.live.broker;
