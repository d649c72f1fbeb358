package io.ringside.gateway.sim;

/**
 * Layouts of the messages about money and positions.
 *
 * <p>Thread: any; it has no state.
 */
final class AccountMessages {
    private AccountMessages() {}

    static Reply accountValue(String key, String value, String currency, String account) {
        return Reply.of(OutboundId.ACCOUNT_VALUE).add(2).addAll(key, value, currency, account);
    }

    static Reply portfolioValue(
            Listing listing,
            long shares,
            long priceE8,
            long valueE8,
            long averageCostE8,
            long unrealizedE8,
            long realizedE8,
            String account) {
        return Reply.of(OutboundId.PORTFOLIO_VALUE)
                .add(8)
                .add(listing.contractId())
                .addAll(listing.symbol(), "STK", "", "0", "0", "", listing.primaryExchange(), "USD")
                .addAll(listing.symbol(), listing.tradingClass())
                .add(shares)
                .add(Text.decimal(priceE8))
                .add(Text.decimal(valueE8))
                .add(Text.decimal(averageCostE8))
                .add(Text.decimal(unrealizedE8))
                .add(Text.decimal(realizedE8))
                .add(account);
    }

    static Reply accountUpdateTime(String hourAndMinute) {
        return Reply.of(OutboundId.ACCOUNT_UPDATE_TIME).add(1).add(hourAndMinute);
    }

    static Reply accountDownloadEnd(String account) {
        return Reply.of(OutboundId.ACCOUNT_DOWNLOAD_END).add(1).add(account);
    }

    static Reply position(Listing listing, String account, long shares, long averageCostE8) {
        return Reply.of(OutboundId.POSITION)
                .add(3)
                .add(account)
                .add(listing.contractId())
                .addAll(listing.symbol(), "STK", "", "0.0", "", "", listing.primaryExchange(), "USD")
                .addAll(listing.symbol(), listing.tradingClass())
                .add(shares)
                .add(Text.number(averageCostE8));
    }

    static Reply positionEnd() {
        return Reply.of(OutboundId.POSITION_END).add(1);
    }

    static Reply accountSummary(int requestId, String account, String tag, String value, String currency) {
        return Reply.of(OutboundId.ACCOUNT_SUMMARY).add(1).add(requestId).addAll(account, tag, value, currency);
    }

    static Reply accountSummaryEnd(int requestId) {
        return Reply.of(OutboundId.ACCOUNT_SUMMARY_END).add(1).add(requestId);
    }

    static Reply accountUpdateMulti(int requestId, String account, String key, String value, String currency) {
        return Reply.of(OutboundId.ACCOUNT_UPDATE_MULTI)
                .add(1)
                .add(requestId)
                .addAll(account, "", key, value, currency);
    }

    static Reply accountUpdateMultiEnd(int requestId) {
        return Reply.of(OutboundId.ACCOUNT_UPDATE_MULTI_END).add(1).add(requestId);
    }
}
