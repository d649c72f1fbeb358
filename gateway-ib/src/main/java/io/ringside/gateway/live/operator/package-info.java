/**
 * The operator's side of the daemon: its folder, commands, status, alarms, the kill signal and the audit of a day.
 * <pre>
 *   command line, dashboard > OperatorDesk > LiveFolder (CommandFolder: N.command) > daemon's session > N.answer
 *   ringside kill, USR1     > LiveFolder (kill flag) > KillSwitch > daemon's watchdog, at once
 *   daemon > Alarms         > log, file of unacknowledged alarms
 *   journal > Audit
 * </pre>
 *
 * <p>A command is a file that {@code CommandFolder} keeps until the daemon executes or refuses it. {@code KillSwitch} does
 * not depend on the session's thread. {@code Alarms} are repeated until they are acknowledged. {@code Audit} reads a journal
 * afterwards, whoever wrote it.
 */
package io.ringside.gateway.live.operator;
