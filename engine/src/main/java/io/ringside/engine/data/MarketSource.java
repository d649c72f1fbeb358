package io.ringside.engine.data;

import java.util.List;
import java.util.Optional;

/**
 * Market data of one instrument in the order of time: a cursor that {@link #next} moves.
 *
 * <p>Thread: the one that drives the run.
 */
public sealed interface MarketSource extends AutoCloseable permits BarSource, TickSource {
    /** Ticker of the instrument. */
    String symbol();

    /** Whether the prices are synthetic; every report made of them says so. */
    boolean synthetic();

    /**
     * Moves to the next bar or tick; false at the end.
     *
     * @throws io.ringside.engine.settings.UserError if the data is defective
     */
    boolean next();

    /** Day of the session that the bar or tick belongs to. */
    int sessionDay();

    /** About how much of the data has been read, from 0 to 1. */
    double progress();

    /** What became of the rows of the file that it reads, complete at its end; empty if there is no file. */
    default Optional<FileReport> report() {
        return Optional.empty();
    }

    /** The same of each of the files that it reads. */
    default List<FileReport> reports() {
        return report().stream().toList();
    }

    @Override
    void close();
}
