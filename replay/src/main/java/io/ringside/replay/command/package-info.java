/**
 * Commands on history for intraday strategies and portfolios: back test, report, results, explain, tail, verify; and those
 * on journals and files: repair, seal, archive, backup, generate, bars, data, new-strategy, strategies. Each is a picocli
 * class; its work is in the packages below. Thread: the process's main thread.
 */
package io.ringside.replay.command;
