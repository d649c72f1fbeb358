/** What an operator has in hand: the daemon's folder, commands, status, alarms, the kill signal and the audit of a day. */
package io.ringside.gateway.live.operator;
