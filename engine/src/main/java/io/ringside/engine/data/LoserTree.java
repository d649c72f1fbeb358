package io.ringside.engine.data;

import java.util.Arrays;

/**
 * Which of several sorted lanes comes next: a tournament whose inner nodes keep the losers, so that the next one of k lanes
 * costs log2(k) comparisons, a quarter of what a binary heap costs to take from and to add to. Of one time the lower rank
 * comes first, of one rank the lower number of a lane.
 *
 * <p>Source: Knuth, The Art of Computer Programming 3, 5.4.1.
 *
 * <p>Thread: its owner's.
 */
final class LoserTree {
    private static final long ENDED = Long.MAX_VALUE;

    /** A power of two, at least the number of lanes. */
    private final int leaves;

    private final long[] nanos;
    /** Rank and number of each lane in one. */
    private final int[] orders;
    /** Who lost at each inner node, from 1 on; who lost nowhere at 0. */
    private final int[] losers;

    /** A tree whose lanes have nothing yet. */
    LoserTree(int lanes) {
        leaves = lanes < 2 ? 1 : Integer.highestOneBit(lanes - 1) << 1;
        nanos = new long[leaves];
        Arrays.fill(nanos, ENDED);
        orders = new int[leaves];
        losers = new int[leaves];
    }

    /** Sets a lane's first key; {@link #play} must follow. */
    void enter(int lane, long laneNanos, int rank) {
        nanos[lane] = laneNanos;
        orders[lane] = rank * leaves + lane;
    }

    /** Finds the first of all lanes. */
    void play() {
        losers[0] = winnerAt(1);
    }

    private int winnerAt(int node) {
        if (node >= leaves) {
            return node - leaves;
        }
        int left = winnerAt(2 * node);
        int right = winnerAt(2 * node + 1);
        boolean leftWins = isBefore(left, right);
        losers[node] = leftWins ? right : left;
        return leftWins ? left : right;
    }

    /** The lane that comes next, or -1 if all are at their ends. */
    int first() {
        int winner = losers[0];
        return nanos[winner] == ENDED ? -1 : winner;
    }

    /** Sets what the first lane has next, and finds the first anew. */
    void replaceFirst(long laneNanos, int rank) {
        enter(losers[0], laneNanos, rank);
        replay();
    }

    /** The first lane is at its end. */
    void endFirst() {
        nanos[losers[0]] = ENDED;
        replay();
    }

    private void replay() {
        int winner = losers[0];
        for (int node = (winner + leaves) >>> 1; node > 0; node >>>= 1) {
            int other = losers[node];
            if (isBefore(other, winner)) {
                losers[node] = winner;
                winner = other;
            }
        }
        losers[0] = winner;
    }

    private boolean isBefore(int lane, int other) {
        return nanos[lane] < nanos[other] || (nanos[lane] == nanos[other] && orders[lane] < orders[other]);
    }
}
