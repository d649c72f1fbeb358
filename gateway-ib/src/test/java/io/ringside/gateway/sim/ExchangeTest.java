package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which prices a bar is told, and from where on a tape is played. */
class ExchangeTest {
    private static final String[] ALL_TRADES = {
        "97", "2", "265598", "AAPL", "STK", "", "", "", "", "SMART", "", "USD", "", "", "AllLast", "0", "0"
    };
    /** With the tick that tells volume and average of the day. */
    private static final String[] QUOTES = {
        "1", "11", "9", "265598", "AAPL", "STK", "", "", "", "", "SMART", "", "USD", "", "", "0", "233", "0", "0", ""
    };

    private static TestClient watching(Workstation tws, String... request) {
        TestClient client = TestClient.started(tws, 7);
        client.send(request);
        return client;
    }

    /** 6003 shares are four times 1500, and three more at the open. What stands or rises goes down first. */
    @ParameterizedTest
    @CsvSource({"190.00, 189.0, 191.0, 190.0", "190.01, 189.0, 191.0, 190.01", "189.99, 191.0, 189.0, 189.99"})
    void shouldTellAWholeBarByFourPrices(String close, String second, String third, String last) {
        PriceBar five = Scene.bar("09:30", "190.00", "191.00", "189.00", close);
        PriceBar bar = PriceBar.of(
                five.startNanos(), five.endNanos(), five.openE8(), five.highE8(), five.lowE8(), five.closeE8(), 6003);
        Workstation tws = Scene.workstation(Scene.settings(bar).wholeBars(true));
        TestClient client = watching(tws, ALL_TRADES);
        tws.advanceTo(Scene.at("09:35"));
        assertEquals(
                List.of(
                        "99|2|2|1767623400|190.0|1503|0|NASDAQ|",
                        "99|2|2|1767623490|" + second + "|1500|0|NASDAQ|",
                        "99|2|2|1767623580|" + third + "|1500|0|NASDAQ|",
                        "99|2|2|1767623670|" + last + "|1500|0|NASDAQ|"),
                client.take());
    }

    /** From 189, at a minute and a half, to 191, at three: who came before that is met on the way, at his price. */
    @Test
    void shouldPassAllPricesBetweenTwo() {
        Workstation tws = Scene.workstation(Scene.settings(Scene.bar("09:30", "190.00", "191.00", "189.00", "190.00"))
                .wholeBars(true));
        TestClient client = TestClient.started(tws, 7);
        tws.advanceTo(Scene.at("09:30:10"));
        client.send(Scene.order(1, "SELL", 10, "LMT", "190.50", ""));
        tws.advanceTo(Scene.at("09:31:30"));
        client.send(Scene.order(2, "BUY", 10, "STP", "", "190.25"));
        assertFalse(tws.advanceToExecution(Scene.at("09:33") - 1));
        tws.advanceTo(Scene.at("09:33"));
        assertEquals(
                List.of("BUY 10@190.25", "SELL 10@190.50"),
                tws.executions().stream()
                        .map(one -> one.side() + " " + one.shares() + "@" + FixedPoint.format(one.priceE8()))
                        .sorted()
                        .toList());
    }

    @Test
    void shouldStampTheOpenWithItsOwnSecond() {
        Workstation tws = Scene.workstation(Scene.settings(Scene.flat("190", 1)));
        tws.advanceTo(Scene.at("09:30") + 1);
        assertEquals(Scene.at("09:30") + 1, tws.board("AAPL").lastNanos);
        List<String> news = watching(tws, QUOTES).take();
        assertTrue(news.contains("46|6|9|45|1767623400"), news::toString);
    }

    /** What is stamped with the very beginning is played; what is before it is not. */
    @Test
    void shouldPlayTradesAndQuotesFromTheBeginningOn() {
        long open = Scene.at("09:30");
        Tape tape = new Tape(
                Listing.of("AAPL"),
                List.of(),
                List.of(
                        new Tape.Trade(open - 1, Scene.e8("189"), 10, false),
                        new Tape.Trade(open, Scene.e8("190"), 20, false),
                        new Tape.Trade(open + Scene.SECOND, Scene.e8("191"), 30, false)),
                List.of(
                        new Tape.Quote(open - 1, Scene.e8("188.90"), Scene.e8("189.10"), 100, 200),
                        new Tape.Quote(open, Scene.e8("189.95"), Scene.e8("190.05"), 300, 400)));
        Workstation tws = Scene.workstation(new SimSettings(List.of(tape), open));
        TestClient client = watching(tws, ALL_TRADES);
        TestClient looker = TestClient.started(tws, 8);
        looker.send(QUOTES);
        looker.take();
        tws.advanceTo(open);
        assertEquals(List.of("99|2|2|1767623400|190.0|20|0|NASDAQ|"), client.take());
        List<String> news = looker.take("1");
        assertTrue(news.contains("1|6|9|1|189.95|300|1"), news::toString);
        assertTrue(news.contains("1|6|9|2|190.05|400|1"), news::toString);
    }

