package io.ringside.gateway.ib.tws;

import io.ringside.engine.event.FixedPoint;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Writes down every message as a line of its values, numbers in their shortest form. */
class RecordingListener implements TwsListener {
    final List<String> lines = new ArrayList<>();

    static String e8(long value) {
        return value == Unset.E8
                ? "unset"
                : new BigDecimal(FixedPoint.format(value)).stripTrailingZeros().toPlainString();
    }

    static String time(long nanos) {
        return nanos == Unset.NANOS ? "unset" : Instant.ofEpochSecond(0, nanos).toString();
    }

    private void line(String name, Object... values) {
        StringJoiner line = new StringJoiner(" | ", name + "(", ")");
        for (Object value : values) {
            line.add(value.toString());
        }
        add(line.toString());
    }

    void add(String line) {
        lines.add(line);
    }

    static String contract(ContractFields c) {
        return "Contract{" + c.conId + " " + c.symbol + " " + c.secType + " " + c.exchange + "/" + c.primaryExchange
                + " "
                + c.currency + " right=" + c.right + " local=" + c.localSymbol + " class=" + c.tradingClass + " strike="
                + e8(c.strikeE8) + "}";
    }

    @Override
    public void nextValidId(int orderId) {
        line("nextValidId", orderId);
    }

    @Override
    public void managedAccounts(AsciiField accounts) {
        line("managedAccounts", accounts);
    }

    @Override
    public void error(int id, int code, AsciiField text, AsciiField rejectJson) {
        line("error", id, code, text.unescaped(), rejectJson);
    }

    @Override
    public void currentTime(long timeNanos) {
        line("currentTime", time(timeNanos));
    }

    @Override
    public void tickPrice(int reqId, int tickType, long priceE8, long sizeE8, int attributes) {
        line("tickPrice", reqId, tickType, e8(priceE8), e8(sizeE8), attributes);
    }

    @Override
    public void tickSize(int reqId, int tickType, long sizeE8) {
        line("tickSize", reqId, tickType, e8(sizeE8));
    }

    @Override
    public void tickGeneric(int reqId, int tickType, long valueE8) {
        line("tickGeneric", reqId, tickType, e8(valueE8));
    }

    @Override
    public void tickString(int reqId, int tickType, AsciiField text) {
        line("tickString", reqId, tickType, text);
    }

    @Override
    public void tickSnapshotEnd(int reqId) {
        line("tickSnapshotEnd", reqId);
    }

    @Override
    public void marketDataType(int reqId, int type) {
        line("marketDataType", reqId, type);
    }

    @Override
    public void tickReqParams(int reqId, long minTickE8, AsciiField bboExchange, int snapshotPermissions) {
        line("tickReqParams", reqId, e8(minTickE8), bboExchange, snapshotPermissions);
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
        line(
                "tickByTickTrade",
                reqId,
                allTrades,
                time(timeNanos),
                e8(priceE8),
                e8(sizeE8),
                attributes,
                exchange,
                conditions);
    }

    @Override
    public void tickByTickQuote(
            int reqId, long timeNanos, long bidE8, long askE8, long bidSizeE8, long askSizeE8, int attributes) {
        line("tickByTickQuote", reqId, time(timeNanos), e8(bidE8), e8(askE8), e8(bidSizeE8), e8(askSizeE8), attributes);
    }

