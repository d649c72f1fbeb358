package io.ringside.replay.command;

import io.ringside.engine.Engine;
import io.ringside.engine.event.Bar;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import io.ringside.engine.indicator.BarSeries;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.risk.Limits;
import io.ringside.engine.risk.Outcome;
import io.ringside.engine.risk.PositionRules;
import io.ringside.engine.risk.RiskHandler;
import io.ringside.engine.risk.RiskSettings;
import io.ringside.engine.risk.SizeRule;
import io.ringside.engine.risk.Sizing;
import io.ringside.engine.risk.Unit;
import io.ringside.engine.signal.Moment;
import io.ringside.engine.signal.Strategy;
import io.ringside.engine.signal.StrategyBinding;
import io.ringside.replay.EventText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Explains a decision of the engine in text: bar, conditions, sizing line by line, limits.
 *
 * <p>Thread: its owner's, right after the event was replayed.
 */
final class Explanation {
    /** Checks that apply only to a position's first unit. */
    private static final Set<Outcome> NOT_OF_UNITS = Set.of(
            Outcome.IN_POSITION,
            Outcome.ORDER_WORKING,
            Outcome.SHORT_NOT_ALLOWED,
            Outcome.REENTRY_TOO_SOON,
            Outcome.NO_PRICE,
            Outcome.STOP_REQUIRED);

    private final Engine engine;
    private final RiskHandler risk;
    /** The last bar of each series, null before the first one. */
    private final Bar[] last;

    /** @param risk the stage that decides on the replayed events */
    Explanation(Engine engine, RiskHandler risk) {
        this.engine = engine;
        this.risk = risk;
        last = new Bar[engine.series().size()];
    }

    /** Keeps data for the explanation of later events. Call it for every event, after that was explained. */
    void onEvent(EngineEvent event) {
        for (int i = 0; i < event.barCount; i++) {
            Bar bar = event.bars[i];
            if (last[bar.seriesId] == null) {
                last[bar.seriesId] = new Bar();
            }
            last[bar.seriesId].copyFrom(bar);
        }
    }

    /**
     * The bar of an update, and the checks on it: each condition of the strategy with its value and threshold, or the
     * price's distance for a further unit.
     */
    List<String> bar(EngineEvent event, Update update) {
        List<String> lines = new ArrayList<>();
        Bar bar = event.bars[update.bar];
        StrategyBinding binding = engine.bindings().get(update.bindingId);
        lines.add("The bar: " + period(bar) + ", event " + event.sequence);
        lines.add(prices(bar));
        if (bar.instrumentId != binding.instrument().id()) {
            String traded = binding.instrument().symbolOn(engine.calendar().sessionDay(bar.endNanos));
            lines.add("  It is the bar on which the rule was decided; what is traded is " + traded + ".");
            Bar own = lastOf(binding, event);
            if (own != null) {
                lines.add("The last bar of what is traded: " + period(own));
                lines.add(prices(own));
            }
        }
        Unit unit = unit(event, update);
        if (unit != null) {
            lines.addAll(words(unit));
            return lines;
        }
        if (!binding.strategy().isAskedOn(update.input)) {
            lines.add("No rule of " + binding.name() + " is decided on this bar: it is for the values of others.");
            return lines;
        }
        lines.add("What " + binding.name() + " looked at");
        binding.strategy().explain(event, update.input, bar, event.values, update.valueOffset, conditions(lines));
        return lines;
    }

    private String period(Bar bar) {
        Instrument instrument = engine.settings().instruments().get(bar.instrumentId);
        return instrument.symbolOn(engine.calendar().sessionDay(bar.endNanos)) + " from "
                + engine.calendar().format(bar.startNanos) + " to "
                + engine.calendar().format(bar.endNanos);
    }

    private static String prices(Bar bar) {
        return "  open " + FixedPoint.format(bar.openE8) + ", high " + FixedPoint.format(bar.highE8) + ", low "
                + FixedPoint.format(bar.lowE8) + ", close " + FixedPoint.format(bar.closeE8) + ", volume " + bar.volume;
    }

    /** The last bar of the first size that the strategy reads of its traded instrument; null if there is none. */
    private Bar lastOf(StrategyBinding binding, EngineEvent event) {
        for (Strategy.Input input : binding.inputs()) {
            for (int id = 0; id < last.length; id++) {
                BarSeries series = engine.series().get(id);
                boolean own = input.instrument().id() == binding.instrument().id()
                        && series.instrument().id() == input.instrument().id()
                        && series.spec().equals(input.bars());
                if (own) {
                    return closedOn(event, id);
                }
            }
        }
        return null;
    }

