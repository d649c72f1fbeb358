/** The orders of a live day: which are known, what the broker says of them, and whether every position is protected. */
package io.ringside.gateway.live.order;
