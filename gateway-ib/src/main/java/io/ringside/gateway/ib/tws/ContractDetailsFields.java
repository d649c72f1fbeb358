package io.ringside.gateway.ib.tws;

/**
 * The broker's details of a contract. A read-only view, valid only during the callback that passes it.
 *
 * <p>Thread: reader.
 */
public final class ContractDetailsFields {
    /** The contract itself. */
    public final ContractFields contract = new ContractFields();
    /** Such as {@code NMS}. */
    public final AsciiField marketName = new AsciiField();
    /** The smallest price increment, at 1e-8; the increment at a price is in the market rules. */
    public long minTickE8;
    /** Order types that the contract supports, separated by commas. */
    public final AsciiField orderTypes = new AsciiField();
    /** Exchanges, separated by commas. */
    public final AsciiField validExchanges = new AsciiField();
    /** Divisor of quoted prices. */
    public int priceMagnifier;
    /** The underlying of a derivative, else 0. */
    public int underConId;
    /** Name of the company or fund; may hold escapes, see {@link AsciiField#unescaped()}. */
    public final AsciiField longName = new AsciiField();
    /** Month of a future. */
    public final AsciiField contractMonth = new AsciiField();
    /** Classification. */
    public final AsciiField industry = new AsciiField();
    /** Classification within the industry. */
    public final AsciiField category = new AsciiField();
    /** Classification within the category. */
    public final AsciiField subcategory = new AsciiField();
    /** Zone of the trading hours, such as {@code US/Eastern}. */
    public final AsciiField timeZoneId = new AsciiField();
    /** {@code 20260105:0400-20260105:2000;…} */
    public final AsciiField tradingHours = new AsciiField();
    /** Regular hours, as {@link #tradingHours}. */
    public final AsciiField liquidHours = new AsciiField();
    /** Ids of the price-increment rules, parallel to {@link #validExchanges}. */
    public final AsciiField marketRuleIds = new AsciiField();
    /** Last day of a derivative. */
    public final AsciiField realExpirationDate = new AsciiField();
    /** {@code COMMON}, {@code ETF} and others. */
    public final AsciiField stockType = new AsciiField();
    /** Smallest order size at 1e-8; {@link Unset#E8} before version 164. */
    public long minSizeE8;
    /** Increment of order sizes at 1e-8; {@link Unset#E8} before version 164. */
    public long sizeIncrementE8;
    /** Usual increment of order sizes at 1e-8; {@link Unset#E8} before version 164. */
    public long suggestedSizeIncrementE8;

    ContractDetailsFields() {}

    /** Reads what follows the request id. */
    void read(FieldReader in, int serverVersion) {
        in.readText(contract.symbol);
        in.readText(contract.secType);
        in.readText(contract.lastTradeDate);
        contract.strikeE8 = in.readE8();
        in.readText(contract.right);
        in.readText(contract.exchange);
        in.readText(contract.currency);
        in.readText(contract.localSymbol);
        in.readText(marketName);
        in.readText(contract.tradingClass);
        contract.conId = in.readInt();
        minTickE8 = in.readE8();
        if (serverVersion >= 110 && serverVersion < 164) {
            in.skip(); // mdSizeMultiplier
        }
        in.readText(contract.multiplier);
        in.readText(orderTypes);
        in.readText(validExchanges);
        priceMagnifier = in.readInt();
        underConId = in.readInt();
        in.readText(longName);
        in.readText(contract.primaryExchange);
        in.readText(contractMonth);
        in.readText(industry);
        in.readText(category);
        in.readText(subcategory);
        in.readText(timeZoneId);
        in.readText(tradingHours);
        in.readText(liquidHours);
        in.skip(2); // evRule, evMultiplier
        in.skip(2 * in.readCount(2)); // secIds: tag, value
        readLaterAdditions(in, serverVersion);
    }

    private void readLaterAdditions(FieldReader in, int serverVersion) {
        in.skip(serverVersion >= 121 ? 1 : 0); // aggGroup
        in.skip(serverVersion >= 122 ? 2 : 0); // underSymbol, underSecType
        readFrom(126, serverVersion, in, marketRuleIds);
        readFrom(134, serverVersion, in, realExpirationDate);
        readFrom(152, serverVersion, in, stockType);
        in.skip(serverVersion == 163 ? 1 : 0); // sizeMinTick
        boolean sizes = serverVersion >= 164;
        minSizeE8 = sizes ? in.readSizeE8() : Unset.E8;
        sizeIncrementE8 = sizes ? in.readSizeE8() : Unset.E8;
        suggestedSizeIncrementE8 = sizes ? in.readSizeE8() : Unset.E8;
    }

    private static void readFrom(int since, int serverVersion, FieldReader in, AsciiField field) {
        if (serverVersion >= since) {
            in.readText(field);
        } else {
            field.clear();
        }
    }
}
