/**
 * Strategies that people know, one file each: to trade, to sweep, and to begin one's own from. Each is found as a service
 * like any other, has a configuration in {@code config}, and its signals on recorded bars are held against those of a
 * program in another language ({@code golden_signals.py}).
 */
package io.ringside.engine.signal.shelf;
