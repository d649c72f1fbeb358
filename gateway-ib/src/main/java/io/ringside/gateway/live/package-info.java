/**
 * The daemon: one trading day after the other, each recovered from its journal before it trades.
 *
 * <pre>
 *   LiveCommand > TradingDaemon > TradingDay: CarryOver (the day before) > DayJournal > DayReplay (today's records)
 *                  |     |          > DayTakeOver (carried state, as events) > connect, reconcile > trade: SessionBounds
 *                  |     |                                                       (open, close), DayCommands (operators)
 *                  |     +-- Watchdog, DaemonStatus     independent of the day's session
 *                  +-- DayFollower, DayLog, DayReports  read the journal, on threads of their own
 *
 *   Simulation plays days on SimulatedMarket, a simulated TWS behind a real socket; all else is the same.
 * </pre>
 *
 * <p>Nothing here depends on a broker's protocol: see {@code live.broker}. Threads and publishers are listed on the module's
 * page.
 */
package io.ringside.gateway.live;
