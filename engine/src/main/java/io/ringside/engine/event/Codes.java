package io.ringside.engine.event;

import java.util.Arrays;
import java.util.function.ToIntFunction;

/**
 * Values by the codes that stand for them in a journal record.
 *
 * <p>Thread: any; it has no state.
 */
public final class Codes {
    private Codes() {}

    /** The values, each at the place of its code, from 0; null where no value has that code. */
    public static <T> T[] table(T[] values, ToIntFunction<T> code) {
        T[] table = Arrays.copyOf(
                values, 1 + Arrays.stream(values).mapToInt(code).max().orElse(-1));
        Arrays.fill(table, null);
        for (T value : values) {
            table[code.applyAsInt(value)] = value;
        }
        return table;
    }

    /** The value of a code in a table, or null if there is none. */
    public static <T> T of(T[] table, int code) {
        return code >= 0 && code < table.length ? table[code] : null;
    }
}
