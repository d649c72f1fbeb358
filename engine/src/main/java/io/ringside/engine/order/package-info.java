/**
 * From the journal to the broker. {@code OrderHandler}, the last stage, hands each journaled intent to the
 * {@code OrderGateway}: a simulated broker in the same process, or a live one. The gateway's answers (acceptance, fill,
 * cancellation) return as events through an {@code EventPublisher}.
 *
 * <p>Thread: the order stage's; during recovery it is muted and hands over nothing.
 */
package io.ringside.engine.order;
