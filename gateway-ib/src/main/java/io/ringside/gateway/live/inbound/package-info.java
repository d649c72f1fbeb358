/**
 * What the daemon may believe of what the broker says, decided in one place, before anything is published, booked or
 * remembered. A message that can be decoded can still be wrong, late, absurd or from the future; each of its figures is held
 * against what is known beforehand: the order it is about, the last price, the clock, the contract, the account.
 *
 * <pre>
 *   report -> check -> BELIEVED   taken in
 *                       REFUSED    left out, an alarm; what hangs on it grows old
 *                       BREAK      left out, an alarm, entries shut until an operator has looked
 * </pre>
 *
 * <p>The checks are pure and allocate nothing; {@link io.ringside.gateway.live.inbound.Doubts} counts and tells what they refuse.
 */
package io.ringside.gateway.live.inbound;
