package io.ringside.gateway.live;

import io.ringside.engine.EventPublisher;
import io.ringside.engine.Pipeline;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.gateway.EventOutbox;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.portfolio.PortfolioDay;
import java.util.function.Consumer;

/**
 * The session thread's publisher into the ring. Events are collected in an outbox, which is always flushed before an event
 * is published directly, so that their order is kept.
 *
 * <p>Thread: session, but for what says any.
 */
final class DayRing implements PortfolioDay.Ring {
    private final TradingBooks books;
    private final Pipeline pipeline;
    private final EventPublisher publisher;
    private final EventOutbox out = new EventOutbox();
    private volatile long lastSequence;
    private long left;

    DayRing(TradingBooks books, Pipeline pipeline) {
        this.books = books;
        this.pipeline = pipeline;
        publisher = newPublisher();
    }

    /** A publisher for one more producer thread. */
    EventPublisher newPublisher() {
        return books.entries.watch(pipeline.publisher());
    }

    /** Events to be published. */
    EventOutbox out() {
        return out;
    }

    /** Publishes the collected events; returns whether there were any. */
    boolean flush() {
        left += out.size();
        return out.publish(publisher);
    }

    /** How many collected events were published so far. */
    long left() {
        return left;
    }

    /** Publishes a control event and waits until all stages have processed it; returns its sequence. */
    long publish(EventType type, int code, long argument, String text) {
        return publish(event ->
                event.control(type, books.clock.getAsLong(), code, argument).text(text));
    }

    @Override
    public long publish(Consumer<EngineEvent> event) {
        flush();
        EngineEvent draft = pipeline.draft();
        event.accept(draft);
        books.entries.publishes(draft);
        long sequence = pipeline.process().sequence;
        books.entries.published(draft);
        lastSequence = sequence;
        return sequence;
    }

    /** Publishes an event at once: for bars, of which there may be many. */
    @Override
    public void publish(EngineEvent event) {
        if (event.type == EventType.BAR && !event.isPortfolioOnly()) {
            books.prices.on(event.instrumentId, event.closeE8, event.eventNanos);
        } else if (event.type == EventType.CORPORATE_ACTION) {
            books.prices.onAction(event);
        }
        out.add().copyIngressFrom(event);
        flush();
    }

    /** Sequence of the last event that the session's thread knows to be processed. Any thread. */
    long lastSequence() {
        return lastSequence;
    }

    /** Free slots of the ring. Any thread. */
    long free() {
        return pipeline.free();
    }

    /** Waits until all events are processed and ends the stages. */
    void close() {
        pipeline.close();
    }
}
