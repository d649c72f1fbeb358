/**
 * The history edge, ground floor: what a run or a journal is fed from, followed by and proved by. The commands stand on top of it
 * in {@code command}, {@code portfolio}, {@code research}, {@code store} and {@code vendor}, the figures in {@code report}.
 *
 * <pre>
 *   files --> MarketOptions, MarketScan --> feed --> BacktestRun --> journal --> FollowingProof, Verification
 *                                                        |                            |
 *   journals of days --> JournalRun ---------------------+---> TradeLog, OrderLog, PathLog --> ResultFolder, RunDescription
 * </pre>
 *
 * <p>Packages depend downwards only: {@code command} on all others, {@code research} on {@code portfolio}, that on this one,
 * this one on {@code report}.
 */
package io.ringside.replay;
