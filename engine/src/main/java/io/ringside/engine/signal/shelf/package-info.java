/**
 * Well-known strategies, one file each: to trade, to sweep, and as a starting point for one's own. Each is registered as a
 * service, has a configuration in {@code config}, and its signals on recorded bars are compared with those of an independent
 * program ({@code golden_signals.py}).
 */
package io.ringside.engine.signal.shelf;
