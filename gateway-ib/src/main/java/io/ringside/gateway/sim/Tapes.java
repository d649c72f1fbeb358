package io.ringside.gateway.sim;

import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.DataReport;
import io.ringside.engine.data.FileReport;
import io.ringside.engine.data.PriceRule;
import io.ringside.engine.data.Reading;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.data.TickBars;
import io.ringside.engine.data.TickFile;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds tapes from files and from the generator.
 *
 * <p>Thread: the one that sets the simulation up.
 */
public final class Tapes {
    /** First day of generated bars, the same as in a back test without data. */
    public static final LocalDate GENERATED_FROM = LocalDate.of(2023, 1, 3);
    /** Last day of generated bars. */
    public static final LocalDate GENERATED_TO = LocalDate.of(2024, 12, 31);

    private static final long GENERATED_SEED = 1;
    private static final BarSpec FIVE_SECONDS = BarSpec.parse("5s");
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    private final Reading reading;
    private final List<FileReport> reports = new ArrayList<>();

    /**
     * @param reading what the user says of the files
     */
    public Tapes(Reading reading) {
        this.reading = reading;
    }

    /**
     * Report on the rows of all files so far.
     *
     * @throws UserError if too little of one can be used
     */
    public DataReport data() {
        return new DataReport(reports).judged(reading.acceptLoss());
    }

    /**
     * Bars of a file up to a day, extended hours included.
     *
     * @param lastDay days since 1970; {@code Integer.MAX_VALUE} for all
     * @throws UserError if the file has a defect, or no bars in those days
     */
    public Tape ofBarFile(Path file, Listing listing, int lastDay) {
        var options = BarFile.Options.fiveMinutes()
                .withSize(null)
                .withSession(Session.EXTENDED)
                .withDays(Integer.MIN_VALUE, lastDay)
                .withReading(reading);
        BarFile source = BarFile.open(file, listing.symbol(), CALENDAR, options);
        Tape tape = Tape.ofBars(listing, PriceBar.allOf(source));
        source.report().ifPresent(reports::add);
        return tape;
    }

    /** Synthetic bars from {@link #GENERATED_FROM} to a day. */
    public static Tape generated(Listing listing, int lastDay) {
        int fromDay = (int) GENERATED_FROM.toEpochDay();
        return Tape.ofBars(
                listing,
                PriceBar.allOf(new SyntheticBars(listing.symbol(), fromDay, lastDay, GENERATED_SEED, CALENDAR)));
    }

    /**
     * Trades of a file, with quotes of another one if there is one.
     *
     * @throws UserError if a file has a defect, or is not of the kind
     */
    public Tape ofTickFiles(Path trades, Path quotes, Listing listing) {
        List<PriceBar> bars =
                PriceBar.allOf(new TickBars(open(trades, listing), CALENDAR, FIVE_SECONDS, Session.EXTENDED));
        List<Tape.Trade> traded = new ArrayList<>();
        try (TickFile source = open(trades, listing)) {
            while (source.next()) {
                boolean volumeOnly = (source.flags() & EngineEvent.FLAG_VOLUME_ONLY) != 0;
                traded.add(new Tape.Trade(source.nanos(), source.priceE8(), source.quantity(), volumeOnly));
            }
            source.report().ifPresent(reports::add);
        }
        return new Tape(listing, bars, traded, quotes == null ? List.of() : quotes(quotes, listing));
    }

    private List<Tape.Quote> quotes(Path file, Listing listing) {
        List<Tape.Quote> quoted = new ArrayList<>();
        try (TickFile source = open(file, listing)) {
            while (source.next()) {
                quoted.add(new Tape.Quote(
                        source.nanos(), source.bidE8(), source.askE8(), source.bidSize(), source.askSize()));
            }
            source.report().ifPresent(reports::add);
        }
        return quoted;
    }

    /** Whether a file has quotes, and not trades. */
    public boolean hasQuotes(Path file, Listing listing) {
        try (TickFile source = open(file, listing)) {
            return source.isQuote();
        }
    }

    private TickFile open(Path file, Listing listing) {
        boolean heeded = TickFile.hasConditions(file, reading);
        var options = TickFile.Options.everyTrade()
                .withSession(Session.EXTENDED)
                .withPrices(heeded ? PriceRule.LAST_SALE : PriceRule.EVERY_TRADE)
                .withReading(reading);
        return TickFile.open(file, listing.symbol(), CALENDAR, options);
    }
}
