package io.ringside.perf;

import io.ringside.engine.event.OrderRef;
import io.ringside.gateway.ib.tws.AsciiField;
import io.ringside.gateway.ib.tws.ExecutionFields;
import io.ringside.gateway.ib.tws.OrderFields;
import io.ringside.gateway.ib.tws.OrderRefText;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.ib.tws.TwsDecoder;
import io.ringside.gateway.ib.tws.TwsEncoder;
import io.ringside.gateway.ib.tws.TwsListener;
import io.ringside.gateway.ib.tws.TwsOrder;
import io.ringside.gateway.ib.tws.TwsOrderStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One message of the live path, to be decoded or encoded again and again.
 *
 * <p>Thread: the benchmark's.
 */
abstract class CodecMessage {
    private static final int SERVER_VERSION = 176;
    private static final long E8 = 100_000_000L;

    private final String name;
    private final double officialNanos;

    private CodecMessage(String name, double officialNanos) {
        this.name = name;
        this.officialNanos = officialNanos;
    }

    /** Every kind that a trading day is made of. */
    static List<CodecMessage> all() {
        double none = Double.NaN;
        return List.of(
                new Decoded("tickPrice", 1_600, "1|6|9001|1|190.25|300|1|", cents(19_025) + 300 * E8),
                new Decoded("tickSize", none, "2|6|9001|8|1234567|", 1_234_567 * E8),
                new Decoded(
                        "tickByTick Last",
                        2_500,
                        "99|9002|1|1767623402|190.26|100|0|NASDAQ||",
                        cents(19_026) + 100 * E8 + 1_767_623_402_000_000_000L + "NASDAQ".length()),
                new Decoded(
                        "tickByTick BidAsk",
                        none,
                        "99|9002|3|1767623402|190.25|190.27|300|200|0|",
                        cents(19_025 + 19_027) + 500 * E8 + 1_767_623_402_000_000_000L),
                new Decoded(
                        "realTimeBar",
                        4_000,
                        "50|3|9003|1767623405|190.2|190.3|190.1|190.26|1200|190.22|17|",
                        cents(19_020 + 19_030 + 19_010 + 19_026) + 1_200 * E8 + 17),
                new Decoded(
                        "historicalDataUpdate",
                        2_900,
                        "90|9004|56|1767623400|190.1|190.27|190.6|190.0|190.3|5500|",
                        cents(19_010 + 19_060 + 19_000 + 19_027) + 5_500 * E8 + 56),
                new Decoded(
                        "orderStatus",
                        2_900,
                        "3|1001|PreSubmitted|0|100|0|1376327563|0|0|7||0|",
                        100 * E8 + 1_376_327_563L + 1_001 + TwsOrderStatus.PRE_SUBMITTED.ordinal()),
                new Decoded(
                        "execDetails",
                        3_500,
                        "11|-1|1001|265598|AAPL|STK||0.0|||NASDAQ|USD|AAPL|NMS|00025b46.63f8f39c.01.01|"
                                + "20260105 09:30:01 US/Eastern|DU0000001|NASDAQ|BOT|40|190.27|1376327563|7|0|40|190.27|t1||||2|",
                        40 * E8 + cents(19_027) + 1_376_327_563L),
                new Decoded(
                        "commissionReport",
                        none,
                        "59|1|00025b46.63f8f39c.01.01|1.0|USD|1.7976931348623157E308|1.7976931348623157E308||",
                        E8 + "00025b46.63f8f39c.01.01".length()),
                new Decoded("openOrder", none, OPEN_ORDER, 1_376_327_563L + TwsOrderStatus.PRE_SUBMITTED.ordinal()),
                new Encoded("placeOrder", 10_000, 3) {
                    private final TwsOrder order = new TwsOrder();

                    @Override
                    void encode(TwsEncoder encoder) {
                        order.clear();
                        order.orderId = 1001;
                        order.action = TwsOrder.Action.SELL;
                        order.quantityE8 = 100 * E8;
                        order.type = TwsOrder.Type.STOP;
                        order.auxE8 = cents(18_050);
                        order.timeInForce = TwsOrder.TimeInForce.GTC;
                        order.account.set("DU0000001");
                        OrderRefText.write(OrderRef.of(20_458, 123_456, 1), order.orderRef);
                        encoder.placeOrder(AAPL, order);
                    }

                    @Override
                    List<String> expected() {
                        return List.of("3|1001|265598|AAPL|STK|", "|SELL|100|STP||180.5|GTC|", "|DU0000001|");
                    }
                },
                new Encoded("cancelOrder", none, 4) {
                    @Override
                    void encode(TwsEncoder encoder) {
                        encoder.cancelOrder(1001);
                    }

                    @Override
                    List<String> expected() {
                        return List.of("4|1|1001||");
                    }
                },
                new Encoded("reqCurrentTime", none, 49) {
                    @Override
                    void encode(TwsEncoder encoder) {
                        encoder.reqCurrentTime();
                    }

                    @Override
                    List<String> expected() {
                        return List.of("49|1|");
                    }
                },
                new Encoded("reqHistoricalData", none, 20) {
                    @Override
                    void encode(TwsEncoder encoder) {
                        encoder.reqHistoricalData(9, AAPL, "20260102-21:00:00", "5 mins", "2 D", "TRADES", true, false);
                    }

                    @Override
                    List<String> expected() {
                        return List.of("20|9|265598|AAPL|STK|", "|20260102-21:00:00|5 mins|2 D|1|TRADES|2|0|");
                    }
                });
    }

    /** What is done, for the table. */
    final String name() {
        return name;
    }

