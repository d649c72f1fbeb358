package io.ringside.gateway.ib.tws;

/**
 * Reads openOrder and completedOrder, whose many fields come in conditional blocks: each block must be read to find the
 * next. The numbers in comments are the fields' indices in an openOrder of version 176 whose deltaNeutralOrderType is
 * {@code None}, which is what TWS sends.
 *
 * <p>Thread: reader.
 */
final class OrderReader {
    private final OrderFields order = new OrderFields();
    private final int serverVersion;

    OrderReader(int serverVersion) {
        this.serverVersion = serverVersion;
    }

    OrderFields readOpenOrder(FieldReader in) {
        skipAny(in, serverVersion < 145 ? 1 : 0); // version
        order.orderId = in.readInt(); // 1
        readBasics(in); // 2 to 22
        in.readText(order.orderRef); // 23
        order.clientId = in.readInt(); // 24
        readFromPermId(in); // 25 to 29
        in.skip(); // 30 allocation
        readFromFaGroup(in); // 31 to 42
        in.skip(11); // 43 auctionStrategy to 53 minQty
        order.ocaType = in.readInt(); // 54
        in.skip(3); // 55 eTradeOnly, firmQuoteOnly, nbboPriceCap
        order.parentId = in.readInt(); // 58
        order.triggerMethod = in.readInt(); // 59
        skipVolatility(in, 8); // 60 to 73
        order.trailStopE8 = in.readE8OrUnset(); // 74
        order.trailingPercentE8 = in.readE8OrUnset(); // 75
        in.skip(3); // 76 basisPoints, basisPointsType, comboLegsDescrip
        skipLegs(in); // 79 to 81
        skipScaleAndHedge(in); // 82 to 85
        in.skip(4); // 86 optOutSmartRouting, clearingAccount, clearingIntent, notHeld
        skipDeltaNeutralAndAlgo(in); // 90, 91
        in.skip(); // 92 solicited
        order.whatIf = in.readFlag(); // 93
        in.readText(order.status); // 94
        readMargins(in); // 95 to 108
        readFromRandomize(in); // 109 to 111
        order.limitOffsetE8 = Unset.E8;
        if (serverVersion >= 102) {
            in.skip(2); // 112 adjustedOrderType, triggerPrice
            order.trailStopE8 = in.readE8OrUnset(); // 114, overrides 74
            order.limitOffsetE8 = in.readE8OrUnset(); // 115
        }
        // 116 to 135 are of no interest, and nothing follows them.
        order.filledE8 = Unset.E8;
        order.parentPermId = 0;
        order.completedTime.clear();
        order.completedStatus.clear();
        return order;
    }

    OrderFields readCompletedOrder(FieldReader in) {
        order.orderId = 0;
        order.clientId = -1;
        readBasics(in);
        in.readText(order.orderRef);
        readFromPermId(in);
        readFromFaGroup(in);
        in.skip(9); // startingPrice to displaySize, sweepToFill, allOrNone, minQty
        order.ocaType = in.readInt();
        order.triggerMethod = in.readInt();
        skipVolatility(in, 4);
        order.trailStopE8 = in.readE8OrUnset();
        order.trailingPercentE8 = in.readE8OrUnset();
        in.skip(); // comboLegsDescrip
        skipLegs(in);
        skipScaleAndHedge(in);
        in.skip(3); // clearingAccount, clearingIntent, notHeld
        skipDeltaNeutralAndAlgo(in);
        in.skip(); // solicited
        in.readText(order.status);
        readFromRandomize(in);
        order.trailStopE8 = in.readE8OrUnset();
        order.limitOffsetE8 = in.readE8OrUnset();
        in.skip(4); // cashQty, dontUseAutoPriceForHedge, isOmsContainer (there since 145, before these), autoCancelDate
        order.filledE8 = in.readSizeE8();
        in.skip(5); // refFuturesConId, autoCancelParent, shareholder, imbalanceOnly, routeMarketableToBbo
        order.parentPermId = in.readLong();
        in.readText(order.completedTime);
        in.readText(order.completedStatus);
        order.parentId = 0;
        order.whatIf = false;
        clearMargins();
        return order;
    }

    /** contract, action, totalQuantity, orderType, lmtPrice, auxPrice, tif, ocaGroup, account, openClose, origin. */
    private void readBasics(FieldReader in) {
        order.contract.read(in); // 2
        in.readText(order.action); // 13
        order.quantityE8 = in.readSizeE8(); // 14
        in.readText(order.orderType); // 15
        order.limitE8 = in.readE8OrUnset(); // 16
        order.auxE8 = in.readE8OrUnset(); // 17
        in.readText(order.timeInForce); // 18
        in.readText(order.ocaGroup); // 19
        in.readText(order.account); // 20
        in.skip(2); // 21 openClose, origin
    }

    /** permId, outsideRth, hidden, discretionaryAmt, goodAfterTime. */
    private void readFromPermId(FieldReader in) {
        order.permId = in.readLong(); // 25
        order.outsideRth = in.readFlag(); // 26
        in.skip(2); // 27
        in.readText(order.goodAfterTime); // 29
    }

