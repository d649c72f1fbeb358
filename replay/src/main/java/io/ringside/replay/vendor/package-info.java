/**
 * Market data from vendors by HTTP: {@link io.ringside.replay.vendor.Vendor} defines requests and answers,
 * {@link io.ringside.replay.vendor.HttpSource} sends requests at a limited rate with retries, and
 * {@link io.ringside.replay.vendor.UpdateRun} merges the answers into a store, symbol by symbol, so that it can be killed at
 * any point and continued. Thread: the command's.
 */
package io.ringside.replay.vendor;
