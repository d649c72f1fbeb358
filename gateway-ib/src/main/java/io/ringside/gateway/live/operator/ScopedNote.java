package io.ringside.gateway.live.operator;

import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Operator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An operator's note that begins with {@code --portfolio NAME}: the command concerns that portfolio only.
 *
 * @param portfolioId its index, or {@link BookId#ALL}
 * @param rest the note without the option
 * @param refusal why the command is refused, null if it is not
 */
public record ScopedNote(int portfolioId, String rest, String refusal) {
    /** The option at the beginning of such a note. */
    public static final String OPTION = "--portfolio";

    private static final Set<Operator> SCOPED = EnumSet.of(
            Operator.HALT, Operator.RESUME, Operator.FLATTEN, Operator.CLOSE, Operator.ADOPT, Operator.REBALANCE);

    /**
     * Reads a note.
     *
     * @param names of the portfolios, by their index
     */
    public static ScopedNote of(Operator operator, List<String> names, String note) {
        String[] words = note.strip().split(" +", 3);
        if (!words[0].equals(OPTION)) {
            // A decision concerns exactly one portfolio.
            boolean which = operator == Operator.REBALANCE && names.size() > 1;
            String refusal = which
                    ? "the daemon trades the portfolios " + String.join(", ", names)
                            + "; say which one: ringside rebalance --live --portfolio NAME"
                    : null;
            return new ScopedNote(BookId.ALL, note, refusal);
        }
        String name = words.length > 1 ? words[1] : "";
        String rest = words.length > 2 ? words[2] : "";
        String refusal = null;
        if (!SCOPED.contains(operator)) {
            refusal = operator.name().toLowerCase(java.util.Locale.ROOT) + " is about the whole account; leave "
                    + OPTION + " away";
        } else if (!names.contains(name)) {
            refusal = names.isEmpty()
                    ? "the daemon has no portfolio; leave " + OPTION + " away"
                    : OPTION + " " + name + ": the portfolios are " + String.join(", ", names);
        }
        return new ScopedNote(names.indexOf(name), rest, refusal);
    }
}
