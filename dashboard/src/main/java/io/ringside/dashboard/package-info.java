/**
 * The dashboard: a process of its own that reads the folders of daemons.
 *
 * <pre>
 *   daemon's folder          ringside dashboard                                     browser
 *   yyyy-MM-dd/  --tail-->   DayJournal: folds of tail, trades, explain, proof --+
 *   status.json  --10 Hz-->  DaemonFeed ----------------------------------------+-- EventStream, DaemonApi --> page/*.js
 *   kill, commands/  <-----  Controls  <---------------- RequestGuard, Access <------------------------------- buttons
 *   all of them  <--process--  SqlQuestions: ringside sql ------------------------- /api/sql
 *   out/         --------->  Runs ------------------------------------------------- /api/runs, /sheets
 * </pre>
 *
 * <p>Threads: one looks at the folders ten times a second; each stream and each request has one of the web server's. A lock
 * a daemon guards its folds.
 */
package io.ringside.dashboard;