    /** faGroup, faMethod, faPercentage, faProfile, modelCode, goodTillDate, rule80A to exemptCode. */
    private void readFromFaGroup(FieldReader in) {
        in.skip(serverVersion >= 103 ? 5 : 4); // 31, 35
        in.readText(order.goodTillDate); // 36
        in.skip(6); // 37 rule80A, percentOffset, settlingFirm, shortSaleSlot, designatedLocation, exemptCode
    }

    private static void skipVolatility(FieldReader in, int deltaNeutralFields) {
        in.skip(2); // 60 volatility, volatilityType
        boolean deltaNeutral = in.skipGiven(); // 62
        in.skip(1
                + (deltaNeutral ? deltaNeutralFields : 0)
                + 2); // 63 aux price, 64, 72 continuousUpdate, referencePriceType
    }

    private static void skipLegs(FieldReader in) {
        skipAny(in, 8 * in.readCount(8)); // 79
        skipAny(in, in.readCount(1)); // 80
        skipAny(in, 2 * in.readCount(2)); // 81
    }

    private static void skipScaleAndHedge(FieldReader in) {
        in.skip(2); // 82 scaleInitLevelSize, scaleSubsLevelSize
        long increment = in.readE8OrUnset(); // 84
        skipAny(in, increment > 0 && increment != Unset.E8 ? 7 : 0);
        skipAny(in, in.skipGiven() ? 1 : 0); // 85 hedgeType, hedgeParam
    }

    private static void skipDeltaNeutralAndAlgo(FieldReader in) {
        skipAny(in, in.readFlag() ? 3 : 0); // 90 deltaNeutralContract
        skipAny(in, in.skipGiven() ? 2 * in.readCount(2) : 0); // 91 algoStrategy
    }

    private static void skipAny(FieldReader in, int fields) {
        if (fields > 0) {
            in.skip(fields);
        }
    }

    /** Reads margins and commission, which only a what-if has; other orders have placeholders. */
    private void readMargins(FieldReader in) {
        boolean changes = serverVersion >= 142;
        if (!order.whatIf) {
            clearMargins();
            in.skip((changes ? 6 : 0) + 3 + 4); // 95, 101, 104
            in.readText(order.warning); // 108
            return;
        }
        if (changes) {
            order.initMarginBeforeE8 = in.readE8OrUnset(); // 95
            order.maintMarginBeforeE8 = in.readE8OrUnset();
            order.equityBeforeE8 = in.readE8OrUnset();
            order.initMarginChangeE8 = in.readE8OrUnset();
            order.maintMarginChangeE8 = in.readE8OrUnset();
            order.equityChangeE8 = in.readE8OrUnset();
        } else {
            clearMargins();
        }
        order.initMarginAfterE8 = in.readE8OrUnset(); // 101
        order.maintMarginAfterE8 = in.readE8OrUnset();
        order.equityAfterE8 = in.readE8OrUnset();
        order.commissionE8 = in.readE8OrUnset(); // 104
        order.minCommissionE8 = in.readE8OrUnset();
        order.maxCommissionE8 = in.readE8OrUnset();
        in.readText(order.commissionCurrency);
        in.readText(order.warning); // 108
    }

    private void clearMargins() {
        order.initMarginBeforeE8 = Unset.E8;
        order.maintMarginBeforeE8 = Unset.E8;
        order.equityBeforeE8 = Unset.E8;
        order.initMarginChangeE8 = Unset.E8;
        order.maintMarginChangeE8 = Unset.E8;
        order.equityChangeE8 = Unset.E8;
        order.initMarginAfterE8 = Unset.E8;
        order.maintMarginAfterE8 = Unset.E8;
        order.equityAfterE8 = Unset.E8;
        order.commissionE8 = Unset.E8;
        order.minCommissionE8 = Unset.E8;
        order.maxCommissionE8 = Unset.E8;
        order.commissionCurrency.clear();
        order.warning.clear();
    }

    /** randomizeSize, randomizePrice, and from version 102 on the peg to a benchmark and the conditions. */
    private void readFromRandomize(FieldReader in) {
        in.skip(2); // 109
        if (serverVersion < 102) {
            return;
        }
        skipAny(in, order.orderType.is("PEG BENCH") ? 5 : 0);
        int conditions = in.readCount(4); // 111
        for (int i = 0; i < conditions; i++) {
            in.skip(conditionFields(in));
        }
        skipAny(in, conditions > 0 ? 2 : 0); // ignoreRth, cancelOrder
    }

    /** How many fields follow a condition's type. */
    private static int conditionFields(FieldReader in) {
        return switch (in.readInt()) {
            case 1 -> 6; // price: conjunction, isMore, price, conId, exchange, triggerMethod
            case 3, 4 -> 3; // time, margin: conjunction, isMore, value
            case 5 -> 4; // execution: conjunction, secType, exchange, symbol
            case 6, 7 -> 5; // volume, change in percent: conjunction, isMore, value, conId, exchange
            default -> throw in.fault("", "an unknown type of condition");
        };
    }
}