    @Override
    public void tickByTickMidPoint(int reqId, long timeNanos, long priceE8) {
        line("tickByTickMidPoint", reqId, time(timeNanos), e8(priceE8));
    }

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
        bar("realTimeBar", reqId, startNanos, openE8, highE8, lowE8, closeE8, volumeE8, averageE8, count);
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
        bar("historicalBar", reqId, startNanos, openE8, highE8, lowE8, closeE8, volumeE8, averageE8, count);
    }

    @Override
    public void historicalDataEnd(int reqId, int bars, AsciiField start, AsciiField end) {
        line("historicalDataEnd", reqId, bars, start, end);
    }

    @Override
    public void historicalDataUpdate(
            int reqId,
            long startNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long volumeE8,
            long averageE8,
            int count) {
        bar("historicalDataUpdate", reqId, startNanos, openE8, highE8, lowE8, closeE8, volumeE8, averageE8, count);
    }

    private void bar(
            String name,
            int reqId,
            long startNanos,
            long openE8,
            long highE8,
            long lowE8,
            long closeE8,
            long volumeE8,
            long averageE8,
            int count) {
        line(
                name,
                reqId,
                "Bar{" + time(startNanos) + " O" + e8(openE8) + " H" + e8(highE8) + " L" + e8(lowE8) + " C"
                        + e8(closeE8) + " V" + e8(volumeE8) + " n" + count + " w" + e8(averageE8) + "}");
    }

    @Override
    public void contractDetails(int reqId, ContractDetailsFields d) {
        line(
                "contractDetails",
                reqId,
                contract(d.contract),
                "minTick=" + e8(d.minTickE8),
                d.marketName,
                d.orderTypes,
                d.validExchanges,
                "magnifier=" + d.priceMagnifier,
                "under=" + d.underConId,
                "long=" + d.longName.unescaped(),
                d.industry + "/" + d.category + "/" + d.subcategory,
                "tz=" + d.timeZoneId,
                "trading=" + d.tradingHours,
                "liquid=" + d.liquidHours,
                "rules=" + d.marketRuleIds,
                "stockType=" + d.stockType,
                "minSize=" + e8(d.minSizeE8),
                "inc=" + e8(d.sizeIncrementE8),
                "sug=" + e8(d.suggestedSizeIncrementE8));
    }

    @Override
    public void contractDetailsEnd(int reqId) {
        line("contractDetailsEnd", reqId);
    }

    @Override
    public void marketRuleStep(int ruleId, long lowEdgeE8, long incrementE8) {
        line("marketRuleStep", ruleId, e8(lowEdgeE8), e8(incrementE8));
    }

    @Override
    public void marketRuleEnd(int ruleId, int steps) {
        line("marketRuleEnd", ruleId, steps);
    }

    @Override
    public void openOrder(OrderFields o) {
        order("openOrder", o);
    }

    private void order(String name, OrderFields o) {
        line(
                name,
                o.orderId,
                contract(o.contract),
                o.action + " " + e8(o.quantityE8) + " " + o.orderType,
                "lmt=" + e8(o.limitE8),
                "aux=" + e8(o.auxE8),
                "tif=" + o.timeInForce,
                "oca=" + o.ocaGroup + "/" + o.ocaType,
                "acct=" + o.account,
                "ref=" + o.orderRef,
                "client=" + o.clientId,
                "perm=" + o.permId,
                "parent=" + o.parentId,
                "trailStop=" + e8(o.trailStopE8),
                "whatIf=" + o.whatIf,
                TwsOrderStatus.of(o.status),
                "init=" + e8(o.initMarginBeforeE8) + "," + e8(o.initMarginChangeE8) + "," + e8(o.initMarginAfterE8),
                "maint=" + e8(o.maintMarginBeforeE8) + "," + e8(o.maintMarginChangeE8) + "," + e8(o.maintMarginAfterE8),
                "equity=" + e8(o.equityBeforeE8) + "," + e8(o.equityChangeE8) + "," + e8(o.equityAfterE8),
                "comm=" + e8(o.commissionE8) + "," + e8(o.minCommissionE8) + "," + e8(o.maxCommissionE8) + ","
                        + o.commissionCurrency,
                "warn=" + o.warning,
                "filled=" + e8(o.filledE8),
                "completed=" + o.completedTime + "/" + o.completedStatus);
    }

    @Override
    public void openOrderEnd() {
        line("openOrderEnd");
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
        line(
                "orderStatus",
                orderId,
                TwsOrderStatus.of(status),
                e8(filledE8),
                e8(remainingE8),
                e8(averageFillE8),
                permId,
                parentId,
                e8(lastFillE8),
                clientId,
                whyHeld);
    }

    @Override
    public void orderBound(long permId, int clientId, int orderId) {
        line("orderBound", permId, clientId, orderId);
    }

    @Override
    public void completedOrder(OrderFields order) {
        order("completedOrder", order);
    }

    @Override
    public void completedOrdersEnd() {
        line("completedOrdersEnd");
    }

    @Override
    public void execution(ExecutionFields x) {
        line(
                "execution",
                x.reqId,
                contract(x.contract),
                x.execId,
                time(x.timeNanos),
                x.account,
                x.exchange,
                x.isBuy() ? "buy" : "sell",
                e8(x.sharesE8) + "@" + e8(x.priceE8),
                "cum=" + e8(x.cumulativeE8),
                "avg=" + e8(x.averageE8),
                "order=" + x.orderId,
                "perm=" + x.permId,
                "client=" + x.clientId,
                "ref=" + x.orderRef,
                "liq=" + x.lastLiquidity,
                "model=" + x.modelCode);
    }

    @Override
    public void executionsEnd(int reqId) {
        line("executionsEnd", reqId);
    }

    @Override
    public void commissionReport(AsciiField execId, long commissionE8, AsciiField currency, long realizedPnlE8) {
        line("commissionReport", execId, e8(commissionE8), currency, e8(realizedPnlE8));
    }

    @Override
    public void position(AsciiField account, ContractFields contract, long positionE8, long averageCostE8) {
        line("position", account, contract(contract), e8(positionE8), e8(averageCostE8));
    }

    @Override
    public void positionEnd() {
        line("positionEnd");
    }

    @Override
    public void accountValue(AsciiField key, AsciiField value, AsciiField currency, AsciiField account) {
        line("accountValue", key, value, currency, account);
    }

    @Override
    public void portfolioValue(
            ContractFields contract,
            long positionE8,
            long marketPriceE8,
            long marketValueE8,
            long averageCostE8,
            long unrealizedPnlE8,
            long realizedPnlE8,
            AsciiField account) {
        line(
                "portfolioValue",
                contract(contract),
                e8(positionE8),
                e8(marketPriceE8),
                e8(marketValueE8),
                e8(averageCostE8),
                e8(unrealizedPnlE8),
                e8(realizedPnlE8),
                account);
    }

    @Override
    public void accountUpdateTime(AsciiField time) {
        line("accountUpdateTime", time);
    }

    @Override
    public void accountDownloadEnd(AsciiField account) {
        line("accountDownloadEnd", account);
    }

    @Override
    public void accountSummary(int reqId, AsciiField account, AsciiField tag, AsciiField value, AsciiField currency) {
        line("accountSummary", reqId, account, tag, value, currency);
    }

    @Override
    public void accountSummaryEnd(int reqId) {
        line("accountSummaryEnd", reqId);
    }
}
