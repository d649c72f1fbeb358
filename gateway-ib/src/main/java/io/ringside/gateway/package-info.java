/**
 * Live trading. This package holds what all packages of the module use: settings and the outbox of events.
 *
 * <pre>
 *                   live                    daemon, trading day, recovery, the command that chooses the broker
 *                  /  |  \
 *      live.operator  |  live.portfolio     the daemon's folder, commands, alarms | portfolios' part of a day
 *                     |
 *              live.broker                  the interface of a broker: Broker, BrokerConnection, and TradingBooks
 *             /       |       \
 *   live.order   live.market   live.inbound order table and its rules | price feeds and gaps | checks of broker messages
 *
 *   ib          Interactive Brokers, an implementation of live.broker: session, market data, order wire
 *   ib.fetch    history into bar files
 *   ib.tws      the socket protocol, encode beside decode; live does not depend on it
 *   sim         the simulated TWS; shares no code with the client
 *
 *   thread      runs                                                publishes into the ring by
 *   session     TradingDay.work, BrokerSession, ComparisonRounds    DayRing, BrokerSession's outbox, IbMarketData
 *   reader      TwsEventAdapter, one a connection                   its outbox, InstrumentFeed
 *   order       LiveOrderGateway.submit                             nothing: OwnAnswers queues reports for the session
 *   watchdog    Watchdog: status, kill flag                         nothing
 * </pre>
 *
 * <p>Orders and positions change only under the lock of the order table. No thread publishes while it holds that lock, since a
 * full ring waits for the order stage, which waits for the lock. They change by events, before these are published or while a
 * journal is replayed. A feed publishes under its own lock, which the order stage never takes.
 */
package io.ringside.gateway;
