package io.ringside.gateway.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** What the marked places call: at the chosen pass of the chosen one the process ends, as by {@code kill -9}. */
public final class CrashPoints {
    /** Exit status of a process that died here. */
    static final int STATUS = 99;

    private static final int LENGTH_BYTES = 4;
    private static final CrashPoint WANTED;
    private static final AtomicInteger PASSES_LEFT;
    private static final SplittableRandom RANDOM;

    static {
        String[] plan = System.getProperty("ringside.crash", "none 0").split(" ", -1);
        WANTED = plan[0].equals("none") ? null : CrashPoint.valueOf(plan[0]);
        PASSES_LEFT = new AtomicInteger(Integer.parseInt(plan[1]));
        RANDOM = new SplittableRandom(PASSES_LEFT.get());
    }

    private CrashPoints() {}

    /** Which place the process is to die at; null if none. */
    static CrashPoint wanted() {
        return WANTED;
    }

    /** A marked place is passed; called by what the agent put there. */
    public static void pass(int point, Object argument) {
        CrashPoint passed = CrashPoint.values()[point];
        if (passed == WANTED && passed.isMeant(argument) && PASSES_LEFT.decrementAndGet() == 0) {
            die();
        }
    }

    /** Stands in for the write to the socket; called by what the agent put there. */
    public static int write(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        boolean meant = WANTED == CrashPoint.MID_WRITE || WANTED == CrashPoint.AFTER_WRITE;
        if (!meant || !hasOrder(bytes) || PASSES_LEFT.decrementAndGet() != 0) {
            return channel.write(bytes);
        }
        int length = bytes.remaining();
        ByteBuffer part = bytes.duplicate();
        if (WANTED == CrashPoint.MID_WRITE) {
            part.limit(part.position() + 1 + RANDOM.nextInt(length - 1));
        }
        while (part.hasRemaining()) {
            channel.write(part);
        }
        die();
        return length;
    }

    /** Whether one of the frames is an order, which begins with the number 3. */
    private static boolean hasOrder(ByteBuffer bytes) {
        int at = bytes.position();
        while (at + LENGTH_BYTES < bytes.limit()) {
            if (bytes.get(at + LENGTH_BYTES) == '3' && bytes.get(at + LENGTH_BYTES + 1) == 0) {
                return true;
            }
            at += LENGTH_BYTES + bytes.getInt(at);
        }
        return false;
    }

    private static void die() {
        Runtime.getRuntime().halt(STATUS);
    }
}
