package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected values are those that three independent clients reported for the same frames. */
class TwsDecoderTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final String STOCK = "Contract{265598 AAPL STK SMART/ USD right=? local=AAPL class=NMS strike=0}";
    private static final String ROUTED = "Contract{265598 AAPL STK NASDAQ/ USD right= local=AAPL class=NMS strike=0}";
    private static final String NO_MARGINS =
            "init=unset,unset,unset | maint=unset,unset,unset | equity=unset,unset,unset | "
                    + "comm=unset,unset,unset, | warn= | filled=unset | completed=/";

    static Stream<Arguments> captures() {
        return Stream.of(
                Arguments.of("in-001-managedAccounts", "managedAccounts(DU0000001)"),
                Arguments.of("in-002-nextValidId", "nextValidId(1001)"),
                Arguments.of("in-003-error", "error(-1 | 2104 | Market data farm connection is OK:usfarm | )"),
                Arguments.of("in-004-error", "error(1001 | 201 | Order rejected - reason:\u0422est | {\"errors\":[]})"),
                Arguments.of("in-005-currentTime", "currentTime(2026-01-05T14:30:00Z)"),
                Arguments.of("in-006-marketDataType", "marketDataType(9001 | 3)"),
                Arguments.of("in-007-tickReqParams", "tickReqParams(9001 | 0.01 | 9c0001 | 3)"),
                Arguments.of("in-008-tickPrice", "tickPrice(9001 | 1 | 190.25 | 300 | 1)"),
                Arguments.of("in-009-tickPrice", "tickPrice(9001 | 2 | 190.27 | 200 | 1)"),
                Arguments.of("in-010-tickPrice", "tickPrice(9001 | 4 | 190.26 | 100 | 0)"),
                Arguments.of("in-011-tickSize", "tickSize(9001 | 8 | 1234567)"),
                Arguments.of("in-012-tickGeneric", "tickGeneric(9001 | 49 | 0)"),
                Arguments.of("in-013-tickString", "tickString(9001 | 45 | 1767623401)"),
                Arguments.of(
                        "in-014-tickByTick",
                        "tickByTickTrade(9002 | false | 2026-01-05T14:30:02Z | 190.26 | 100 | 0 | NASDAQ | )"),
                Arguments.of(
                        "in-015-tickByTick",
                        "tickByTickTrade(9002 | true | 2026-01-05T14:30:02Z | 190.26 | 7 | 2 | FINRA |  I)"),
                Arguments.of(
                        "in-016-tickByTick",
                        "tickByTickQuote(9002 | 2026-01-05T14:30:02Z | 190.25 | 190.27 | 300 | 200 | 0)"),
                Arguments.of("in-017-tickByTick", "tickByTickMidPoint(9002 | 2026-01-05T14:30:02Z | 190.26)"),
                Arguments.of(
                        "in-018-realTimeBar",
                        "realTimeBar(9003 | Bar{2026-01-05T14:30:05Z O190.2 H190.3 L190.1 C190.26 V1200 n17 w190.22})"),
                Arguments.of("in-019-historicalData", """
                        historicalBar(9004 | Bar{2026-01-05T14:25:00Z O189 H190.5 L188.9 C190.1 V120345 n410 w189.8})
                        historicalBar(9004 | Bar{2026-01-05T14:30:00Z O190.1 H190.6 L190 C190.26 V5400 n55 w190.3})
                        historicalDataEnd(9004 | 2 | 20260102 09:30:00 US/Eastern | 20260105 09:30:00 US/Eastern)"""),
                Arguments.of(
                        "in-020-historicalDataUpdate",
                        "historicalDataUpdate(9004 | Bar{2026-01-05T14:30:00Z O190.1 H190.6 L190 C190.27"
                                + " V5500 n56 w190.3})"),
                Arguments.of(
                        "in-021-contractData",
                        "contractDetails(9005 | Contract{265598 AAPL STK SMART/NASDAQ USD right="
                                + " local=AAPL class=NMS strike=0}"
                                + " | minTick=0.01 | NMS | LMT,MKT,STP | SMART,NASDAQ | magnifier=1 |"
                                + " under=0 | long=APPLE INC"
                                + " | Technology/Computers/Computers | tz=US/Eastern |"
                                + " trading=20260105:0400-20260105:2000"
                                + " | liquid=20260105:0930-20260105:1600 | rules=26,26 |"
                                + " stockType=COMMON | minSize=0.0001"
                                + " | inc=0.0001 | sug=100)"),
                Arguments.of("in-022-contractDataEnd", "contractDetailsEnd(9005)"),
                Arguments.of(
                        "in-023-openOrder",
                        "openOrder(1001 | " + STOCK
                                + " | BUY 100 MKT | lmt=0 | aux=0 | tif=DAY | oca=/3 | acct=DU0000001"
                                + " | ref=t1 | client=7 | perm=1376327563 | parent=0 | trailStop=unset | whatIf=false"
                                + " | PRE_SUBMITTED | " + NO_MARGINS + ")"),
                Arguments.of(
                        "in-024-orderStatus",
                        "orderStatus(1001 | PRE_SUBMITTED | 0 | 100 | 0 | 1376327563 | 0 | 0 | 7 | )"),
                Arguments.of(
                        "in-025-execDetails",
                        "execution(-1 | " + ROUTED
                                + " | 00025b46.63f8f39c.01.01 | 2026-01-05T14:30:01Z | DU0000001 | NASDAQ"
                                + " | buy | 40@190.27 | cum=40 | avg=190.27 | order=1001 |"
                                + " perm=1376327563 | client=7 | ref=t1"
                                + " | liq=2 | model=)"),
                Arguments.of(
                        "in-026-orderStatus",
                        "orderStatus(1001 | SUBMITTED | 40 | 60 | 190.27 | 1376327563 | 0 | 190.27 | 7 | )"),
                Arguments.of(
                        "in-027-orderStatus",
                        "orderStatus(1001 | SUBMITTED | 40 | 60 | 190.27 | 1376327563 | 0 | 190.27 | 7 | )"),
                Arguments.of("in-028-commissionReport", "commissionReport(00025b46.63f8f39c.01.01 | 1 | USD | unset)"),
                Arguments.of(
                        "in-029-execDetails",
                        "execution(-1 | " + ROUTED
                                + " | 00025b46.63f8f39c.01.02 | 2026-01-05T14:30:01Z | DU0000001 | NASDAQ"
                                + " | buy | 40@190.26 | cum=40 | avg=190.26 | order=1001 |"
                                + " perm=1376327563 | client=7 | ref=t1"
                                + " | liq=2 | model=)"),
                Arguments.of(
                        "in-030-openOrder",
                        "openOrder(1003 | " + STOCK
                                + " | BUY 100 LMT | lmt=190.25 | aux=0 | tif=DAY | oca=/3 | acct=DU0000001"
                                + " | ref=br | client=7 | perm=1376327564 | parent=0 | trailStop=unset | whatIf=false"
                                + " | SUBMITTED | " + NO_MARGINS + ")"),
                Arguments.of(
                        "in-031-openOrder",
                        "openOrder(1005 | " + STOCK
                                + " | SELL 100 STP | lmt=0 | aux=185 | tif=GTC | oca=1376327564/3 | acct=DU0000001"
                                + " | ref=br | client=7 | perm=1376327566 | parent=1003 | trailStop=185 | whatIf=false"
                                + " | PRE_SUBMITTED | " + NO_MARGINS + ")"),
                Arguments.of(
                        "in-032-openOrder",
                        "openOrder(1011 | " + STOCK
                                + " | BUY 100 LMT | lmt=150 | aux=0 | tif=DAY | oca=/3 | acct=DU0000001"
                                + " | ref= | client=7 | perm=0 | parent=0 | trailStop=unset |"
                                + " whatIf=true | PRE_SUBMITTED"
                                + " | init=0,5000,5000 | maint=0,4500,4500 | equity=100000,-1,99999 |"
                                + " comm=1,unset,unset,USD"
                                + " | warn= | filled=unset | completed=/)"),
                Arguments.of("in-033-openOrderEnd", "openOrderEnd()"),
                Arguments.of("in-034-execDetailsEnd", "executionsEnd(9006)"),
                Arguments.of("in-035-position", "position(DU0000001 | " + ROUTED + " | -110 | 201.8829709)"),
                Arguments.of("in-036-positionEnd", "positionEnd()"),
                Arguments.of("in-037-accountValue", "accountValue(NetLiquidation | 100000.00 | USD | DU0000001)"),
                Arguments.of(
                        "in-038-portfolioValue",
                        "portfolioValue(Contract{265598 AAPL STK /NASDAQ USD right=0 local=AAPL class=NMS strike=0}"
                                + " | 40 | 190.26 | 7610.4 | 190.27 | -0.4 | 0 | DU0000001)"),
                Arguments.of("in-039-accountUpdateTime", "accountUpdateTime(09:31)"),
                Arguments.of("in-040-accountDownloadEnd", "accountDownloadEnd(DU0000001)"),
                Arguments.of(
                        "in-041-accountSummary", "accountSummary(9007 | DU0000001 | NetLiquidation | 100000.00 | USD)"),
                Arguments.of("in-042-accountSummaryEnd", "accountSummaryEnd(9007)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    void shouldDecodeToTheValuesOfTheOtherClientsWhenGivenACapture(String capture, String expected) {
        byte[] bytes = Captures.bytes(capture);
        RecordingListener listener = new RecordingListener();
        new TwsDecoder(176, NEW_YORK).decode(Captures.direct(bytes), 4, bytes.length - 4, listener);
        assertEquals(expected, String.join("\n", listener.lines));
    }

    @Test
    void shouldCoverEveryIncomingCapture() {
        assertEquals(Captures.INCOMING, captures().map(a -> a.get()[0]).toList());
    }

    @Test
    void shouldDecodeRecordedFramesOfARealGatewayWhenTimesHaveNoZone() {
        // Recorded at server version 173 by another project.
        assertEquals(
                "orderStatus(13 | PRE_SUBMITTED | 0 | 100 | 0 | 1376327563 | 0 | 0 | 100 | )",
                decode(173, "3|13|PreSubmitted|0|100|0|1376327563|0|0|100||0|"));
        assertEquals(
                "execution(-1 | Contract{76792991 TSLA STK ISLAND/ USD right= local=TSLA class=NMS strike=0}"
                        + " | 00025b46.63f8f39c.01.01 | 2023-02-24T17:04:56Z | DU1 | ISLAND | buy |"
                        + " 100@196.52 | cum=100"
                        + " | avg=196.52 | order=13 | perm=1376327563 | client=100 | ref= | liq=2 | model=)",
                decode(
                        173,
                        "11|-1|13|76792991|TSLA|STK||0.0|||ISLAND|USD|TSLA|NMS|00025b46.63f8f39c.01.01|"
                                + "20230224  12:04:56|DU1|ISLAND|BOT|100|196.52|1376327563|100|0|100|196.52|||||2|"));
    }

    @Test
    void shouldDecodeTheMessagesThatNoCaptureShows() {
        assertEquals("tickSnapshotEnd(9001)", decode(176, "57|1|9001|"));
        assertEquals("orderBound(1376327563123 | 7 | 1001)", decode(176, "100|1376327563123|7|1001|"));
        assertEquals("completedOrdersEnd()", decode(176, "102|"));
        assertEquals(
                "marketRuleStep(26 | 0 | 0.0001)\nmarketRuleStep(26 | 1 | 0.01)\nmarketRuleEnd(26 | 2)",
                decode(176, "93|26|2|0.0|1.0E-4|1.0|0.01|"));
    }

    @Test
    void shouldDecodeCompletedOrders() {
        String frame = "101|265598|AAPL|STK||0|?||SMART|USD|AAPL|NMS|SELL|100|STP|0.0|185.0|GTC||DU1||0|R20260105-7-1|"
                + "1376327566|0|0|0|||||||||||0||-1||||||2147483647|0|0||3|0||0|None||0|0|0||0|0|||" // to
                // trailingPercent
                + "|0|0|0|||||" // legs, scale, hedge
                + "|IB|0|0||0|Cancelled|0|0|0|185.0|||1|0||0|0|0|0|0|0|1376327564|20260105 09:31:00 US/Eastern|"
                + "Cancelled by Trader|1||||";
        assertEquals(
                "completedOrder(0 | Contract{265598 AAPL STK SMART/ USD right=? local=AAPL class=NMS strike=0}"
                        + " | SELL 100 STP | lmt=0 | aux=185 | tif=GTC | oca=/3 | acct=DU1 |"
                        + " ref=R20260105-7-1 | client=-1"
                        + " | perm=1376327566 | parent=0 | trailStop=185 | whatIf=false | CANCELLED"
                        + " | init=unset,unset,unset | maint=unset,unset,unset | equity=unset,unset,unset"
                        + " | comm=unset,unset,unset, | warn= | filled=0"
                        + " | completed=20260105 09:31:00 US/Eastern/Cancelled by Trader)",
                decode(176, frame));
    }

    @Test
    void shouldFindTheFieldsBehindConditionalBlocksWhenAllOfThemAreThere() {
        List<String> fields = new ArrayList<>(Captures.fields("in-030-openOrder"));
        // From the back, so that the indices of the blocks stay what they are in the capture.
        fields.set(111, "2");
        fields.addAll(
                112,
                List.of("1", "a", "1", "100.0", "265598", "SMART", "0", "3", "o", "0", "20260105 10:00:00", "1", "0"));
        fields.addAll(111, List.of("265598", "0", "1", "1", "SMART"));
        fields.set(91, "Adaptive");
        fields.addAll(92, List.of("1", "adaptivePriority", "Normal"));
        fields.set(90, "1");
        fields.addAll(91, List.of("7", "0.5", "10"));
        fields.set(85, "D");
        fields.add(86, "0.5");
        fields.set(84, "0.01");
        fields.addAll(85, List.of("1", "2", "3", "0", "4", "5", "1"));
        fields.set(81, "1");
        fields.addAll(82, List.of("NonGuaranteed", "1"));
        fields.set(80, "1");
        fields.add(81, "3.5");
        fields.set(79, "1");
        fields.addAll(80, List.of("8314", "1", "BUY", "SMART", "0", "0", "", "-1"));
        fields.set(15, "PEG BENCH");
        fields.set(fields.indexOf("Submitted"), "Inactive");

        OrderFields order = openOrder(176, fields);

        assertEquals(1003, order.orderId);
        assertTrue(order.status.is("Inactive"));
        assertEquals("", order.warning.toString());
        assertEquals(Unset.E8, order.trailStopE8);
        assertEquals(Unset.E8, order.limitOffsetE8);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 102, 103, 106, 111, 141, 142, 144, 145, 148, 151, 158, 160, 162, 169, 170, 176})
    void shouldDecodeOpenOrdersOfEveryLayout(int version) {
        List<String> fields = new ArrayList<>(Captures.fields("in-031-openOrder"));
        fields.set(93, "1");
        fields.set(94, "Submitted");
        fields.set(95, "12");
        fields.set(101, "77.5");
        fields.set(115, "0.25");
        // The last field of each layout; what a version does not have goes from the back.
        int[][] since = {{170, 131}, {162, 130}, {160, 129}, {158, 128}, {151, 127}, {148, 126}, {145, 125}, {141, 124}
        };
        for (int[] threshold : since) {
            if (version < threshold[0]) {
                fields.subList(threshold[1], fields.size()).clear();
            }
        }
        if (version < 111) {
            fields.remove(123);
        }
        if (version < 106) {
            fields.subList(120, 123).clear();
        }
        if (version < 102) {
            fields.subList(111, 120).clear();
        }
        if (version < 142) {
            fields.subList(95, 101).clear();
        }
        if (version < 103) {
            fields.remove(35);
        }
        if (version < 145) {
            fields.add(1, "45");
        }

        OrderFields order = openOrder(version, fields);

        assertEquals(1005, order.orderId);
        assertEquals(1003, order.parentId);
        assertEquals(1376327566L, order.permId);
        assertTrue(order.status.is("Submitted"));
        assertEquals("185", RecordingListener.e8(order.trailStopE8));
        assertEquals("77.5", RecordingListener.e8(order.initMarginAfterE8));
        assertEquals(version < 142 ? "unset" : "12", RecordingListener.e8(order.initMarginBeforeE8));
        assertEquals(version < 102 ? "unset" : "0.25", RecordingListener.e8(order.limitOffsetE8));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 109, 110, 120, 121, 122, 125, 126, 133, 134, 151, 152, 162, 163, 164, 176})
    void shouldDecodeContractDetailsOfEveryLayout(int version) {
        List<String> fields = new ArrayList<>(Captures.fields("in-021-contractData"));
        int sizes = fields.size() - 3;
        if (version < 164) {
            fields.subList(sizes, fields.size()).clear();
            if (version == 163) {
                fields.add("0.0001");
            }
        }
        int[][] since = {{152, 38}, {134, 37}, {126, 36}, {122, 34}, {121, 33}};
        for (int[] threshold : since) {
            if (version < threshold[0]) {
                fields.subList(threshold[1], fields.size()).clear();
            }
        }
        if (version < 164) {
            if (version >= 110) {
                fields.add(14, "100");
            }
            fields.add(1, "8");
        }

        RecordingListener listener = new RecordingListener();
        decode(version, fields, listener);

        String line = listener.lines.get(0);
        assertTrue(line.contains("9005 | Contract{265598 AAPL STK SMART/NASDAQ USD"), line);
        assertTrue(line.contains("minTick=0.01") && line.contains("liquid=20260105:0930-20260105:1600"), line);
        assertTrue(line.contains("rules=" + (version < 126 ? "" : "26,26") + " |"), line);
        assertTrue(line.contains("stockType=" + (version < 152 ? "" : "COMMON")), line);
        assertTrue(line.contains("minSize=" + (version < 164 ? "unset" : "0.0001")), line);

        // It ends with its last field, and none of the fields may be missing.
        String last = fields.remove(fields.size() - 1);
        TwsProtocolError error =
                assertThrows(TwsProtocolError.class, () -> decode(version, fields, new RecordingListener()), last);
        assertEquals(
                "contractData, field " + fields.size() + ": the frame ends before this field: \"\"",
                error.getMessage());
    }

    /** Each other id of a contract is two fields: its kind and itself. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldFindWhatFollowsTheOtherIdsOfAContract(int count) {
        List<String> fields = new ArrayList<>(Captures.fields("in-021-contractData"));
        assertEquals(List.of("1", "ISIN", "US0378331005"), fields.subList(30, 33));
        fields.subList(30, 33).clear();
        for (int i = 0; i < count; i++) {
            fields.addAll(30, List.of("CUSIP", "037833100"));
        }
        fields.add(30, Integer.toString(count));
        RecordingListener listener = new RecordingListener();
        decode(176, fields, listener);
        String line = listener.lines.get(0);
        assertTrue(line.contains("rules=26,26 | stockType=COMMON | minSize=0.0001 | inc=0.0001 | sug=100"), line);
    }

    /** How many fields a condition has behind its type: price, time, margin, execution, volume, change in percent. */
    @ParameterizedTest
    @CsvSource({"1, 6", "3, 3", "4, 3", "5, 4", "6, 5", "7, 5"})
    void shouldFindWhatFollowsAnOrdersConditions(String type, int fieldsBehind) {
        for (int count = 1; count <= 2; count++) {
            List<String> fields = new ArrayList<>(Captures.fields("in-030-openOrder"));
            fields.set(114, "77");
            fields.set(115, "0.25");
            fields.set(111, Integer.toString(count));
            fields.addAll(112, List.of("1", "0"));
            for (int i = 0; i < count; i++) {
                fields.addAll(112, Collections.nCopies(fieldsBehind, "x"));
                fields.add(112, type);
            }
            OrderFields order = openOrder(176, fields);
            assertEquals("77", RecordingListener.e8(order.trailStopE8));
            assertEquals("0.25", RecordingListener.e8(order.limitOffsetE8));
        }
    }

    /** Only an increment that is a price makes seven fields more; each parameter of an algorithm is two. */
    @ParameterizedTest
    @CsvSource({"'', 0, 0", "0, 0, 0", "-1, 0, 1", "1.7976931348623157E308, 0, 2", "0.01, 7, 0", "0.00000001, 7, 3"})
    void shouldFindWhatFollowsAScaleAndAnAlgorithm(String increment, int more, int parameters) {
        List<String> fields = new ArrayList<>(Captures.fields("in-030-openOrder"));
        fields.set(114, "77");
        if (parameters > 0) {
            fields.set(91, "Adaptive");
            fields.addAll(92, Collections.nCopies(2 * parameters, "x"));
            fields.add(92, Integer.toString(parameters));
        }
        fields.set(84, increment);
        fields.addAll(85, Collections.nCopies(more, "0"));
        OrderFields order = openOrder(176, fields);
        assertEquals("77", RecordingListener.e8(order.trailStopE8));
        assertTrue(order.status.is("Submitted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "8", "-1"})
    void shouldRefuseAConditionThatIsNone(String type) {
        List<String> fields = new ArrayList<>(Captures.fields("in-030-openOrder"));
        fields.set(111, "1");
        fields.addAll(112, List.of(type, "a", "1", "5"));
        TwsProtocolError error = assertThrows(TwsProtocolError.class, () -> openOrder(176, fields));
        assertEquals("openOrder, field 112: an unknown type of condition: \"\"", error.getMessage());
    }

    /** Bars of nothing, as many as an answer may have; older versions send a field more for each, and one before. */
    @ParameterizedTest
    @CsvSource({"176, 50000", "124, 50000", "123, 50000", "176, 1", "123, 1", "176, 0"})
    void shouldDecodeAsManyBarsAsAnAnswerMayHave(int version, int bars) {
        int[] seen = new int[2];
        TwsListener counting = new TwsListener() {
            @Override
            public void historicalBar(
                    int reqId,
                    long startNanos,
                    long openE8,
                    long highE8,
                    long lowE8,
                    long closeE8,
                    long volumeE8,
                    long averageE8,
                    int count) {
                seen[0]++;
            }

            @Override
            public void historicalDataEnd(int reqId, int count, AsciiField start, AsciiField end) {
                seen[1] = count;
            }
        };
        boolean old = version < 124;
        decode(version, split(old ? "17|3|1|a|b|" : "17|1|a|b|", bars, old ? 9 : 8), counting);
        assertEquals(bars, seen[0]);
        assertEquals(bars, seen[1]);
    }

    @Test
    void shouldRefuseMoreBarsThanAnAnswerMayHave() {
        TwsProtocolError error = assertThrows(
                TwsProtocolError.class, () -> decode(176, split("17|1|a|b|", 50_001, 8), new RecordingListener()));
        assertEquals("historicalData, field 4: more bars than 50000: \"50001\"", error.getMessage());
        List<String> short1 = split("17|1|a|b|", 1, 8);
        short1.remove(short1.size() - 1);
        error = assertThrows(TwsProtocolError.class, () -> decode(176, short1, new RecordingListener()));
        assertEquals("historicalData, field 4: not a possible count: \"1\"", error.getMessage());
    }

    private static List<String> split(String head, int bars, int fieldsEach) {
        List<String> fields = new ArrayList<>(split(head));
        fields.add(Integer.toString(bars));
        fields.addAll(Collections.nCopies(bars * fieldsEach, ""));
        return fields;
    }

    /** Both sides of each version from which on a message has, or no longer has, a field. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "130; 3|6|13|Filled|100|0|10.5|99|0|10.5|7||; 'orderStatus(13 | FILLED | 100 | 0 | 10.5 | 99 | 0 | 10.5 | 7 | )'",
                "131; 3|13|Filled|100|0|10.5|99|0|10.5|7||; 'orderStatus(13 | FILLED | 100 | 0 | 10.5 | 99 | 0 | 10.5 | 7 | )'",
                "165; 4|2|5|200|gone|; error(5 | 200 | gone | )",
                "166; 4|2|5|200|gone|{}|; error(5 | 200 | gone | {})",
                "123; 17|3|9|a|b|0|; historicalDataEnd(9 | 0 | a | b)",
                "124; 17|9|a|b|0|; historicalDataEnd(9 | 0 | a | b)"
            })
    void shouldKnowWhichFieldsAVersionHas(int version, String frame, String expected) {
        assertEquals(expected, decode(version, frame));
        List<String> fields = new ArrayList<>(split(frame));
        fields.remove(fields.size() - 1);
        assertThrows(TwsProtocolError.class, () -> decode(version, fields, new RecordingListener()));
    }

    @ParameterizedTest
    @CsvSource({"102, 10, '', 0", "103, 10, m, 0", "135, 10, m, 0", "136, '', m, 2", "176, '', m, 2"})
    void shouldDecodeExecutionsOfEveryLayout(int version, String ownVersion, String model, int liquidity) {
        String frame = "11|" + (ownVersion.isEmpty() ? "" : ownVersion + "|")
                + "-1|13|1|X|STK||0|||NYSE|USD|X|X|a.b.c.01|20260706  09:30:00|DU1|NYSE|SLD|5|10|99|7|0|5|10|r|||"
                + (version >= 103 ? "m|" : "") + (version >= 136 ? "2|" : "");
        String line = decode(version, frame);
        String[] time = new String[1];
        decode(version, split(frame), new TwsListener() {
            @Override
            public void execution(ExecutionFields execution) {
                time[0] = execution.time.toString();
            }
        });
        assertEquals("20260706  09:30:00", time[0], "as the broker told it");
        assertTrue(line.endsWith("| ref=r | liq=" + liquidity + " | model=" + model + ")"), line);
        List<String> fields = new ArrayList<>(split(frame));
        fields.remove(fields.size() - 1);
        assertThrows(TwsProtocolError.class, () -> decode(version, fields, new RecordingListener()));
    }

    @Test
    void shouldDecodeTheOlderLayoutsOfShortMessages() {
        assertEquals(
                "orderStatus(13 | FILLED | 100 | 0 | 10.5 | 99 | 0 | 10.5 | 7 | )",
                decode(130, "3|6|13|Filled|100|0|10.5|99|0|10.5|7||"));
        assertEquals(
                "execution(-1 | Contract{1 X STK NYSE/ USD right= local=X class=X strike=0} | a.b.c.01 | "
                        + "2026-07-06T13:30:00Z | DU1 | NYSE | sell | 5@10 | cum=5 | avg=10 | order=13 |"
                        + " perm=99 | client=7"
                        + " | ref=r | liq=0 | model=)",
                decode(
                        102,
                        "11|10|-1|13|1|X|STK||0|||NYSE|USD|X|X|a.b.c.01|20260706 "
                                + " 09:30:00|DU1|NYSE|SLD|5|10|99|7|0|5|10|r|||"));
        assertEquals("error(5 | 200 | No security definition | )", decode(165, "4|2|5|200|No security definition|"));
        assertEquals(
                "historicalBar(9 | Bar{2026-01-05T00:00:00Z O1 H2 L0.5 C1.5 V10 n3"
                        + " w1.2})\nhistoricalDataEnd(9 | 1 | a | b)",
                decode(123, "17|3|9|a|b|1|20260105|1|2|0.5|1.5|10|1.2|false|3|"));
    }

    @Test
    void shouldIgnoreFieldsBeyondThoseKnown() {
        assertEquals("nextValidId(5)", decode(176, "9|1|5|new|fields|here|"));
    }

    @Test
    void shouldSkipAndCountMessagesWhenTheIdIsUnknown() {
        TwsDecoder decoder = new TwsDecoder(176, NEW_YORK);
        RecordingListener listener = new RecordingListener();
        byte[] payload = Captures.payload(List.of("108", "9004", "a", "b"));
        int id = decoder.decode(Captures.direct(payload), 0, payload.length, listener);
        assertEquals(108, id);
        assertEquals(1, decoder.unknownMessages());
        assertEquals(List.of(), listener.lines);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("", "frame, field 0: empty frame: \"\""),
                Arguments.of("x|", "frame, field 0: not an integer: \"x\""),
                Arguments.of("9|1|12a|", "nextValidId, field 2: not an integer: \"12a\""),
                Arguments.of("9|1|-|", "nextValidId, field 2: not an integer: \"-\""),
                Arguments.of("9|1|4294967296|", "nextValidId, field 2: not an integer of 32 bits: \"4294967296\""),
                Arguments.of("9|1|", "nextValidId, field 2: the frame ends before this field: \"\""),
                Arguments.of("1|6|9001|1|19O.25|300|1|", "tickPrice, field 4: not a number: \"19O.25\""),
                Arguments.of("1|6|9001|1|190.25|300|-1.5|", "tickPrice, field 6: not an integer: \"-1.5\""),
                Arguments.of("1|6|9001|1|1E300|300|1|", "tickPrice, field 4: not a number: \"1E300\""),
                Arguments.of("1|6|9001|1|NaN|300|1|", "tickPrice, field 4: not a number: \"NaN\""),
                Arguments.of("99|1|5|1767623402|1|", "tickByTick, field 3: an unknown type of tick: \"5\""),
                Arguments.of("99|1|4|-5|1|", "tickByTick, field 3: not seconds since 1970: \"-5\""),
                Arguments.of("17|1|a|b|-1|", "historicalData, field 4: not a possible count: \"-1\""),
                Arguments.of("17|1|a|b|999999|1|", "historicalData, field 4: not a possible count: \"999999\""),
                Arguments.of("17|1|a|b|1|20261301|1|1|1|1|1|1|1|", "historicalData, field 5: not a time: \"20261301\""),
                Arguments.of("93|1|3|1|1|", "marketRule, field 2: not a possible count: \"3\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void shouldNameMessageFieldAndValueWhenAFieldIsMalformed(String frame, String message) {
        TwsDecoder decoder = new TwsDecoder(176, NEW_YORK);
        RecordingListener listener = new RecordingListener();
        byte[] payload = frame.isEmpty() ? new byte[0] : Captures.payload(split(frame));
        TwsProtocolError error = assertThrows(
                TwsProtocolError.class,
                () -> decoder.decode(
                        Captures.direct(payload.length == 0 ? new byte[1] : payload), 0, payload.length, listener));
        assertEquals(message, error.getMessage());
    }

    @Test
    void shouldRefuseAFrameWhenItsLastFieldDoesNotEnd() {
        UnsafeBuffer buffer = Captures.direct("9\0001\0005".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        TwsProtocolError error = assertThrows(
                TwsProtocolError.class,
                () -> new TwsDecoder(176, NEW_YORK).decode(buffer, 0, buffer.capacity(), new RecordingListener()));
        assertEquals(0, error.fieldIndex());
    }

    @Test
    void shouldRefuseAFrameWhenItHasMoreFieldsThanAnyMessage() {
        List<String> fields = new ArrayList<>(Captures.fields("in-030-openOrder"));
        fields.set(81, "6000");
        for (int i = 0; i < 12_000; i++) {
            fields.add(82, "");
        }
        TwsProtocolError error = assertThrows(TwsProtocolError.class, () -> openOrder(176, fields));
        assertEquals("openOrder, field 10000: more fields than 10000: \"\"", error.getMessage());
    }

    @Test
    void shouldDecodeTheNextFrameWhenOneWasMalformed() {
        TwsDecoder decoder = new TwsDecoder(176, NEW_YORK);
        RecordingListener listener = new RecordingListener();
        byte[] bad = Captures.payload(List.of("9", "1", "x"));
        byte[] good = Captures.payload(List.of("9", "1", "5"));
        assertThrows(TwsProtocolError.class, () -> decoder.decode(Captures.direct(bad), 0, bad.length, listener));
        decoder.decode(Captures.direct(good), 0, good.length, listener);
        assertEquals(List.of("nextValidId(5)"), listener.lines);
    }

    @Test
    void shouldReadFiguresOfAccountsAsNumbers() {
        List<String> seen = new ArrayList<>();
        TwsListener listener = new TwsListener() {
            @Override
            public void accountValue(AsciiField key, AsciiField value, AsciiField currency, AsciiField account) {
                seen.add(key + "=" + RecordingListener.e8(value.e8()));
            }
        };
        decode(176, split("6|2|NetLiquidation|100000.00|USD|DU1|"), listener);
        decode(176, split("6|2|Cushion||USD|DU1|"), listener);
        TwsProtocolError error = assertThrows(
                TwsProtocolError.class, () -> decode(176, split("6|2|AccountType|INDIVIDUAL||DU1|"), listener));
        assertEquals("text field: not a number: \"INDIVIDUAL\"", error.getMessage());
        assertEquals(List.of("NetLiquidation=100000", "Cushion=unset"), seen);
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 177, 201})
    void shouldRefuseVersionsWhoseLayoutsAreUnknown(int version) {
        assertThrows(IllegalArgumentException.class, () -> new TwsDecoder(version, NEW_YORK));
    }

    private static List<String> split(String frame) {
        return List.of(frame.substring(0, frame.length() - 1).split("\\|", -1));
    }

    private static String decode(int version, String frame) {
        RecordingListener listener = new RecordingListener();
        decode(version, split(frame), listener);
        return String.join("\n", listener.lines);
    }

    private static void decode(int version, List<String> fields, TwsListener listener) {
        byte[] payload = Captures.payload(fields);
        new TwsDecoder(version, NEW_YORK).decode(Captures.direct(payload), 0, payload.length, listener);
    }

    private static OrderFields openOrder(int version, List<String> fields) {
        OrderFields[] seen = new OrderFields[1];
        decode(version, fields, new TwsListener() {
            @Override
            public void openOrder(OrderFields order) {
                seen[0] = order;
            }
        });
        return seen[0];
    }
}
