package io.ringside.gateway.ib.tws;

import java.io.ByteArrayOutputStream;

/**
 * Writes placeOrder. Most of its more than hundred fields are never set; the constant runs between the fields that are set
 * are prepared once for the negotiated version. The numbers in comments are the fields' indices at version 176.
 *
 * <p>Thread: that of the encoder it belongs to.
 */
final class PlaceOrderWriter {
    private static final String VERSION_BEFORE_145 = "45";

    private final byte[] head;
    private final byte[] secIds = fields("", "");
    private final byte[] openCloseAndOrigin = fields("", "0");
    private final byte[] blockToDisplaySize = fields("0", "0", "0");
    private final byte[] hiddenToDiscretionaryAmount = fields("0", "", "");
    private final byte[] groupToExemptCode;
    private final byte[] rule80AAndSettlingFirm = fields("", "");
    private final byte[] minQtyToReferencePriceType;
    private final byte[] scaleToAlgoId;
    private final byte[] miscToTriggerPrice;
    private final byte[] adjustedToEnd;
    private final boolean hasLimitOffset;

    PlaceOrderWriter(int version) {
        head = version < 145 ? fields(VERSION_BEFORE_145) : fields();
        groupToExemptCode = groupToExemptCode(version);
        minQtyToReferencePriceType = minQtyToReferencePriceType();
        scaleToAlgoId = scaleToAlgoId();
        miscToTriggerPrice = miscToTriggerPrice(version);
        adjustedToEnd = adjustedToEnd(version);
        hasLimitOffset = version >= 102;
    }

    void write(FieldWriter out, TwsContract contract, TwsOrder order) {
        out.fields(head);
        out.number(order.orderId); // 1
        out.fields(contract.fields()); // 2
        out.fields(secIds); // 14
        out.word(order.action.name()); // 16
        out.size(order.quantityE8);
        out.word(order.type.wire);
        out.price(order.limitE8);
        out.price(order.auxE8); // 20
        out.word(order.timeInForce.name());
        out.text(order.ocaGroup);
        out.text(order.account);
        out.fields(openCloseAndOrigin); // 24
        out.text(order.orderRef);
        out.flag(order.transmit);
        out.number(order.parentId); // 28
        out.fields(blockToDisplaySize);
        out.number(order.triggerMethod); // 32
        out.flag(order.outsideRth);
        out.fields(hiddenToDiscretionaryAmount);
        out.text(order.goodAfterTime); // 37
        out.text(order.goodTillDate);
        out.fields(groupToExemptCode); // 39
        out.number(order.ocaType); // 47
        out.fields(rule80AAndSettlingFirm);
        out.flag(order.allOrNone); // 50
        out.fields(minQtyToReferencePriceType);
        out.price(order.trailStopE8); // 69
        out.price(order.trailingPercentE8);
        out.fields(scaleToAlgoId); // 71
        out.flag(order.whatIf); // 85
        out.fields(miscToTriggerPrice);
        if (hasLimitOffset) {
            out.price(order.limitOffsetE8); // 93
        }
        out.fields(adjustedToEnd);
    }

    private static byte[] groupToExemptCode(int version) {
        Run run = new Run();
        run.empty(4); // 39 faGroup, faMethod, faPercentage, faProfile
        run.since(103, version, ""); // 43 modelCode
        run.add("0").empty(1); // 44 shortSaleSlot, designatedLocation
        return run.add("-1").bytes(); // 46 exemptCode
    }

    private static byte[] minQtyToReferencePriceType() {
        Run run = new Run();
        run.empty(2); // 51 minQty, percentOffset
        run.add("0").add("0"); // 53 eTradeOnly and firmQuoteOnly, which must be 0
        run.empty(1).add("0"); // 55 nbboPriceCap, auctionStrategy
        run.empty(3).empty(2); // 57 startingPrice, stockRefPrice, delta, stockRangeLower, stockRangeUpper
        run.add("0"); // 62 overridePercentageConstraints
        run.empty(2).empty(2); // 63 volatility, volatilityType, deltaNeutralOrderType, deltaNeutralAuxPrice
        return run.add("0").empty(1).bytes(); // 67 continuousUpdate, referencePriceType
    }

    private static byte[] scaleToAlgoId() {
        Run run = new Run();
        run.empty(3).empty(3); // 71 scale: initial and subsequent size, increment; 74 table, start, stop
        run.empty(1).add("0"); // 77 hedgeType, optOutSmartRouting
        run.empty(2).add("0"); // 79 clearingAccount, clearingIntent, notHeld
        run.add("0"); // 82 deltaNeutralContract
        return run.empty(2).bytes(); // 83 algoStrategy, algoId
    }

    private static byte[] miscToTriggerPrice(int version) {
        Run run = new Run();
        run.empty(1).add("0"); // 86 orderMiscOptions, solicited
        run.add("0").add("0"); // 88 randomizeSize, randomizePrice
        run.since(102, version, "0"); // 90 conditions
        return run.since(102, version, "").since(102, version, "").bytes(); // 91 adjustedOrderType, triggerPrice
    }

    private static byte[] adjustedToEnd(int version) {
        Run run = new Run();
        run.since(102, version, "").since(102, version, "").since(102, version, ""); // 94 adjusted stop, limit, trail
        run.since(102, version, "0"); // 97 adjustableTrailingUnit
        run.since(105, version, ""); // 98 extOperator
        run.since(106, version, "").since(106, version, ""); // 99 softDollarTier name, value
        run.since(111, version, ""); // 101 cashQty
        run.since(138, version, "").since(138, version, ""); // 102 MiFID decision maker, algorithm
        run.since(139, version, "").since(139, version, ""); // 104 MiFID execution trader, algorithm
        run.since(141, version, "0"); // 106 dontUseAutoPriceForHedge
        run.since(145, version, "0"); // 107 isOmsContainer
        run.since(148, version, "0"); // 108 discretionaryUpToLimitPrice
        run.since(151, version, ""); // 109 usePriceMgmtAlgo
        run.since(158, version, ""); // 110 duration
        run.since(160, version, ""); // 111 postToAts
        run.since(162, version, "0"); // 112 autoCancelParent
        run.since(166, version, ""); // 113 advancedErrorOverride
        return run.since(169, version, "").bytes(); // 114 manualOrderTime
    }

    private static byte[] fields(String... fields) {
        Run run = new Run();
        for (String field : fields) {
            run.add(field);
        }
        return run.bytes();
    }

    /** A run of fields that are the same in every order. */
    private static final class Run {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Run add(String field) {
            for (int i = 0; i < field.length(); i++) {
                bytes.write(field.charAt(i));
            }
            bytes.write(0);
            return this;
        }

        Run empty(int count) {
            for (int i = 0; i < count; i++) {
                bytes.write(0);
            }
            return this;
        }

        Run since(int since, int version, String field) {
            return version >= since ? add(field) : this;
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
