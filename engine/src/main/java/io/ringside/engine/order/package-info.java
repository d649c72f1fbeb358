/**
 * The seam through which intents leave the engine: {@code OrderHandler}, the last stage, hands over what the journal holds, and
 * {@code OrderGateway} is who takes it: a simulated broker in the same process, or a live one.
 */
package io.ringside.engine.order;
