package io.ringside.engine.data;

import io.ringside.engine.data.TickFile.AuctionPrints;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Decides for each row of a tick file whether it is a tick of one symbol, of which session and with which time and flags;
 * counts used rows and rows left out.
 *
 * <p>Thread: the reader's.
 */
final class TickJudge {
    private final ExchangeCalendar calendar;
    private final TickFile.Options options;
    private final String symbol;
    private final FileReport report;
    private final Auctions auctions = new Auctions();

    private long lastNanos = Long.MIN_VALUE;
    private boolean over;
    private boolean synthetic;
    private int sessionDay;
    private long nanos;
    private int flags;

    TickJudge(Path path, String symbol, ExchangeCalendar calendar, TickFile.Options options) {
        this.calendar = calendar;
        this.options = options;
        this.symbol = symbol;
        report = new FileReport(calendar, path.toString(), symbol);
    }

    /**
     * Judges the row on which the reader stands; returns whether it is a tick.
     *
     * @param ours whether the row is of the judge's symbol
     * @throws UserError if the row has a defect
     */
    boolean take(TickReader reader, boolean ours) {
        long line = reader.file().line();
        if (over) {
            report.leaveOut(ours ? LeftOut.OUTSIDE_DAYS : LeftOut.OTHER_SYMBOL, line);
            return false;
        }
        LeftOut reason = ours ? judge(reader) : LeftOut.OTHER_SYMBOL;
        if (reason == null) {
            report.use(nanos);
            return true;
        }
        report.leaveOut(reason, line);
        over = reason == LeftOut.OUTSIDE_DAYS && reader.epochDay() > options.toDay();
        return false;
    }

    /** Whether the requested days are over: following rows are counted, not checked. */
    boolean isOver() {
        return over;
    }

    String symbol() {
        return symbol;
    }

    FileReport report() {
        return report;
    }

    /** Auction prints up to the current row. */
    Auctions auctions() {
        return auctions;
    }

    /** Whether any row so far was marked as synthetic. */
    boolean isSynthetic() {
        return synthetic;
    }

    /** Day of the session of the tick. */
    int sessionDay() {
        return sessionDay;
    }

    /** Time of the tick; a print of the closing auction may get another time than its row's. */
    long nanos() {
        return nanos;
    }

    int flags() {
        return flags;
    }

    /** The error for a file without a tick. */
    UserError nothingLeft(TickReader reader) {
        if (report.rows() == 0) {
            return reader.file().fileError("has a header and no rows; export it again");
        }
        if (report.rows() == report.leftOut(LeftOut.OTHER_SYMBOL)) {
            return reader.file().fileError("no row has the symbol " + symbol + "; give it as SYMBOL=FILE");
        }
        return reader.file()
                .fileError("none of the " + report.rows() + " rows read is a tick in "
                        + options.session().name().toLowerCase(Locale.ROOT)
                        + " hours of the wanted days; choose other days or hours, or check the file's time zone");
    }

    /** Why a row of the symbol is left out; null if it is a tick. */
    private LeftOut judge(TickReader reader) {
        if (reader.isEmpty()) {
            return LeftOut.EMPTY;
        }
        reader.readTime();
        nanos = reader.nanos();
        TickLayout layout = reader.layout();
        if (report.format().isEmpty()) {
            report.understood(reader.formatText(), 0, reader.zoneText());
            if (layout.conditions() >= 0 && !reader.hasConditions()) {
                report.note("sale conditions left unread, as nobody says whose they are");
            }
        }
        if (nanos < lastNanos) {
            throw reader.file()
                    .error(layout.time(), "is earlier than the row before; sort the rows by time, oldest first");
        }
        lastNanos = nanos;
        if (reader.isBeforeCalendar()) {
            return LeftOut.BEFORE_CALENDAR;
        }
        if (reader.epochDay() > options.toDay()) {
            return LeftOut.OUTSIDE_DAYS;
        }
        LeftOut reason = reader.readTick();
        if (reader.fractionE8() != 0) {
            report.fraction(reader.fractionE8());
        }
        synthetic |= reader.isSynthetic();
        flags = options.prices().isVolumeOnly(reader.conditions()) ? EngineEvent.FLAG_VOLUME_ONLY : 0;
        return reason != null ? reason : reader.epochDay() < options.fromDay() ? LeftOut.OUTSIDE_DAYS : place(reader);
    }

    private LeftOut place(TickReader reader) {
        int epochDay = reader.epochDay();
        long conditions = reader.conditions();
        sessionDay = epochDay;
        if (isAtClose(reader, epochDay, conditions)) {
            nanos = calendar.closeNanos(epochDay) - 1;
            if (options.auctions() != AuctionPrints.DAY_PRICES) {
                flags |= EngineEvent.FLAG_VOLUME_ONLY;
            }
            return null;
        }
        if (PriceRule.isOfficialOpen(conditions) || PriceRule.isOfficialClose(conditions)) {
            boolean sole = options.auctions() != AuctionPrints.AS_TRADES
                    && options.auctions() != AuctionPrints.CLOSE_FIRST_PRINT
                    && PriceRule.isOfficialOpen(conditions)
                    && calendar.isRegular(nanos)
                    && !auctions.hasOpened(epochDay, reader.exchange());
            if (!sole) {
                return LeftOut.DUPLICATE;
            }
            flags |= EngineEvent.FLAG_VOLUME_ONLY;
        }
        // A session bar is of the regular session, whichever hours were asked for.
        Session session = options.auctions() == AuctionPrints.DAY_PRICES ? Session.REGULAR : options.session();
        if (calendar.isWithin(nanos, session)) {
            if (reader.hasConditions() && PriceRule.isOpeningAuction(conditions)) {
                auctions.opened(epochDay, reader.exchange(), reader.priceE8(), reader.quantity());
            }
            return null;
        }
        return !calendar.isTradingDay(epochDay)
                ? LeftOut.NO_SESSION
                : calendar.isWithin(nanos, Session.EXTENDED) ? LeftOut.EXTENDED_HOURS : LeftOut.OUTSIDE_HOURS;
    }

    /** Whether the row is a print of the closing auction: it comes after the regular session's end and still belongs to it. */
    private boolean isAtClose(TickReader reader, int epochDay, long conditions) {
        boolean wanted = switch (options.auctions()) {
            case AS_TRADES -> false;
            case DAY_PRICES -> true;
            case CLOSE_VOLUME -> options.session() == Session.REGULAR;
            case CLOSE_FIRST_PRINT -> options.session() == Session.REGULAR && !auctions.hasClosed(epochDay);
        };
        if (!wanted
                || !reader.hasConditions()
                || reader.layout().quotes()
                || !PriceRule.isClosingAuction(conditions)
                || !calendar.isTradingDay(epochDay)
                || nanos < calendar.closeNanos(epochDay)) {
            return false;
        }
        auctions.closed(epochDay, reader.exchange(), reader.priceE8(), reader.quantity());
        return true;
    }
}