    /** What the official Java client takes, measured elsewhere; NaN if it was not. */
    final double officialNanos() {
        return officialNanos;
    }

    /** Does it so many times. */
    abstract void repeat(int times);

    /** What is wrong with the answers so far, or null. */
    abstract String wrong();

    private static long cents(long cents) {
        return cents * (E8 / 100);
    }

    private static final TwsContract AAPL = TwsContract.stock(265598, "AAPL", "SMART", "NASDAQ", "USD");

    /** As the simulated broker's protocol has it: an order that waits for the open. */
    private static final String OPEN_ORDER =
            "5|1001|265598|AAPL|STK||0|?||SMART|USD|AAPL|NMS|BUY|100|MKT|0.0|0.0|DAY||DU0000001||0|t1|7|1376327563|0|0|0||"
                    + "1376327563.0/DU0000001/100||||||||||0||-1|0||||||2147483647|0|0|0||3|0|0||0|0||0|None||0||||?|0|0||0"
                    + "|0||||||0|0|0|2147483647|2147483647|||0||IB|0|0||0|0|PreSubmitted|1.7976931348623157E308"
                    + "|1.7976931348623157E308|1.7976931348623157E308|1.7976931348623157E308|1.7976931348623157E308"
                    + "|1.7976931348623157E308|1.7976931348623157E308|1.7976931348623157E308|1.7976931348623157E308"
                    + "||||||0|0|0|None|1.7976931348623157E308|1.7976931348623157E308|1.7976931348623157E308"
                    + "|1.7976931348623157E308|1.7976931348623157E308|1.7976931348623157E308|0||||0|1|0|0|0|||0|1|100|0.02"
                    + "|0.11|0.22|";

    /** A frame from the broker, and the sum of what its fields say. */
    private static final class Decoded extends CodecMessage {
        private final UnsafeBuffer frame;
        private final long expected;
        private final TwsDecoder decoder = new TwsDecoder(SERVER_VERSION, ZoneId.of("America/New_York"));
        private final Adder adder = new Adder();
        private long decoded;

        Decoded(String name, double officialNanos, String fields, long expected) {
            super("decode " + name, officialNanos);
            byte[] bytes = fields.replace('|', '\0').getBytes(StandardCharsets.US_ASCII);
            frame = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.length));
            frame.putBytes(0, bytes);
            this.expected = expected;
        }

        @Override
        void repeat(int times) {
            for (int i = 0; i < times; i++) {
                decoder.decode(frame, 0, frame.capacity(), adder);
            }
            decoded += times;
        }

        @Override
        String wrong() {
            return adder.sum == decoded * expected
                    ? null
                    : "the fields add up to " + adder.sum + " over " + decoded + " messages of " + expected;
        }
    }

    /** A message to the broker. */
    private abstract static class Encoded extends CodecMessage {
        private final TwsEncoder encoder = new TwsEncoder(SERVER_VERSION);
        private final int id;
        private long bytes;
        private long encoded;

        Encoded(String name, double officialNanos, int id) {
            super("encode " + name, officialNanos);
            this.id = id;
        }

        abstract void encode(TwsEncoder encoder);

        /** Parts that the message must have. */
        abstract List<String> expected();

        @Override
        final void repeat(int times) {
            for (int i = 0; i < times; i++) {
                encode(encoder);
                bytes += encoder.length();
            }
            encoded += times;
        }

        @Override
        final String wrong() {
            byte[] frame = new byte[encoder.length() - 4];
            encoder.buffer().getBytes(4, frame);
            String fields = new String(frame, StandardCharsets.US_ASCII).replace('\0', '|');
            boolean all = fields.startsWith(id + "|")
                    && expected().stream().allMatch(fields::contains)
                    && bytes == encoded * encoder.length();
            return all ? null : "the message was " + fields;
        }
    }

    /** Takes the numbers of the messages, as the engine does. */
    private static final class Adder implements TwsListener {
        private long sum;

        @Override
        public void tickPrice(int reqId, int tickType, long priceE8, long sizeE8, int attributes) {
            sum += priceE8 + sizeE8;
        }

        @Override
        public void tickSize(int reqId, int tickType, long sizeE8) {
            sum += sizeE8;
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
            sum += timeNanos + priceE8 + sizeE8 + exchange.length();
        }

        @Override
        public void tickByTickQuote(
                int reqId, long timeNanos, long bidE8, long askE8, long bidSizeE8, long askSizeE8, int attributes) {
            sum += timeNanos + bidE8 + askE8 + bidSizeE8 + askSizeE8;
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
            sum += openE8 + highE8 + lowE8 + closeE8 + volumeE8 + count;
        }

        @Override
        public void historicalDataUpdate(
                int reqId,
                long startNanos,
                long openE8,
                long highE8,
                long lowE8,
                long closeE8,
                long volumeE8,
                long averageE8,
                int count) {
            sum += openE8 + highE8 + lowE8 + closeE8 + volumeE8 + count;
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
            sum += TwsOrderStatus.of(status).ordinal() + filledE8 + remainingE8 + permId + orderId;
        }

        @Override
        public void execution(ExecutionFields execution) {
            sum += execution.sharesE8 + execution.priceE8 + execution.permId;
        }

        @Override
        public void commissionReport(AsciiField execId, long commissionE8, AsciiField currency, long realizedPnlE8) {
            sum += commissionE8 + execId.length();
        }

        @Override
        public void openOrder(OrderFields order) {
            sum += order.permId + TwsOrderStatus.of(order.status).ordinal();
        }
    }
}
