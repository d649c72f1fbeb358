package io.ringside.gateway.live;

import io.ringside.engine.Engine;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.risk.Limits;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Moment;
import io.ringside.engine.signal.StrategyBinding;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.inbound.Doubts;
import io.ringside.gateway.live.market.HistoryPlan;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.order.EntryGate;
import io.ringside.gateway.live.order.OrderTable;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.agrona.concurrent.NanoClock;

/**
 * Builds a day's {@link TradingBooks} for an engine: books of strategies first, after them those of portfolios, one an
 * instrument.
 *
 * <p>Thread: any; it has no state.
 */
final class DayBooks {
    private DayBooks() {}

    /**
     * @param plans which history each instrument needs, by its id
     * @param clock market time, UTC nanoseconds since 1970
     * @param latched whether the risk stage has latched; any thread
     * @throws UserError if a strategy needs events that live trading does not have
     */
    static TradingBooks of(
            Engine engine,
            LiveSettings live,
            List<HistoryPlan> plans,
            LongSupplier clock,
            boolean realTime,
            NanoClock monotonic,
            boolean dryRun,
            Alarms alarms,
            BooleanSupplier latched) {
        requireTradable(engine);
        List<Instrument> instruments = engine.settings().instruments();
        Limits limits = engine.settings().risk().limits();
        return new TradingBooks(
                live,
                instruments,
                new OrderTable(
                        instruments.stream().mapToLong(Instrument::tickE8).toArray(),
                        engine.bindings().size()),
                bookInstruments(engine),
                withoutStops(engine),
                new EntryGate(
                        instruments.size(),
                        limits == null ? Limits.OFF : limits.data().clockLatchNanos(),
                        latched),
                plans,
                intraday(engine),
                engine.settings().dataBar() == null,
                engine.calendar(),
                clock,
                realTime,
                monotonic,
                dryRun,
                new Doubts(alarms::raise),
                alarms);
    }

    /** Refuses strategies on quotes: the live feed has trades and bars only. */
    private static void requireTradable(Engine engine) {
        for (StrategyBinding binding : engine.bindings()) {
            if (binding.strategy().hears(Moment.QUOTE)) {
                throw new UserError(
                        "strategy " + binding.name() + " hears quotes, which live has none of: trade it live"
                                + " without onQuote and on(Moment.QUOTE)");
            }
        }
    }

    /** Instruments whose intraday prices come from the broker; a portfolio's bars come from its store. */
    static BitSet intraday(Engine engine) {
        if (!engine.portfolios().isEmpty()) {
            return engine.portfolio().detailed();
        }
        BitSet all = new BitSet();
        all.set(0, engine.settings().instruments().size());
        return all;
    }

    /** Instrument of each book: first those of strategies, then those of portfolios. */
    private static int[] bookInstruments(Engine engine) {
        int names = engine.settings().instruments().size();
        return IntStream.concat(
                        engine.bindings().stream()
                                .mapToInt(one -> one.instrument().id()),
                        IntStream.range(0, engine.portfolios().size() * names).map(book -> book % names))
                .toArray();
    }

    /** Books of portfolios without protective stops. */
    private static BitSet withoutStops(Engine engine) {
        BitSet bare = new BitSet();
        int names = engine.settings().instruments().size();
        for (PortfolioBinding one : engine.portfolios()) {
            int first = engine.bindings().size() + one.portfolioId() * names;
            bare.set(first, first + names, one.rebalance().stopE8() == 0);
        }
        return bare;
    }
}
