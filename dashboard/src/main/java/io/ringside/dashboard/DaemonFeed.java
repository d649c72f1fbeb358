package io.ringside.dashboard;

import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.gateway.live.operator.OperatorDesk;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The state of one daemon: its status file, its kill flag, its alarms, and the tail of its newest day's journal. The daemon
 * itself is not contacted.
 *
 * <p>Thread: {@link #poll} one, all others any.
 */
final class DaemonFeed implements AutoCloseable {
    private static final long MOVED_MS = 5_000;
    private static final int RECORDS_A_POLL = 20_000;
    private static final int ALARMS_SHOWN = 100;
    private static final int ALARM_BYTES_MAX = 1 << 20;
    private static final int LOOK_FOR_DAY_EVERY = 10;

    private final String id;
    private final LiveFolder folder;
    private final OperatorDesk desk;
    private DayJournal day;
    private Path wanted;
    private String problem = "no journal yet";
    private String statusText;
    private Map<String, Object> status;
    private String killNote;
    private List<String> alarms = List.of();
    private boolean running;
    private String fault;
    private int turn;
    private boolean caughtUp;

    /** @param id its id in addresses */
    DaemonFeed(String id, Path root) {
        this.id = id;
        folder = new LiveFolder(root);
        desk = new OperatorDesk(folder);
    }

    String id() {
        return id;
    }

    Path root() {
        return folder.root();
    }

    OperatorDesk desk() {
        return desk;
    }

    /** Reads the folder; returns whether anything has changed. */
    synchronized boolean poll() {
        // All are read, even if the first has changed.
        boolean status = readStatus();
        boolean flag = readFlag();
        boolean judged = judge();
        boolean seldom = false;
        if (turn++ % LOOK_FOR_DAY_EVERY == 0) {
            boolean raised = readAlarms();
            seldom = lookForDay() || raised;
        }
        return followDay() || status || flag || judged || seldom;
    }

    private boolean readStatus() {
        String text;
        try {
            text = folder.readStatus();
        } catch (UserError e) {
            text = null;
        }
        if (Objects.equals(text, statusText)) {
            return false;
        }
        statusText = text;
        if (text == null) {
            status = null;
            return true;
        }
        try {
            @SuppressWarnings("unchecked")
            Map<String, Object> read = (Map<String, Object>) Json.read("status.json", text);
            status = read;
        } catch (UserError | ClassCastException e) {
            // Half a file is replaced by a whole one at the next second.
            return false;
        }
        return true;
    }

    private boolean readFlag() {
        LiveFolder.KillFlag flag = folder.killFlag();
        String note = flag == null ? null : flag.note();
        boolean news = !Objects.equals(note, killNote);
        killNote = note;
        return news;
    }

    /** Whether the daemon runs: it writes its status, or its process exists. */
    private boolean judge() {
        long now = System.currentTimeMillis();
        long ageMs = now - number("written_ms");
        boolean stopped = status == null || "stopped".equals(status.get("state"));
        boolean fresh = status != null && ageMs < MOVED_MS && !stopped;
        boolean alive = fresh
                || (!stopped
                        && ProcessHandle.of(number("pid"))
                                .map(ProcessHandle::isAlive)
                                .orElse(false));
        String judged = null;
        if (status == null) {
            judged = "no daemon has ever run in this folder";
        } else if (!alive) {
            judged = "no daemon runs; what works at the broker, stops too, goes on there";
        } else if (!fresh) {
            judged = "the daemon has not moved for " + ageMs / 1_000 + " s: kill works all the same";
        } else if (now - number("session_ms") >= MOVED_MS) {
            judged = "the daemon's session has not moved for " + (now - number("session_ms")) / 1_000
                    + " s: commands wait, but kill works";
        } else if ("failed".equals(status.get("state"))) {
            judged = "a stage has failed; the daemon ends, stops stay at the broker";
        }
        boolean news = alive != running || !Objects.equals(judged, fault);
        running = alive;
        fault = judged;
        return news;
    }

    private boolean readAlarms() {
        List<String> read = List.of();
        Path file = folder.unacknowledged();
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                read = new String(in.readNBytes(ALARM_BYTES_MAX), StandardCharsets.ISO_8859_1)
                        .lines()
                        .limit(ALARMS_SHOWN)
                        .toList();
            } catch (IOException e) {
                read = List.of("the alarms cannot be read: " + UserError.reasonWithFile(e));
            }
        }
        boolean news = !read.equals(alarms);
        alarms = read;
        return news;
    }

    private boolean lookForDay() {
        try {
            Path newest = JournalReader.newestDay(folder.root());
            boolean other = !newest.equals(folder.root()) && (day == null || !newest.equals(day.path));
            wanted = other ? newest : null;
            return false;
        } catch (UserError e) {
            return isNews(e.getMessage());
        }
    }

    private boolean isNews(String message) {
        boolean news = !message.equals(problem);
        problem = message;
        return news;
    }

    private boolean followDay() {
        try {
            if (wanted != null) {
                DayJournal opened = new DayJournal(wanted);
                closeDay();
                day = opened;
                wanted = null;
                problem = null;
            }
            if (day == null) {
                return false;
            }
            int records = day.follow(RECORDS_A_POLL);
            boolean before = caughtUp;
            caughtUp = records < RECORDS_A_POLL;
            return records > 0 || before != caughtUp;
        } catch (UserError | JournalDamage e) {
            boolean news = isNews(e.getMessage());
            // It may have been read while it was being put in order: it is read again, from its beginning.
            closeDay();
            return news;
        }
    }

    private void closeDay() {
        if (day != null) {
            day.close();
            day = null;
        }
    }

    /** Value of a number of the status, 0 if there is none. */
    private long number(String key) {
        return status != null && status.get(key) instanceof BigDecimal value ? value.longValue() : 0;
    }

    // ---- For the page ---------------------------------------------------------------------------------------------

    /** The state that the page always shows. */
    synchronized Map<String, Object> state() {
        return new DaemonState(this).all();
    }

    /** Its entry in the list of daemons. */
    synchronized Map<String, Object> brief() {
        return new DaemonState(this).brief();
    }

    /**
     * Asks something of the day that is followed.
     *
     * @throws Refusal if there is none
     */
    synchronized <T> T ofDay(Function<DayJournal, T> question) {
        if (day == null) {
            throw new Refusal(404, problem == null ? "no journal yet" : problem);
        }
        return question.apply(day);
    }

    /** Days that there are journals of, newest first. */
    List<String> days() {
        try (Stream<Path> folders = Files.list(folder.root())) {
            return folders.filter(one -> JournalReader.newestDay(one).equals(one))
                    .map(one -> one.getFileName().toString())
                    .filter(name -> name.matches("\\d{4}-\\d{2}-\\d{2}"))
                    .sorted((a, b) -> b.compareTo(a))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    // Read by DaemonState under this object's lock.

    DayJournal day() {
        return day;
    }

    String problem() {
        return problem;
    }

    Map<String, Object> status() {
        return status;
    }

    long statusMs() {
        return number("written_ms");
    }

    long sessionMs() {
        return number("session_ms");
    }

    String killNote() {
        return killNote;
    }

    List<String> alarms() {
        return new ArrayList<>(alarms);
    }

    boolean running() {
        return running;
    }

    String fault() {
        return fault;
    }

    boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public synchronized void close() {
        closeDay();
    }
}
