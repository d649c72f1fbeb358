package io.ringside.engine.journal;

import java.nio.file.Path;

/**
 * A journal was changed or truncated after it was written: says at which byte of which file, and up to which record it is
 * good. The message is one line with the remedy; commands print it without a stack trace and exit with 2.
 */
public final class JournalDamage extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Path file;
    private final long offset;
    private final long lastGoodSequence;

    /**
     * A fault.
     *
     * @param offset byte of the file, from 0
     * @param lastGoodSequence sequence of the last verified record, -1 if none
     */
    public JournalDamage(Path file, long offset, long lastGoodSequence, String what) {
        super("damaged journal: " + file + " byte " + offset + ": " + what + "; "
                + (lastGoodSequence < 0 ? "no good record" : "last good sequence " + lastGoodSequence)
                + "; ./ringside repair " + folder(file) + " copies what is good");
        this.file = file;
        this.offset = offset;
        this.lastGoodSequence = lastGoodSequence;
    }

    /** The damaged file. */
    public Path file() {
        return file;
    }

    /** Byte of the file at which it is damaged. */
    public long offset() {
        return offset;
    }

    /** Sequence of the last verified record, -1 if none. */
    public long lastGoodSequence() {
        return lastGoodSequence;
    }

    private static Path folder(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of(".") : parent;
    }
}
