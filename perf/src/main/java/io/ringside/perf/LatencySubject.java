package io.ringside.perf;

/**
 * A subject of latency windows with paced events. Its threads live for one window only: an idle spinning thread would
 * disturb the others.
 */
interface LatencySubject {
    /**
     * Runs a window.
     *
     * @throws IllegalStateException if the answers are not what they must be
     */
    void window(Pace pace);

    /** What was measured. */
    LatencyWindows windows();
}
