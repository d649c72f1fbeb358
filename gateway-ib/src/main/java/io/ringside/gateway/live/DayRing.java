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
 * The session's door into the ring. What must not be overtaken by what comes later is collected in an outbox, and published
 * before all that is published at once.
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

    /** A way into the ring for one more producer thread. */
    EventPublisher newPublisher() {
        return books.entries.watch(pipeline.publisher());
    }

    /** What waits to be published. */
    EventOutbox out() {
        return out;
    }

    /** Publishes what waits; whether there was anything. */
    boolean flush() {
        left += out.size();
        return out.publish(publisher);
    }

    /** How many events have left that waited. */
    long left() {
        return left;
    }

    /** Publishes a control event, and waits until all stages have seen it; its sequence. */
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

    /** Publishes bars and what goes with them as they come, since there may be many. */
    @Override
    public void publish(EngineEvent event) {
        if (event.type == EventType.BAR && !event.isTold()) {
            books.prices.on(event.instrumentId, event.closeE8, event.eventNanos);
        } else if (event.type == EventType.CORPORATE_ACTION) {
            books.prices.onAction(event);
        }
        out.add().copyIngressFrom(event);
        flush();
    }

    /** Sequence of the last event that the session's thread saw processed. Any thread. */
    long lastSequence() {
        return lastSequence;
    }

    /** Free slots. Any thread. */
    long free() {
        return pipeline.free();
    }

    /** Lets everything be processed, and ends the stages. */
    void close() {
        pipeline.close();
    }
}
