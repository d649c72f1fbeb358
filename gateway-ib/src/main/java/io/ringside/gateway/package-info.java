/**
 * The live edge. Ground floor of the module: settings and the outbox that every room stands on.
 *
 * <pre>
 *   live            daemon and trading day: recovery, session bounds, the command that starts them
 *   live.order      the order table, what the broker reports of it, reconciliation, protection
 *   live.operator   the daemon's folder, commands, status, alarms, kill signal, audit
 *   ib              Interactive Brokers: session, link, market data, order wire
 *   ib.fetch        history into bar files
 *   ib.tws          the socket protocol, encode beside decode
 *   sim             the simulated TWS; shares no code with the client
 * </pre>
 */
package io.ringside.gateway;
