/**
 * The orders of a live day: which are known, what the broker says of them, and whether every position is protected.
 *
 * <pre>
 *   intent > LiveOrderGateway > OrderTable > OrderSender (bracket, order of leaving) > OrderWire > broker
 *                                  ^   |
 *   state of orders > OrderReports +   +-> EntryGate     may an entry still leave?
 *   executions > ExecutionReports -+   +-> Holdings      what may a closing order work on?
 *   not ours > ForeignOrders ------+   +-> ProtectionWatch, Reconciler: alarms, breaks, questions (BrokerQuery)
 *   not believed > DisputedExecutions, Breaks
 *   an operator's word on a difference > TakeOver
 * </pre>
 *
 * <p>The table is changed by events only, so that a replay of the journal makes the same one; all of it under its lock.
 */
package io.ringside.gateway.live.order;
