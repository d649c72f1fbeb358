package io.ringside.dashboard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All daemons that the page shows, polled ten times a second by one thread.
 *
 * <p>Thread: any; one of its own.
 */
final class Feeds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);
    private static final long EVERY_NANOS = 100_000_000L;
    private static final int JOIN_MS = 5_000;

    private final List<DaemonFeed> feeds;
    private final Thread thread;
    private long version;
    private volatile boolean stopped;

    /** Follows the daemons of these folders. */
    Feeds(List<Path> roots) {
        List<DaemonFeed> all = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Path root : roots) {
            Path name = root.toAbsolutePath().normalize().getFileName();
            String base = name == null ? "daemon" : name.toString().replaceAll("[^A-Za-z0-9._-]", "-");
            String id = base;
            for (int i = 2; !ids.add(id); i++) {
                id = base + "-" + i;
            }
            all.add(new DaemonFeed(id, root));
        }
        feeds = Collections.unmodifiableList(all);
        thread = new Thread(this::run, "dashboard-feed");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** @throws Refusal if there is none of that name */
    DaemonFeed of(String id) {
        return feeds.stream()
                .filter(feed -> feed.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "no such daemon"));
    }

    /** What the list of daemons shows. */
    List<Map<String, Object>> briefs() {
        return feeds.stream().map(DaemonFeed::brief).toList();
    }

    private void run() {
        while (!stopped) {
            boolean news = false;
            for (DaemonFeed feed : feeds) {
                try {
                    news |= feed.poll();
                } catch (RuntimeException e) {
                    LOG.warn("{} cannot be looked at just now", feed.root(), e);
                }
            }
            if (news) {
                changed();
            }
            LockSupport.parkNanos(EVERY_NANOS);
        }
    }

    private synchronized void changed() {
        version++;
        notifyAll();
    }

    /**
     * Waits for news.
     *
     * @param seen version that is known
     * @return the version now, the same if there was no news in time
     */
    synchronized long await(long seen, long ms) throws InterruptedException {
        long end = System.nanoTime() + ms * 1_000_000L;
        long leftMs = ms;
        while (version == seen && !stopped && leftMs > 0) {
            wait(leftMs);
            leftMs = (end - System.nanoTime()) / 1_000_000L;
        }
        return version;
    }

    boolean isStopped() {
        return stopped;
    }

    @Override
    public void close() {
        stopped = true;
        changed();
        LockSupport.unpark(thread);
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        feeds.forEach(DaemonFeed::close);
    }
}
