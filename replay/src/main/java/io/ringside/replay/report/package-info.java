/**
 * Trade lists, equity series, the figures made of them, and the tear sheet.
 *
 * <p>Money is summed exactly, at 1e-8; ratios are {@code double}. What is undefined (a profit factor without losses, a
 * deviation of one day) is absent: null in JSON, an empty cell in CSV, "n/a" for a person; never NaN.
 */
package io.ringside.replay.report;
