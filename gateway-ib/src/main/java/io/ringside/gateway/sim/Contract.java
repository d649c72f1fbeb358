package io.ringside.gateway.sim;

/**
 * A contract in a client's request: twelve fields, of which most may be empty.
 *
 * @param contractId conId, or 0
 * @param symbol ticker, or empty
 * @param secType such as {@code STK}
 * @param exchange such as {@code SMART}
 * @param primaryExchange where it is listed, or empty
 * @param currency such as {@code USD}, or empty
 */
record Contract(
        int contractId, String symbol, String secType, String exchange, String primaryExchange, String currency) {
    /** Reads the twelve fields. */
    static Contract read(Fields fields) {
        int contractId = fields.integer();
        String symbol = fields.string();
        String secType = fields.string();
        fields.skip(4); // Expiry, strike, right and multiplier: there are no derivatives here.
        String exchange = fields.string();
        String primaryExchange = fields.string();
        String currency = fields.string();
        fields.skip(2); // Local symbol and trading class.
        return new Contract(contractId, symbol, secType, exchange, primaryExchange, currency);
    }

    /** Whether the contract matches a listing. */
    boolean means(Listing listing) {
        boolean named = contractId == listing.contractId() || contractId == 0;
        return named
                && (contractId != 0 || !symbol.isEmpty())
                && (symbol.isEmpty() || symbol.equals(listing.symbol()))
                && (secType.isEmpty() ? contractId != 0 : secType.equals("STK"))
                && (currency.isEmpty() || currency.equals("USD"))
                && (exchange.isEmpty() || ("," + listing.validExchanges() + ",").contains("," + exchange + ","));
    }
}
