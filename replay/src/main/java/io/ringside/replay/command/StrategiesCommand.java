package io.ringside.replay.command;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.StrategyListing;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.indicator.IndicatorKind;
import io.ringside.engine.indicator.Indicators;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Parameter;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.Strategy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside strategies}: lists the available strategies and their settings. */
@Command(
        name = "strategies",
        description = "Lists strategies and indicators with their settings, defaults, units and bounds.")
public final class StrategiesCommand extends TerminalCommand implements StrategyListing {
    @Option(names = "--config", paramLabel = "FILE", description = "also what its strategies.path has")
    Path config;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "only this strategy or indicator")
    String name;

    private boolean complete = true;

    @Override
    public void leftOut(UserError why) {
        complete = false;
        out().flush();
        err().println("left out: " + why.getMessage());
    }

    @Override
    public Integer call() {
        if (config != null) {
            EngineSettings.of(EngineSettings.load(config));
        }
        PrintWriter out = out();
        List<Strategies.Kind> strategies = Strategies.all().stream()
                .filter(kind -> name == null || name.equals(kind.name()))
                .toList();
        List<Indicators.Known> indicators = Indicators.all().stream()
                .filter(known -> name == null || name.equals(known.kind().name()))
                .toList();
        if (strategies.isEmpty() && indicators.isEmpty()) {
            throw new UserError(name + ": no strategy and no indicator has that name; without it all are listed");
        }
        if (!strategies.isEmpty()) {
            out.println("Strategies: signal { strategy = NAME, ... }");
            strategies.forEach(kind -> printOrLeaveOut(kind, out));
        }
        if (!indicators.isEmpty()) {
            out.println();
            out.println("Indicators: NAME(...), as ema(20), where a strategy takes one");
            indicators.forEach(known -> print(known, out));
        }
        return complete ? Commands.OK : Commands.USAGE;
    }

    private void printOrLeaveOut(Strategies.Kind kind, PrintWriter out) {
        try {
            print(kind, out);
        } catch (UserError e) {
            leftOut(e);
        }
    }

    private static void print(Strategies.Kind kind, PrintWriter out) {
        Strategy strategy = kind.describe();
        out.println();
        out.println("  " + kind.name() + from(kind.origin()));
        out.println("    " + strategy.about());
        for (Parameter one : strategy.parameters()) {
            String standard = one.standard().isEmpty() ? "(must be given)" : one.standard();
            String unit = one.unit().isEmpty() ? "" : " " + one.unit();
            out.println(line(one.name(), standard, one.about() + " (" + one.allowed() + unit + ")"));
        }
    }

    private static void print(Indicators.Known known, PrintWriter out) {
        IndicatorKind kind = known.kind();
        String arguments = kind.arguments().stream()
                .map(one -> one.name() + " = " + number(one.standard())
                        + (one.unit().isEmpty() ? "" : " " + one.unit()))
                .collect(Collectors.joining(", "));
        String outputs = kind.outputs().size() > 1 ? ": " + String.join(", ", kind.outputs()) : "";
        out.println("  " + String.format(Locale.ROOT, "%-58s ", kind.name() + "(" + arguments + ")") + kind.about()
                + outputs + from(known.origin()));
    }

    private static String line(String name, String standard, String about) {
        return "    " + String.format(Locale.ROOT, "%-26s %-16s ", name, standard) + about;
    }

    private static String from(String origin) {
        return origin.isEmpty() ? "" : "  [" + origin + "]";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