    @Test
    void shouldPlayNothingOfATapeThatIsOver() {
        long open = Scene.at("09:30");
        Tape tape = new Tape(
                Listing.of("AAPL"),
                List.of(),
                List.of(new Tape.Trade(open - 1, Scene.e8("189"), 10, false)),
                List.of(new Tape.Quote(open - 1, Scene.e8("188.90"), Scene.e8("189.10"), 100, 200)));
        Workstation tws = Scene.workstation(new SimSettings(List.of(tape), open));
        TestClient client = watching(tws, ALL_TRADES);
        tws.advanceTo(Scene.at("16:00"));
        assertEquals(List.of(), client.take());
    }

    @Test
    void shouldPlayABarThatBeginsWithTheClock() {
        Tape tape = Tape.ofBars(Listing.of("AAPL"), List.of(Scene.flat("190", 2)));
        Workstation tws = Scene.workstation(new SimSettings(List.of(tape), Scene.at("09:30")).wholeBars(true));
        TestClient client = watching(tws, ALL_TRADES);
        tws.advanceTo(Scene.at("09:30") + 1);
        assertEquals(List.of("99|2|2|1767623400|190.0|1500|0|NASDAQ|"), client.take());
    }

    /** Volume and average are the day's: 190 times 100 and 190.31 times 200 are 57062, which over 300 is 190.2067. */
    @Test
    void shouldTellVolumeAndAverageOfTheDay() {
        long open = Scene.at("09:30");
        long tomorrow = Scene.at(Scene.DAY.plusDays(1), "09:30");
        Tape tape = new Tape(
                Listing.of("AAPL"),
                List.of(),
                List.of(
                        new Tape.Trade(open, Scene.e8("190"), 100, false),
                        new Tape.Trade(open + Scene.SECOND, Scene.e8("190.31"), 200, false),
                        new Tape.Trade(tomorrow, Scene.e8("200"), 50, false)),
                List.of());
        Workstation tws = Scene.workstation(new SimSettings(List.of(tape), Scene.at("09:25")));
        TestClient client = watching(tws, QUOTES);
        tws.advanceTo(tomorrow);
        assertEquals(
                List.of(
                        "46|6|9|45|1767623400",
                        "46|6|9|48|190;100;1767623400000;100;190;true",
                        "46|6|9|45|1767623401",
                        "46|6|9|48|190.31;200;1767623401000;300;190.2067;true",
                        "46|6|9|45|1767709800",
                        "46|6|9|48|200;50;1767709800000;50;200;true"),
                client.take("46"));
    }

    /** Where nothing was traded, nothing is met: the extremes of such a bar are quotes. */
    @Test
    void shouldPlayNoLegsOfABarWithoutTrades() {
        PriceBar five = Scene.bar("09:30", "190.00", "191.00", "189.00", "190.00");
        PriceBar bar = PriceBar.of(
                five.startNanos(), five.endNanos(), five.openE8(), five.highE8(), five.lowE8(), five.closeE8(), 0);
        Workstation tws = Scene.workstation(Scene.settings(bar).wholeBars(true));
        TestClient client = watching(tws, ALL_TRADES);
        client.send(Scene.order(1, "BUY", 10, "LMT", "189.50", ""));
        client.take();
        tws.advanceTo(Scene.at("09:35"));
        assertEquals(List.of(), client.take("99", "11"));
    }

    @Test
    void shouldNotFindWhatIsNotListed() {
        Workstation tws = Scene.workstation(Scene.settings(Scene.flat("190", 1)));
        tws.list("AAPL", false);
        TestClient client = watching(tws, ALL_TRADES);
        assertEquals(List.of("4|2|2|200|No security definition has been found for the request|"), client.take());
        tws.list("AAPL", true);
        client.send(ALL_TRADES);
        assertEquals(List.of(), client.take());
    }

    /** The last bar before the beginning, though it is the only one, tells the last price. */
    @Test
    void shouldBeginWithThePriceOfTheBarBefore() {
        PriceBar friday = Scene.bar(Scene.DAY.minusDays(3), "15:55", "185.00", "186.00", "184.00", "185.50");
        Workstation tws = Scene.workstation(Scene.settings(friday, Scene.flat("190", 1)[0]));
        assertEquals(Scene.e8("185.50"), tws.board("AAPL").lastE8);
        assertEquals(friday.endNanos(), tws.board("AAPL").lastNanos);
        assertEquals(0, tws.board("AAPL").volume);
        Workstation first = Scene.workstation(Scene.settings(Scene.flat("190", 1)));
        assertEquals(0, first.board("AAPL").lastE8);
    }
}
