package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MarketDataTest {
    private static final PriceBar FIRST = Scene.bar("09:30", "190.00", "191.20", "189.50", "191.00");
    private static final PriceBar SECOND = Scene.bar("09:35", "192.00", "192.50", "188.00", "188.20");
    private static final PriceBar FRIDAY =
            Scene.bar(Scene.DAY.minusDays(3), "15:55", "185.00", "186.00", "184.00", "185.50");

    private final Workstation tws = Scene.workstation(Scene.settings(FRIDAY, FIRST, SECOND));
    private final TestClient client = TestClient.started(tws, 7);

    @Test
    void shouldSendSixtyBarsThatMakeTheFiveMinutesWhenTheyArePlayed() {
        client.sendCapture("out-java1032-reqRealTimeBars");
        tws.advanceTo(Scene.at("09:35") - 1);
        assertEquals(59, client.take().size());
        tws.advanceTo(Scene.at("09:35"));
        assertEquals(1, client.take("50").size(), "the last one comes with the end of the bar");
        tws.advanceTo(Scene.at("09:40"));
        List<String[]> bars = new ArrayList<>();
        for (String bar : client.take("50")) {
            bars.add(bar.split("\\|", -1));
        }
        assertEquals(60, bars.size());
        assertEquals("192.0", bars.get(0)[4]);
        assertEquals("188.2", bars.get(59)[7]);
        BigDecimal high = BigDecimal.ZERO;
        BigDecimal low = new BigDecimal("1000");
        long volume = 0;
        long seconds = Scene.at("09:35") / Scene.SECOND;
        for (String[] bar : bars) {
            assertEquals(Long.toString(seconds), bar[3], "stamped with its start");
            seconds += 5;
            high = high.max(new BigDecimal(bar[5]));
            low = low.min(new BigDecimal(bar[6]));
            volume += Long.parseLong(bar[8]);
        }
        assertEquals(new BigDecimal("192.5"), high);
        assertEquals(new BigDecimal("188.0"), low);
        assertEquals(6000, volume);
        client.sendCapture("out-java1032-cancelRealTimeBars");
        client.sendCapture("out-java1032-cancelRealTimeBars");
        assertEquals(List.of("4|2|9003|300|Can't find EId with tickerId:9003|"), client.take());
    }

    @Test
    void shouldSendHistoryThenTheFormingBarWhenItIsKeptUpToDate() {
        tws.advanceTo(Scene.at("09:35"));
        client.sendCapture("out-java1032-reqHistoricalData-5min-keepUpToDate");
        assertEquals(
                List.of("17|9004|20260102 00:00:00 US/Eastern|20260105 09:35:00 US/Eastern|2"
                        + "|1767387300|185.0|186.0|184.0|185.5|6000|185.125|50"
                        + "|1767623400|190.0|191.2|189.5|191.0|6000|190.425|50"),
                client.take());
        tws.advanceTo(Scene.at("09:40"));
        List<String> updates = client.take();
        assertEquals(60, updates.size());
        assertTrue(updates.get(0).startsWith("90|9004|"), updates.get(0));
        String[] last = updates.get(59).split("\\|", -1);
        assertEquals(
                List.of("1767623700", "192.0", "188.2", "192.5", "188.0"),
                List.of(last).subList(3, 8),
                "open, close, high, low");
        assertEquals("6000", last[9]);
        client.sendCapture("out-java1032-cancelHistoricalData");
        assertEquals(
                List.of("4|2|9004|162|Historical Market Data Service error message:API historical data query cancelled:"
                        + " 9004|"),
                client.take());
    }

    @Test
    void shouldSpellTimesAsAskedForWhenHistoryIsTold() {
        tws.advanceTo(Scene.at("09:41"));
        history("1", "20260105 09:36:00 US/Eastern", "5 mins", "300 S", "1", "1");
        assertEquals(
                List.of("17|1|20260105 09:31:00 US/Eastern|20260105 09:36:00 US/Eastern|2|20260105 09:30:00 US/Eastern"
                        + "|190.0|191.2|189.5|191.0|6000|190.425|50|20260105 09:35:00 US/Eastern"
                        + "|192.0|192.5|188.0|188.2|6000|190.175|50"),
                client.take());
        history("2", "20260105-14:35:00", "1 day", "2 D", "1", "1");
        assertEquals(
                List.of("17|2|20260102 00:00:00 US/Eastern|20260105 09:35:00 US/Eastern|2"
                        + "|20260102|185.0|186.0|184.0|185.5|6000|185.125|50"
                        + "|20260105|190.0|191.2|189.5|191.0|6000|190.425|50"),
                client.take());
        history("3", "20260105 09:35:00", "1 min", "60 S", "1", "2");
        List<String> answer = client.take();
        assertTrue(answer.get(0).startsWith("4|2|3|2174|Warning"), answer.get(0));
        assertTrue(
                answer.get(1)
                        .startsWith(
                                "17|3|20260105 09:34:00 US/Eastern|20260105 09:35:00 US/Eastern|1" + "|1767623640|"),
                answer.get(1));
    }

    /** Days are sessions; weeks, months and years are by the calendar and begin at midnight. */
    @Test
    void shouldBeginHistoryWhereItsDurationSays() {
        tws.advanceTo(Scene.at("09:41"));
        String[][] durations = {
            {"600 S", "5 mins", "20260105 09:25:00"},
            {"2 D", "1 hour", "20260102 00:00:00"},
            {"1 W", "1 hour", "20251230 00:00:00"},
            {"2 W", "1 hour", "20251223 00:00:00"},
            {"1 M", "1 day", "20251206 00:00:00"},
            {"2 M", "1 day", "20251106 00:00:00"},
            {"1 Y", "1 day", "20250106 00:00:00"}
        };
        for (int i = 0; i < durations.length; i++) {
            history("" + i, "20260105-14:35:00", durations[i][1], durations[i][0], "1", "1");
            String answer = client.take().get(0);
            assertTrue(
                    answer.startsWith("17|" + i + "|" + durations[i][2] + " US/Eastern|20260105 09:35:00 US/Eastern|"),
                    durations[i][0] + " " + answer);
        }
    }

    /** The first hour of a session begins at the open, one of extended hours on the hour; ten minutes begin with their ten. */
    @Test
    void shouldStampBarsWithTheBeginningOfTheirSpan() {
        Workstation early = earlyAndLate();
        early.advanceTo(Scene.at("10:10"));
        TestClient one = TestClient.started(early, 7);
        for (String regular : List.of("0", "1")) {
            one.send(ofApple(List.of("20", "1"), "", "", "0", "", "1 hour", "1 D", regular, "TRADES", "2", "0", ""));
        }
        String open = "|1767623400|190.0|191.2|189.5|191.0|6000|190.425|50";
        assertEquals(
                List.of(
                        "17|1|20260105 00:00:00 US/Eastern|20260105 10:10:00 US/Eastern|2"
                                + "|1767618000|189.0|189.0|189.0|189.0|6000|189.0|50" + open,
                        "17|1|20260105 00:00:00 US/Eastern|20260105 10:10:00 US/Eastern|1" + open),
                one.take("17"));
        Workstation late = Scene.workstation(Scene.settings(SECOND));
        late.advanceTo(Scene.at("09:40"));
        TestClient other = TestClient.started(late, 7);
        other.send(ofApple(List.of("20", "1"), "", "", "0", "", "10 mins", "1 D", "1", "TRADES", "2", "0", ""));
        assertEquals(
                List.of("17|1|20260105 00:00:00 US/Eastern|20260105 09:40:00 US/Eastern|1"
                        + "|1767623400|192.0|192.5|188.0|188.2|6000|190.175|50"),
                other.take("17"));
    }

    /** A feed that is silent for ten seconds tells what happens at the end of them. */
    @Test
    void shouldBeHeardAgainFromTheEndOfASilenceOn() {
        tws.advanceTo(Scene.at("09:30"));
        bars(1, "TRADES");
        tws.inject(FaultRule.next(FaultKind.STALE_FEED).lasting(10));
        assertEquals(Map.of(FaultKind.STALE_FEED, 1L), tws.faultsFired());
        tws.advanceTo(Scene.at("09:30") + 10 * Scene.SECOND - 1);
        assertEquals(List.of(), client.take("50"));
        tws.advanceTo(Scene.at("09:30") + 10 * Scene.SECOND);
        assertEquals(
                List.of("1767623405"),
                client.take("50").stream().map(one -> one.split("\\|", -1)[3]).toList());
    }

    /** An hour of history is twelve bars of five minutes. */
    @Test
    void shouldMakeBarsOfTheSizeThatIsAskedFor() {
        tws.advanceTo(Scene.at("09:41"));
        String[][] sizes = {{"5 mins", "3"}, {"10 mins", "2"}, {"30 mins", "2"}, {"1 hour", "2"}, {"1 day", "2"}};
        for (String[] size : sizes) {
            history("1", "20260105-14:40:00", size[0], "2 D", "1", "1");
            String[] answer = client.take().get(0).split("\\|", -1);
            assertEquals(size[1], answer[4], size[0]);
        }
        history("1", "20260105-14:40:00", "2 hours", "2 D", "1", "1");
        assertEquals("2", client.take().get(0).split("\\|", -1)[4]);
        history("1", "20260105-14:40:00", "2 days", "2 D", "1", "1");
        assertTrue(client.take().get(0).startsWith("4|2|1|"), "no such size");
    }

    /** The asking price is a tick above the bid; of either, history tells neither shares nor trades. */
    @Test
    void shouldTellTheAskingPriceATickAboveTheBidWhenHistoryOfQuotesIsWanted() {
        tws.advanceTo(Scene.at("09:36"));
        quotes("1", "BID");
        assertEquals(
                List.of("17|1|20260105 09:30:00 US/Eastern|20260105 09:35:00 US/Eastern|1"
                        + "|1767623400|190.0|191.2|189.5|191.0|-1|-1.0|-1"),
                client.take());
        quotes("2", "ASK");
        assertEquals(
                List.of("17|2|20260105 09:30:00 US/Eastern|20260105 09:35:00 US/Eastern|1"
                        + "|1767623400|190.01|191.21|189.51|191.01|-1|-1.0|-1"),
                client.take());
    }

    @Test
    void shouldMakeSmallAndLargeBarsOfTheSamePricesWhenAskedForThem() {
        tws.advanceTo(Scene.at("09:40"));
        history("1", "", "5 secs", "300 S", "1", "2");
        String[] small = client.take().get(0).split("\\|", -1);
        assertEquals("60", small[4]);
        history("2", "", "30 mins", "1 D", "1", "2");
        String[] large = client.take().get(0).split("\\|", -1);
        assertEquals(
                List.of("1", "1767623400", "190.0", "192.5", "188.0", "188.2", "12000"),
                List.of(large).subList(4, 11));
    }

    @Test
    void shouldRefuseHistoryWithTheKnownCodeWhenTheRequestIsDefective() {
        tws.advanceTo(Scene.at("09:40"));
        history("1", "yesterday", "5 mins", "1 D", "1", "2");
        history("2", "", "7 parsecs", "1 D", "1", "2");
        history("3", "", "5 mins", "1 X", "1", "2");
        history("4", "20240105-14:35:00", "5 mins", "1 D", "1", "2");
        client.send(
                "20",
                "5",
                "0",
                "AAPL",
                "STK",
                "",
                "",
                "",
                "",
                "SMART",
                "",
                "USD",
                "",
                "",
                "0",
                "20260105-14:35:00",
                "5 mins",
                "1 D",
                "1",
                "TRADES",
                "2",
                "1",
                "");
        client.send(
                "20", "6", "0", "MSFT", "STK", "", "", "", "", "SMART", "", "USD", "", "", "0", "", "5 mins", "1 D",
                "1", "TRADES", "2", "0", "");
        assertEquals(
                List.of("1 10314", "2 321", "3 321", "4 162", "5 321", "6 200"),
                client.take("4").stream()
                        .map(error -> error.split("\\|", -1)[2] + " " + error.split("\\|", -1)[3])
                        .toList());
    }

    @Test
    void shouldTellTradesOneByOneWhenAskedForTicks() {
        client.sendCapture("out-java1032-reqTickByTickData-AllLast");
        tws.advanceTo(Scene.at("09:30") + 5 * Scene.SECOND);
        List<String> ticks = client.take();
        assertEquals(4, ticks.size());
        assertTrue(ticks.get(0).startsWith("99|9002|2|1767623400|190.0|"), ticks.get(0));
        long shares = ticks.stream()
                .mapToLong(tick -> Long.parseLong(tick.split("\\|", -1)[5]))
                .sum();
        client.sendCapture("out-java1032-cancelTickByTickData");
        client.send(ofApple(List.of("97", "2"), "", "", "BidAsk", "0", "0"));
        client.sendCapture("out-java1032-reqRealTimeBars");
        tws.advanceTo(Scene.at("09:30") + 10 * Scene.SECOND);
        List<String> quotes = client.take("99");
        assertTrue(quotes.get(0).startsWith("99|2|3|1767623405|"), quotes.get(0));
        history("1", "", "5 secs", "10 S", "1", "2");
        String[] bars = client.take("17").get(0).split("\\|", -1);
        assertEquals(Long.toString(shares), bars[10], "trades of the first five seconds make its volume");
    }

    @Test
    void shouldTellQuotesTradesAndTheDayWhenAskedForMarketData() {
        tws.advanceTo(Scene.at("09:30") + 1);
        client.sendCapture("out-java1032-reqMktData");
        List<String> news = client.take();
        assertTrue(news.contains("58|1|9001|1"), news::toString);
        assertTrue(news.contains("81|9001|0.01|9c0001|3"), news::toString);
        assertTrue(news.contains("1|6|9001|1|189.99|200|1"), news::toString);
        assertTrue(news.contains("1|6|9001|2|190.01|300|1"), news::toString);
        assertTrue(news.contains("1|6|9001|14|190.0|0|0"), news::toString);
        assertTrue(news.contains("1|6|9001|9|185.5|0|0"), news::toString);
        assertTrue(news.contains("45|6|9001|49|0.0"), news::toString);
        tws.advanceTo(Scene.at("09:30") + 5 * Scene.SECOND);
        assertTrue(client.take("46").stream()
                .anyMatch(tick -> tick.startsWith("46|6|9001|48|") && tick.endsWith(";true")));
        client.sendCapture("out-java1032-cancelMktData");
        tws.advanceTo(Scene.at("09:31"));
        assertEquals(List.of(), client.take());
    }

    /** Before the first trade of all there is no last price, no day, no close before and no quote. */
    @Test
    void shouldTellNoPriceThatIsNotThereWhenAskedBeforeTheOpen() {
        TestClient early = TestClient.started(Scene.workstation(Scene.settings(FIRST, SECOND)), 7);
        early.sendCapture("out-java1032-reqMktData");
        assertEquals(
                List.of(
                        "58|1|9001|1",
                        "81|9001|0.01|9c0001|3",
                        "45|6|9001|49|0.0",
                        "1|6|9001|1|-1.0|0|1",
                        "2|6|9001|0|0",
                        "1|6|9001|2|-1.0|0|1",
                        "2|6|9001|3|0"),
                early.take());
    }

    /** 189.99 and 190.01 have their middle at 190; a quote that stays is told once. */
    @Test
    void shouldTellTheMiddleOfAQuoteWhenItChanges() {
        client.send(ofApple(List.of("97", "2"), "", "", "MidPoint", "0", "0"));
        client.send(ofApple(List.of("97", "3"), "", "", "Last", "0", "0"));
        tws.advanceTo(Scene.at("09:30") + 1);
        List<String> ticks = client.take("99");
        assertEquals("99|2|4|1767623400|190.0", ticks.get(0));
        assertTrue(ticks.get(1).startsWith("99|3|1|1767623400|190.0|"), ticks.get(1));
        assertEquals(2, ticks.size(), ticks.toString());
    }

    /** Real-time bars of quotes have neither shares, nor an average, nor trades. */
    @Test
    void shouldTellBarsOfQuotesWithoutVolumeWhenTheyAreAskedFor() {
        int id = 1;
        for (String what : List.of("BID", "ASK", "TRADES")) {
            client.send(ofApple(List.of("50", "3", "" + id++), "", "", "5", what, "1", ""));
        }
        tws.advanceTo(Scene.at("09:30") + 5 * Scene.SECOND);
        List<String[]> bars =
                client.take("50").stream().map(bar -> bar.split("\\|", -1)).toList();
        assertEquals(3, bars.size());
        assertEquals(List.of("-1", "-1.0", "-1"), List.of(bars.get(0)).subList(8, 11));
        assertEquals(List.of("-1", "-1.0", "-1"), List.of(bars.get(1)).subList(8, 11));
        assertTrue(Long.parseLong(bars.get(2)[8]) > 0, bars.get(2)[8]);
        for (int price = 4; price < 8; price++) {
            assertEquals(bars.get(2)[price], bars.get(0)[price]);
            assertEquals(
                    new BigDecimal(bars.get(0)[price])
                            .add(new BigDecimal("0.01"))
                            .doubleValue(),
                    Double.parseDouble(bars.get(1)[price]));
        }
    }

    @Test
    void shouldRefuseTheSameNumberAgainAndUnknownNamesWhenAskedForStreams() {
        client.sendCapture("out-java1032-reqMktData");
        client.sendCapture("out-java1032-reqMktData");
        client.send("97", "2", "1", "ZZZZ", "STK", "", "", "", "", "SMART", "", "USD", "", "", "Last", "0", "0");
        client.send(ofApple(List.of("97", "2"), "", "", "Every", "0", "0"));
        for (int id = 10; id < 16; id++) {
            client.send(ofApple(List.of("97", "" + id), "", "", "Last", "0", "0"));
        }
        assertEquals(
                List.of("9001 102", "2 200", "2 321", "15 10190"),
                client.take("4").stream()
                        .map(error -> error.split("\\|", -1)[2] + " " + error.split("\\|", -1)[3])
                        .toList());
    }

    @Test
    void shouldTellTheContractAndItsHoursWhenAsked() {
        client.sendCapture("out-java1032-reqContractDetails");
        List<String> news = client.take();
        assertEquals("52|1|9005", news.get(1));
        String[] fields = news.get(0).split("\\|", -1);
        assertEquals("265598", fields[12]);
        assertEquals("US/Eastern", fields[25]);
        assertTrue(fields[27].startsWith("20260105:0930-20260105:1600;20260106:0930-"), fields[27]);
        assertTrue(fields[27].contains("20260110:CLOSED"), fields[27]);
        client.send("9", "8", "2", "0", "TSLA", "STK", "", "", "", "", "SMART", "", "USD", "", "", "0", "", "", "");
        client.send("91", "26");
        assertEquals(
                List.of("4|2|2|200|No security definition has been found for the request|", "93|26|1|0|0.01"),
                client.take());
    }

    /** A combination is not known, but its two legs of four fields are read. */
    @Test
    void shouldKnowNoCombinationWhenItsPriceIsAskedFor() {
        client.send(
                "1",
                "11",
                "9",
                "0",
                "AAPL",
                "BAG",
                "",
                "",
                "",
                "",
                "SMART",
                "",
                "USD",
                "",
                "",
                "2",
                "265598",
                "1",
                "BUY",
                "SMART",
                "320227571",
                "1",
                "SELL",
                "SMART",
                "0",
                "",
                "0",
                "0",
                "");
        assertEquals(List.of("4|2|9|200|No security definition has been found for the request|"), client.take());
    }

    private void history(String id, String end, String size, String duration, String regular, String format) {
        history(id, end, size, duration, regular, "TRADES", format);
    }

    private void quotes(String id, String what) {
        history(id, "20260105-14:35:00", "5 mins", "300 S", "1", what, "2");
    }

    private void history(
            String id, String end, String size, String duration, String regular, String what, String format) {
        client.send(ofApple(List.of("20", id), "", "", "0", end, size, duration, regular, what, format, "0", ""));
    }

    private void bars(int id, String what) {
        client.send(ofApple(List.of("50", "3", "" + id), "", "", "5", what, "1", ""));
    }

    /** Each side of a quote alone makes a new one; the middle is told to who asked for ticks, not for bars of it. */
    @Test
    void shouldTellAQuoteWheneverOneOfItsSidesChanges() {
        long open = Scene.at("09:30");
        List<Tape.Quote> quotes = new ArrayList<>();
        String[][] sides = {
            {"189.90", "190.10"}, {"189.90", "190.10"}, {"189.90", "190.12"}, {"189.92", "190.12"}, {"189.92", "190.12"}
        };
        for (int i = 0; i < sides.length; i++) {
            quotes.add(new Tape.Quote(open + i * Scene.SECOND, Scene.e8(sides[i][0]), Scene.e8(sides[i][1]), 100, 200));
        }
        Tape tape = new Tape(
                Listing.of("AAPL"),
                List.of(),
                List.of(new Tape.Trade(open + 60 * Scene.SECOND, Scene.e8("190"), 10, false)),
                quotes);
        Workstation quoting = Scene.workstation(new SimSettings(List.of(tape), Scene.at("09:25")));
        TestClient one = TestClient.started(quoting, 7);
        String[] contract = {"265598", "AAPL", "STK", "", "", "", "", "SMART", "NASDAQ", "USD", "", ""};
        List<String> ticks = new ArrayList<>(List.of("97", "1"));
        ticks.addAll(List.of(contract));
        ticks.addAll(List.of("BidAsk", "0", "0"));
        one.send(ticks.toArray(String[]::new));
        ticks.set(1, "2");
        ticks.set(14, "MidPoint");
        one.send(ticks.toArray(String[]::new));
        List<String> bars = new ArrayList<>(List.of("50", "3", "3"));
        bars.addAll(List.of(contract));
        bars.addAll(List.of("5", "MIDPOINT", "1", ""));
        one.send(bars.toArray(String[]::new));
        quoting.advanceTo(open + 10 * Scene.SECOND);
        assertEquals(
                List.of(
                        "99|1|3|1767623400|189.9|190.1|100|200|0",
                        "99|2|4|1767623400|190.0",
                        "99|1|3|1767623402|189.9|190.12|100|200|0",
                        "99|2|4|1767623402|190.01",
                        "99|1|3|1767623403|189.92|190.12|100|200|0",
                        "99|2|4|1767623403|190.02"),
                one.take("99"));
    }

    /** The day's bar that is forming has the day's open. */
    @Test
    void shouldTellTheFormingDayFromItsOpen() {
        tws.advanceTo(Scene.at("09:35"));
        client.send(ofApple(List.of("20", "1"), "", "", "0", "", "1 day", "2 D", "1", "TRADES", "1", "1", ""));
        assertEquals(1, client.take("17").size());
        tws.advanceTo(Scene.at("09:40"));
        List<String> updates = client.take("90");
        assertEquals(60, updates.size());
        // Open, close, highest, lowest.
        assertEquals(
                List.of("20260105", "190.0", "188.2", "192.5", "188.0"),
                List.of(updates.get(59).split("\\|", -1)).subList(3, 8));
    }

    /** A hundred lines, of which bars are some; a snapshot takes none. */
    @Test
    void shouldGiveAClientAHundredLines() {
        for (int id = 1; id <= 99; id++) {
            bars(id, "TRADES");
        }
        client.send(
                "1", "11", "500", "265598", "AAPL", "STK", "", "", "", "", "SMART", "", "USD", "", "", "0", "", "1",
                "0", "");
        bars(100, "TRADES");
        assertEquals(List.of(), client.take("4"));
        bars(101, "TRADES");
        assertEquals(List.of("4|2|101|101|Max number of tickers has been reached|"), client.take("4"));
        client.send("51", "1", "7");
        bars(101, "TRADES");
        assertEquals(List.of(), client.take("4"));
    }

    private static Workstation earlyAndLate() {
        return Scene.workstation(new SimSettings(
                List.of(
                        Tape.ofBars(
                                Listing.of("AAPL"),
                                List.of(Scene.bar("08:00", "189.00", "189.00", "189.00", "189.00"), FIRST)),
                        Tape.ofBars(
                                Listing.of("QQQ"),
                                List.of(
                                        Scene.bar("08:00", "500.00", "500.00", "500.00", "500.00"),
                                        Scene.bar("09:30", "501.00", "501.00", "501.00", "501.00")))),
                Scene.at("07:55")));
    }

    /** Bars of extended hours are for who wants them, and of an instrument for who asked for it. */
    @Test
    void shouldSendBarsOfTheHoursThatAreWanted() {
        Workstation early = earlyAndLate();
        TestClient one = TestClient.started(early, 7);
        String[][] wanted = {{"1", "265598", "AAPL", "1"}, {"2", "265598", "AAPL", "0"}, {"3", "320227571", "QQQ", "1"}
        };
        for (String[] each : wanted) {
            one.send(
                    "50", "3", each[0], each[1], each[2], "STK", "", "", "", "", "SMART", "", "USD", "", "", "5",
                    "TRADES", each[3], "");
        }
        early.advanceTo(Scene.at("08:05"));
        assertEquals(
                List.of("2"),
                one.take("50").stream()
                        .map(bar -> bar.split("\\|", -1)[2])
                        .distinct()
                        .toList());
        early.advanceTo(Scene.at("09:30") + 5 * Scene.SECOND);
        List<String[]> bars =
                one.take("50").stream().map(bar -> bar.split("\\|", -1)).toList();
        assertEquals(List.of("1", "2", "3"), bars.stream().map(bar -> bar[2]).toList());
        assertEquals("501.0", bars.get(2)[4]);
    }

    @Test
    void shouldTellAHaltOfTheInstrumentThatIsHalted() {
        Workstation early = earlyAndLate();
        TestClient one = TestClient.started(early, 7);
        one.send(
                "1", "11", "1", "265598", "AAPL", "STK", "", "", "", "", "SMART", "", "USD", "", "", "0", "", "0", "0",
                "");
        one.send(
                "1",
                "11",
                "2",
                "320227571",
                "QQQ",
                "STK",
                "",
                "",
                "",
                "",
                "SMART",
                "",
                "USD",
                "",
                "",
                "0",
                "",
                "0",
                "0",
                "");
        one.take();
        early.halt("QQQ", 2);
        assertEquals(List.of("45|6|2|49|2.0"), one.take());
        one.send(
                "1",
                "11",
                "3",
                "320227571",
                "QQQ",
                "STK",
                "",
                "",
                "",
                "",
                "SMART",
                "",
                "USD",
                "",
                "",
                "0",
                "",
                "1",
                "0",
                "");
        assertEquals(List.of("45|6|3|49|2.0"), one.take("45"), "who asks later is told as well");
    }

    /** Five streams of ticks, and beside them as many others as there is room for. */
    @Test
    void shouldLimitStreamsOfTicksAlone() {
        for (int id = 1; id <= 6; id++) {
            client.send(ofApple(List.of("97", "" + id), "", "", "Last", "0", "0"));
        }
        bars(7, "TRADES");
        assertEquals(List.of("4|2|6|10190|Max number of tick-by-tick requests has been reached|"), client.take("4"));
    }

    /** An odd lot is told to who wants all trades, marked as one; it is no last price. */
    @Test
    void shouldMarkTradesThatMakeNoPrice() {
        long open = Scene.at("09:30");
        Tape tape = new Tape(
                Listing.of("AAPL"),
                List.of(),
                List.of(
                        new Tape.Trade(open, Scene.e8("190"), 10, true),
                        new Tape.Trade(open + Scene.SECOND, Scene.e8("191"), 20, false)),
                List.of());
        Workstation trading = Scene.workstation(new SimSettings(List.of(tape), Scene.at("09:25")));
        TestClient one = TestClient.started(trading, 7);
        for (String what : List.of("Last", "AllLast")) {
            one.send(
                    "97",
                    what.length() == 4 ? "1" : "2",
                    "265598",
                    "AAPL",
                    "STK",
                    "",
                    "",
                    "",
                    "",
                    "SMART",
                    "",
                    "USD",
                    "",
                    "",
                    what,
                    "0",
                    "0");
        }
        trading.advanceTo(open + 2 * Scene.SECOND);
        assertEquals(
                List.of(
                        "99|2|2|1767623400|190.0|10|2|NASDAQ| I",
                        "99|1|1|1767623401|191.0|20|0|NASDAQ|",
                        "99|2|2|1767623401|191.0|20|0|NASDAQ|"),
                one.take("99"));
    }

    /** A quote of one side alone is none. */
    @Test
    void shouldTellNoQuoteOfWhichASideIsMissing() {
        for (long[] sides : new long[][] {{Scene.e8("190"), 0}, {0, Scene.e8("190")}}) {
            long open = Scene.at("09:30");
            Tape tape = new Tape(
                    Listing.of("AAPL"),
                    List.of(),
                    List.of(new Tape.Trade(open + 60 * Scene.SECOND, Scene.e8("190"), 10, false)),
                    List.of(new Tape.Quote(open, sides[0], sides[1], 100, 200)));
            Workstation quoting = Scene.workstation(new SimSettings(List.of(tape), Scene.at("09:25")));
            quoting.advanceTo(open);
            TestClient one = TestClient.started(quoting, 7);
            one.sendCapture("out-java1032-reqMktData");
            assertEquals(List.of("1|6|9001|1|-1.0|100|1", "1|6|9001|2|-1.0|200|1"), one.take("1"));
        }
    }

    // ---- History, what may be asked --------------------------------------------------------------------------------

    /** Five seconds to a day, in steps of five seconds. */
    @Test
    void shouldKnowTheSizesOfBars() {
        tws.advanceTo(Scene.at("09:41"));
        String[] sizes = {
            "1 sec", "4 secs", "5 secs", "7 secs", "10 secs", "1 min", "24 hours", "25 hours", "1 day", "2 day", "0 min"
        };
        StringBuilder known = new StringBuilder();
        for (String size : sizes) {
            history("1", "20260105-14:40:00", size, "2 D", "1", "1");
            known.append(client.take("17", "4").get(0).startsWith("17") ? '1' : '0');
        }
        assertEquals("00101110100", known.toString());
    }

    /** A week that ends at midnight ends with the day before. */
    @Test
    void shouldCountAWeekBackFromTheDayThatEnds() {
        tws.advanceTo(Scene.at(Scene.DAY.plusDays(1), "08:00"));
        history("1", "20260106 00:00:00 US/Eastern", "1 hour", "1 W", "1", "1");
        String answer = client.take().get(0);
        assertTrue(answer.startsWith("17|1|20251230 00:00:00 US/Eastern|20260106 00:00:00 US/Eastern|"), answer);
        history("2", "20260106 00:00:01 US/Eastern", "1 hour", "1 W", "1", "1");
        answer = client.take().get(0);
        assertTrue(answer.startsWith("17|2|20251231 00:00:00 US/Eastern|20260106 00:00:01 US/Eastern|"), answer);
    }

    /** Where there is no session at all, a day is one of twenty-four hours; that is an answer only if more is to come. */
    @Test
    void shouldAnswerWithNothingWhereBarsAreStillToCome() {
        Workstation empty = Scene.workstation(Scene.settings(FIRST));
        TestClient one = TestClient.started(empty, 7);
        one.send(ofApple(List.of("20", "1"), "", "", "0", "", "5 mins", "2 D", "1", "TRADES", "1", "1", ""));
        assertEquals(List.of("17|1|20260103 09:25:00 US/Eastern|20260105 09:25:00 US/Eastern|0"), one.take());
        one.send(ofApple(List.of("20", "2"), "", "", "0", "", "5 mins", "2 D", "1", "TRADES", "1", "0", ""));
        assertEquals(
                List.of("4|2|2|162|Historical Market Data Service error message:HMDS query returned no data: AAPL@SMART"
                        + " TRADES|"),
                one.take());
    }

    /** Sessions are counted by the bars that are wanted. */
    @Test
    void shouldCountSessionsOfTheHoursThatAreWanted() {
        Workstation early = Scene.workstation(new SimSettings(
                List.of(Tape.ofBars(
                        Listing.of("AAPL"),
                        List.of(FRIDAY, Scene.bar("08:00", "189.00", "189.00", "189.00", "189.00")))),
                Scene.at("09:25")));
        TestClient one = TestClient.started(early, 7);
        for (String regular : List.of("0", "1")) {
            one.send(ofApple(List.of("20", "1"), "", "", "0", "", "5 mins", "1 D", regular, "TRADES", "1", "0", ""));
        }
        assertEquals(
                List.of("20260105 00:00:00 US/Eastern", "20260102 00:00:00 US/Eastern"),
                one.take("17").stream().map(each -> each.split("\\|", -1)[2]).toList());
    }

    /** Up to version 123 a request begins with its own version, and nothing is kept up to date. */
    @Test
    void shouldReadRequestsForHistoryOfEitherLayout() {
        tws.advanceTo(Scene.at("09:36"));
        TestClient old = TestClient.started(tws, 8, 123);
        old.send(ofApple(
                List.of("20", "6", "1"),
                "",
                "",
                "0",
                "20260105 09:36:00 US/Eastern",
                "5 mins",
                "300 S",
                "1",
                "TRADES",
                "1",
                "1",
                ""));
        assertTrue(old.take().get(0).startsWith("17|3|1|"));
        tws.advanceTo(Scene.at("09:37"));
        assertEquals(List.of(), old.take("90"));
        TestClient young = TestClient.started(tws, 9, 124);
        young.send(ofApple(List.of("20", "1"), "", "", "0", "", "5 mins", "300 S", "1", "TRADES", "1", "1", ""));
        assertTrue(young.take().get(0).startsWith("17|1|"));
        tws.advanceTo(Scene.at("09:37") + 5 * Scene.SECOND);
        assertEquals(1, young.take("90").size());
    }

    /** While the link is lost, quotes change unheard; the next one is told to who asked for either kind. */
    @Test
    void shouldTellNoQuotesWhileTheLinkIsLost() {
        long open = Scene.at("09:30");
        List<Tape.Quote> quotes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            quotes.add(new Tape.Quote(
                    open + i * Scene.SECOND, Scene.e8("189.90") + i * Scene.e8("0.01"), Scene.e8("190.10"), 100, 200));
        }
        Tape tape = new Tape(
                Listing.of("AAPL"),
                List.of(),
                List.of(new Tape.Trade(open + 60 * Scene.SECOND, Scene.e8("190"), 10, false)),
                quotes);
        Workstation quoting = Scene.workstation(new SimSettings(List.of(tape), Scene.at("09:25")));
        TestClient one = TestClient.started(quoting, 7);
        one.sendCapture("out-java1032-reqMktData");
        one.send(ofApple(List.of("97", "2"), "", "", "BidAsk", "0", "0"));
        quoting.advanceTo(open);
        one.take();
        quoting.inject(FaultRule.next(FaultKind.LINK_LOST_DATA_KEPT).lasting(2.5));
        quoting.advanceTo(open + 2 * Scene.SECOND);
        assertEquals(List.of(), one.take("1", "2", "99"));
        quoting.advanceTo(open + 3 * Scene.SECOND);
        assertEquals(
                List.of(
                        "1|6|9001|1|189.93|100|1",
                        "2|6|9001|0|100",
                        "1|6|9001|2|190.1|200|1",
                        "2|6|9001|3|200",
                        "99|2|3|1767623403|189.93|190.1|100|200|0"),
                one.take("1", "2", "99"));
    }

    /** A request about the share: what stands before its contract, and behind it. */
    private static String[] ofApple(List<String> before, String... after) {
        List<String> contract = List.of("265598", "AAPL", "STK", "", "", "", "", "SMART", "NASDAQ", "USD");
        return Stream.of(before, contract, List.of(after)).flatMap(List::stream).toArray(String[]::new);
    }
}
