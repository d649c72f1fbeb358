package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames in a buffer that ends with them, so that a read behind the end is an error of the buffer's. */
class FieldReaderTest {
    private final FieldReader in = new FieldReader(new TimeText(ZoneId.of("UTC")));
    private final AsciiField text = new AsciiField();

    /** Begins a frame of message 93, fields divided by bars. */
    private FieldReader begin(String fields) {
        byte[] bytes = ("93|" + fields).replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(93, in.begin(new UnsafeBuffer(bytes), 0, bytes.length));
        return in;
    }

    private static String fault(Runnable read) {
        return assertThrows(TwsProtocolError.class, read::run).getMessage();
    }

    @Test
    void shouldFindTheEndOfFieldsOfAnyLength() {
        for (int length = 0; length < 20; length++) {
            for (int behind = 0; behind < 10; behind++) {
                String one = "abcdefghijklmnopqrstuvw".substring(0, length);
                String two = "ABCDEFGHIJ".substring(0, behind);
                begin(one + "|" + two + "|");
                assertEquals(length + behind + 2, in.remaining());
                assertEquals(one, in.readText(text).toString());
                assertEquals(behind + 1, in.remaining());
                assertEquals(two, in.readText(text).toString());
                assertEquals(0, in.remaining());
                begin(one + "|" + two + "|");
                assertEquals(length > 0, in.skipGiven());
                in.skip();
                assertEquals(0, in.remaining());
            }
        }
    }

