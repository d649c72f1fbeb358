/**
 * One slot of the ring, what it holds, and the fixed-point format of its prices.
 *
 * <pre>
 *   EngineEvent   what arrived (type, instrument, times, prices, order report, command)    the publisher's
 *                 bars, updates, values                                                    the indicator stage's
 *                 signals, standings                                                       the signal stage's
 *                 verdicts, intents                                                        the risk stage's
 * </pre>
 *
 * <p>Each part is written by one stage and read by those behind it; {@code Bounds} says how many of each a slot holds. Codes
 * of enums are stored in journals and never change: {@code Codes} finds the value of a code, and no code is used again.
 */
package io.ringside.engine.event;
