package io.ringside.gateway.live;

import io.ringside.gateway.sim.Distortion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A broker that tells one to three lies a day: a field of a message altered, a message twice, or behind the next one, or an
 * execution corrected to other shares. Which ones they are follows from the seed, so that every field meets every kind of lie
 * equally often.
 */
final class Liar implements Distortion {
    /** What is done to a field, or to a whole message. */
    enum Kind {
        ZERO,
        NEGATIVE,
        HUGE,
        UNSET,
        FLIPPED,
        OTHER,
        EARLIER,
        LATER,
        CONTROLS,
        DUPLICATED,
        REORDERED
    }

    /**
     * A field of a message that can be lied about.
     *
     * @param index where it stands; negative from the message's end
     * @param often about how many such messages a day has, among which the lie's turn is drawn
     */
    private record Field(int message, String name, int index, int often, List<Kind> kinds) {
        Field(int message, String name, int index, int often, Kind... kinds) {
            this(message, name, index, often, List.of(kinds));
        }
    }

    /** One lie: to be told at the so-manyth message. */
    private static final class Lie {
        final Field field;
        final Kind kind;
        int left;

        Lie(Field field, Kind kind, int left) {
            this.field = field;
            this.kind = kind;
            this.left = left;
        }

        String name() {
            return field.message + " " + field.name + " " + kind;
        }
    }

    private static final Kind[] NUMBER = {Kind.ZERO, Kind.NEGATIVE, Kind.HUGE, Kind.UNSET};
    private static final Kind[] ID = {Kind.ZERO, Kind.NEGATIVE, Kind.HUGE, Kind.OTHER};
    private static final Kind[] TIME = {Kind.ZERO, Kind.EARLIER, Kind.LATER, Kind.HUGE};
    private static final Kind[] TEXT = {Kind.OTHER, Kind.CONTROLS};
    private static final Kind[] SWITCH = {Kind.FLIPPED, Kind.OTHER, Kind.CONTROLS};
    private static final Kind[] WHOLE = {Kind.DUPLICATED, Kind.REORDERED};

    private static final int OUR_CLIENT = 17;
    private static final int EXEC_ID = 14;
    private static final long STRIDE = 101;
    private static final Set<String> BREAKING = Set.of("contract", "side", "account");
    private static final Field[] FIELDS = {
        new Field(11, "whole", 0, 6, WHOLE),
        new Field(11, "orderId", 2, 6, ID),
        new Field(11, "contract", 3, 6, ID),
        new Field(11, "execId", 14, 6, TEXT),
        new Field(11, "time", 15, 6, Kind.CONTROLS),
        new Field(11, "account", 16, 6, TEXT),
        new Field(11, "side", 18, 6, SWITCH),
        new Field(11, "shares", 19, 6, NUMBER),
        new Field(11, "price", 20, 6, NUMBER),
        new Field(11, "permId", 21, 6, ID),
        new Field(11, "clientId", 22, 6, ID),
        new Field(11, "cumulative", 24, 6, NUMBER),
        new Field(11, "average", 25, 6, NUMBER),
        new Field(11, "orderRef", 26, 6, TEXT),
        new Field(11, "corrected", 19, 6, ID),
        new Field(3, "whole", 0, 30, WHOLE),
        new Field(3, "orderId", 1, 30, ID),
        new Field(3, "status", 2, 30, SWITCH),
        new Field(3, "filled", 3, 30, NUMBER),
        new Field(3, "remaining", 4, 30, NUMBER),
        new Field(3, "permId", 6, 30, ID),
        new Field(3, "clientId", 9, 30, ID),
        new Field(5, "whole", 0, 30, WHOLE),
        new Field(5, "orderId", 1, 30, ID),
        new Field(5, "contract", 2, 30, ID),
        new Field(5, "action", 13, 30, SWITCH),
        new Field(5, "quantity", 14, 30, NUMBER),
        new Field(5, "stop", 17, 30, NUMBER),
        new Field(5, "account", 20, 30, TEXT),
        new Field(5, "orderRef", 23, 30, TEXT),
        new Field(5, "clientId", 24, 30, ID),
        new Field(5, "permId", 25, 30, ID),
        new Field(59, "execId", 2, 6, TEXT),
        new Field(59, "commission", 3, 6, NUMBER),
        new Field(61, "account", 2, 40, TEXT),
        new Field(61, "contract", 3, 40, ID),
        new Field(61, "position", -2, 40, NUMBER),
        new Field(63, "account", 3, 100, TEXT),
        new Field(63, "value", 5, 100, NUMBER),
        new Field(63, "currency", 6, 100, TEXT),
        new Field(50, "whole", 0, 500, WHOLE),
        new Field(50, "request", 2, 500, ID),
        new Field(50, "time", 3, 500, TIME),
        new Field(50, "open", 4, 500, NUMBER),
        new Field(50, "high", 5, 500, NUMBER),
        new Field(50, "low", 6, 500, NUMBER),
        new Field(50, "close", 7, 500, NUMBER),
        new Field(50, "volume", 8, 500, NUMBER),
        new Field(17, "time", -8, 3, TIME),
        new Field(17, "open", -7, 3, NUMBER),
        new Field(17, "high", -6, 3, NUMBER),
        new Field(17, "low", -5, 3, NUMBER),
        new Field(17, "close", -4, 3, NUMBER),
        new Field(17, "volume", -3, 3, NUMBER),
        new Field(9, "id", 2, 1, ID),
        new Field(49, "time", 2, 1, TIME),
    };

