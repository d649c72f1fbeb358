package io.ringside.engine.journal;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One writer a journal: a file lock of the operating system, which is released when its process ends. The file names the
 * holder; it is empty while there is none.
 *
 * <p>The operating system drops all of a process's locks on a file as soon as the process closes that file anywhere: so a
 * second attempt within the same process is refused before the file is opened, and no reader opens it.
 */
final class JournalLock implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();
    private static final int PID_LENGTH_MAX = 20;

    private final Path journal;
    private final FileChannel channel;

    private JournalLock(Path journal, FileChannel channel) {
        this.journal = journal;
        this.channel = channel;
    }

    /** Takes the lock, or refuses at once and names the holder. */
    static JournalLock acquire(JournalFolder folder) {
        Path journal;
        try {
            journal = folder.path().toRealPath();
        } catch (IOException e) {
            throw new UserError("cannot read the folder " + folder.path() + ": " + UserError.reasonWithFile(e), e);
        }
        if (!HELD_HERE.add(journal)) {
            throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
        }
        boolean held = false;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    folder.lock(),
                    LinkOption.NOFOLLOW_LINKS,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(folder, holder(channel));
            }
            JournalFolder.ownerOnly(folder.lock());
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            held = true;
            return new JournalLock(journal, channel);
        } catch (IOException e) {
            throw new UserError("cannot lock " + folder.lock() + ": " + UserError.reasonWithFile(e), e);
        } finally {
            if (!held) {
                release(journal, channel);
            }
        }
    }

    /** Empties the file: nobody holds the lock. */
    void empty() throws IOException {
        channel.truncate(0);
    }

    @Override
    public void close() {
        release(journal, channel);
    }

    private static void release(Path journal, FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new JournalFailure("cannot release the lock of " + journal + ": " + UserError.reasonWithFile(e), e);
        } finally {
            HELD_HERE.remove(journal);
        }
    }

    /** The process that the lock's file names, or "unknown" if it names none. */
    static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(PID_LENGTH_MAX);
        channel.read(bytes, 0);
        String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
        return pid.matches("[0-9]+") ? pid : "unknown";
    }

    private static UserError inUse(JournalFolder folder, String pid) {
        return new UserError("the journal " + folder.path() + " is being written by process " + pid
                + "; stop it, or name another journal");
    }
}
