package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketFeedTest {
    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();
    private final EngineEvent draft = new EngineEvent(new Bounds(1, 1, 1, 1));

    @TempDir
    Path folder;

    @Test
    void shouldTellABarByItsFirstPriceAndThenWhole() throws IOException {
        assertEquals(
                List.of(
                        "09:30 SESSION_OPEN",
                        "09:30 OPEN_PRINT 0 10.00",
                        "09:35 BAR 0 11.00",
                        "09:35 OPEN_PRINT 0 12.00",
                        "09:40 BAR 0 13.00",
                        "16:00 SESSION_CLOSE"),
                events(source("A", "2025-07-02 09:30,10,11", "2025-07-02 09:35,12,13")));
    }

    @Test
    void shouldOrderInstrumentsByTimeThenKindThenId() throws IOException {
        assertEquals(
                List.of(
                        "09:30 SESSION_OPEN",
                        "09:30 OPEN_PRINT 0 10.00",
                        "09:30 OPEN_PRINT 1 20.00",
                        "09:35 BAR 0 11.00",
                        "09:35 BAR 1 21.00",
                        "09:35 OPEN_PRINT 1 22.00",
                        "09:40 BAR 1 23.00",
                        "09:40 OPEN_PRINT 0 14.00",
                        "09:45 BAR 0 15.00",
                        "16:00 SESSION_CLOSE"),
                events(
                        source("A", "2025-07-02 09:30,10,11", "2025-07-02 09:40,14,15"),
                        source("B", "2025-07-02 09:30,20,21", "2025-07-02 09:35,22,23")));
    }

    @Test
    void shouldEndTheLastBarBeforeTheSessionAlsoOnAHalfDay() throws IOException {
        assertEquals(
                List.of(
                        "09:30 SESSION_OPEN",
                        "12:55 OPEN_PRINT 0 10.00",
                        "13:00 BAR 0 11.00",
                        "13:00 SESSION_CLOSE",
                        "09:30 SESSION_OPEN",
                        "15:55 OPEN_PRINT 0 12.00",
                        "16:00 BAR 0 13.00",
                        "16:00 SESSION_CLOSE"),
                events(source("A", "2025-07-03 12:55,10,11", "2025-07-07 15:55,12,13")));
    }

    @Test
    void shouldFrameADayOnlyOneInstrumentHasAndLeaveOutDaysWithoutBars() throws IOException {
        assertEquals(
                List.of(
                        "09:30 SESSION_OPEN",
                        "09:30 OPEN_PRINT 0 10.00",
                        "09:35 BAR 0 11.00",
                        "16:00 SESSION_CLOSE",
                        "09:30 SESSION_OPEN",
                        "10:00 OPEN_PRINT 1 20.00",
                        "10:05 BAR 1 21.00",
                        "16:00 SESSION_CLOSE"),
                events(source("A", "2025-06-30 09:30,10,11"), source("B", "2025-07-02 10:00,20,21")));
    }

    /** A Monday, the half day of a Thursday, and the Monday after: a portfolio decides on what lies between, data or none. */
    @Test
    void shouldFrameTradingDaysWithoutBarsWhereAllSessionsAreWanted() throws IOException {
        var days = new ArrayList<String>();
        BarSource bars = source("A", "2025-06-30 09:30,10,11", "2025-07-03 09:30,12,13", "2025-07-07 09:30,14,15");
        try (var feed = new MarketFeed(List.of(bars), calendar, day("2025-07-02")).withEverySession()) {
            while (feed.next(draft)) {
                if (draft.type == EventType.SESSION_OPEN || draft.type == EventType.SESSION_CLOSE) {
                    String at = calendar.format(draft.eventNanos);
                    days.add(at.substring(5, 16) + (draft.isWarmUp() ? " warm" : ""));
                }
            }
        }
        assertEquals(
                List.of(
                        "06-30T09:30 warm",
                        "06-30T16:00 warm",
                        "07-01T09:30 warm",
                        "07-01T16:00 warm",
                        "07-02T09:30",
                        "07-02T16:00",
                        "07-03T09:30",
                        "07-03T13:00",
                        "07-07T09:30",
                        "07-07T16:00"),
                days);
    }

    @Test
    void shouldPutTheSessionsBoundsAmongExtendedHours() throws IOException {
        Path file = file("A", "2025-07-03 09:25,10,11", "2025-07-03 12:55,12,13", "2025-07-03 13:00,14,15");
        var bars =
                BarFile.open(file, null, calendar, BarFile.Options.fiveMinutes().withSession(Session.EXTENDED));
        assertEquals(
                List.of(
                        "09:25 OPEN_PRINT 0 10.00",
                        "09:30 BAR 0 11.00",
                        "09:30 SESSION_OPEN",
                        "12:55 OPEN_PRINT 0 12.00",
                        "13:00 BAR 0 13.00",
                        "13:00 SESSION_CLOSE",
                        "13:00 OPEN_PRINT 0 14.00",
                        "13:05 BAR 0 15.00"),
                events(bars));
    }

    @Test
    void shouldMarkSessionsBeforeTradingBeginsForWarmingUp() throws IOException {
        var flags = new ArrayList<Boolean>();
        try (var feed = new MarketFeed(
                List.of(source("A", "2025-07-01 09:30,10,11", "2025-07-02 09:30,12,13")),
                calendar,
                day("2025-07-02"))) {
            while (feed.next(draft)) {
                flags.add(draft.isWarmUp());
            }
        }
        assertEquals(List.of(true, true, true, true, false, false, false, false), flags);
    }

    @Test
    void shouldMergeTradesQuotesAndBarsWithQuotesBeforeTrades() throws IOException {
        Path trades = Files.writeString(
                folder.resolve("T.csv"), "datetime,price,size\n2025-07-02 09:35:00,20,1\n2025-07-02 15:59:59,21,1\n");
        Path quotes = Files.writeString(
                folder.resolve("Q.csv"), "datetime,bid,ask,bid_size,ask_size\n2025-07-02 09:35:00,19,22,1,1\n");
        var options = TickFile.Options.everyTrade();
        var events = new ArrayList<String>();
        try (var feed = new MarketFeed(
                List.of(
                        TickFile.open(trades, null, calendar, options),
                        TickFile.open(quotes, null, calendar, options),
                        source("A", "2025-07-02 09:35,10,11")),
                new int[] {1, 1, 0},
                calendar,
                0)) {
            while (feed.next(draft)) {
                events.add(calendar.format(draft.eventNanos).substring(11, 19) + " " + draft.type + " "
                        + draft.instrumentId);
            }
        }
        assertEquals(
                List.of(
                        "09:30:00 SESSION_OPEN 0",
                        "09:35:00 OPEN_PRINT 0",
                        "09:35:00 QUOTE 1",
                        "09:35:00 TRADE 1",
                        "09:40:00 BAR 0",
                        "15:59:59 TRADE 1",
                        "16:00:00 SESSION_CLOSE 0"),
                events);
    }

    @Test
    void shouldGoThroughYearsOfBarsInTheOrderOfTime() {
        var sources = new ArrayList<BarSource>();
        for (String symbol : List.of("QQQ", "SPY", "IWM")) {
            sources.add(new SyntheticBars(symbol, day("2023-01-01"), day("2024-12-31"), 1, calendar));
        }
        int[] seen = new int[64];
        try (var feed = new MarketFeed(sources, calendar, 0)) {
            assertTrue(feed.synthetic());
            long before = 0;
            double progress = 0;
            while (feed.next(draft)) {
                assertTrue(draft.eventNanos >= before);
                assertTrue(feed.progress() >= progress && feed.progress() <= 1);
                before = draft.eventNanos;
                progress = feed.progress();
                seen[draft.type.code()]++;
            }
            assertEquals(1, progress);
            assertFalse(feed.next(draft));
        }
        assertEquals(502, seen[EventType.SESSION_OPEN.code()]);
        assertEquals(502, seen[EventType.SESSION_CLOSE.code()]);
        int bars = 3 * (497 * 78 + 5 * 42);
        assertEquals(bars, seen[EventType.OPEN_PRINT.code()]);
        assertEquals(bars, seen[EventType.BAR.code()]);
    }

    /** The minutes of the session from its open on, and none at its close: 210 of a half day. */
    @Test
    void shouldTellTheMinutesWhereTheyAreWanted() throws IOException {
        List<String> minutes = new ArrayList<>();
        List<EventType> others = new ArrayList<>();
        try (var feed = new MarketFeed(
                        List.of(source("A", "2025-07-03 09:30,10,11", "2025-07-03 12:55,12,13")),
                        calendar,
                        day("2025-07-04"))
                .withTimer(true)) {
            while (feed.next(draft)) {
                assertTrue(draft.isWarmUp());
                if (draft.type == EventType.TIMER) {
                    minutes.add(calendar.format(draft.eventNanos).substring(11, 16));
                } else {
                    others.add(draft.type);
                }
            }
        }
        assertEquals(210, minutes.size());
        assertEquals(List.of("09:30", "09:31"), minutes.subList(0, 2));
        assertEquals("12:59", minutes.get(209));
        assertEquals(
                List.of(
                        EventType.SESSION_OPEN,
                        EventType.OPEN_PRINT,
                        EventType.BAR,
                        EventType.OPEN_PRINT,
                        EventType.BAR,
                        EventType.SESSION_CLOSE),
                others);
    }

    /** Before the session of its day; one of a day without a session before the next one. */
    @Test
    void shouldTellCorporateActionsBeforeTheirSession() throws IOException {
        List<CorporateActions.Action> actions = List.of(
                action("2025-07-02", CorporateAction.SPLIT),
                action("2025-07-04", CorporateAction.DIVIDEND),
                action("2025-07-08", CorporateAction.DELISTING));
        BarSource bars = source("A", "2025-07-02 09:30,10,11", "2025-07-03 09:30,12,13", "2025-07-07 09:30,14,15");
        List<String> told = new ArrayList<>();
        try (var feed = new MarketFeed(List.of(bars), calendar, 0).withActions(actions)) {
            while (feed.next(draft)) {
                if (draft.type != EventType.OPEN_PRINT && draft.type != EventType.BAR) {
                    told.add(calendar.format(draft.eventNanos).substring(5, 16) + " " + draft.type
                            + (draft.type == EventType.CORPORATE_ACTION
                                    ? " " + CorporateAction.ofCode(draft.code)
                                    : ""));
                }
            }
        }
        assertEquals(
                List.of(
                        "07-02T09:30 CORPORATE_ACTION SPLIT",
                        "07-02T09:30 SESSION_OPEN",
                        "07-02T16:00 SESSION_CLOSE",
                        "07-03T09:30 SESSION_OPEN",
                        "07-03T13:00 SESSION_CLOSE",
                        "07-07T09:30 CORPORATE_ACTION DIVIDEND",
                        "07-07T09:30 SESSION_OPEN",
                        "07-07T16:00 SESSION_CLOSE"),
                told);
    }

    private static CorporateActions.Action action(String day, CorporateAction kind) {
        return new CorporateActions.Action(day(day), 0, kind, 2, 1, 100);
    }

    /** A bar of the session beside smaller ones is told whole, with a flag of its own, also while it only warms up. */
    @Test
    void shouldTellOnlyWholeBarsOfWhatComesInSmallerOnes() throws IOException {
        Path days = Files.writeString(
                folder.resolve("D.csv"),
                "date,open,close,low,high,volume\n2025-07-02,10,12,1,100,500\n2025-07-03,10,12,1,100,500\n");
        BitSet told = new BitSet();
        told.set(1);
        List<String> events = new ArrayList<>();
        try (var feed = new MarketFeed(
                List.of(
                        source("A", "2025-07-02 09:30,10,11", "2025-07-03 09:30,12,13"),
                        BarFile.open(
                                days,
                                "A",
                                calendar,
                                BarFile.Options.fiveMinutes().withSize(BarSpec.parse("1d")))),
                new int[] {0, 0},
                told,
                calendar,
                day("2025-07-03"))) {
            while (feed.next(draft)) {
                events.add(calendar.format(draft.eventNanos).substring(8, 16) + " " + draft.type
                        + (draft.isPortfolioOnly() ? " told" : "") + (draft.isWarmUp() ? " warm" : ""));
            }
        }
        assertEquals(
                List.of(
                        "02T09:30 SESSION_OPEN warm",
                        "02T09:30 OPEN_PRINT warm",
                        "02T09:35 BAR warm",
                        "02T16:00 BAR told warm",
                        "02T16:00 SESSION_CLOSE warm",
                        "03T09:30 SESSION_OPEN",
                        "03T09:30 OPEN_PRINT",
                        "03T09:35 BAR",
                        "03T13:00 BAR told",
                        "03T13:00 SESSION_CLOSE"),
                events);
    }

    @Test
    void shouldTellTheConditionsOfATradeAlsoWhileItOnlyWarmsUp() throws IOException {
        Path trades = Files.writeString(folder.resolve("T.csv"), """
                        datetime,price,size,conditions
                        2025-07-02 10:00:00,20,1,
                        2025-07-02 10:00:01,21,1,80000000
                        2025-07-03 10:00:00,20,1,
                        2025-07-03 10:00:01,21,1,80000000
                        """);
        TickFile.Options options = TickFile.Options.everyTrade()
                .withPrices(PriceRule.LAST_SALE)
                .withReading(Reading.of("", "", "lean", false));
        List<Integer> flags = new ArrayList<>();
        try (var feed =
                new MarketFeed(List.of(TickFile.open(trades, null, calendar, options)), calendar, day("2025-07-03"))) {
            while (feed.next(draft)) {
                if (draft.type == EventType.TRADE) {
                    flags.add(draft.flags);
                }
            }
        }
        assertEquals(
                List.of(
                        EngineEvent.FLAG_WARM_UP,
                        EngineEvent.FLAG_WARM_UP | EngineEvent.FLAG_VOLUME_ONLY,
                        0,
                        EngineEvent.FLAG_VOLUME_ONLY),
                flags);
    }

    /** By the source that has the most left. */
    @Test
    void shouldSayHowMuchIsPast() {
        try (var feed = new MarketFeed(
                List.of(
                        new SyntheticBars("A", day("2025-07-01"), day("2025-07-02"), 1, calendar),
                        new SyntheticBars("B", day("2025-06-02"), day("2025-07-02"), 1, calendar)),
                calendar,
                0)) {
            assertTrue(feed.next(draft));
            assertTrue(feed.progress() < 0.1, "" + feed.progress());
        }
    }

    private List<String> events(BarSource... sources) {
        var events = new ArrayList<String>();
        try (var feed = new MarketFeed(List.of(sources), calendar, 0)) {
            while (feed.next(draft)) {
                String price = switch (draft.type) {
                    case OPEN_PRINT -> " " + draft.instrumentId + " " + FixedPoint.format(draft.priceE8);
                    case BAR -> " " + draft.instrumentId + " " + FixedPoint.format(draft.closeE8);
                    default -> "";
                };
                events.add(calendar.format(draft.eventNanos).substring(11, 16) + " " + draft.type + price);
            }
        }
        return events;
    }

    private BarSource source(String symbol, String... rows) throws IOException {
        return BarFile.open(file(symbol, rows), null, calendar, BarFile.Options.fiveMinutes());
    }

    /** A row is the start, the open and the close. */
    private Path file(String symbol, String... rows) throws IOException {
        var text = new StringBuilder("datetime,open,close,low,high,volume\n");
        for (String row : rows) {
            text.append(row).append(",1,100,500\n");
        }
        return Files.writeString(folder.resolve(symbol + ".csv"), text);
    }

    private static int day(String day) {
        return (int) LocalDate.parse(day).toEpochDay();
    }
}
