/** Prices of a live day: what is heard and what history adds, in order and without holes, whoever tells it. */
package io.ringside.gateway.live.market;