    private Bar closedOn(EngineEvent event, int seriesId) {
        for (int i = 0; i < event.barCount; i++) {
            if (event.bars[i].seriesId == seriesId) {
                return event.bars[i];
            }
        }
        return last[seriesId];
    }

    /** The figures behind a verdict on a further unit, null if there was none. */
    private Unit unit(EngineEvent event, Update update) {
        for (int i = 0; update.input == 0 && i < event.verdictCount; i++) {
            Verdict verdict = event.verdicts[i];
            boolean own = verdict.bindingId >= 0
                    && engine.bindings().get(verdict.bindingId).leadId() == update.bindingId;
            Unit unit = own ? risk.unit(verdict.bindingId, event.sequence) : null;
            if (unit != null) {
                return unit;
            }
        }
        return null;
    }

    /** A further unit of a position, by how far the price has gone. */
    static List<String> words(Unit unit) {
        String last = FixedPoint.format(unit.lastUnitE8());
        String price = FixedPoint.format(unit.priceE8());
        String gone = FixedPoint.format(
                unit.isShort() ? unit.lastUnitE8() - unit.priceE8() : unit.priceE8() - unit.lastUnitE8());
        return List.of(
                "Unit " + unit.number() + " of " + unit.of()
                        + " of the position, added as the price went on: no rule was asked for it",
                "  The price " + price + " has gone " + gone + " beyond " + last + ", the price of unit "
                        + (unit.number() - 1) + ".",
                String.format(
                        Locale.ROOT,
                        "  A unit is %s each step of %.6f, so from %s on.",
                        unit.isShort() ? "sold short" : "bought",
                        unit.step(),
                        String.format(
                                Locale.ROOT,
                                "%.6f",
                                FixedPoint.toDouble(unit.lastUnitE8())
                                        + (unit.isShort() ? -unit.step() : unit.step()))));
    }