    /** Fields of no to nine bytes in turn, so many skipped at once; what follows is the next one. */
    @Test
    void shouldSkipSoManyFieldsAtOnce() {
        StringBuilder frame = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            frame.append("123456789", 0, i * 7 % 10).append('|');
        }
        for (int count = 0; count < 40; count++) {
            begin(frame.toString());
            in.skip(count);
            assertEquals(
                    "123456789".substring(0, count * 7 % 10), in.readText(text).toString(), "behind " + count);
            assertEquals(
                    "marketRule, field " + (count + 1) + ": x: \"\"",
                    in.fault("", "x").getMessage());
        }
        begin(frame.toString()).skip(40);
        assertEquals(0, in.remaining());
        begin(frame.toString());
        assertEquals("marketRule, field 41: the frame ends before this field: \"\"", fault(() -> in.skip(41)));
        begin(frame.toString()).skip(38);
        assertEquals("marketRule, field 41: the frame ends before this field: \"\"", fault(() -> in.skip(4)));
    }

    /** The message id is one of the fields. */
    @Test
    void shouldReadAsManyFieldsAsAnyMessageHas() {
        begin("|".repeat(9_999)).skip(9_999);
        assertEquals(0, in.remaining());
        begin("|".repeat(9_999));
        for (int i = 0; i < 9_999; i++) {
            in.skip();
        }
        begin("|".repeat(10_000));
        assertEquals("marketRule, field 10000: more fields than 10000: \"\"", fault(() -> in.skip(10_000)));
        begin("|".repeat(10_000)).skip(9_999);
        assertEquals("marketRule, field 10000: more fields than 10000: \"\"", fault(in::skip));
        begin("||||").boundFields(4);
        in.skip(2);
        assertEquals("marketRule, field 4: more fields than 4: \"\"", fault(() -> in.skip(2)));
        in.skip();
        assertEquals("marketRule, field 4: more fields than 4: \"\"", fault(in::skip));
        begin("|".repeat(10_001)).boundFields(10_002);
        in.skip(10_001);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "'', 0",
        "-0, 0",
        "7, 7",
        "-7, -7",
        "1234567890, 1234567890",
        "999999999999999999, 999999999999999999",
        "-999999999999999999, -999999999999999999",
        "000000000000000012, 12"
    })
    void shouldReadIntegersOfEighteenDigits(String field, long expected) {
        begin(field + "|");
        assertEquals(expected, in.readLong());
        assertEquals(0, in.remaining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "--1",
                "1-",
                "+1",
                " 1",
                "1 ",
                "1.0",
                "/",
                ":",
                "1/",
                "1:",
                "1000000000000000000",
                "-1000000000000000000"
            })
    void shouldRefuseWhatIsNoInteger(String field) {
        begin(field + "|");
        assertEquals("marketRule, field 1: not an integer: \"" + field + "\"", fault(in::readLong));
    }

    @Test
    void shouldReadIntegersOfThirtyTwoBits() {
        begin("2147483647|-2147483648|2147483648|");
        assertEquals(Integer.MAX_VALUE, in.readInt());
        assertEquals(Integer.MIN_VALUE, in.readInt());
        assertEquals("marketRule, field 3: not an integer of 32 bits: \"2147483648\"", fault(in::readInt));
        begin("-2147483649|");
        assertEquals("marketRule, field 1: not an integer of 32 bits: \"-2147483649\"", fault(in::readInt));
    }

    /** So many fields a turn take as many bytes at least, one for the end of each. */
    @Test
    void shouldReadACountOnlyWhereTheFrameHasRoomForIt() {
        begin("2|||||||");
        assertEquals(2, in.readCount(3));
        begin("2||||||");
        assertEquals("marketRule, field 1: not a possible count: \"2\"", fault(() -> in.readCount(3)));
        begin("0|");
        assertEquals(0, in.readCount(3));
        begin("1|");
        assertEquals("marketRule, field 1: not a possible count: \"1\"", fault(() -> in.readCount(1)));
        begin("-1||");
        assertEquals("marketRule, field 1: not a possible count: \"-1\"", fault(() -> in.readCount(1)));
        begin("1073741824||");
        assertEquals("marketRule, field 1: not a possible count: \"1073741824\"", fault(() -> in.readCount(4)));
    }

    @Test
    void shouldReadFlags() {
        begin("0|1|2|-1||");
        assertFalse(in.readFlag());
        assertTrue(in.readFlag());
        assertTrue(in.readFlag());
        assertTrue(in.readFlag());
        assertFalse(in.readFlag());
    }

    /** 2262-04-11 23:47:15 is the last second whose nanoseconds fit. */
    @Test
    void shouldReadSecondsOfWhichTheNanosecondsFit() {
        begin("0|9223372035|9223372036|");
        assertEquals(0, in.readEpochNanos());
        assertEquals(9_223_372_035_000_000_000L, in.readEpochNanos());
        assertEquals("marketRule, field 3: not seconds since 1970: \"9223372036\"", fault(in::readEpochNanos));
        begin("-1|");
        assertEquals("marketRule, field 1: not seconds since 1970: \"-1\"", fault(in::readEpochNanos));
    }

    /** A price that is not given is zero, or unset where a message tells the two from each other. */
    @Test
    void shouldReadWhatIsEmptyAsTheFieldIsMeant() {
        begin("||1.5|1.7976931348623157E308||1.7976931348623157E308|1.7976931348623157E309|");
        assertEquals(0, in.readE8());
        assertEquals(Unset.E8, in.readE8OrUnset());
        assertEquals(150_000_000, in.readE8());
        assertEquals(Unset.E8, in.readE8());
        assertEquals(Unset.E8, in.readSizeE8());
        assertEquals(Unset.E8, in.readSizeE8());
        assertEquals("marketRule, field 7: not a number: \"1.7976931348623157E309\"", fault(in::readE8));
        begin("");
        assertEquals("marketRule, field 1: the frame ends before this field: \"\"", fault(in::readE8));
        begin("");
        assertEquals("marketRule, field 1: the frame ends before this field: \"\"", fault(in::readE8OrUnset));
        begin("1.797693|");
        assertEquals(179_769_300, in.readE8());
        begin("1.7976931348623157E308|");
        assertEquals(Unset.E8, in.readE8());
        assertEquals(0, in.remaining());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5, 500000000",
        "-5, -500000000",
        "190.25, 19025000000",
        "-190.25, -19025000000",
        "12.05, 1205000000",
        "5., 500000000",
        ".5, 50000000",
        "-.5, -50000000",
        "0.00000001, 1",
        "0.12345678, 12345678",
        "0.123456785, 12345678",
        "0.123456795, 12345680",
        "9999999999, 999999999900000000",
        "9999999999.99999999, 999999999999999999",
        "-9999999999.99999999, -999999999999999999",
        "12345678901, 1234567890100000000",
        "10, 1000000000",
        "1E2, 10000000000",
        "17, 1700000000"
    })
    void shouldReadPricesInAllNotations(String field, long expectedE8) {
        begin("7|" + field + "|" + field + "|" + field + "|x|");
        in.skip();
        assertEquals(expectedE8, in.readE8());
        assertEquals(expectedE8, in.readE8OrUnset());
        assertEquals(expectedE8, in.readSizeE8());
        assertEquals("x", in.readText(text).toString());
        assertEquals(0, in.remaining());
        // Where the offsets are as small as they can be.
        byte[] bytes = ("1|" + field + "|").replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
        in.begin(new UnsafeBuffer(bytes), 0, bytes.length);
        assertEquals(expectedE8, in.readE8());
    }

    /** The text of a time comes with it, and no more than that. */
    @Test
    void shouldReadTimesWithTheirText() {
        begin("20260105-14:30:00|1767623400|x|");
        AsciiField raw = new AsciiField();
        assertEquals(1_767_623_400_000_000_000L, in.readNanos(raw));
        assertEquals("20260105-14:30:00", raw.toString());
        assertEquals(1_767_623_400_000_000_000L, in.readNanos(raw));
        assertEquals("1767623400", raw.toString());
        assertEquals("x", in.readText(text).toString());
        begin("20260105-14:30|");
        assertEquals("marketRule, field 1: not a time: \"20260105-14:30\"", fault(() -> in.readNanos(raw)));
    }

    /** Of what came as a number, the first 64 characters are shown, and whether there were more. */
    @Test
    void shouldShowNoMoreThanTheBeginningOfALongField() {
        String longest = "x".repeat(64);
        begin(longest + "|");
        assertEquals("marketRule, field 1: not an integer: \"" + longest + "\"", fault(in::readLong));
        begin(longest + "y|");
        assertEquals("marketRule, field 1: not an integer: \"" + longest + "...\"", fault(in::readLong));
        begin(" ~\u007f\u001f\u00e9|");
        assertEquals("marketRule, field 1: not an integer: \" ~???\"", fault(in::readLong));
    }

    /** Of a size the largest int says that there is none; of a price it is a number. */
    @Test
    void shouldTakeTheLargestIntegerForNoSize() {
        begin("2147483647|2147483646|2147483648|1,234|2147483647|1,234|");
        assertEquals(Unset.E8, in.readSizeE8());
        assertEquals(214_748_364_600_000_000L, in.readSizeE8());
        assertEquals(214_748_364_800_000_000L, in.readSizeE8());
        assertEquals(123_400_000_000L, in.readSizeE8());
        assertEquals(214_748_364_700_000_000L, in.readE8());
        assertEquals("marketRule, field 6: not a number: \"1,234\"", fault(in::readE8));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "-", "-.", "1..2", "/", ":", "1:", "1/", "1.:", "1./", "1,0", "x"})
    void shouldRefuseWhatIsNoPrice(String field) {
        begin("7|" + field + "|");
        in.skip();
        assertEquals("marketRule, field 2: not a number: \"" + field + "\"", fault(in::readE8));
    }

    @Test
    void shouldRefuseFramesThatAreNone() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[] {'1', 0, '9'});
        assertEquals("frame, field 0: the frame's last field does not end: \"\"", fault(() -> in.begin(buffer, 0, 3)));
        assertEquals("frame, field 0: empty frame: \"\"", fault(() -> in.begin(buffer, 0, 0)));
        assertEquals("frame, field 0: empty frame: \"\"", fault(() -> in.begin(buffer, 1, -1)));
        assertEquals(1, in.begin(buffer, 0, 2));
        assertEquals(0, in.begin(buffer, 1, 1), "an id that is empty");
    }
}
