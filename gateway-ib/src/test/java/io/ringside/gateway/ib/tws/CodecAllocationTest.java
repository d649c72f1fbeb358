package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.OrderRef;
import java.lang.management.ManagementFactory;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Not a byte a message, measured by the thread's own counter. */
class CodecAllocationTest {
    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 20_000;
    private static final int ROUNDS = 10;
    private static final TwsContract AAPL = TwsContract.stock(265598, "AAPL", "SMART", "NASDAQ", "USD");
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in-008-tickPrice",
                "in-011-tickSize",
                "in-014-tickByTick",
                "in-015-tickByTick",
                "in-016-tickByTick",
                "in-017-tickByTick",
                "in-018-realTimeBar",
                "in-019-historicalData",
                "in-020-historicalDataUpdate",
                "in-023-openOrder",
                "in-024-orderStatus",
                "in-025-execDetails",
                "in-028-commissionReport",
                "in-003-error",
                "in-005-currentTime",
                "in-035-position",
                "in-037-accountValue",
                "in-038-portfolioValue"
            })
    void shouldAllocateNothingWhenDecoding(String capture) {
        assertNoAllocation(decode(capture));
    }

    static Stream<Arguments> encodings() {
        TwsEncoder encoder = new TwsEncoder(176);
        TwsOrder order = new TwsOrder();
        return Stream.of(
                Arguments.of("placeOrder", (Runnable) () -> place(encoder, order)),
                Arguments.of("cancelOrder", (Runnable) () -> encoder.cancelOrder(1001)),
                Arguments.of("reqCurrentTime", (Runnable) encoder::reqCurrentTime),
                Arguments.of("reqRealTimeBars", (Runnable) () -> encoder.reqRealTimeBars(9, AAPL, "TRADES", true)),
                Arguments.of("reqHistoricalData", (Runnable) () -> encoder.reqHistoricalData(
                        9, AAPL, "20260102-21:00:00", "5 mins", "2 D", "TRADES", true, false)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encodings")
    void shouldAllocateNothingWhenEncoding(String name, Runnable encoding) {
        assertTrue(name.length() > 0);
        assertNoAllocation(encoding);
    }

    /** For people: nanoseconds of the thread's own time a message, the median of nine runs. */
    @Test
    @Tag("long")
    void printNanosecondsAMessage() {
        Stream.of(
                        "in-008-tickPrice",
                        "in-014-tickByTick",
                        "in-016-tickByTick",
                        "in-018-realTimeBar",
                        "in-020-historicalDataUpdate",
                        "in-024-orderStatus",
                        "in-025-execDetails",
                        "in-028-commissionReport",
                        "in-023-openOrder")
                .forEach(capture -> print("decode " + capture, decode(capture)));
        encodings().forEach(e -> print("encode " + e.get()[0], (Runnable) e.get()[1]));
    }

    private static void print(String name, Runnable message) {
        long[] nanos = new long[9];
        for (int run = -3; run < nanos.length; run++) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < 400_000; i++) {
                message.run();
            }
            if (run >= 0) {
                nanos[run] = THREADS.getCurrentThreadCpuTime() - start;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "[speed] %-34s %6.1f ns a message (least %.1f)%n",
                name,
                nanos[nanos.length / 2] / 400_000.0,
                nanos[0] / 400_000.0);
    }

    private static Runnable decode(String capture) {
        byte[] bytes = Captures.bytes(capture);
        UnsafeBuffer buffer = Captures.direct(bytes);
        TwsDecoder decoder = new TwsDecoder(176, ZoneId.of("America/New_York"));
        CountingListener listener = new CountingListener();
        return () -> decoder.decode(buffer, 4, bytes.length - 4, listener);
    }

    private static void place(TwsEncoder encoder, TwsOrder order) {
        order.clear();
        order.orderId = 1001;
        order.action = TwsOrder.Action.SELL;
        order.quantityE8 = 10_000_000_000L;
        order.type = TwsOrder.Type.STOP;
        order.auxE8 = 18_050_000_000L;
        order.timeInForce = TwsOrder.TimeInForce.GTC;
        order.account.set("DU0000001");
        OrderRefText.write(OrderRef.of(20_458, 123_456, 1), order.orderRef);
        encoder.placeOrder(AAPL, order);
    }

    private static void assertNoAllocation(Runnable message) {
        for (int i = 0; i < WARM_UP; i++) {
            message.run();
        }
        // The compiler may allocate on the thread once; code that allocates does so in every round.
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < MEASURED; i++) {
                message.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    /** Takes the numbers of the hot messages, as the engine does. */
    private static final class CountingListener implements TwsListener {
        @SuppressWarnings("unused") // keeps the work from being optimised away
        private long sum;

        @Override
        public void tickPrice(int reqId, int tickType, long priceE8, long sizeE8, int attributes) {
            sum += priceE8 + sizeE8;
        }

        @Override
        public void tickByTickTrade(
                int reqId,
                boolean allTrades,
                long timeNanos,
                long priceE8,
                long sizeE8,
                int attributes,
                AsciiField exchange,
                AsciiField conditions) {
            sum += timeNanos + priceE8 + sizeE8 + conditions.length();
        }

        @Override
        public void realTimeBar(
                int reqId,
                long startNanos,
                long openE8,
                long highE8,
                long lowE8,
                long closeE8,
                long volumeE8,
                long averageE8,
                int count) {
            sum += openE8 + highE8 + lowE8 + closeE8 + volumeE8;
        }

        @Override
        public void orderStatus(
                int orderId,
                AsciiField status,
                long filledE8,
                long remainingE8,
                long averageFillE8,
                long permId,
                int parentId,
                long lastFillE8,
                int clientId,
                AsciiField whyHeld) {
            sum += (TwsOrderStatus.of(status).isFinal() ? 1 : 0) + filledE8 + permId;
        }

        @Override
        public void execution(ExecutionFields execution) {
            sum += execution.sharesE8 + execution.priceE8 + OrderRefText.read(execution.orderRef);
        }

        @Override
        public void openOrder(OrderFields order) {
            sum += order.permId + (TwsOrderStatus.of(order.status).isFinal() ? 1 : 0) + order.initMarginAfterE8;
        }
    }
}
