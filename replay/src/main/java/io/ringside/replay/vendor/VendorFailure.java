package io.ringside.replay.vendor;

/** A vendor does not give what was asked for; the message is for the user and names neither key nor account. */
public final class VendorFailure extends Exception {
    private static final long serialVersionUID = 1;

    /** What follows from it. */
    public enum Kind {
        /** It may be had later: the next symbol is asked for. */
        LATER,
        /** There is no such symbol. */
        UNKNOWN_SYMBOL,
        /** The key is refused: nothing else needs to be asked. */
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
