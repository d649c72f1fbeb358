/**
 * The daemon: one trading day after the other, each recovered from its journal before it trades.
 *
 * <pre>
 *   LiveCommand > TradingDaemon > TradingDay: CarryOver (the day before) > DayJournal > DayReplay (what was written today)
 *                  |     |          > DayTakeOver (what is carried, as events) > connect, compare > trade: SessionBounds
 *                  |     |                                                       (open, close), DayCommands (operators)
 *                  |     +-- Watchdog, DaemonStatus     alive without the day
 *                  +-- DayFollower, DayLog, DayReports  read the journal, and nobody waits for them
 *
 *   Simulation plays days on SimulatedMarket, a simulated TWS behind a real socket; all else is the same.
 * </pre>
 *
 * <p>Nothing here names a broker's protocol: see {@code live.broker}. Threads and doors into the ring stand on the module's page.
 */
package io.ringside.gateway.live;