    /**
     * The moment at which a strategy was evaluated, see {@link Moment}, and each condition with its value and threshold;
     * empty if it was not evaluated on the event.
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

    /** The risk stage's decision on a signal, with the arithmetic; {@code event} holds the verdict. */
    List<String> verdict(EngineEvent event, Verdict verdict) {
        List<String> lines = new ArrayList<>();
        Outcome outcome = Outcome.ofCode(verdict.outcome);
        if (verdict.equityE8 != 0) {
            sizing(lines, verdict, wholeSize(event, verdict));
        }
        boolean entry = verdict.equityE8 != 0 || Outcome.entryChecks().contains(outcome);
        if (entry && outcome != Outcome.NO_POSITION) {
            lines.add("The checks of an entry");
            boolean unit = verdict.bindingId >= 0 && risk.unit(verdict.bindingId, verdict.signalSequence) != null;
            boolean limited = engine.settings().risk().limits() != null;
            for (Outcome check : Outcome.entryChecks()) {
                boolean unasked = (!limited && check.isOfLimits()) || (unit && NOT_OF_UNITS.contains(check));
                if (unasked && check != outcome) {
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
            case REVERSING -> outcome.words() + " and enters once nothing of it is held";
            default -> "came to nothing: " + outcome.words();
        };
    }

    /** Shares of all parts of the position that the verdict's signal has opened. */
    private long wholeSize(EngineEvent event, Verdict verdict) {
        if (verdict.bindingId < 0) {
            return verdict.quantity;
        }
        long shares = 0;
        int leadId = engine.bindings().get(verdict.bindingId).leadId();
        for (int i = 0; i < event.verdictCount; i++) {
            Verdict part = event.verdicts[i];
            boolean same = part.bindingId >= 0
                    && part.signalSequence == verdict.signalSequence
                    && engine.bindings().get(part.bindingId).leadId() == leadId;
            shares += same ? part.quantity : 0;
        }
        return shares;
    }

    /** @param whole shares ordered by all parts together */
    private void sizing(List<String> lines, Verdict verdict, long whole) {
        RiskSettings risk = engine.settings().risk();
        double equity = FixedPoint.toDoubleRounded(verdict.equityE8);
        double price = FixedPoint.toDouble(verdict.priceE8);
        lines.add("The size");
        line(lines, "equity", "%.2f", equity);
        line(lines, "price", "%s", FixedPoint.format(verdict.priceE8));
        double byRule = byRule(lines, verdict);
        double smallest = Math.min(byRule, Sizing.byLeverage(verdict.equityE8, verdict.priceE8, risk));
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
            double shares = FixedPoint.toDoubleRounded(largestE8) / price;
            line(lines, "shares by position", "%s / %.2f = %.3f", FixedPoint.format(largestE8), price, shares);
            smallest = Math.min(smallest, shares);
        }
        boolean buffered = rules.cashBufferE8() != Limits.OFF;
        if (buffered) {
            line(lines, "shares by cash", "what leaves %s in cash", FixedPoint.format(rules.cashBufferE8()));
        }
        long lot = verdict.bindingId < 0
                ? 1
                : engine.bindings().get(verdict.bindingId).instrument().lot();
        long lots = (long) smallest / lot * lot;
        boolean known = byRule < Double.POSITIVE_INFINITY;
        if (whole == 0 && known) {
            // A refused signal has no size; this is the one it would have had.
            line(lines, "size", "%d, the smallest one in whole lots, before the checks", lots);
        } else if (whole > 0 && whole < lots && known && !buffered) {
            line(lines, "size", "%d, what is held and enters leaves no more of the leverage", whole);
        } else if (whole > 0) {
            line(lines, "size", "%d, the smallest one in whole lots", whole);
        }
        if (verdict.quantity != whole) {
            line(lines, "this part", "%d of them", verdict.quantity);
        }
    }

    /**
     * Adds the lines of the size by the rule of the settings, and returns the shares; infinite if the verdict lacks the
     * inputs, so that it is not known which rule gave the smallest size.
     */
    private double byRule(List<String> lines, Verdict verdict) {
        RiskSettings risk = engine.settings().risk();
        SizeRule rule = risk.sizing();
        double equity = FixedPoint.toDoubleRounded(verdict.equityE8);
        double price = FixedPoint.toDouble(verdict.priceE8);
        boolean byRisk = rule.by() == SizeRule.By.FRACTION || rule.by() == SizeRule.By.KELLY;
        line(lines, "protective stop", "%s", verdict.stopE8 == 0 ? "none" : FixedPoint.format(verdict.stopE8));
        if (!byRisk) {
            return bySize(lines, rule, equity, price);
        }
        double atRisk = Sizing.moneyAtRisk(verdict.equityE8, risk);
        if (rule.by() == SizeRule.By.FRACTION) {
            line(
                    lines,
                    "money at risk",
                    "min(%.2f x %s, %.2f) = %.2f",
                    equity,
                    Double.toString(risk.fraction()),
                    FixedPoint.toDoubleRounded(risk.capE8()),
                    atRisk);
        } else {
            atRisk = equity * rule.amount();
            line(lines, "money at risk", "%.2f x %.6f of Kelly = %.2f", equity, rule.amount(), atRisk);
        }
        line(
                lines,
                "risk a share",
                "|%s - %s| = %s",
                FixedPoint.format(verdict.priceE8),
                FixedPoint.format(verdict.stopE8),
                FixedPoint.format(Math.abs(verdict.priceE8 - verdict.stopE8)));
        double perShare = Sizing.riskPerShare(verdict.priceE8, verdict.stopE8);
        if (perShare < Sizing.SMALLEST_RISK) {
            return Double.POSITIVE_INFINITY;
        }
        line(lines, "shares by risk", "%.2f / %.2f = %.3f", atRisk, perShare, atRisk / perShare);
        return atRisk / perShare;
    }

    /** As {@link #byRule}, for rules that do not use the stop. */
    private static double bySize(List<String> lines, SizeRule rule, double equity, double price) {
        switch (rule.by()) {
            case SHARES -> {
                line(lines, "shares by risk.size", "%.0f", rule.amount());
                return rule.amount();
            }
            case MONEY -> {
                line(lines, "shares by money", "%.2f / %.2f = %.3f", rule.amount(), price, rule.amount() / price);
                return rule.amount() / price;
            }
            default -> {
                // The verdict does not contain the average range.
                double money = equity * rule.amount();
                line(
                        lines,
                        "shares by range",
                        "%.2f x %s = %.2f, over the average range",
                        equity,
                        Double.toString(rule.amount()),
                        money);
                return Double.POSITIVE_INFINITY;
            }
        }
    }

    private static void line(List<String> lines, String name, String format, Object... values) {
        lines.add(String.format(Locale.ROOT, "  %-20s ", name) + String.format(Locale.ROOT, format, values));
    }
}
