/**
 * Commands over history that know both strategies within the day and portfolios: back test, report, results, explain, tail, verify;
 * and those over journals and files: repair, seal, archive, backup, generate, bars, data, new-strategy, strategies.
 */
package io.ringside.replay.command;
