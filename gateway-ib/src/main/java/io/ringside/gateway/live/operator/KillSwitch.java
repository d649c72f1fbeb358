package io.ringside.gateway.live.operator;

import java.io.UncheckedIOException;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether trading is killed: the flag in the daemon's folder, which outlives the process, or, where no flag can be written, the
 * memory of this one. Each kill is obeyed once.
 *
 * <pre>
 *   off --set, or somebody makes the file--> set --obeyed--> obeyed --clear--> off
 *                                             ^                 |
 *                                             +--- another flag-+
 * </pre>
 *
 * <p>Thread: any.
 */
public final class KillSwitch {
    private static final Logger LOG = LoggerFactory.getLogger(KillSwitch.class);

    private final LiveFolder folder;
    private final Alarms alarms;
    /** A kill that is nowhere but here; null if there is none. */
    private String remembered;
    /** When the flag that was obeyed was set; null if none was. */
    private FileTime obeyed;

    private boolean rememberedObeyed;

    public KillSwitch(LiveFolder folder, Alarms alarms) {
        this.folder = folder;
        this.alarms = alarms;
    }

    /** Kills. It counts from here on, whether it can be written or not. */
    public synchronized void set(String note) {
        remembered = note;
        rememberedObeyed = false;
        try {
            folder.setKill(note);
            remembered = null;
        } catch (UncheckedIOException e) {
            alarms.raise("killed, but the kill flag cannot be written and a restart would not know of it: "
                    + e.getCause().getMessage());
        }
    }

    /** Whether trading is killed. */
    public synchronized boolean isSet() {
        return remembered != null || folder.isKilled();
    }

    /** Why, as whoever did it said. */
    public synchronized String note() {
        LiveFolder.KillFlag flag = folder.killFlag();
        String note = flag == null ? remembered : flag.note();
        return note == null || note.isEmpty() ? "the kill flag was set" : note;
    }

    /** Whether there is a kill that was not obeyed yet. */
    public synchronized boolean isDue() {
        LiveFolder.KillFlag flag = folder.killFlag();
        return flag == null
                ? remembered != null && !rememberedObeyed
                : !flag.set().equals(obeyed);
    }

    /** The kill that is set has been obeyed. */
    public synchronized void obeyed() {
        LiveFolder.KillFlag flag = folder.killFlag();
        obeyed = flag == null ? null : flag.set();
        rememberedObeyed = true;
    }

    /**
     * Takes the kill back.
     *
     * @return what is in the way, null if nothing is
     */
    public synchronized String clear() {
        try {
            folder.clearKill();
        } catch (UncheckedIOException e) {
            LOG.warn("the kill flag stays", e);
            return "the kill flag cannot be removed: " + e.getCause().getMessage();
        }
        remembered = null;
        obeyed = null;
        return null;
    }
}
