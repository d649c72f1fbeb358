package io.ringside.engine.data;

import io.ringside.engine.settings.UserError;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * The ticks of one symbol of {@link SharedTicks}: first those buffered while other symbols read on, then those of the
 * following rows.
 *
 * <p>Thread: the one that reads all sources of the file.
 */
final class SharedTickSource extends TickSource {
    private static final int COLUMNS = 6;
    private static final int TICKS_A_BLOCK = 64;
    private static final int QUOTE = 1;

    private final SharedTicks file;
    private final TickJudge judge;
    /** Buffered ticks: time, day, flags and kind, then price and quantity, or bid, ask and their sizes. */
    private final ArrayDeque<long[]> blocks = new ArrayDeque<>();

    private int first;
    private int waiting;
    /** How many ticks were consumed, the current one included. */
    private long taken;

    private boolean pending;
    private boolean detached;
    private boolean closed;
    private TickFile alone;

    SharedTickSource(SharedTicks file, TickJudge judge) {
        this.file = file;
        this.judge = judge;
    }

    /** Reads up to the first tick. */
    void begin() {
        pending = advance();
        if (!pending) {
            throw judge.nothingLeft(file.reader());
        }
    }

    TickJudge judge() {
        return judge;
    }

    /** Whether it still takes its ticks from the shared pass over the file. */
    boolean isFed() {
        return !detached && !closed;
    }

    boolean isClosed() {
        return closed;
    }

    /** How many ticks are buffered. */
    int waiting() {
        return waiting;
    }

    /** Buffers the tick on which the reader stands. */
    void keep() {
        int at = (first + waiting) % TICKS_A_BLOCK * COLUMNS;
        if (blocks.isEmpty() || (at == 0 && waiting > 0)) {
            blocks.addLast(new long[COLUMNS * TICKS_A_BLOCK]);
        }
        write(blocks.getLast(), at);
        waiting++;
    }

    /** Drops the buffer; from now on it reads the file itself, from the tick after the current one. */
    void detach() {
        detached = true;
        drop();
    }

    @Override
    public boolean next() {
        if (pending) {
            pending = false;
            return true;
        }
        return !closed && advance();
    }

    private boolean advance() {
        if (detached) {
            return advanceAlone();
        }
        if (waiting > 0) {
            int at = first * COLUMNS;
            take(blocks.getFirst(), at);
            waiting--;
            file.taken(1);
            first = (first + 1) % TICKS_A_BLOCK;
            if (waiting == 0) {
                // The last block is kept and reused.
                first = 0;
            } else if (first == 0) {
                blocks.removeFirst();
            }
        } else if (file.readTo(this)) {
            standOn(file.reader(), judge);
        } else {
            return false;
        }
        taken++;
        return true;
    }

    private void write(long[] to, int at) {
        TickReader row = file.reader();
        boolean isQuote = row.layout().quotes();
        to[at] = judge.nanos();
        to[at + 1] = (long) judge.sessionDay() << 32 | (long) judge.flags() << 1 | (isQuote ? QUOTE : 0);
        to[at + 2] = isQuote ? row.bidE8() : row.priceE8();
        to[at + 3] = isQuote ? row.askE8() : row.quantity();
        to[at + 4] = isQuote ? row.bidSize() : 0;
        to[at + 5] = isQuote ? row.askSize() : 0;
    }

    private void take(long[] from, int at) {
        int day = (int) (from[at + 1] >> 32);
        if ((from[at + 1] & QUOTE) != 0) {
            quote(day, from[at], from[at + 2], from[at + 3], from[at + 4], from[at + 5]);
        } else {
            trade(day, from[at], from[at + 2], from[at + 3], (int) from[at + 1] >> 1);
        }
    }

    private boolean advanceAlone() {
        if (alone == null) {
            alone = file.alone(symbol());
            for (long i = 0; i < taken; i++) {
                if (!alone.next()) {
                    throw new UserError(judge.report().file() + ": has changed while it was read; start again");
                }
            }
        }
        if (!alone.next()) {
            return false;
        }
        standOn(alone);
        return true;
    }

    private void drop() {
        file.taken(waiting);
        waiting = 0;
        first = 0;
        blocks.clear();
    }

    @Override
    public String symbol() {
        return judge.symbol();
    }

    @Override
    public boolean synthetic() {
        return judge.isSynthetic() || (alone != null && alone.synthetic());
    }

    @Override
    public Optional<FileReport> report() {
        return alone == null ? Optional.of(judge.report()) : alone.report();
    }

    @Override
    public double progress() {
        return alone == null ? file.reader().progress() : alone.progress();
    }

    @Override
    public boolean hasQuotes() {
        return file.reader().layout().quotes();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        drop();
        if (alone != null) {
            alone.close();
        }
        file.closed();
    }
}
