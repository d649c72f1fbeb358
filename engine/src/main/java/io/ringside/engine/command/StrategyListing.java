package io.ringside.engine.command;

import io.ringside.engine.settings.UserError;

/**
 * A command that lists strategies and goes on when one of them cannot be loaded.
 *
 * <p>Thread: the process's main thread.
 */
public interface StrategyListing {
    /** A file of {@code --strategy-path}, or a strategy of it, is left out; called before the command itself. */
    void leftOut(UserError why);
}
