package io.ringside.engine.portfolio;

import io.ringside.engine.event.Standing;

/**
 * The standings of one decision, in the strategy's order: if money is short, the first ones get it. A holding without a
 * standing is kept as it is.
 *
 * <p>Thread: signal stage.
 */
public final class Ranking {
    private final Universe universe;
    private final int portfolioId;
    private final Standing[] standings;
    /** By name: whether it has a standing. */
    private final boolean[] said;

    private final double[] score;
    private int count;

    /** For the first portfolio. */
    Ranking(Universe universe) {
        this(universe, 0);
    }

    Ranking(Universe universe, int portfolioId) {
        this.portfolioId = portfolioId;
        this.universe = universe;
        standings = new Standing[universe.names()];
        said = new boolean[standings.length];
        score = new double[standings.length];
        for (int i = 0; i < standings.length; i++) {
            standings[i] = new Standing();
        }
    }

    void clear() {
        for (int i = 0; i < count; i++) {
            said[standings[i].instrumentId] = false;
        }
        count = 0;
    }

    int size() {
        return count;
    }

    Standing get(int index) {
        return standings[index];
    }

    /**
     * Adds a standing for a name, with no target yet; the caller fills it in.
     *
     * @throws IllegalStateException if the name has a standing already
     */
    public Standing add(int name, int actions, int reason) {
        if (said[name]) {
            throw new IllegalStateException(universe.symbol(name) + " stands in the ranking twice");
        }
        said[name] = true;
        Standing standing = standings[count++];
        standing.clear(portfolioId, name);
        standing.actions = actions;
        standing.reason = reason;
        return standing;
    }

    /** Whether a name has a standing. */
    public boolean has(int name) {
        return said[name];
    }

    /** Sets the score by which {@link #sort} orders a name. */
    public void score(int name, double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("the score of " + universe.symbol(name) + " is " + value);
        }
        score[name] = value;
    }

    /** The score that was set last. */
    public double score(int name) {
        return score[name];
    }

    /** Orders the first names of an array by their scores, the highest first; equal ones by symbol. */
    public void sort(int[] names, int length) {
        // Heap sort: it does not allocate, and the result does not depend on the input's order.
        for (int root = length / 2 - 1; root >= 0; root--) {
            sink(names, root, length);
        }
        for (int end = length - 1; end > 0; end--) {
            int last = names[end];
            names[end] = names[0];
            names[0] = last;
            sink(names, 0, end);
        }
    }

    private void sink(int[] names, int start, int length) {
        int root = start;
        int child = 2 * root + 1;
        while (child < length) {
            if (child + 1 < length && isBefore(names[child], names[child + 1])) {
                child++;
            }
            if (!isBefore(names[root], names[child])) {
                return;
            }
            int name = names[root];
            names[root] = names[child];
            names[child] = name;
            root = child;
            child = 2 * root + 1;
        }
    }

    private boolean isBefore(int a, int b) {
        return score[a] != score[b] ? score[a] > score[b] : universe.compare(a, b) < 0;
    }
}
