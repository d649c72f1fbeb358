package io.ringside.replay.portfolio;

import io.ringside.engine.Engine;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.portfolio.NameOutcome;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.sim.ReportCode;
import io.ringside.replay.Silence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why a portfolio made no trade: number of decisions, rankings, outcomes of the limits, and cancelled orders.
 *
 * <p>Thread: its owner's; sees events in journal order.
 */
public final class PortfolioSilence implements Silence {
    private final int portfolioId;
    private final String name;
    private final List<String> reasons;
    private final int barsKept;
    private final Map<String, Long> reasonCounts = new TreeMap<>();
    private final Map<NameOutcome, Long> outcomes = new TreeMap<>();
    private final long[] barsOf;
    private long sessions;
    private long decisions;
    private long looked;
    private long wanted;
    private long expired;
    /** Whether names of the newest decision are still to come. */
    private boolean open;

    /** That of all portfolios of an engine. */
    public static Silence of(Engine engine) {
        return Silence.all(engine.portfolios().stream()
                .map(one -> (Silence) new PortfolioSilence(engine, one.portfolioId()))
                .toList());
    }

    /** Of the only portfolio, or of one of several. */
    private PortfolioSilence(Engine engine, int portfolioId) {
        this.portfolioId = portfolioId;
        PortfolioBinding portfolio = engine.portfolios().get(portfolioId);
        name = portfolio.name();
        reasons = portfolio.strategy().reasons();
        barsKept = portfolio.strategy().barsKept();
        barsOf = new long[engine.settings().instruments().size()];
    }

    /** Takes one processed event in. */
    @Override
    public void onEvent(EngineEvent event) {
        if (event.type == EventType.BAR) {
            barsOf[event.instrumentId]++;
        }
        if (event.isWarmUp()) {
            return;
        }
        sessions += event.type == EventType.SESSION_CLOSE ? 1 : 0;
        expired += event.type == EventType.ORDER_CANCELLED && event.code == ReportCode.EXPIRED.code() ? 1 : 0;
        boolean last = false;
        for (int i = 0; i < event.standingCount; i++) {
            Standing standing = event.standings[i];
            last = standing.portfolioId == portfolioId;
            if (!last) {
                continue;
            }
            decisions += open ? 0 : 1;
            open = true;
            looked++;
            wanted += standing.may(Standing.ENTER) ? 1 : 0;
            reasonCounts.merge(reasons.get(standing.reason), 1L, Long::sum);
        }
        open &= last && event.standingsLeft > 0;
        for (int i = 0; i < event.verdictCount; i++) {
            Verdict verdict = event.verdicts[i];
            boolean ours = verdict.bindingId == BookId.ofPortfolio(portfolioId);
            NameOutcome outcome = ours ? NameOutcome.ofCode(verdict.outcome) : null;
            if (outcome != null) {
                outcomes.merge(outcome, 1L, Long::sum);
            }
        }
    }

    /** A table for people. */
    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("No trade was made. What stood in the way:");
        lines.add(String.format(
                Locale.ROOT,
                "  %s: %,d sessions traded, %,d decisions, %,d looks at a name, %,d of them wanted it",
                name,
                sessions,
                decisions,
                looked,
                wanted));
        if (decisions == 0) {
            lines.add(
                    longest() < barsKept
                            ? String.format(
                                    Locale.ROOT,
                                    "    It never decided: it looks back %,d bars of a name, of which there are %,d at most; give"
                                            + " bars of earlier sessions, or let it look back less.",
                                    barsKept,
                                    longest())
                            : "    It named none: no decision was due in these sessions, or no name gave it a reason ("
                                    + String.join(", ", reasons) + ").");
        }
        if (!reasonCounts.isEmpty()) {
            lines.add(String.format(Locale.ROOT, "    %-60s %12s", "what it said of names", "looks"));
            reasonCounts.forEach(
                    (text, count) -> lines.add(String.format(Locale.ROOT, "    %-60s %,12d", text, count)));
        }
        if (!outcomes.isEmpty()) {
            lines.add(String.format(Locale.ROOT, "    %-60s %12s", "what became of that", "looks"));
            outcomes.forEach((outcome, count) ->
                    lines.add(String.format(Locale.ROOT, "    %-60s %,12d", outcome.words(), count)));
        }
        if (expired > 0) {
            lines.add(String.format(Locale.ROOT, "    %,d orders died without a print to meet", expired));
        }
        return lines;
    }

    /** The same as JSON values. */
    @Override
    public Map<String, Object> json() {
        Map<String, Object> became = new LinkedHashMap<>();
        outcomes.forEach((outcome, count) -> became.put(outcome.name(), count));
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("sessions", sessions);
        one.put("decisions", decisions);
        one.put("looked", looked);
        one.put("wanted", wanted);
        one.put("reasons", reasonCounts);
        one.put("outcomes", became);
        one.put("orders_expired", expired);
        one.put("bars_needed", barsKept);
        one.put("bars_of_a_name", longest());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(name, one);
        return all;
    }

    private long longest() {
        long longest = 0;
        for (long bars : barsOf) {
            longest = Math.max(longest, bars);
        }
        return longest;
    }
}
