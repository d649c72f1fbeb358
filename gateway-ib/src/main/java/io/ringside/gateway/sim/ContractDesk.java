package io.ringside.gateway.sim;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests about contracts.
 *
 * <p>Thread: the workstation's.
 */
final class ContractDesk {
    private static final int DAYS_AHEAD = 6;
    private static final int MARKET_RULE = 26;

    private final Workstation tws;
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();

    ContractDesk(Workstation tws) {
        this.tws = tws;
    }

    void details(Client client, Fields in) {
        in.skip(1); // The message's own version.
        int requestId = in.integer();
        Contract contract = Contract.read(in);
        Board board = tws.exchange.find(contract);
        if (board == null) {
            tws.error(client, requestId, 200, "No security definition has been found for the request");
            return;
        }
        Listing listing = board.listing;
        boolean etf = listing.stockType().equals("ETF");
        var details = new ContractMessages.Details(
                "ACTIVETIM,DAY,GTC,GTD,IOC,LMT,LOC,LOO,MKT,MOC,MOO,OPG,STP,STPLMT,TRAIL,WHATIF",
                listing.validExchanges(),
                listing.marketRuleIds(),
                etf ? "" : "Technology",
                etf ? "" : "Computers",
                etf ? "" : "Computers",
                TimeText.ZONE,
                hours(Session.EXTENDED),
                hours(Session.REGULAR),
                List.of());
        tws.send(client, ContractMessages.contractData(client.serverVersion, requestId, listing, details));
        tws.send(client, ContractMessages.contractDataEnd(requestId));
    }

    void marketRule(Client client, Fields in) {
        int ruleId = in.integer();
        if (ruleId == MARKET_RULE) {
            tws.send(client, ContractMessages.marketRule(ruleId, Text.priceE8("0.01")));
        } else {
            tws.error(client, -1, 321, "Error validating request.-'bK' : cause - There is no market rule " + ruleId);
        }
    }

    /** {@code 20260105:0930-20260105:1600;20260106:CLOSED} and so on. */
    private String hours(Session session) {
        List<String> days = new ArrayList<>();
        int today = calendar.localDay(tws.now());
        for (int day = today; day < today + DAYS_AHEAD; day++) {
            days.add(
                    calendar.isTradingDay(day)
                            ? clock(calendar.openNanos(day, session)) + "-" + clock(calendar.closeNanos(day, session))
                            : TimeText.day(calendar.toNanos(day, 0)) + ":CLOSED");
        }
        return String.join(";", days);
    }

    private static String clock(long nanos) {
        return TimeText.day(nanos) + ":" + TimeText.hourAndMinute(nanos).replace(":", "");
    }
}
