package io.ringside.gateway.sim;

import io.ringside.engine.event.FixedPoint;
import io.ringside.gateway.sim.Subscription.Kind;
import java.util.List;
import java.util.Locale;

/**
 * Handles subscriptions to prices and sends the streams.
 *
 * <p>Thread: the workstation's.
 */
final class StreamDesk {
    private static final int LINES_MAX = 100;
    private static final int TICK_STREAMS_MAX = 5;
    private static final List<String> TICK_KINDS = List.of("Last", "AllLast", "BidAsk", "MidPoint");
    private static final List<String> BAR_KINDS = List.of("TRADES", "MIDPOINT", "BID", "ASK");
    private static final String RT_VOLUME = "233";
    private static final long NO_QUOTE_E8 = -Text.priceE8("1");

    private static final int BID_SIZE = 0;
    private static final int BID = 1;
    private static final int ASK = 2;
    private static final int ASK_SIZE = 3;
    private static final int LAST = 4;
    private static final int LAST_SIZE = 5;
    private static final int HIGH = 6;
    private static final int LOW = 7;
    private static final int VOLUME = 8;
    private static final int CLOSE = 9;
    private static final int OPEN = 14;
    private static final int LAST_TIMESTAMP = 45;
    private static final int RT_VOLUME_TICK = 48;
    private static final int HALTED = 49;

    private final Workstation tws;

    StreamDesk(Workstation tws) {
        this.tws = tws;
    }

    // ---- Requests -------------------------------------------------------------------------------------------------

    void quotes(Client client, Fields in) {
        in.skip(1); // The message's own version.
        int requestId = in.integer();
        Contract contract = Contract.read(in);
        if (contract.secType().equals("BAG")) {
            in.skip(4 * in.integer());
        }
        if (in.flag()) {
            in.skip(3); // A delta neutral contract.
        }
        String genericTicks = in.string();
        boolean snapshot = in.flag();
        Board board = tws.exchange.find(contract);
        if (refuses(client, requestId, board, Kind.QUOTES)) {
            return;
        }
        tws.send(client, MarketMessages.marketDataType(requestId, 1));
        tws.send(client, MarketMessages.tickReqParams(requestId, board.listing.tickE8(), "9c0001", 3));
        Subscription subscription = Subscription.quotes(requestId, board, genericTicks);
        sendDay(client, subscription);
        sendQuote(client, subscription);
        sendLast(client, subscription, board.lastE8, board.lastSize);
        if (snapshot) {
            tws.send(client, MarketMessages.tickSnapshotEnd(requestId));
        } else {
            client.subscriptions.add(subscription);
            tws.wake();
        }
    }

    void ticks(Client client, Fields in) {
        int requestId = in.integer();
        Contract contract = Contract.read(in);
        String what = in.string();
        Board board = tws.exchange.find(contract);
        if (!TICK_KINDS.contains(what)) {
            tws.error(
                    client,
                    requestId,
                    321,
                    "Error validating request.-'cd' : cause - Invalid tick-by-tick type: " + what);
        } else if (!refuses(client, requestId, board, Kind.TICKS)) {
            client.subscriptions.add(Subscription.ticks(requestId, board, what));
            tws.wake();
        }
    }

    void bars(Client client, Fields in) {
        in.skip(1); // The message's own version.
        int requestId = in.integer();
        Contract contract = Contract.read(in);
        in.skip(1); // Bar size: there is one only.
        String what = in.string();
        boolean regularOnly = in.flag();
        Board board = tws.exchange.find(contract);
        if (!BAR_KINDS.contains(what)) {
            tws.error(client, requestId, 321, "Error validating request.-'cb' : cause - " + what + " is not simulated");
        } else if (!refuses(client, requestId, board, Kind.BARS)) {
            client.subscriptions.add(Subscription.bars(requestId, board, what, regularOnly));
            tws.wake();
        }
    }

    /** Ends a stream. */
    void cancel(Client client, int requestId, Kind kind) {
        Subscription subscription = client.find(kind, requestId);
        if (subscription != null) {
            client.subscriptions.remove(subscription);
        } else {
            tws.error(client, requestId, 300, "Can't find EId with tickerId:" + requestId);
        }
    }

