/**
 * The seam between trading and a broker. A broker implements {@link io.ringside.gateway.live.broker.Broker} and
 * {@link io.ringside.gateway.live.broker.BrokerConnection} in a package of its own; what it is told and what it tells goes
 * through {@link io.ringside.gateway.live.broker.TradingBooks}, in plain terms.
 *
 * <pre>
 *   broker says    order, execution, position, figure, price  >  checked  >  books  >  events
 *   trading says   intent  >  LiveOrderGateway  >  OrderSender  >  OrderWire  >  broker
 * </pre>
 */
package io.ringside.gateway.live.broker;