    private final List<Lie> lies = new ArrayList<>();
    private final Map<String, Long> told = new TreeMap<>();
    private final Map<String, String> renamed = new TreeMap<>();
    private final Map<Integer, List<String>> overtaken = new HashMap<>();
    private final Set<String> executions = new HashSet<>();
    private boolean breaking;
    private boolean ended;

    Liar(long seed) {
        List<Lie> all = all();
        SplittableRandom random = new SplittableRandom(seed);
        int count = 1 + Math.min(2, random.nextInt(6));
        for (int i = 0; i < count; i++) {
            // A stride that has no factor in common with their number: each has its turn, and those of a day are not
            // akin.
            Lie next = all.get(Math.floorMod((seed + i * 67L) * STRIDE, all.size()));
            lies.add(new Lie(next.field, next.kind, 1 + random.nextInt(next.field.often)));
        }
    }

    /** All lies there are. */
    static List<String> names() {
        return all().stream().map(Lie::name).toList();
    }

    private static List<Lie> all() {
        List<Lie> all = new ArrayList<>();
        for (Field field : FIELDS) {
            for (Kind kind : field.kinds) {
                all.add(new Lie(field, kind, 0));
            }
        }
        return all;
    }

    /** From now on all that is said is true. */
    void end() {
        ended = true;
    }

    /** Executions that were told under another id than their own: the true id of each false one. */
    Map<String, String> renamed() {
        return renamed;
    }

    /** The id of an execution that was told under this one. */
    String trueId(String execId) {
        return renamed.getOrDefault(execId, execId);
    }

    /** Whether a lie was told of an execution that must have opened a break: whose it is, of what, on which side, how many. */
    boolean isBreaking() {
        return breaking;
    }

    /** The lies that were told. */
    Map<String, Long> told() {
        return told;
    }

    @Override
    public List<List<String>> distort(int clientId, List<String> fields) {
        if (clientId != OUR_CLIENT) {
            return List.of(fields);
        }
        List<List<String>> leaving = new ArrayList<>();
        Lie due = due(fields);
        if (due == null) {
            leaving.add(fields);
        } else if (due.kind == Kind.DUPLICATED) {
            leaving.add(fields);
            leaving.add(fields);
        } else if (due.field.name.equals("corrected")) {
            breaking = true;
            leaving.add(fields);
            leaving.add(corrected(due, fields));
        } else if (due.kind != Kind.REORDERED) {
            List<String> lie = new ArrayList<>(fields);
            int at = due.field.index < 0 ? fields.size() + due.field.index : due.field.index;
            lie.set(at, altered(due, fields.get(at)));
            if (due.field.message == 11 && due.field.name.equals("execId") && due.kind == Kind.OTHER) {
                renamed.put(lie.get(at), fields.get(at));
            }
            leaving.add(lie);
            breaking |= fields.get(0).equals("11")
                    && BREAKING.contains(due.field.name)
                    && !executions.contains(fields.get(EXEC_ID));
        }
        if (fields.get(0).equals("11")) {
            executions.add(fields.get(EXEC_ID));
        }
        List<String> late = overtaken.remove(clientId);
        if (late != null) {
            leaving.add(late);
        }
        if (due != null && due.kind == Kind.REORDERED) {
            overtaken.put(clientId, fields);
        }
        return leaving;
    }

    private Lie due(List<String> fields) {
        for (int i = 0; i < lies.size() && !ended; i++) {
            Lie lie = lies.get(i);
            boolean meant = fields.get(0).equals(Integer.toString(lie.field.message));
            if (meant && fields.size() > lie.field.index && --lie.left == 0) {
                told.merge(lie.name(), 1L, Long::sum);
                return lie;
            }
        }
        return null;
    }

    /** The next revision of an execution, with other shares. */
    private static List<String> corrected(Lie lie, List<String> fields) {
        List<String> next = new ArrayList<>(fields);
        next.set(EXEC_ID, fields.get(EXEC_ID).replaceFirst("01$", "02"));
        next.set(lie.field.index, altered(lie, fields.get(lie.field.index)));
        return next;
    }

    private static String altered(Lie lie, String truth) {
        return switch (lie.kind) {
            case ZERO -> "0";
            case NEGATIVE -> truth.startsWith("-") ? truth.substring(1) : "-" + truth;
            case HUGE -> lie.field.kinds.equals(List.of(ID)) ? "1073741823" : "92233720368";
            case UNSET -> "1.7976931348623157E308";
            case FLIPPED -> flipped(truth);
            case OTHER -> other(lie.field, truth);
            case EARLIER -> Long.toString(Long.parseLong(truth) - 7_200);
            case LATER -> Long.toString(Long.parseLong(truth) + 7_200);
            case CONTROLS -> truth + "\u001b]0;lie\u0007\u001b[2J";
            case DUPLICATED, REORDERED -> truth;
        };
    }

    private static String flipped(String truth) {
        return switch (truth) {
            case "BOT" -> "SLD";
            case "SLD" -> "BOT";
            case "BUY" -> "SELL";
            case "SELL" -> "BUY";
            case "Submitted", "PreSubmitted" -> "Cancelled";
            default -> "Submitted";
        };
    }

    private static String other(Field field, String truth) {
        return switch (field.name) {
            case "account" -> "DU7777777";
            case "contract" -> "265598".equals(truth) ? "756733" : "265598";
            case "currency" -> "EUR";
            case "side", "action" -> "";
            case "status" -> "Filled";
            case "orderRef" -> "R20250620-1-0";
            case "execId" -> "0000e1a7.0badc0de.01.01";
            default -> Long.toString(Long.parseLong(truth) + 1);
        };
    }
}
