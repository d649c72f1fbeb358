package io.ringside.gateway.ib;

import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.FixedPoint;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.tws.AsciiField;
import io.ringside.gateway.ib.tws.ConnectionEnd;
import io.ringside.gateway.ib.tws.ContractDetailsFields;
import io.ringside.gateway.ib.tws.ContractFields;
import io.ringside.gateway.ib.tws.ErrorPolicy;
import io.ringside.gateway.ib.tws.ExecutionFields;
import io.ringside.gateway.ib.tws.OrderFields;
import io.ringside.gateway.ib.tws.OrderIds;
import io.ringside.gateway.ib.tws.RequestIds;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsProtocolError;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.inbound.Doubts;
import io.ringside.gateway.live.inbound.InboundBounds;
import io.ringside.gateway.live.inbound.Judgement;
import io.ringside.gateway.live.market.InstrumentFeed.PastBar;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listener of one connection: bars and order reports become events at once, on the reader's thread; messages that the
 * session must act on are posted to the session's thread, after the events that came before them.
 *
 * <p>Thread: reader.
 */
final class TwsEventAdapter implements TwsConnection.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(TwsEventAdapter.class);
    private static final long SHARE_E8 = InboundBounds.ONE_E8;
    /** Longest text of the broker's that is logged. */
    private static final int WORDS_MAX = 300;

    private static final int SYMBOL_MAX = 20;

    /** Instrument by the request id of its contract look-up; written by the session before it sends the request. */
    final Map<Integer, Integer> lookUps = new ConcurrentHashMap<>();

    private final BrokerSession session;
    private final TradingBooks books;
    private final LiveSettings settings;
    private final OrderMessages orders;
    private final IbMarketData market;
    private final EventPublisher publisher;
    private final LongSupplier clock;
    private final EventOutbox out = new EventOutbox();
    /** Contracts with fractional positions that were logged already. */
    private final Set<Integer> fractions = new HashSet<>();

    private String otherCurrency = "";
    private boolean worthTold;
    private long malformed;

    TwsEventAdapter(
            BrokerSession session,
            TradingBooks books,
            OrderIds orderIds,
            IbMarketData market,
            EventPublisher publisher) {
        this.session = session;
        this.books = books;
        this.market = market;
        this.publisher = publisher;
        settings = books.settings;
        clock = books.clock;
        orders = new OrderMessages(books, orderIds);
    }

    // ---- Connection -----------------------------------------------------------------------------------------------

    @Override
    public void managedAccounts(AsciiField accounts) {
        String all = accounts.toString();
        for (String one : all.split(",", -1)) {
            if (one.equals(settings.account())) {
                return;
            }
        }
        session.post(() -> session.otherAccount("gateway.account = " + settings.maskedAccount()
                + " is none of the accounts of this session at " + settings.host() + ":" + settings.port()
                + "; nothing was sent"));
    }

    @Override
    public void nextValidId(int orderId) {
        orders.nextValidId(orderId);
        session.post(session::echoed);
    }

    @Override
    public void ready(int serverVersion) {
        session.post(() -> session.ready(this, serverVersion));
    }

    @Override
    public void disconnected(ConnectionEnd reason, String detail) {
        String words = Doubts.printable(detail, WORDS_MAX);
        session.post(() -> session.disconnected(this, reason, words));
    }

    @Override
    public void unsent(int orderId) {
        books.sender.unsent(orderId);
    }

    @Override
    public void malformed(TwsProtocolError error) {
        if (Long.bitCount(++malformed) == 1) {
            String words = Doubts.printable(settings.masked(error.getMessage()), WORDS_MAX);
            LOG.warn("a message of the broker's cannot be read, number {}: {}", malformed, words);
        }
        books.query.want();
    }

    @Override
    public void currentTime(long timeNanos) {
        session.post(() -> session.brokerTime(timeNanos));
    }

    @Override
    public void error(int id, int code, AsciiField text, AsciiField rejectJson) {
        String words = Doubts.printable(settings.masked(text.unescaped()), WORDS_MAX);
        ErrorPolicy policy = ErrorPolicy.of(id, code, words);
        session.count(code, policy);
        switch (policy) {
            case CONNECTION_LOST -> session.post(() -> session.degraded(code + " " + words));
            case RESTORED, RESTORED_DATA_LOST -> session.post(() -> session.restored(code + " " + words));
            case FARM_OK -> session.post(session::farmOk);
            case FATAL_CONFIG -> {
                if (RequestIds.isOrderId(id)) {
                    orderError(id, code, policy, words);
                }
                session.post(() -> session.refusedForGood(code + " " + words));
            }
            case FARM_BROKEN -> {
                LOG.info("the broker says: {} {} {}", id, code, words);
                session.post(() -> market.noteMessage(code, words));
            }
            case COMPETING_SESSION -> {
                LOG.info("the broker says: {} {} {} ({})", id, code, words, policy);
                session.post(() -> session.refused(id, code, words));
                session.post(() -> market.noteMessage(code, words));
            }
            case ADVISORY, WARNING -> LOG.info("the broker says: {} {} {}", id, code, words);
            default -> {
                LOG.info("the broker says: {} {} {} ({})", id, code, words, policy);
                if (RequestIds.isOrderId(id)) {
                    orderError(id, code, policy, words);
                } else if (RequestIds.isRequestId(id)) {
                    session.post(() -> session.refused(id, code, words));
                }
            }
        }
    }

    private void orderError(int id, int code, ErrorPolicy policy, String words) {
        orders.error(id, code, policy, words, out);
        publish();
    }

    // ---- Orders ---------------------------------------------------------------------------------------------------

    @Override
    public void openOrder(OrderFields order) {
        orders.openOrder(order, out);
        publish();
    }

    @Override
    public void orderStatus(
            int orderId,
            AsciiField status,
            long filledE8,
            long remainingE8,
            long averageFillE8,
            long permId,
            int parentId,
            long lastFillE8,
            int clientId,
            AsciiField whyHeld) {
        orders.orderStatus(orderId, status, filledE8, permId, clientId, out);
        publish();
    }

    @Override
    public void completedOrder(OrderFields order) {
        orders.completedOrder(order, out);
        publish();
    }

    @Override
    public void execution(ExecutionFields execution) {
        orders.execution(execution, out);
        publish();
    }

    @Override
    public void commissionReport(AsciiField execId, long commissionE8, AsciiField currency, long realizedPnlE8) {
        orders.commission(execId, commissionE8, out);
        publish();
    }

    @Override
    public void openOrderEnd() {
        session.post(() -> session.ended("open orders"));
    }

    @Override
    public void completedOrdersEnd() {
        session.post(() -> session.ended("completed orders"));
    }

    @Override
    public void executionsEnd(int reqId) {
        session.post(() -> session.answered(reqId));
    }

    // ---- Account --------------------------------------------------------------------------------------------------

    @Override
    public void position(AsciiField name, ContractFields contract, long positionE8, long averageCostE8) {
        if (!name.is(settings.account())) {
            return;
        }
        long shares = positionE8 / SHARE_E8;
        // One that is not given is beyond the bound as well.
        if (Math.abs(shares) > InboundBounds.SHARES_MAX) {
            refuse(Judgement.POSITION_SHARES, "position in contract " + contract.conId);
            return;
        }
        if (positionE8 % SHARE_E8 != 0 && fractions.add(contract.conId)) {
            refuse(
                    Judgement.POSITION_FRACTION,
                    FixedPoint.format(positionE8) + " shares of " + Doubts.printable(contract.symbol, SYMBOL_MAX));
        }
        books.account.position(contract.conId, shares, averageCostE8);
    }

    @Override
    public void positionEnd() {
        session.post(() -> session.ended("positions"));
    }

    @Override
    public void accountSummary(int reqId, AsciiField name, AsciiField tag, AsciiField value, AsciiField currency) {
        if (!name.is(settings.account()) || value.isEmpty()) {
            return;
        }
        Judgement judgement = books.figures.judgeFigure(value.e8(), currency);
        if (judgement == Judgement.ACCOUNT_CURRENCY) {
            otherCurrency = Doubts.printable(currency, SYMBOL_MAX);
        } else if (judgement.isBelieved()) {
            worthTold |= tag.is("NetLiquidation");
            books.account.figure(tag.toString(), value.e8(), clock.getAsLong());
        } else {
            refuse(judgement, Doubts.printable(tag, SYMBOL_MAX) + " of the account");
        }
    }

    @Override
    public void accountSummaryEnd(int reqId) {
        boolean worth = worthTold;
        if (!worth && !otherCurrency.isEmpty()) {
            refuse(Judgement.ACCOUNT_CURRENCY, "net liquidation in " + otherCurrency);
        }
        worthTold = false;
        otherCurrency = "";
        session.post(() -> {
            session.answered(reqId);
            if (worth) {
                session.publishAccount();
            }
        });
    }

    @Override
    public void contractDetails(int reqId, ContractDetailsFields details) {
        Integer instrumentId = lookUps.get(reqId);
        int contractId = details.contract.conId;
        if (instrumentId != null) {
            session.post(() -> session.contract(instrumentId, contractId));
        }
    }

    @Override
    public void contractDetailsEnd(int reqId) {
        session.post(() -> session.answered(reqId));
    }

    // ---- Market data ----------------------------------------------------------------------------------------------

    @Override
    public void realTimeBar(
            int reqId,
            long startNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long volumeE8,
            long averageE8,
            int count) {
        int instrumentId = market.instrumentOf(reqId);
        if (instrumentId < 0) {
            return;
        }
        PastBar bar = PastBar.told(startNanos, openE8, highE8, lowE8, closeE8, volumeE8);
        Judgement judgement = books.bars.judgeLive(instrumentId, bar, clock.getAsLong());
        if (!judgement.isBelieved()) {
            refuse(judgement, "5-second bar of " + symbol(instrumentId));
        }
        if (judgement.consequence() != Judgement.Consequence.REFUSED) {
            market.realTimeBar(reqId, bar, publisher);
        }
    }

    @Override
    public void tickGeneric(int reqId, int tickType, long valueE8) {
        market.tickGeneric(reqId, tickType, valueE8, publisher);
    }

    @Override
    public void tickByTickTrade(
            int reqId,
            boolean allTrades,
            long timeNanos,
            long priceE8,
            long sizeE8,
            int attributes,
            AsciiField exchange,
            AsciiField conditions) {
        market.trade(reqId, timeNanos, priceE8, sizeE8 / SHARE_E8, attributes, publisher);
    }

    @Override
    public void historicalBar(
            int reqId,
            long startNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long volumeE8,
            long averageE8,
            int count) {
        int instrumentId = market.instrumentOf(reqId);
        if (instrumentId < 0) {
            return;
        }
        PastBar bar = PastBar.told(startNanos, openE8, highE8, lowE8, closeE8, volumeE8);
        Judgement judgement = books.bars.judgePast(reqId, instrumentId, bar, clock.getAsLong());
        if (judgement.isBelieved()) {
            market.historicalBar(reqId, bar);
        } else {
            refuse(judgement, "bar of the past of " + symbol(instrumentId));
        }
    }

    @Override
    public void historicalDataEnd(int reqId, int bars, AsciiField start, AsciiField end) {
        session.post(() -> session.historyEnds(reqId));
    }

    private String symbol(int instrumentId) {
        return books.instruments.get(instrumentId).symbol();
    }

    private void refuse(Judgement judgement, String what) {
        books.breaks.refuse(judgement, what, out);
        publish();
    }

    private void publish() {
        out.publish(publisher);
    }
}
