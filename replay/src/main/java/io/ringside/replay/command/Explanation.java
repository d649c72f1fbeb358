package io.ringside.replay.command;

import io.ringside.engine.Engine;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.risk.Limits;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.risk.PositionRules;
import io.ringside.engine.risk.RiskSettings;
import io.ringside.engine.risk.SizeRule;
import io.ringside.engine.risk.Sizing;
import io.ringside.engine.signal.Moment;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.StrategyBinding;
import io.ringside.replay.EventText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells a person what the engine saw on a bar and what it made of it: bar, conditions, sizing line by line, limits.
 *
 * <p>Thread: its owner's, right after the event was replayed.
 */
final class Explanation {
    private final Engine engine;

    Explanation(Engine engine) {
        this.engine = engine;
    }

    /** The bar that one update closed, and each condition of the strategy with its value and threshold. */
    List<String> bar(EngineEvent event, Update update) {
        List<String> lines = new ArrayList<>();
        Bar bar = event.bars[update.bar];
        StrategyBinding binding = engine.bindings().get(update.bindingId);
        lines.add("The bar: " + binding.instrument().symbol() + " from "
                + engine.calendar().format(bar.startNanos) + " to "
                + engine.calendar().format(bar.endNanos) + ", event " + event.sequence);
        lines.add("  open " + FixedPoint.format(bar.openE8) + ", high " + FixedPoint.format(bar.highE8) + ", low "
                + FixedPoint.format(bar.lowE8) + ", close " + FixedPoint.format(bar.closeE8) + ", volume "
                + bar.volume);
        lines.add("What " + binding.name() + " looked at");
        binding.strategy().explain(event, update.input, bar, event.values, update.valueOffset, conditions(lines));
        return lines;
    }

    /**
     * The moment at which a strategy was asked, see {@link Moment}, and each condition with its value and threshold; nothing if
     * the event is none that it was asked at.
     */
    List<String> moment(EngineEvent event, int bindingId) {
        StrategyBinding binding = engine.bindings().get(bindingId);
        Moment moment = Moment.of(event.type);
        if (moment == null || !binding.strategy().isAskedAt(moment)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(words(moment, event, binding.instrument().symbol()) + ", "
                + engine.calendar().format(event.eventNanos) + ", event " + event.sequence);
        lines.add("What " + binding.name() + " looked at");
        binding.strategy().explainMoment(event, conditions(lines));
        return lines;
    }

    private static String words(Moment moment, EngineEvent event, String symbol) {
        return switch (moment) {
            case TRADE -> "The trade: " + event.quantity + " " + symbol + " at " + FixedPoint.format(event.priceE8);
            case QUOTE ->
                "The quote: " + symbol + " " + event.bidSize + " bid at " + FixedPoint.format(event.bidE8) + ", "
                        + event.askSize + " offered at " + FixedPoint.format(event.askE8);
            case SESSION_OPEN -> "The session's open";
            case SESSION_CLOSE -> "The session's close";
            case TIMER -> "The minute of the session";
        };
    }

    private static Strategy.Conditions conditions(List<String> lines) {
        return (purpose, text, value, threshold, holds) -> lines.add(String.format(
                Locale.ROOT,
                "  %-6s %-48s %14.6f against %14.6f  %s",
                purpose,
                text,
                value,
                threshold,
                holds ? "holds" : "FAILS"));
    }

    /** What the risk stage made of a signal, with the arithmetic. */
    List<String> verdict(Verdict verdict) {
        List<String> lines = new ArrayList<>();
        Outcome outcome = Outcome.ofCode(verdict.outcome);
        if (verdict.equityE8 != 0) {
            sizing(lines, verdict);
        }
        boolean entry = verdict.equityE8 != 0 || Outcome.entryChecks().contains(outcome);
        if (entry && outcome != Outcome.NO_POSITION) {
            lines.add("The checks of an entry");
            boolean limited = engine.settings().risk().limits() != null;
            for (Outcome check : Outcome.entryChecks()) {
                if (!limited && check.isOfLimits() && check != outcome) {
                    continue;
                }
                lines.add(String.format(
                        Locale.ROOT, "  not: %-50s %s", check.words(), check == outcome ? "FAILS" : "passed"));
                if (check == outcome) {
                    break;
                }
            }
        }
        lines.add("Verdict: " + EventText.name(outcome) + ", it " + phrase(outcome)
                + (verdict.quantity > 0 ? " for " + verdict.quantity + " shares" : ""));
        return lines;
    }

    private static String phrase(Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED, WAITING_FOR_OPEN -> outcome.words();
            default -> "came to nothing: " + outcome.words();
        };
    }

    private void sizing(List<String> lines, Verdict verdict) {
        RiskSettings risk = engine.settings().risk();
        double equity = FixedPoint.toDoubleRounded(verdict.equityE8);
        double price = FixedPoint.toDouble(verdict.priceE8);
        double perShare = Sizing.riskPerShare(verdict.priceE8, verdict.stopE8);
        double atRisk = Sizing.moneyAtRisk(verdict.equityE8, risk);
        lines.add("The size");
        line(lines, "equity", "%.2f", equity);
        line(
                lines,
                "money at risk",
                "min(%.2f x %s, %.2f) = %.2f",
                equity,
                Double.toString(risk.fraction()),
                FixedPoint.toDoubleRounded(risk.capE8()),
                atRisk);
        line(lines, "price", "%s", FixedPoint.format(verdict.priceE8));
        line(lines, "protective stop", "%s", FixedPoint.format(verdict.stopE8));
        line(
                lines,
                "risk a share",
                "|%s - %s| = %s",
                FixedPoint.format(verdict.priceE8),
                FixedPoint.format(verdict.stopE8),
                FixedPoint.format(Math.abs(verdict.priceE8 - verdict.stopE8)));
        if (perShare >= Sizing.SMALLEST_RISK) {
            line(
                    lines,
                    "shares by risk",
                    "%.2f / %.2f = %.3f",
                    atRisk,
                    perShare,
                    Sizing.byRisk(verdict.equityE8, verdict.priceE8, verdict.stopE8, risk));
        }
        if (risk.sizing().by() != SizeRule.By.FRACTION) {
            line(
                    lines,
                    "shares by risk.size",
                    "by %s, %s",
                    EventText.name(risk.sizing().by()),
                    risk.sizing().amount());
        }
        line(
                lines,
                "shares by leverage",
                "%.2f x %s / %.2f = %.3f",
                equity,
                Double.toString(risk.leverage()),
                price,
                Sizing.byLeverage(verdict.equityE8, verdict.priceE8, risk));
        PositionRules rules = risk.positions();
        long largestE8 = rules.largestE8(verdict.equityE8);
        if (largestE8 != Limits.OFF) {
            line(
                    lines,
                    "shares by position",
                    "%s / %.2f = %.3f",
                    FixedPoint.format(largestE8),
                    price,
                    FixedPoint.toDoubleRounded(largestE8) / price);
        }
        if (rules.cashBufferE8() != Limits.OFF) {
            line(lines, "shares by cash", "what leaves %s in cash", FixedPoint.format(rules.cashBufferE8()));
        }
        line(lines, "size", "%d, the smallest one in whole lots", verdict.quantity);
    }

    private static void line(List<String> lines, String name, String format, Object... values) {
        lines.add(String.format(Locale.ROOT, "  %-20s ", name) + String.format(Locale.ROOT, format, values));
    }
}
