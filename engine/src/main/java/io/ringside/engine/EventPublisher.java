package io.ringside.engine;

import io.ringside.engine.event.EngineEvent;

/**
 * The one way into the pipeline. A producer fills {@link #draft()} by one of the event's producer methods and then calls
 * {@link #publish()}; everything must be decoded and validated before, so that publishing is a copy of fields.
 *
 * <p>Each producer thread has a publisher of its own. No stage may publish: a full ring would lock itself.
 */
public interface EventPublisher {
    /** The event to fill; its content is undefined until one of its producer methods is called. */
    EngineEvent draft();

    /**
     * Hands the draft over.
     *
     * @throws EngineFailure if the pipeline has failed, or stays full beyond its deadline, which fails it for everybody
     * @throws IllegalStateException if the pipeline is closed
     */
    void publish();
}
