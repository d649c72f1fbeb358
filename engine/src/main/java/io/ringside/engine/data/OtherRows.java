package io.ringside.engine.data;

/**
 * Of a file whose rows belong to several owners: for each of them, the line of the first row that is another's.
 *
 * <p>Thread: the reader's.
 */
final class OtherRows {
    private Object firstOwner;
    private long firstLine;
    private long otherLine;

    /**
     * Notes a row.
     *
     * @param owner whose it is, told apart by identity; null for nobody's
     * @param line from 1
     */
    void row(Object owner, long line) {
        if (firstLine == 0) {
            firstOwner = owner;
            firstLine = line;
        } else if (otherLine == 0 && owner != firstOwner) {
            otherLine = line;
        }
    }

    /** Line of the first row that is not this owner's; 0 if all were. */
    long lineBeside(Object owner) {
        return owner == firstOwner ? otherLine : firstLine;
    }
}
