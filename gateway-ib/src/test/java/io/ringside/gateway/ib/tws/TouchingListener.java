package io.ringside.gateway.ib.tws;

/** Reads every byte of every text and all numbers of a message, as a consumer would; allocates nothing. */
final class TouchingListener implements TwsListener {
    long calls;
    long sum; // keeps the work from being optimised away

    private void touch(AsciiField field) {
        for (int i = 0; i < field.length(); i++) {
            sum += field.charAt(i);
        }
    }

    private void touch(ContractFields c) {
        sum += c.conId + c.strikeE8;
        touch(c.symbol);
        touch(c.secType);
        touch(c.lastTradeDate);
        touch(c.right);
        touch(c.multiplier);
        touch(c.exchange);
        touch(c.primaryExchange);
        touch(c.currency);
        touch(c.localSymbol);
        touch(c.tradingClass);
    }

    private void count(long value) {
        calls++;
        sum += value;
    }

    @Override
    public void nextValidId(int orderId) {
        count(orderId);
    }

    @Override
    public void managedAccounts(AsciiField accounts) {
        count(0);
        touch(accounts);
    }

    @Override
    public void error(int id, int code, AsciiField text, AsciiField rejectJson) {
        count(id + code);
        touch(text);
        touch(rejectJson);
    }

    @Override
    public void currentTime(long timeNanos) {
        count(timeNanos);
    }

    @Override
    public void tickPrice(int reqId, int tickType, long priceE8, long sizeE8, int attributes) {
        count(reqId + tickType + priceE8 + sizeE8 + attributes);
    }

    @Override
    public void tickSize(int reqId, int tickType, long sizeE8) {
        count(reqId + tickType + sizeE8);
    }

    @Override
    public void tickGeneric(int reqId, int tickType, long valueE8) {
        count(reqId + tickType + valueE8);
    }

    @Override
    public void tickString(int reqId, int tickType, AsciiField text) {
        count(reqId + tickType);
        touch(text);
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
        count(reqId + timeNanos + priceE8 + sizeE8 + attributes);
        touch(exchange);
        touch(conditions);
    }

    @Override
    public void tickByTickQuote(
            int reqId, long timeNanos, long bidE8, long askE8, long bidSizeE8, long askSizeE8, int attributes) {
        count(reqId + timeNanos + bidE8 + askE8 + bidSizeE8 + askSizeE8 + attributes);
    }

    @Override
    public void tickByTickMidPoint(int reqId, long timeNanos, long priceE8) {
        count(reqId + timeNanos + priceE8);
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
        count(reqId + startNanos + openE8 + highE8 + lowE8 + closeE8 + volumeE8 + averageE8 + count);
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
        count(reqId + startNanos + openE8 + highE8 + lowE8 + closeE8 + volumeE8 + averageE8 + count);
    }

    @Override
    public void historicalDataEnd(int reqId, int bars, AsciiField start, AsciiField end) {
        count(reqId + bars);
        touch(start);
        touch(end);
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
        count(reqId + startNanos + openE8 + highE8 + lowE8 + closeE8 + volumeE8 + averageE8 + count);
    }

    @Override
    public void contractDetails(int reqId, ContractDetailsFields details) {
        count(reqId + details.minTickE8 + details.minSizeE8);
        touch(details.contract);
        touch(details.longName);
        touch(details.liquidHours);
        touch(details.marketRuleIds);
        touch(details.stockType);
    }

    @Override
    public void marketRuleStep(int ruleId, long lowEdgeE8, long incrementE8) {
        count(ruleId + lowEdgeE8 + incrementE8);
    }

    @Override
    public void openOrder(OrderFields order) {
        touch(order);
    }

    @Override
    public void completedOrder(OrderFields order) {
        touch(order);
    }

    private void touch(OrderFields order) {
        count(order.orderId + order.permId + order.quantityE8 + order.limitE8 + order.auxE8 + order.filledE8);
        touch(order.contract);
        touch(order.action);
        touch(order.orderType);
        touch(order.timeInForce);
        touch(order.ocaGroup);
        touch(order.account);
        touch(order.orderRef);
        touch(order.goodAfterTime);
        touch(order.goodTillDate);
        touch(order.status);
        touch(order.warning);
        touch(order.completedTime);
        touch(order.completedStatus);
        sum += order.initMarginAfterE8 + order.equityBeforeE8 + order.maxCommissionE8;
        sum += (TwsOrderStatus.of(order.status).isFinal() ? 1 : 0) + OrderRefText.read(order.orderRef);
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
        count(orderId + filledE8 + remainingE8 + averageFillE8 + permId + parentId + lastFillE8 + clientId);
        sum += (TwsOrderStatus.of(status).isFinal() ? 1 : 0);
        touch(whyHeld);
    }

    @Override
    public void execution(ExecutionFields execution) {
        count(execution.orderId + execution.timeNanos + execution.sharesE8 + execution.priceE8 + execution.permId);
        touch(execution.contract);
        touch(execution.execId);
        touch(execution.account);
        touch(execution.exchange);
        sum += OrderRefText.read(execution.orderRef) + (execution.isBuy() ? 1 : 0);
    }

    @Override
    public void commissionReport(AsciiField execId, long commissionE8, AsciiField currency, long realizedPnlE8) {
        count(commissionE8 + realizedPnlE8);
        touch(execId);
        touch(currency);
    }

    @Override
    public void position(AsciiField account, ContractFields contract, long positionE8, long averageCostE8) {
        count(positionE8 + averageCostE8);
        touch(account);
        touch(contract);
    }

    @Override
    public void accountValue(AsciiField key, AsciiField value, AsciiField currency, AsciiField account) {
        count(0);
        touch(key);
        touch(value);
        touch(currency);
        touch(account);
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
        count(positionE8 + marketPriceE8 + marketValueE8 + averageCostE8 + unrealizedPnlE8 + realizedPnlE8);
        touch(contract);
        touch(account);
    }

    @Override
    public void accountSummary(int reqId, AsciiField account, AsciiField tag, AsciiField value, AsciiField currency) {
        count(reqId);
        touch(account);
        touch(tag);
        touch(value);
        touch(currency);
    }
}
