package io.ringside.engine.data;

/**
 * Trades or quotes of one instrument, with primitive accessors for the one that the cursor stands on. Ticks may share an
 * instant.
 *
 * <p>Thread: the one that drives the run.
 */
public non-sealed interface TickSource extends MarketSource {
    /** When it happened. */
    long nanos();

    /** Whether there are quotes at all. */
    boolean hasQuotes();

    /** Whether it is a quote; otherwise it is a trade. */
    boolean isQuote();

    /** Trade: the price. */
    long priceE8();

    /** Trade: shares. */
    long quantity();

    /** Trade: {@link io.ringside.engine.event.EngineEvent#FLAG_VOLUME_ONLY} if its price is to be left out of bars. */
    int flags();

    /** Quote: best bid. */
    long bidE8();

    /** Quote: best offer. */
    long askE8();

    /** Quote: shares at the bid. */
    long bidSize();

    /** Quote: shares at the offer. */
    long askSize();
}
