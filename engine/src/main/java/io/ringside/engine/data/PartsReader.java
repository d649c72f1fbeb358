package io.ringside.engine.data;

import java.util.List;

/**
 * The rows of one or more files that belong together, one file after the other.
 *
 * <p>Thread: the one that drives the run.
 */
abstract class PartsReader implements AutoCloseable {
    private final List<DataPart> parts;
    private int part;
    /** The file that is being read. */
    CsvFile file;

    /** @param parts in the order of time; the first is to be opened by {@link #open} */
    PartsReader(List<DataPart> parts) {
        this.parts = parts;
    }

    /** Opens a file as {@link #file}, up to its first row; closes it if that fails. */
    abstract void open(DataPart next);

    /** Opens the first of them. */
    final void openFirst() {
        open(parts.get(0));
    }

    final CsvFile file() {
        return file;
    }

    /** Moves to the next row; false at the end. */
    final boolean next() {
        while (!file.next()) {
            if (!nextPart()) {
                return false;
            }
        }
        return true;
    }

    /** The same for rows that are only counted: any number of fields is accepted. */
    final boolean nextOfAnyShape() {
        while (!file.nextOfAnyShape()) {
            if (!nextPart()) {
                return false;
            }
        }
        return true;
    }

    private boolean nextPart() {
        if (part + 1 == parts.size()) {
            return false;
        }
        file.close();
        open(parts.get(++part));
        return true;
    }

    final double progress() {
        return (part + file.progress()) / parts.size();
    }

    @Override
    public final void close() {
        file.close();
    }
}
