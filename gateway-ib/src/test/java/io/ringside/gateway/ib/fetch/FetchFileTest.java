package io.ringside.gateway.ib.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.market.InstrumentFeed.PastBar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that comes into being piece by piece, and what becomes of it when that is interrupted. */
class FetchFileTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final String WHAT = "QQQ 5m 2025-07-01 2025-07-03 regular";
    private static final int FIRST = day("2025-07-01");
    private static final int SECOND = day("2025-07-02");
    private static final String PIECE =
            "# fetch " + WHAT + "\n" + "2025-07-01 09:30:00,100.25,101.50,99.00,100.00,7\n" + "# done 2025-07-01\n";

    @TempDir
    Path folder;

    @Test
    void shouldKeepEachPieceAndGiveTheFileItsNameOnceItIsWhole() throws IOException {
        try (FetchFile file = file(WHAT)) {
            assertEquals(Integer.MIN_VALUE, file.doneDay());
            file.add(List.of(bar("2025-07-01T09:30", "100.25", "101.5", "99", "100", 7)), FIRST);
            assertEquals(PIECE, Files.readString(part()));
            assertFalse(Files.exists(target()));
            file.add(List.of(bar("2025-07-02T15:55", "1", "2", "0.5", "1.75", 0)), SECOND);
            assertEquals(SECOND, file.doneDay());
            file.commit();
        }
        assertEquals(
                List.of(
                        "datetime,open,high,low,close,volume",
                        "2025-07-01 09:30:00,100.25,101.50,99.00,100.00,7",
                        "2025-07-02 15:55:00,1.00,2.00,0.50,1.75,0"),
                Files.readAllLines(target()));
        assertFalse(Files.exists(part()), "what it was made of is gone");
    }

    @Test
    void shouldCompressAFileThatIsNamedSo() throws IOException {
        Path zipped = folder.resolve("qqq.csv.gz");
        try (FetchFile file = new FetchFile(zipped, WHAT, CALENDAR)) {
            file.add(List.of(), FIRST);
            file.commit();
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(zipped))) {
            assertArrayEquals(
                    "datetime,open,high,low,close,volume\n".getBytes(StandardCharsets.US_ASCII), in.readAllBytes());
        }
    }

    @Test
    void shouldGoOnBehindTheLastWholePiece() throws IOException {
        Files.writeString(part(), PIECE + "2025-07-02 09:30:00,1,1,1,1,1\n2025-07-02 09:3");
        try (FetchFile file = file(WHAT)) {
            assertEquals(FIRST, file.doneDay());
            assertEquals(List.of(at("2025-07-01T09:30")), List.copyOf(file.starts()));
            assertEquals(PIECE, Files.readString(part()), "what is torn is cut off");
            file.add(List.of(bar("2025-07-02T09:30", "2", "2", "2", "2", 2)), SECOND);
        }
        assertEquals(
                PIECE + "2025-07-02 09:30:00,2.00,2.00,2.00,2.00,2\n# done 2025-07-02\n", Files.readString(part()));
    }

    @Test
    void shouldGoOnBehindThePieceBeforeWhenTheMarkItselfIsTorn() throws IOException {
        Files.writeString(part(), PIECE + "2025-07-02 09:30:00,1,1,1,1,1\n# done 2025-0");
        try (FetchFile file = file(WHAT)) {
            assertEquals(FIRST, file.doneDay());
            assertEquals(PIECE, Files.readString(part()));
        }
    }

    @Test
    void shouldBeginAgainWhenNoPieceIsWhole() throws IOException {
        for (String torn :
                List.of("# fetch " + WHAT + "\n2025-07-01 09:30:00,1,1,1,1,1\n", "# fet", "# fetch\n# done 2")) {
            Files.writeString(part(), torn);
            try (FetchFile file = file(WHAT)) {
                assertEquals(Integer.MIN_VALUE, file.doneDay());
                assertTrue(file.starts().isEmpty());
                assertEquals("# fetch " + WHAT + "\n", Files.readString(part()));
            }
        }
    }

    @Test
    void shouldLeaveOutBarsThatAreThereAlreadyOrOlder() throws IOException {
        try (FetchFile file = file(WHAT)) {
            file.add(List.of(bar("2025-07-01T09:30", "100.25", "101.5", "99", "100", 7)), FIRST);
            file.add(
                    List.of(
                            bar("2025-07-01T09:30", "5", "5", "5", "5", 5),
                            bar("2025-06-30T15:55", "5", "5", "5", "5", 5)),
                    SECOND);
        }
        assertEquals(PIECE + "# done 2025-07-02\n", Files.readString(part()));
    }

    @Test
    void shouldRefuseTheRestOfAnotherFetchAndWhatIsNone() throws IOException {
        Files.writeString(part(), PIECE);
        String other = refusal("SPY 5m 2025-07-01 2025-07-03 regular");
        assertTrue(other.contains("is the rest of another one (fetch QQQ 5m"), other);
        Files.writeString(part(), "my own notes\n");
        assertTrue(refusal(WHAT).contains("is no rest of a fetch"), refusal(WHAT));
        assertEquals("my own notes\n", Files.readString(part()), "it is left alone");
    }

    @Test
    void shouldNameTheLineThatWasChanged() throws IOException {
        for (String changed : List.of("2025-07-41 09:30:00,1,1,1,1,1", "short")) {
            Files.writeString(part(), "# fetch " + WHAT + "\n" + changed + "\n# done 2025-07-01\n");
            assertTrue(refusal(WHAT).contains(" line 2 was changed"), refusal(WHAT));
        }
        Files.writeString(part(), PIECE + "# done 2025-13-01\n");
        assertTrue(refusal(WHAT).contains(" line 4 was changed"), refusal(WHAT));
    }

    @Test
    void shouldLeaveNothingBehindWhenNothingIsWanted() {
        try (FetchFile file = file(WHAT)) {
            file.discard();
        }
        assertFalse(Files.exists(part()));
    }

    private FetchFile file(String what) {
        return new FetchFile(target(), what, CALENDAR);
    }

    private String refusal(String what) {
        return assertThrows(UserError.class, () -> file(what).close()).getMessage();
    }

    private Path target() {
        return folder.resolve("qqq.csv");
    }

    private Path part() {
        return folder.resolve("qqq.csv.fetch");
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static long at(String time) {
        return CALENDAR.toNanos(LocalDateTime.parse(time));
    }

    private static PastBar bar(String time, String open, String high, String low, String close, long volume) {
        long start = at(time);
        return new PastBar(
                start,
                start + 5 * ExchangeCalendar.MINUTE_NANOS,
                FixedPoint.parse(open),
                FixedPoint.parse(high),
                FixedPoint.parse(low),
                FixedPoint.parse(close),
                volume);
    }
}
