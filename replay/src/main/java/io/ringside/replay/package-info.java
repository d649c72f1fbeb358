/**
 * Back tests and replays: the data of a run, its logs, and the verification of journals. The commands are in
 * {@code command}, {@code portfolio}, {@code research}, {@code store} and {@code vendor}, the figures in {@code report}.
 *
 * <pre>
 *   files --> MarketOptions, MarketScan --> feed --> BacktestRun --> journal --> FollowingProof, Verification
 *                                                        |                            |
 *   journals of days --> JournalRun ---------------------+---> TradeLog, OrderLog, PathLog --> ResultFolder, RunDescription
 * </pre>
 *
 * <p>Packages depend downwards only: {@code command} on all others, {@code research} on {@code portfolio}, that on this one,
 * this one on {@code report}.
 *
 * <p>Threads: a command runs on its main thread; {@code ReadAhead} reads a journal and {@code FollowingProof} replays one on
 * a thread of its own; sweeps run their settings on a pool.
 */
package io.ringside.replay;
