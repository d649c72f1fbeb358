package io.ringside.gateway.sim;

import java.util.List;

/**
 * Layouts of the messages about contracts.
 *
 * <p>Thread: any; it has no state.
 */
final class ContractMessages {
    private static final int SIZE_MULTIPLIER_VERSION = 110;
    private static final int AGGREGATION_VERSION = 121;
    private static final int UNDERLYING_VERSION = 122;
    private static final int MARKET_RULES_VERSION = 126;
    private static final int REAL_EXPIRATION_VERSION = 134;
    private static final int STOCK_TYPE_VERSION = 152;
    private static final int FRACTIONAL_VERSION = 163;
    private static final int SIZE_RULES_VERSION = 164;

    /**
     * Fields of contractData in addition to the listing.
     *
     * @param orderTypes comma-separated
     * @param validExchanges comma-separated
     * @param marketRuleIds one for each of them
     * @param industry branch of business, with its finer terms
     * @param zone name of the exchange's time zone
     * @param tradingHours spans in which it may trade at all
     * @param liquidHours spans of the regular session
     * @param securityIds such as {@code ISIN}, and its value, in turn
     */
    record Details(
            String orderTypes,
            String validExchanges,
            String marketRuleIds,
            String industry,
            String category,
            String subcategory,
            String zone,
            String tradingHours,
            String liquidHours,
            List<String> securityIds) {}

    private ContractMessages() {}

    static Reply contractData(int serverVersion, int requestId, Listing listing, Details details) {
        boolean sizeRules = serverVersion >= SIZE_RULES_VERSION;
        Reply reply = Reply.of(OutboundId.CONTRACT_DATA)
                .addIf(!sizeRules, "8")
                .add(requestId)
                .addAll(listing.symbol(), "STK", "", "0", "", "SMART", "USD", listing.symbol())
                .addAll(listing.tradingClass(), listing.tradingClass())
                .add(listing.contractId())
                .add(Text.number(listing.tickE8()))
                .addIf(serverVersion >= SIZE_MULTIPLIER_VERSION && !sizeRules, "100")
                .addAll("", details.orderTypes, details.validExchanges, "1", "0")
                .add(Text.ascii(listing.longName()))
                .addAll(listing.primaryExchange(), "", details.industry, details.category, details.subcategory)
                .addAll(details.zone, details.tradingHours, details.liquidHours, "", "0")
                .add(details.securityIds.size() / 2);
        details.securityIds.forEach(reply::add);
        return reply.addIf(serverVersion >= AGGREGATION_VERSION, "1")
                .addIf(serverVersion >= UNDERLYING_VERSION, "")
                .addIf(serverVersion >= UNDERLYING_VERSION, "")
                .addIf(serverVersion >= MARKET_RULES_VERSION, details.marketRuleIds)
                .addIf(serverVersion >= REAL_EXPIRATION_VERSION, "")
                .addIf(serverVersion >= STOCK_TYPE_VERSION, listing.stockType())
                .addIf(serverVersion == FRACTIONAL_VERSION, "0.0001")
                .addIf(sizeRules, "0.0001")
                .addIf(sizeRules, "0.0001")
                .addIf(sizeRules, "100");
    }

    static Reply contractDataEnd(int requestId) {
        return Reply.of(OutboundId.CONTRACT_DATA_END).add(1).add(requestId);
    }

    /** One increment for all prices. */
    static Reply marketRule(int ruleId, long incrementE8) {
        return Reply.of(OutboundId.MARKET_RULE).add(ruleId).add(1).addAll("0", Text.number(incrementE8));
    }
}
