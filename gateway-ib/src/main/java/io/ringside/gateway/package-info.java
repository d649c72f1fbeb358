/**
 * The live edge. Ground floor of the module: settings and the outbox that every room stands on.
 *
 * <pre>
 *                   live                    daemon, trading day, recovery, the command that chooses the broker
 *                  /  |  \
 *      live.operator  |  live.portfolio     the daemon's folder, commands, alarms | portfolios' part of a day
 *                     |
 *              live.broker                  the seam: Broker, BrokerConnection, and the books that it fills
 *             /       |       \
 *   live.order   live.market   live.inbound order table and its rules | prices without holes | what may be believed
 *
 *   ib          Interactive Brokers, an implementation of live.broker: session, market data, order wire
 *   ib.fetch    history into bar files
 *   ib.tws      the socket protocol, encode beside decode; nothing of live knows it
 *   sim         the simulated TWS; shares no code with the client
 *
 *   thread      runs                                                doors into the ring
 *   session     TradingDay.work, BrokerSession, ComparisonRounds    DayRing, BrokerSession's outbox, IbMarketData
 *   reader      TwsEventAdapter, one a connection                   its outbox, InstrumentFeed
 *   order       LiveOrderGateway.submit                             none: OwnAnswers leaves them to the session
 *   watchdog    Watchdog: status, kill flag                         none
 * </pre>
 *
 * <p>Orders and what is held of them change under the lock of the order table alone; nobody publishes while holding it, since a
 * full ring waits for the order stage, which waits for that lock. What changes them are events, before they are published or
 * while a journal is replayed. A feed publishes under its own lock, which the order stage never takes.
 */
package io.ringside.gateway;
