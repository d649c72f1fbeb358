package io.ringside.replay.command;

import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.replay.OrderLog;
import io.ringside.replay.portfolio.PortfolioExplanation;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside explain}: why an order was sent, or why nothing was done. */
@Command(
        name = "explain",
        description =
                "Tells why an order was sent, or what was decided on a bar, by replaying the journal up to there.")
public final class ExplainCommand extends TerminalCommand {
    @ArgGroup(multiplicity = "1")
    Question question;

    private static final int DAY_LENGTH = "2025-05-21".length();

    static final class Question {
        @Option(names = "--order", paramLabel = "REF", description = "an order reference, such as R20250521-1177-0")
        String order;

        @Option(
                names = "--at",
                paramLabel = "TIME",
                description = "a time within a bar, exchange time, such as 2025-05-21T12:55; of a portfolio a day")
        String at;
    }

    @Option(names = "--instrument", paramLabel = "S", description = "only this symbol")
    String instrument;

    @Parameters(paramLabel = "JOURNAL", description = "a journal's folder, or the daemon's: its newest day")
    Path journal;

    @Override
    public Integer call() {
        if (question.order != null) {
            // A mistyped reference is reported before a journal is opened.
            OrderLog.reference(question.order);
        }
        if (isOfPortfolio()) {
            List<String> lines = question.order != null
                    ? PortfolioExplanation.order(journal, question.order)
                    : PortfolioExplanation.at(journal, question.at, instrument);
            lines.forEach(out()::println);
            return 0;
        }
        JournalExplanation explanation = new JournalExplanation(journal);
        List<String> lines =
                question.order != null ? explanation.order(question.order) : explanation.at(question.at, instrument);
        lines.forEach(out()::println);
        return 0;
    }

    /** Whether the question concerns a portfolio: beside strategies, a day means portfolios and a time means strategies. */
    private boolean isOfPortfolio() {
        EngineSettings settings = PortfolioExplanation.settings(journal);
        if (settings.portfolios().isEmpty() || settings.signals().isEmpty()) {
            return !settings.portfolios().isEmpty();
        }
        return question.order != null
                ? !PortfolioExplanation.isOfStrategy(journal, question.order)
                : question.at.strip().length() <= DAY_LENGTH;
    }
}
