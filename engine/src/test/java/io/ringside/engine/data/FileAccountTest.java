package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.ringside.engine.data.KnownBars.Known;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files with gaps, strays, duplicates, empty rows, other symbols, rows at odd times, on any clock, and now and then out of
 * order: the bars and the account of the rows are those of a reader that is slow and obvious, or the file is refused.
 */
class FileAccountTest {
    private static final LocalDate FIRST = LocalDate.of(2025, 6, 23);
    private static final LocalDate LAST = LocalDate.of(2025, 7, 11);
    private static final LocalTime OPEN = LocalTime.of(9, 30);
    private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final ExchangeCalendar calendar = ExchangeCalendar.usEquity();

    @TempDir
    Path folder;

    /** One row of a file, before it is written: a bar or nothing, of a symbol. */
    private record Row(String symbol, LocalDateTime time, Known bar) {}

    /** How times are written, and what has to be said of it. */
    private enum Clock {
        LOCAL(""),
        OFFSET(""),
        UTC_NAMED(""),
        EPOCH(""),
        CHICAGO("America/Chicago"),
        UTC("UTC");

        private final String zone;

        Clock(String zone) {
            this.zone = zone;
        }

        private String write(LocalDateTime time) {
            var here = time.atZone(KnownBars.NEW_YORK);
            return switch (this) {
                case LOCAL -> time.format(PLAIN);
                case OFFSET -> here.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
                case UTC_NAMED -> here.withZoneSameInstant(ZoneOffset.UTC).format(PLAIN) + "Z";
                case EPOCH -> Long.toString(here.toEpochSecond());
                case CHICAGO, UTC -> here.withZoneSameInstant(ZoneId.of(zone)).format(PLAIN);
            };
        }
    }

    /** What the slow reader makes of a file. */
    private static final class Expected {
        private final List<Known> bars = new ArrayList<>();
        private final Map<LeftOut, Long> leftOut = new EnumMap<>(LeftOut.class);
        private boolean outOfOrder;
    }

    @Test
    void shouldMakeOfAnyFileWhatASlowReaderMakesOfIt() throws IOException {
        campaign(1, 100);
    }

    @Test
    @Tag("long")
    void shouldMakeOfManyFilesWhatASlowReaderMakesOfThem() throws IOException {
        campaign(Long.getLong("ringside.seed", 2), 20_000);
    }

    private void campaign(long seed, int files) throws IOException {
        int refused = 0;
        for (int i = 0; i < files; i++) {
            String context = "seed " + seed + " file " + i;
            try {
                refused += check(new SplittableRandom(seed * 1_000_003L + i)) ? 0 : 1;
            } catch (RuntimeException | AssertionError e) {
                fail(context, e);
            }
        }
        assertTrue(refused < files / 2, "refused " + refused);
    }

    /** Whether the file was read. */
    private boolean check(SplittableRandom random) throws IOException {
        int minutes = new int[] {5, 15, 30, 60}[random.nextInt(4)];
        Clock clock = Clock.values()[random.nextInt(Clock.values().length)];
        boolean symbols = random.nextBoolean();
        List<Row> rows = rows(random, minutes, symbols);
        if (random.nextInt(6) == 0) {
            int at = random.nextInt(rows.size() - 1);
            Row held = rows.get(at);
            rows.set(at, rows.get(at + 1));
            rows.set(at + 1, held);
        }
        Session session = random.nextInt(3) == 0 ? Session.EXTENDED : Session.REGULAR;
        LocalDate from = random.nextBoolean() ? FIRST : FIRST.plusDays(random.nextInt(6));
        LocalDate to = random.nextBoolean() ? LAST : LAST.minusDays(random.nextInt(6));
        Path file = Files.writeString(folder.resolve("QQQ.csv"), text(rows, clock, symbols));
        Expected expected = slowly(rows, minutes, session, from, to);
        var options = BarFile.Options.fiveMinutes()
                .withSize(BarSpec.parse(minutes + "m"))
                .withSession(session)
                .withDays((int) from.toEpochDay(), (int) to.toEpochDay())
                .withReading(Reading.of(clock.zone, "", "", false));
        try (BarFile bars = BarFile.open(file, "QQQ", calendar, options)) {
            int count = 0;
            while (bars.next()) {
                assertTrue(count < expected.bars.size(), "a bar too many at line " + bars.line());
                Known known = expected.bars.get(count++);
                assertEquals(known.epochSecond() * 1_000_000_000L, bars.startNanos(), "start of bar " + count);
                assertEquals(known.open() * 1_000_000, bars.openE8());
                assertEquals(known.close() * 1_000_000, bars.closeE8());
                assertEquals(known.volume(), bars.volume());
            }
            assertEquals(expected.bars.size(), count);
            FileReport report = bars.report().orElseThrow();
            for (LeftOut reason : LeftOut.values()) {
                assertEquals(expected.leftOut.getOrDefault(reason, 0L), report.leftOut(reason), reason.toString());
            }
            assertEquals(rows.size(), report.rows());
            assertEquals(count, report.used());
            assertTrue(!expected.outOfOrder, "rows out of order were read");
            return true;
        } catch (UserError e) {
            assertTrue(expected.outOfOrder || expected.bars.isEmpty(), e.getMessage());
            return false;
        }
    }

