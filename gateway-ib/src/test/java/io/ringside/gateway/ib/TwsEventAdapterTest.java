package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.order.LiveOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What enters from the broker is believed, doubted or left out, message by message. */
class TwsEventAdapterTest {
    private static final String NOBODY = "nobody holds as many shares";

    @TempDir
    Path folder;

    private SessionDriver driver;

    @BeforeEach
    void connect() {
        driver = new SessionDriver(folder);
        driver.connect();
        driver.answer(5);
        driver.answerAccount();
        driver.take();
        driver.orders.take();
    }

    private List<String> doubts() {
        return driver.orders.take().stream()
                .filter(line -> line.startsWith("DOUBT "))
                .map(line -> line.substring(6))
                .toList();
    }

    // ---- Positions ------------------------------------------------------------------------------------------------

    private void position(String account, String shares) {
        driver.broker(
                "61",
                "3",
                account,
                "320227571",
                "QQQ",
                "STK",
                "",
                "0",
                "",
                "",
                "NASDAQ",
                "USD",
                "QQQ",
                "NMS",
                shares,
                "100.5");
    }

    @ParameterizedTest
    @CsvSource({"162, 162", "-162, -162", "0, 0", "1000000000, 1000000000", "-1000000000, -1000000000"})
    void shouldTakePositionsThatCanBe(String told, long shares) {
        position("DU1234567", told);
        assertEquals(shares, driver.orders.account.shares(320227571));
        assertEquals(10_050_000_000L, driver.orders.account.averageCostE8(320227571));
        assertEquals(List.of(), doubts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000001", "-1000000001", "1.7976931348623157E308"})
    void shouldRefusePositionsThatCannotBe(String told) {
        position("DU1234567", "5");
        position("DU1234567", told);
        assertEquals(5, driver.orders.account.shares(320227571));
        assertEquals(List.of("position in contract 320227571: " + NOBODY), doubts());
    }

    @Test
    void shouldSayOnceThatAPartOfAShareIsHeld() {
        position("DU1234567", "162.5");
        position("DU1234567", "163.5");
        assertEquals(163, driver.orders.account.shares(320227571));
        assertEquals(List.of("162.50 shares of QQQ: a part of a share is held, which is never sold"), doubts());
    }

    @Test
    void shouldTakeNoPositionOfAnotherAccount() {
        position("DU7654321", "162");
        position("DU12345678", "162");
        assertEquals(0, driver.orders.account.shares(320227571));
    }

    // ---- Account --------------------------------------------------------------------------------------------------

    private void figure(String account, String tag, String value, String currency) {
        driver.broker("63", "1", "5", account, tag, value, currency);
    }

    private void figuresEnd() {
        driver.broker("64", "1", "5");
    }

    @Test
    void shouldDoubtAWorthThatIsToldInAnotherCurrencyOnly() {
        String doubt = "net liquidation in EUR: it is in another currency than what is traded";
        figure("DU1234567", "NetLiquidation", "25000", "EUR");
        figuresEnd();
        assertEquals(List.of(doubt), doubts());
        figuresEnd();
        assertEquals(List.of(), doubts(), "an answer begins anew");
        figure("DU1234567", "BuyingPower", "25000", "USD");
        figure("DU1234567", "NetLiquidation", "25000", "EUR");
        figuresEnd();
        assertEquals(List.of(doubt), doubts(), "buying power is no worth");
        figure("DU1234567", "NetLiquidation", "25000", "USD");
        figure("DU1234567", "NetLiquidation", "25000", "EUR");
        figuresEnd();
        assertEquals(List.of(), doubts());
        figure("DU1234567", "NetLiquidation", "25000", "EUR");
        figuresEnd();
        assertEquals(List.of(doubt), doubts(), "what was told before says nothing of now");
        assertEquals(2_500_000_000_000L, driver.orders.account.netLiquidationE8());
    }

    @Test
    void shouldLeaveOutFiguresThatAreNoneOrOfAnotherAccount() {
        figure("DU7654321", "NetLiquidation", "7", "EUR");
        figure("DU7654321", "NetLiquidation", "7", "USD");
        figure("DU1234567", "NetLiquidation", "", "EUR");
        figure("DU1234567", "NetLiquidation", "", "USD");
        figuresEnd();
        assertEquals(List.of(), doubts());
        assertEquals(0, driver.orders.account.netLiquidationE8());
        figure("DU1234567", "NetLiquidation", "10000000000.01", "USD");
        assertEquals(
                List.of("NetLiquidation of the account: no account of ours is worth as much, or as little"), doubts());
        assertEquals(0, driver.orders.account.netLiquidationE8());
    }

    // ---- Messages -------------------------------------------------------------------------------------------------

    private void error(int id, int code, String words) {
        driver.broker("4", "2", Integer.toString(id), Integer.toString(code), words, "");
    }

    /** An order that the broker has, which it then refuses to change for good: the order is over as well. */
    @Test
    void shouldEndAnOrderThatIsRefusedForGood() {
        driver = new SessionDriver(folder);
        driver.orders.decide("place 1 ENTRY BUY 10");
        LiveOrder order = driver.orders.table.orders().get(0);
        driver.connect();
        driver.answer(5);
        driver.answerAccount();
        error(-1, 321, "this API is Read-Only");
        assertEquals(
                List.of("BREAK the broker refuses for good: 321 this API is Read-Only"),
                driver.take().stream().filter(line -> line.startsWith("BREAK")).toList());
        assertFalse(order.isDone());
        error(order.orderId, 321, "this API is Read-Only");
        assertTrue(order.isDone(), order.state + " " + order.orderId);
    }

    @Test
    void shouldEndWhereTheFirstConnectionIsReadOnly() {
        SessionDriver first = new SessionDriver(folder.resolve("first"));
        first.connect();
        UserError error =
                assertThrows(UserError.class, () -> first.broker("4", "2", "-1", "321", "The API is read-only", ""));
        assertEquals(
                "the broker refuses for good: 321 The API is read-only; correct the settings of TWS or ours",
                error.getMessage());
    }

    /** A message that cannot be read may have been any: everything is asked again. The log tells the first, second, fourth. */
    @Test
    void shouldCompareAgainAfterAMessageThatCannotBeRead() {
        Logger log = (Logger) LoggerFactory.getLogger(TwsEventAdapter.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        try {
            for (int i = 1; i <= 5; i++) {
                driver.broker("9", "1", "x" + i);
            }
        } finally {
            log.detachAppender(lines);
        }
        assertTrue(driver.take().contains("positions"));
        String words =
                "a message of the broker's cannot be read, number %d: nextValidId, field 2: not an integer: \"x%d\"";
        assertEquals(
                List.of(words.formatted(1, 1), words.formatted(2, 2), words.formatted(4, 4)),
                lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
        assertEquals(BrokerConnection.Phase.CATCHING_UP, driver.session.phase());
    }
}
