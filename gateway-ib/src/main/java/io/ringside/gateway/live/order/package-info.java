/**
 * The orders of a live day: their table, the broker's reports, reconciliation, and the protection of positions.
 *
 * <pre>
 *   intent > LiveOrderGateway > OrderTable > OrderSender (brackets, sequence) > OrderWire > broker
 *                                  ^   |
 *   state of orders > OrderReports +   +-> EntryGate may an entry still be sent?
 *   executions > ExecutionReports -+   +-> Holdings      what may a closing order work on?
 *   not ours > ForeignOrders ------+   +-> ProtectionWatch, Reconciler: alarms, breaks, comparisons (BrokerQuery)
 *   refused executions > DisputedExecutions, Breaks
 *   operator's adopt, forget > TakeOver
 * </pre>
 *
 * <p>The table is changed by events only, so that a replay of the journal builds the same one. Threads: order stage, reader
 * and session, all under the table's lock.
 */
package io.ringside.gateway.live.order;
