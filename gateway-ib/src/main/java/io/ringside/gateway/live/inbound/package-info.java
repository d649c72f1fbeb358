/**
 * Checks of the broker's messages, in one place, before anything is published or booked. A message that can be decoded may
 * still be wrong, late, absurd or from the future; each of its figures is compared with what is known before: its order, the
 * last price, the clock, the contract, the account.
 *
 * <pre>
 *   report -> check -> BELIEVED   accepted
 *                      REFUSED    dropped, with an alarm; figures that depend on it become stale
 *                      BREAK      dropped, with an alarm; entries are refused until an operator has checked
 * </pre>
 *
 * <p>The checks are pure and allocate nothing; {@link io.ringside.gateway.live.inbound.Doubts} counts refused messages and
 * raises alarms. Thread: the reader of a connection, unless a class says otherwise.
 */
package io.ringside.gateway.live.inbound;
