package io.ringside.gateway.live;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The dashboard of a daemon as a process of its own: the daemon does not wait for it and does not depend on it.
 *
 * <p>Thread: its owner's.
 */
final class DashboardProcess implements AutoCloseable {
    private final Process process;

    /**
     * Starts it on a free port and lets it open a browser.
     *
     * @param home where Ringside is installed
     * @param root the daemon's folder
     * @throws UserError if it cannot be started
     */
    DashboardProcess(Path home, Path root) {
        Path launcher = home.resolve("ringside").toAbsolutePath();
        if (!Files.isExecutable(launcher)) {
            throw new UserError("--dashboard: " + launcher + " is missing; start ringside dashboard yourself");
        }
        try {
            process = new ProcessBuilder(List.of(
                            launcher.toString(),
                            "dashboard",
                            "--journal",
                            root.toString(),
                            "--listen",
                            "127.0.0.1:0",
                            "--open"))
                    .inheritIO()
                    .start();
        } catch (IOException e) {
            throw new UserError("--dashboard: cannot be started: " + e, e);
        }
    }

    /** Waits until the process ends. */
    void awaitEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
