package io.ringside.gateway.live.operator;

import io.ringside.engine.settings.UserError;
import java.io.UncheckedIOException;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether trading is killed: by the flag in the daemon's folder, which survives the process, or, if the flag cannot be
 * written, in this process's memory. Each kill is executed once.
 *
 * <pre>
 *   off --set, or the file is created------> set --executed-> done --clear--> off
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
    /** Note of a kill without a flag; null if there is none. */
    private String remembered;
    /** Creation time of the flag that was executed; null if none was. */
    private FileTime obeyed;

    private boolean rememberedObeyed;

    public KillSwitch(LiveFolder folder, Alarms alarms) {
        this.folder = folder;
        this.alarms = alarms;
    }

    /** Kills. It is in force at once, whether the flag can be written or not. */
    public synchronized void set(String note) {
        remembered = note;
        rememberedObeyed = false;
        try {
            folder.setKill(note);
            remembered = null;
        } catch (UncheckedIOException e) {
            alarms.raise("killed, but the kill flag cannot be written and a restart would not know of it: "
                    + UserError.reasonWithFile(e));
        }
    }

    /** Whether trading is killed. */
    public synchronized boolean isSet() {
        return remembered != null || folder.isKilled();
    }

    /** The reason given for the kill. */
    public synchronized String note() {
        LiveFolder.KillFlag flag = folder.killFlag();
        String note = flag == null ? remembered : flag.note();
        return note == null || note.isEmpty() ? "the kill flag was set" : note;
    }

    /** Whether there is a kill that was not executed yet. */
    public synchronized boolean isDue() {
        LiveFolder.KillFlag flag = folder.killFlag();
        return flag == null
                ? remembered != null && !rememberedObeyed
                : !flag.set().equals(obeyed);
    }

    /** Notes that the kill was executed. */
    public synchronized void obeyed() {
        LiveFolder.KillFlag flag = folder.killFlag();
        obeyed = flag == null ? null : flag.set();
        rememberedObeyed = true;
    }

    /**
     * Lifts the kill.
     *
     * @return why it cannot be lifted, null if it was
     */
    public synchronized String clear() {
        try {
            folder.clearKill();
        } catch (UncheckedIOException e) {
            LOG.warn("the kill flag stays", e);
            return "the kill flag cannot be removed: " + UserError.reasonWithFile(e);
        }
        remembered = null;
        obeyed = null;
        return null;
    }
}
