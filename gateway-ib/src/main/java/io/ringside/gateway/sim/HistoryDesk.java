package io.ringside.gateway.sim;

import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.sim.MarketMessages.HistoricalBar;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Handles requests for history and its live updates.
 *
 * <p>Thread: the workstation's.
 */
final class HistoryDesk {
    private static final long SECOND = ExchangeCalendar.SECOND_NANOS;
    private static final int FIRST_DAY =
            (int) LocalDate.of(ExchangeCalendar.FIRST_YEAR, 1, 2).toEpochDay();
    private static final Pattern SIZE = Pattern.compile("(\\d{1,2}) (sec|secs|min|mins|hour|hours|day)");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6}) ?([SDWMY])");
    private static final List<String> KINDS = List.of("TRADES", "MIDPOINT", "BID", "ASK");

    private final Workstation tws;
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();

    HistoryDesk(Workstation tws) {
        this.tws = tws;
    }

    void request(Client client, Fields in) {
        if (client.serverVersion < 124) {
            in.skip(1); // The message's own version.
        }
        int requestId = in.integer();
        Contract contract = Contract.read(in);
        in.skip(1); // Whether expired contracts count.
        String end = in.string();
        String size = in.string();
        String duration = in.string();
        boolean regularOnly = in.flag();
        String what = in.string();
        int dateFormat = in.integer();
        boolean keepUpToDate = client.serverVersion >= 124 && in.flag();

        Board board = tws.exchange.find(contract);
        long sizeNanos = sizeNanos(size);
        TimeText.Parsed until = end.isEmpty() ? new TimeText.Parsed(tws.now(), false) : TimeText.parse(end);
        if (board == null) {
            tws.error(client, requestId, 200, "No security definition has been found for the request");
        } else if (sizeNanos == 0) {
            invalid(client, requestId, "Invalid bar size setting: " + size);
        } else if (!DURATION.matcher(duration).matches()) {
            invalid(client, requestId, "Invalid duration: " + duration);
        } else if (!KINDS.contains(what)) {
            invalid(client, requestId, what + " is not simulated");
        } else if (until == null) {
            tws.error(client, requestId, 10314, "End Date/Time: The date, time, or time-zone entered is invalid.");
        } else if (keepUpToDate && !end.isEmpty()) {
            invalid(client, requestId, "End date not supported with keepUpToDate");
        } else if (client.find(Subscription.Kind.HISTORY, requestId) != null) {
            tws.error(client, requestId, 102, "Duplicate ticker ID");
        } else if (tws.faults.fires(FaultKind.HISTORY_PACING)) {
            tws.error(
                    client,
                    requestId,
                    162,
                    "Historical Market Data Service error message:Historical data request pacing violation");
        } else {
            if (until.zoneMissing()) {
                tws.error(
                        client,
                        requestId,
                        2174,
                        "Warning: You submitted request with date-time attributes without explicit time zone. Please"
                                + " switch to use yyyymmdd-hh:mm:ss in UTC or use instrument timezone, like US/Eastern.");
            }
            var wanted = Subscription.history(requestId, board, what, regularOnly, sizeNanos, Math.max(1, dateFormat));
            answer(client, wanted, duration, Math.min(until.nanos(), tws.now()), keepUpToDate);
        }
    }

    private void answer(Client client, Subscription wanted, String duration, long untilNanos, boolean keepUpToDate) {
        long fromNanos = fromNanos(wanted, duration, untilNanos);
        List<PriceBar> bars =
                wanted.board.history.bars(wanted.sizeNanos, fromNanos, untilNanos, tws.now(), wanted.regularOnly);
        if (bars.isEmpty() && !keepUpToDate) {
            tws.error(
                    client,
                    wanted.requestId,
                    162,
                    "Historical Market Data Service error message:HMDS query returned no data: "
                            + wanted.board.listing.symbol() + "@SMART " + wanted.what);
            return;
        }
        List<HistoricalBar> answer = new ArrayList<>();
        for (PriceBar bar : bars) {
            answer.add(message(wanted, bar, client.serverVersion));
        }
        tws.send(
                client,
                MarketMessages.historicalData(
                        client.serverVersion,
                        wanted.requestId,
                        TimeText.full(client.serverVersion, fromNanos),
                        TimeText.full(client.serverVersion, untilNanos),
                        answer));
        if (keepUpToDate) {
            client.subscriptions.add(wanted);
            tws.wake();
        }
    }

    void cancel(Client client, Fields in) {
        in.skip(1); // The message's own version.
        int requestId = in.integer();
        Subscription subscription = client.find(Subscription.Kind.HISTORY, requestId);
        if (subscription == null) {
            tws.error(client, requestId, 366, "No historical data query found for ticker id:" + requestId);
        } else {
            client.subscriptions.remove(subscription);
            tws.error(
                    client,
                    requestId,
                    162,
                    "Historical Market Data Service error message:API historical data query cancelled: " + requestId);
        }
    }

    /** Sends the forming bar to a subscription that keeps up to date. */
    void update(Client client, Subscription subscription, PriceBar part) {
        long size = subscription.sizeNanos;
        long start = size == History.DAY_NANOS
                ? calendar.openNanos(calendar.sessionDay(part.startNanos()))
                : Math.floorDiv(part.startNanos(), size) * size;
        List<PriceBar> forming =
                subscription.board.history.bars(size, start, tws.now(), tws.now(), subscription.regularOnly);
        if (!forming.isEmpty()) {
            HistoricalBar last = message(subscription, forming.get(forming.size() - 1), client.serverVersion);
            tws.send(client, MarketMessages.historicalDataUpdate(subscription.requestId, last));
        }
    }

    private HistoricalBar message(Subscription wanted, PriceBar bar, int serverVersion) {
        boolean trades = wanted.what.equals("TRADES");
        long shift = wanted.what.equals("ASK") ? wanted.board.listing.tickE8() : 0;
        return new HistoricalBar(
                date(wanted, bar, serverVersion),
                bar.openE8() + shift,
                bar.highE8() + shift,
                bar.lowE8() + shift,
                bar.closeE8() + shift,
                trades ? bar.volume() : -1,
                trades ? bar.averageE8() : -Text.priceE8("1"),
                trades ? bar.trades() : -1);
    }

    private static String date(Subscription wanted, PriceBar bar, int serverVersion) {
        if (wanted.sizeNanos == History.DAY_NANOS) {
            return TimeText.day(bar.startNanos());
        }
        return wanted.dateFormat == 2
                ? Long.toString(TimeText.seconds(bar.startNanos()))
                : TimeText.full(serverVersion, bar.startNanos());
    }

    private void invalid(Client client, int requestId, String cause) {
        tws.error(client, requestId, 321, "Error validating request.-'bQ' : cause - " + cause);
    }

    /** Length of a bar, or 0 if there is no such size. */
    private static long sizeNanos(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return 0;
        }
        int count = Integer.parseInt(matcher.group(1));
        long unit = switch (matcher.group(2)) {
            case "sec", "secs" -> SECOND;
            case "min", "mins" -> 60 * SECOND;
            case "hour", "hours" -> 3600 * SECOND;
            default -> History.DAY_NANOS;
        };
        if (unit == History.DAY_NANOS) {
            return count == 1 ? unit : 0;
        }
        long size = count * unit;
        return size >= BarSplitter.PART_NANOS && size <= 24 * 3600 * SECOND && size % BarSplitter.PART_NANOS == 0
                ? size
                : 0;
    }

    /** Begin of a duration that ends at a time: days are sessions, weeks and more are by the calendar. */
    private long fromNanos(Subscription wanted, String duration, long untilNanos) {
        Matcher matcher = DURATION.matcher(duration);
        if (!matcher.matches()) {
            throw new IllegalStateException("duration was checked: " + duration);
        }
        int count = Integer.parseInt(matcher.group(1));
        int day = calendar.localDay(untilNanos - 1);
        return switch (matcher.group(2)) {
            case "S" -> untilNanos - count * SECOND;
            case "D" -> sessionsBack(wanted, untilNanos, count);
            case "W" -> midnight(day - 7 * count + 1);
            case "M" -> midnight(day + 1, Period.ofMonths(count));
            default -> midnight(day + 1, Period.ofYears(count));
        };
    }

    private long sessionsBack(Subscription wanted, long untilNanos, int count) {
        History history = wanted.board.history;
        int sessions = 0;
        int day = Integer.MAX_VALUE;
        for (int i = history.indexFrom(untilNanos) - 1; i >= 0; i--) {
            PriceBar bar = history.bar(i);
            if (wanted.regularOnly && !calendar.isRegular(bar.startNanos())) {
                continue;
            }
            int session = calendar.sessionDay(bar.startNanos());
            if (session < day) {
                if (sessions == count) {
                    return midnight(day);
                }
                day = session;
                sessions++;
            }
        }
        return sessions == 0 ? untilNanos - 86_400 * SECOND * count : midnight(day);
    }

    private long midnight(int day, Period back) {
        return midnight((int) LocalDate.ofEpochDay(day).minus(back).toEpochDay());
    }

    private long midnight(int day) {
        return calendar.toNanos(Math.max(day, FIRST_DAY), 0);
    }
}
