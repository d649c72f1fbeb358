/**
 * The state of an account, computed from events: {@code Ledger} holds cash, positions and last prices; {@code OrderHistory}
 * follows each order from intent to end; {@code RoundTrips} follows each position from flat to flat. The risk stage, the
 * simulated broker, reports and the live gateway all use these classes, so that a figure means the same everywhere.
 * <p>Nothing here is shared between threads: each user (risk stage, report, dashboard) feeds events to its own instance.
 */
package io.ringside.engine.account;
