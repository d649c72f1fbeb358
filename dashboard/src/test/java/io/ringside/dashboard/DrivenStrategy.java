package io.ringside.dashboard;

import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.shelf.MeanReversionInTrend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * The settings of the shipped strategy, but that it wants to be long after every bar, so that there is always an entry to do something about; and a file makes it hang, or throw: a
 * stage that stands, or dies, in a process of its own. What it decides depends on bars alone, so that its days replay.
 */
public final class DrivenStrategy extends MeanReversionInTrend {
    static final String NAME = "driven-strategy";
    private static final long POLL_NANOS = 5_000_000L;

    /** Null where it only replays. */
    private static volatile Path file;

    /** Looks at files from now on: {@code FILE.hangs} and {@code FILE.throws}. */
    static void obey(Path named) {
        file = named;
    }

    static Path hangs(Path named) {
        return named.resolveSibling(named.getFileName() + ".hangs");
    }

    static Path fails(Path named) {
        return named.resolveSibling(named.getFileName() + ".throws");
    }

    @Override
    protected void define() {
        super.define();
        enterLong("ALWAYS").when(check("always", () -> true));
    }

    @Override
    protected void onBar(Bars bars) {
        Path named = file;
        if (named == null) {
            return;
        }
        if (Files.exists(fails(named))) {
            throw new IllegalStateException("made to");
        }
        while (Files.exists(hangs(named))) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
