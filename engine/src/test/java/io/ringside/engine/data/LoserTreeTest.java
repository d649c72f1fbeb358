package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoserTreeTest {
    private record Key(long nanos, int rank, int lane) {}

    /** Few times and ranks, so that many keys tie; each lane's keys rise. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 33, 500})
    void lanesMergeInTheOrderThatSortingGives(int lanes) {
        var random = new SplittableRandom(lanes);
        List<List<Key>> sorted = new ArrayList<>();
        List<Key> expected = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            List<Key> keys = new ArrayList<>();
            long nanos = random.nextInt(3);
            for (int i = random.nextInt(20); i > 0; i--) {
                nanos += random.nextInt(3);
                keys.add(new Key(nanos, random.nextInt(7), lane));
            }
            keys.sort(Comparator.comparingLong(Key::nanos).thenComparingInt(Key::rank));
            sorted.add(keys);
            expected.addAll(keys);
        }
        expected.sort(
                Comparator.comparingLong(Key::nanos).thenComparingInt(Key::rank).thenComparingInt(Key::lane));
        assertEquals(expected, merged(sorted));
    }

    private static List<Key> merged(List<List<Key>> lanes) {
        var tree = new LoserTree(lanes.size());
        int[] taken = new int[lanes.size()];
        for (List<Key> keys : lanes) {
            if (!keys.isEmpty()) {
                Key first = keys.get(0);
                tree.enter(first.lane, first.nanos, first.rank);
            }
        }
        tree.play();
        List<Key> merged = new ArrayList<>();
        for (int lane = tree.first(); lane >= 0; lane = tree.first()) {
            List<Key> keys = lanes.get(lane);
            merged.add(keys.get(taken[lane]++));
            if (taken[lane] < keys.size()) {
                Key next = keys.get(taken[lane]);
                tree.replaceFirst(next.nanos, next.rank);
            } else {
                tree.endFirst();
            }
        }
        return merged;
    }

    @Test
    void noLaneHasNoFirst() {
        var tree = new LoserTree(0);
        tree.play();
        assertEquals(-1, tree.first());
    }

    @Test
    void lanesThatNeverEnteredAreAtTheirEnds() {
        var tree = new LoserTree(3);
        tree.enter(2, 7, 1);
        tree.play();
        assertEquals(2, tree.first());
        tree.endFirst();
        assertEquals(-1, tree.first());
    }
}
