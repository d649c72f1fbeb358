/**
 * Market data from vendors by HTTP: {@link io.ringside.replay.vendor.Vendor} says how one is asked,
 * {@link io.ringside.replay.vendor.HttpSource} asks at its pace and again where it fails, and
 * {@link io.ringside.replay.vendor.UpdateRun} brings the answers into a store, symbol by symbol, so that it may be killed at any
 * point and goes on where it was.
 */
package io.ringside.replay.vendor;
