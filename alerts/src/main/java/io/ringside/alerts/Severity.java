package io.ringside.alerts;

/** How soon somebody has to know. */
enum Severity {
    /** Counts in the digest only. */
    DIGEST,
    /** With others, outside of quiet hours. */
    INFO,
    /** The same, to channels that want no more than what matters. */
    WARNING,
    /** At once, on every channel, past quiet hours and limits, until somebody acknowledges. */
    CRITICAL
}