    private boolean refuses(Client client, int requestId, Board board, Kind kind) {
        if (board == null) {
            tws.error(client, requestId, 200, "No security definition has been found for the request");
        } else if (client.find(kind, requestId) != null) {
            tws.error(client, requestId, 102, "Duplicate ticker ID");
        } else if (kind == Kind.TICKS && client.count(kind) >= TICK_STREAMS_MAX) {
            tws.error(client, requestId, 10190, "Max number of tick-by-tick requests has been reached");
        } else if (client.subscriptions.size() >= LINES_MAX) {
            tws.error(client, requestId, 101, "Max number of tickers has been reached");
        } else {
            return false;
        }
        return true;
    }

    // ---- Streams --------------------------------------------------------------------------------------------------

    /** Sends a halt, or its end, to subscribers of quotes. */
    void onHalt(Board board) {
        for (Client client : tws.startedClients()) {
            for (Subscription subscription : List.copyOf(client.subscriptions)) {
                if (subscription.board == board && subscription.kind == Kind.QUOTES) {
                    tws.send(
                            client,
                            MarketMessages.tickGeneric(
                                    subscription.requestId, HALTED, board.halted * FixedPoint.ONE_E8));
                }
            }
        }
    }

    /** Sends a trade to subscribers of trades. */
    void onTrade(Board board, Tape.Trade trade) {
        long priceE8 = tws.faults.fires(FaultKind.BAD_TICK) ? badPrice(trade.priceE8()) : trade.priceE8();
        for (Client client : tws.startedClients()) {
            for (Subscription subscription : List.copyOf(client.subscriptions)) {
                if (!flows(subscription, board)) {
                    continue;
                }
                if (subscription.kind == Kind.QUOTES) {
                    sendQuote(client, subscription);
                    sendLast(client, subscription, priceE8, trade.size());
                } else if (subscription.kind == Kind.TICKS) {
                    sendTick(client, subscription, trade, priceE8);
                }
            }
        }
    }

    /** Sends a new bid and offer to their subscribers. */
    void onQuote(Board board) {
        for (Client client : tws.startedClients()) {
            for (Subscription subscription : List.copyOf(client.subscriptions)) {
                if (flows(subscription, board) && subscription.kind == Kind.QUOTES) {
                    sendQuote(client, subscription);
                } else if (flows(subscription, board) && subscription.kind == Kind.TICKS) {
                    sendTickQuote(client, subscription);
                }
            }
        }
    }

    /** Sends a 5-second bar, and updates of history, to their subscribers. */
    void onBar(Board board, PriceBar bar) {
        boolean regular = tws.isRegular(bar.startNanos());
        PriceBar sent = tws.faults.fires(FaultKind.BAD_TICK) ? badBar(bar) : bar;
        for (Client client : tws.startedClients()) {
            for (Subscription subscription : List.copyOf(client.subscriptions)) {
                if (!flows(subscription, board) || (subscription.regularOnly && !regular)) {
                    continue;
                }
                if (subscription.kind == Kind.BARS) {
                    sendBar(client, subscription, sent);
                } else if (subscription.kind == Kind.HISTORY) {
                    tws.history.update(client, subscription, bar);
                }
            }
        }
    }

    private boolean flows(Subscription subscription, Board board) {
        return subscription.board == board && !subscription.dead && tws.isFeedUp(board);
    }

    private long badPrice(long priceE8) {
        return tws.faults.random(2) == 0 ? priceE8 * 10 : Math.max(1, priceE8 / 10);
    }

    private PriceBar badBar(PriceBar bar) {
        long bad = badPrice(bar.closeE8());
        return new PriceBar(
                bar.startNanos(),
                bar.endNanos(),
                bar.openE8(),
                Math.max(bar.highE8(), bad),
                Math.min(bar.lowE8(), bad),
                bad,
                bar.volume(),
                bar.trades());
    }

    private void sendBar(Client client, Subscription subscription, PriceBar bar) {
        boolean trades = subscription.what.equals("TRADES");
        long shift = subscription.what.equals("ASK") ? subscription.board.listing.tickE8() : 0;
        tws.send(
                client,
                MarketMessages.realTimeBar(
                        subscription.requestId,
                        TimeText.seconds(bar.startNanos()),
                        bar.openE8() + shift,
                        bar.highE8() + shift,
                        bar.lowE8() + shift,
                        bar.closeE8() + shift,
                        trades ? bar.volume() : -1,
                        trades ? bar.averageE8() : -Text.priceE8("1"),
                        trades ? bar.trades() : -1));
    }

