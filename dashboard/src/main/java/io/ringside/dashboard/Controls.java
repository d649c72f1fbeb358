package io.ringside.dashboard;

import static io.ringside.dashboard.Route.field;

import io.javalin.http.Context;
import io.ringside.engine.event.Operator;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.operator.OperatorDesk;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page's commands: each writes a command into the daemon's folder, as the command line does, and answers with the
 * journal record that it caused. Kill sets the flag first, so that it works with a dead daemon, a stuck ring or a full disk.
 * Lifting a kill or a latch is possible on the command line only, since it requires an examination.
 *
 * <p>Thread: any.
 */
final class Controls {
    private static final Logger LOG = LoggerFactory.getLogger(Controls.class);
    private static final long TIMEOUT_MS = 10_000;
    /** Timeout of a kill's answer: the flag takes effect at once, and the user must know soon that it is set. */
    private static final long KILL_TIMEOUT_MS = 2_000;

    private static final Pattern RECORD = Pattern.compile("journaled as record (\\d{1,18}) of (\\d{4}-\\d{2}-\\d{2})");

    private static final Map<String, Operator> COMMANDS = Map.ofEntries(
            Map.entry("halt", Operator.HALT),
            Map.entry("resume", Operator.RESUME),
            Map.entry("flatten", Operator.FLATTEN),
            Map.entry("close", Operator.CLOSE),
            Map.entry("cancel", Operator.CANCEL),
            Map.entry("kill", Operator.KILL),
            Map.entry("ack", Operator.ACKNOWLEDGE),
            Map.entry("silence", Operator.SILENCE),
            Map.entry("alarm-test", Operator.ALARM_TEST),
            Map.entry("rebalance", Operator.REBALANCE),
            Map.entry("adopt", Operator.ADOPT));

    private static final Set<Operator> TARGETED =
            EnumSet.of(Operator.CLOSE, Operator.CANCEL, Operator.ADOPT, Operator.SILENCE);
    private static final String FORCE = "--force";

    private final Feeds feeds;
    private final RebalancePlans plans;

    Controls(Feeds feeds, RebalancePlans plans) {
        this.feeds = feeds;
        this.plans = plans;
    }

    List<Route> routes() {
        return List.of(Route.post(
                "/api/daemons/{daemon}/command",
                Role.OPERATE,
                "gives the daemon a command, and answers with the record that it caused",
                this::command,
                field("command", String.join(", ", new TreeSet<>(COMMANDS.keySet()))),
                field("target", "symbol of close and adopt, order of cancel, minutes of silence, --force of rebalance"),
                field("note", "why; stands in the journal"),
                field(
                        "confirm",
                        "KILL for kill, FLATTEN for flatten, REBALANCE for rebalance, the symbol for close and adopt: typed"
                                + " by hand"),
                field("plan", "of the dry run that rebalance is to do")));
    }

    private Object command(Context request) {
        DaemonFeed feed = feeds.of(request.pathParam("daemon"));
        Posted posted = Posted.of(request);
        String name = posted.text("command");
        Operator operator = COMMANDS.get(name);
        if (operator == null) {
            throw new Refusal(400, "no such command; unlatch and forget are on the command line");
        }
        String target = posted.text("target").strip();
        boolean targeted = TARGETED.contains(operator);
        boolean forced = operator == Operator.REBALANCE && target.equals(FORCE);
        if (targeted != (!target.isEmpty() && !forced) || target.contains(" ")) {
            throw new Refusal(400, targeted ? name + " needs a target" : name + " takes no target");
        }
        requireConfirmation(operator, target, posted.text("confirm"));
        String note = posted.text("note").strip();
        if (operator == Operator.REBALANCE) {
            plans.take(feed, posted.text("plan"), forced);
        }
        String words = (target + " " + (note.isEmpty() ? "from the dashboard" : note)).strip();
        LOG.info("{} {} of {} for {}", name, target, feed.id(), request.req().getRemoteAddr());
        return operator == Operator.KILL ? kill(feed, words) : order(feed, operator, words);
    }

    private static void requireConfirmation(Operator operator, String target, String typed) {
        String wanted = switch (operator) {
            case KILL, FLATTEN, REBALANCE -> operator.name();
            case CLOSE, ADOPT -> target;
            default -> "";
        };
        if (!typed.equals(wanted)) {
            throw new Refusal(400, wanted.isEmpty() ? "nothing is to be confirmed" : "type " + wanted + " to confirm");
        }
    }

    private static Object kill(DaemonFeed feed, String words) {
        OperatorDesk.Flag flag = feed.desk().kill(words);
        if (!flag.written()) {
            return answer(false, flag.text());
        }
        try {
            OperatorDesk.Answer answer = feed.desk().ask(Operator.KILL, words, KILL_TIMEOUT_MS);
            return answer(answer.refused(), flag.text() + "; " + answer.text().strip());
        } catch (UserError e) {
            // The flag is sufficient: a hanging daemon executes it bypassing the ring, a dead one when it starts.
            return answer(false, flag.text() + "; " + e.getMessage());
        }
    }

    private static Object order(DaemonFeed feed, Operator operator, String words) {
        OperatorDesk.Answer answer = feed.desk().ask(operator, words, TIMEOUT_MS);
        return answer(answer.refused(), answer.text().strip());
    }

    private static Map<String, Object> answer(boolean refused, String text) {
        Matcher record = RECORD.matcher(text);
        boolean found = record.find();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("obeyed", !refused);
        all.put("text", text);
        all.put("record", found ? Long.valueOf(record.group(1)) : null);
        all.put("day", found ? record.group(2) : null);
        return all;
    }
}
