/**
 * Interactive Brokers as an implementation of {@link io.ringside.gateway.live.broker}.
 *
 * <pre>
 *   TWS  >  tws.TwsConnection  >  TwsEventAdapter (reader)  >  OrderMessages   >  order and execution reports
 *                                                           >  IbMarketData    >  instrument feeds
 *                                                           >  BrokerSession   session: ContractLookUp, ComparisonRounds,
 *                                                                              BrokerTimeCheck, BrokerRefusal
 *   TWS  &lt;  tws.TwsConnection  &lt;  IbOrderWire (OrderTicketWriter)  &lt;  order sender
 * </pre>
 */
package io.ringside.gateway.ib;