    private void sendTick(Client client, Subscription subscription, Tape.Trade trade, long priceE8) {
        boolean all = subscription.what.equals("AllLast");
        if (!all && !subscription.what.equals("Last")) {
            sendTickQuote(client, subscription);
        } else if (all || !trade.volumeOnly()) {
            tws.send(
                    client,
                    MarketMessages.tickByTickTrade(
                            subscription.requestId,
                            all ? 2 : 1,
                            TimeText.seconds(trade.nanos()),
                            priceE8,
                            trade.size(),
                            trade.volumeOnly() ? 2 : 0,
                            subscription.board.listing.primaryExchange(),
                            trade.volumeOnly() ? " I" : ""));
        }
    }

    private void sendTickQuote(Client client, Subscription subscription) {
        Board board = subscription.board;
        if (board.bidE8 == subscription.sentBidE8 && board.askE8 == subscription.sentAskE8) {
            return;
        }
        subscription.sentBidE8 = board.bidE8;
        subscription.sentAskE8 = board.askE8;
        long seconds = TimeText.seconds(tws.now());
        if (subscription.what.equals("BidAsk")) {
            tws.send(
                    client,
                    MarketMessages.tickByTickQuote(
                            subscription.requestId, seconds, board.bidE8, board.askE8, board.bidSize, board.askSize));
        } else if (subscription.what.equals("MidPoint")) {
            long midE8 = board.bidE8 + (board.askE8 - board.bidE8) / 2;
            tws.send(client, MarketMessages.tickByTickMidpoint(subscription.requestId, seconds, midE8));
        }
    }

    /** Open, high, low and the close before; whether trading is halted. */
    private void sendDay(Client client, Subscription subscription) {
        Board board = subscription.board;
        int id = subscription.requestId;
        tws.send(client, MarketMessages.tickGeneric(id, HALTED, board.halted * FixedPoint.ONE_E8));
        if (board.openE8 > 0) {
            tws.send(client, MarketMessages.tickPrice(id, OPEN, board.openE8, 0, 0));
            tws.send(client, MarketMessages.tickPrice(id, HIGH, board.highE8, 0, 0));
            tws.send(client, MarketMessages.tickPrice(id, LOW, board.lowE8, 0, 0));
        }
        long closeE8 = board.history.previousCloseE8(tws.now());
        if (closeE8 > 0) {
            tws.send(client, MarketMessages.tickPrice(id, CLOSE, closeE8, 0, 0));
        }
    }

    private void sendQuote(Client client, Subscription subscription) {
        Board board = subscription.board;
        int id = subscription.requestId;
        boolean known = board.bidE8 > 0 && board.askE8 > 0;
        tws.send(client, MarketMessages.tickPrice(id, BID, known ? board.bidE8 : NO_QUOTE_E8, board.bidSize, 1));
        tws.send(client, MarketMessages.tickSize(id, BID_SIZE, board.bidSize));
        tws.send(client, MarketMessages.tickPrice(id, ASK, known ? board.askE8 : NO_QUOTE_E8, board.askSize, 1));
        tws.send(client, MarketMessages.tickSize(id, ASK_SIZE, board.askSize));
    }

    private void sendLast(Client client, Subscription subscription, long priceE8, long size) {
        Board board = subscription.board;
        int id = subscription.requestId;
        if (priceE8 == 0) {
            return;
        }
        tws.send(
                client,
                MarketMessages.tickString(id, LAST_TIMESTAMP, Long.toString(TimeText.seconds(board.lastNanos))));
        tws.send(client, MarketMessages.tickPrice(id, LAST, priceE8, size, 0));
        tws.send(client, MarketMessages.tickSize(id, LAST_SIZE, size));
        tws.send(client, MarketMessages.tickSize(id, VOLUME, board.volume));
        if (("," + subscription.genericTicks + ",").contains("," + RT_VOLUME + ",")) {
            tws.send(
                    client,
                    MarketMessages.tickString(
                            id,
                            RT_VOLUME_TICK,
                            String.format(
                                    Locale.ROOT,
                                    "%s;%d;%d;%d;%s;true",
                                    Text.number(priceE8),
                                    size,
                                    board.lastNanos / 1_000_000,
                                    board.volume,
                                    Text.number(board.averageE8()))));
        }
    }
}
