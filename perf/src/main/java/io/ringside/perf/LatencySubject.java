package io.ringside.perf;

/** Something that paced events go through. Its threads live for a window only: an idle spinner would disturb the others. */
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
