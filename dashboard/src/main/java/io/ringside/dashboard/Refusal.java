package io.ringside.dashboard;

/** A request that is not served: a status of HTTP, and words for whoever asked, which hold nothing of what he sent. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final long retrySeconds;

    Refusal(int status, String message) {
        this(status, message, 0);
    }

    Refusal(int status, String message, long retrySeconds) {
        super(message, null, false, false);
        this.status = status;
        this.retrySeconds = retrySeconds;
    }

    int status() {
        return status;
    }

    /** After how long it is worth another try; 0 if it is not known. */
    long retrySeconds() {
        return retrySeconds;
    }
}
