/** Working orders and the seam through which intents leave the engine. */
package io.ringside.engine.order;
