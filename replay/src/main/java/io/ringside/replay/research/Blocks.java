package io.ringside.replay.research;

/**
 * Sessions divided into blocks of equal length, in the order of time; surplus sessions at the start belong to no block.
 *
 * @param sessions number of traded sessions
 * @param count number of blocks; even, or 0 if there are too few sessions
 */
record Blocks(int sessions, int count) {
    private static final int COUNT_MAX = 16;
    private static final int LENGTH_MIN = 5;

    /** As many blocks as the sessions allow, 16 at most. */
    static Blocks of(int sessions) {
        int count = Math.min(COUNT_MAX, sessions / LENGTH_MIN / 2 * 2);
        return new Blocks(sessions, count < 4 ? 0 : count);
    }

    /** Sessions in a block. */
    int length() {
        return count == 0 ? 0 : sessions / count;
    }

    /** The block of a session, or -1. */
    int of(int session, int of) {
        if (count == 0) {
            return -1;
        }
        int position = session - (of - count * length());
        return position < 0 ? -1 : Math.min(count - 1, position / length());
    }
}
