/**
 * What an operator has in hand: the daemon's folder, commands, status, alarms, the kill signal and the audit of a day.
 *
 * <p>A command is a file that {@code CommandFolder} keeps until the daemon obeys or refuses it; {@code OperatorDesk} serves the
 * command line and the page alike. {@code KillSwitch} needs none of that: a flag in the folder, or a signal. {@code Alarms} are
 * repeated until somebody acknowledges them. {@code Audit} reads a journal afterwards, whoever wrote it.
 */
package io.ringside.gateway.live.operator;
