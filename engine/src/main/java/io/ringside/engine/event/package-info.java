/** The one slot of the ring, what stands in it, and the fixed point of its prices. */
package io.ringside.engine.event;
