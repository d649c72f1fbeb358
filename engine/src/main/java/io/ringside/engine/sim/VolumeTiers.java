package io.ringside.engine.sim;

import io.ringside.engine.event.FixedPoint;
import java.util.Arrays;

/**
 * Commission a share by the volume traded before it. Written {@code 0.0035 to 300000, 0.0020 to 3000000, 0.0015}: the first
 * 300,000 shares at 0.0035, the next up to 3,000,000 at 0.0020, all further ones at 0.0015.
 *
 * <p>Thread: any; immutable.
 */
public final class VolumeTiers {
    private static final String FORM = "must be tiers such as \"0.0035 to 300000, 0.0020 to 3000000, 0.0015\"";

    private final long[] perShareE8;
    /** Volume at which each tier ends; the last never does. */
    private final long[] upTo;

    private VolumeTiers(long[] perShareE8, long[] upTo) {
        this.perShareE8 = perShareE8;
        this.upTo = upTo;
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException if it is another
     */
    public static VolumeTiers parse(String text) {
        String[] parts = text.split(",", -1);
        long[] perShareE8 = new long[parts.length];
        long[] upTo = new long[parts.length];
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            String[] words = parts[i].trim().split("\\s+to\\s+", -1);
            try {
                perShareE8[i] = FixedPoint.parse(words[0]);
                upTo[i] = last ? Long.MAX_VALUE : Long.parseLong(words.length == 2 ? words[1] : "");
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(FORM, e);
            }
            if (words.length != (last ? 1 : 2) || perShareE8[i] < 0 || upTo[i] <= (i == 0 ? 0 : upTo[i - 1])) {
                throw new IllegalArgumentException(FORM);
            }
        }
        return new VolumeTiers(perShareE8, upTo);
    }

    /** Money for so many shares after a volume of so many before them, at 1e-8. */
    public long costE8(long volumeBefore, long quantity) {
        long cost = 0;
        long from = volumeBefore;
        long to = Math.addExact(volumeBefore, quantity);
        for (int i = 0; i < upTo.length && from < to; i++) {
            if (from < upTo[i]) {
                long end = Math.min(to, upTo[i]);
                cost = Math.addExact(cost, Math.multiplyExact(perShareE8[i], end - from));
                from = end;
            }
        }
        return cost;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VolumeTiers tiers
                && Arrays.equals(perShareE8, tiers.perShareE8)
                && Arrays.equals(upTo, tiers.upTo);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(perShareE8);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < upTo.length; i++) {
            FixedPoint.append(text.append(i == 0 ? "" : ", "), perShareE8[i]);
            if (upTo[i] != Long.MAX_VALUE) {
                text.append(" to ").append(upTo[i]);
            }
        }
        return text.toString();
    }
}
