/**
 * The one slot of the ring, what stands in it, and the fixed point of its prices.
 *
 * <pre>
 *   EngineEvent   what arrived (type, instrument, times, prices, order report, command)    the publisher's
 *                 bars, updates, values                                                    the indicator stage's
 *                 signals, standings                                                       the signal stage's
 *                 verdicts, intents                                                        the risk stage's
 * </pre>
 *
 * <p>Each part is written by one stage and read by those behind it; {@code Bounds} says how many of each a slot holds. Codes
 * of enums stand in journals for ever: {@code Codes} finds the value of one, and none is used again.
 */
package io.ringside.engine.event;