    private static List<Row> rows(SplittableRandom random, int minutes, boolean symbols) {
        List<Known> bars = KnownBars.of(FIRST, LAST, minutes, random.nextLong());
        double gaps = random.nextInt(3) * 0.05;
        List<Row> rows = new ArrayList<>();
        for (Known bar : bars) {
            if (random.nextDouble() >= gaps) {
                rows.add(new Row("QQQ", bar.start(), bar));
            }
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            insert(rows, oddTime(random, minutes), bars.get(0));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(rows.size());
            rows.add(at + 1, rows.get(at));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(rows.size());
            rows.add(at, new Row("QQQ", rows.get(at).time(), null));
        }
        for (int i = symbols ? random.nextInt(30) : 0; i > 0; i--) {
            int at = random.nextInt(rows.size());
            rows.add(at, new Row("SPY", rows.get(at).time(), bars.get(0)));
        }
        return rows;
    }

    /** In extended hours on the grid, in the night, at a weekend or holiday, or beside the grid. */
    private static LocalDateTime oddTime(SplittableRandom random, int minutes) {
        List<LocalDate> sessions = KnownBars.sessions(FIRST, LAST);
        LocalDate day = sessions.get(random.nextInt(sessions.size()));
        return switch (random.nextInt(5)) {
            case 0 -> day.atTime(OPEN.minusMinutes((long) minutes * (1 + random.nextInt(3))));
            case 1 -> day.atTime(OPEN.plusMinutes((long) minutes * (390 / minutes + random.nextInt(4))));
            case 2 -> day.atTime(2, 30);
            case 3 -> LocalDate.of(2025, 6, random.nextBoolean() ? 28 : 29).atTime(10, 30);
            default -> day.atTime(OPEN.plusMinutes(1 + (long) minutes * random.nextInt(180 / minutes)));
        };
    }

    private static void insert(List<Row> rows, LocalDateTime time, Known like) {
        int at = 0;
        while (at < rows.size() && rows.get(at).time().isBefore(time)) {
            at++;
        }
        if (at == rows.size() || !rows.get(at).time().equals(time)) {
            rows.add(at, new Row("QQQ", time, like.at(time)));
        }
    }

    private static String text(List<Row> rows, Clock clock, boolean symbols) {
        var text = new StringBuilder(symbols ? "symbol," : "").append("timestamp,open,high,low,close,volume\n");
        for (Row row : rows) {
            text.append(symbols ? row.symbol() + "," : "")
                    .append(clock.write(row.time()))
                    .append(',');
            text.append(
                    row.bar() == null
                            ? ",,,,"
                            : KnownBars.prices(row.bar(), ",") + "," + row.bar().volume());
            text.append('\n');
        }
        return text.toString();
    }

    /** One row after the other, by the words of the documentation. */
    private static Expected slowly(List<Row> rows, int minutes, Session session, LocalDate from, LocalDate to) {
        var expected = new Expected();
        Row before = null;
        boolean past = false;
        for (Row row : rows) {
            LeftOut reason = null;
            LocalDate day = row.time().toLocalDate();
            if (!row.symbol().equals("QQQ")) {
                reason = LeftOut.OTHER_SYMBOL;
            } else if (past) {
                reason = LeftOut.OUTSIDE_DAYS;
                expected.outOfOrder |= !day.isAfter(to);
            } else if (row.bar() == null) {
                reason = LeftOut.EMPTY;
            } else {
                if (before != null && row.time().isBefore(before.time())) {
                    expected.outOfOrder = true;
                    return expected;
                }
                if (day.isAfter(to)) {
                    past = true;
                    reason = LeftOut.OUTSIDE_DAYS;
                } else if (before != null && row.time().equals(before.time())) {
                    reason = LeftOut.DUPLICATE;
                } else {
                    reason = day.isBefore(from) ? LeftOut.OUTSIDE_DAYS : inSession(row.time(), minutes, session);
                }
                before = row;
            }
            if (reason == null) {
                expected.bars.add(row.bar());
            } else {
                expected.leftOut.merge(reason, 1L, Long::sum);
            }
        }
        return expected;
    }

    /** Null for a bar of the session. */
    private static LeftOut inSession(LocalDateTime at, int minutes, Session session) {
        LocalDate day = at.toLocalDate();
        LocalTime time = at.toLocalTime();
        if (!KnownBars.sessions(day, day).contains(day)) {
            return LeftOut.NO_SESSION;
        }
        LocalTime close = KnownBars.close(day);
        boolean regular = !time.isBefore(OPEN) && time.isBefore(close);
        boolean extended = !time.isBefore(LocalTime.of(4, 0))
                && time.isBefore(close.getHour() == 13 ? LocalTime.of(17, 0) : LocalTime.of(20, 0));
        if (!extended) {
            return LeftOut.OUTSIDE_HOURS;
        }
        if (!regular && session == Session.REGULAR) {
            return LeftOut.EXTENDED_HOURS;
        }
        long sinceOpen = time.toSecondOfDay() / 60L - OPEN.toSecondOfDay() / 60L;
        boolean onGrid = Math.floorMod(sinceOpen, minutes) == 0 || time.equals(close);
        return onGrid ? null : LeftOut.STRAY;
    }
}
