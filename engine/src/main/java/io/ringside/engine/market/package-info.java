/** Instruments, the exchange calendar, and bars made from ticks or smaller bars. */
package io.ringside.engine.market;
