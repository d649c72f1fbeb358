package io.ringside.replay.vendor;

/** A failed request to a vendor; the message is for the user and contains neither key nor account. */
public final class VendorFailure extends Exception {
    private static final long serialVersionUID = 1;

    /** What follows from it. */
    public enum Kind {
        /** It may succeed later: the update goes on with the next symbol. */
        LATER,
        /** There is no such symbol. */
        UNKNOWN_SYMBOL,
        /** The key is refused: the update stops. */
        DENIED
    }

    private final Kind kind;

    VendorFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    VendorFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What follows from it. */
    public Kind kind() {
        return kind;
    }
}
