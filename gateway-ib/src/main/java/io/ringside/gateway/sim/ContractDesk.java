package io.ringside.gateway.sim;

import io.ringside.engine.market.ExchangeCalendar;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Requests about contracts.
 *
 * <p>Thread: the workstation's.
 */
final class ContractDesk {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
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
                hours("0400", "2000", false),
                hours("0930", "1600", true),
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
    private String hours(String from, String to, boolean regular) {
        StringBuilder text = new StringBuilder();
        int today = calendar.localDay(tws.now());
        for (int day = today; day < today + DAYS_AHEAD; day++) {
            String date = DAY.format(LocalDate.ofEpochDay(day));
            String end = regular && calendar.isTradingDay(day) && calendar.isHalfDay(day) ? "1300" : to;
            text.append(text.length() > 0 ? ";" : "").append(date).append(':');
            text.append(calendar.isTradingDay(day) ? from + "-" + date + ":" + end : "CLOSED");
        }
        return text.toString();
    }
}
