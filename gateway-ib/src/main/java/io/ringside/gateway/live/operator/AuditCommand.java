package io.ringside.gateway.live.operator;

import io.ringside.engine.Engine;
import io.ringside.engine.command.Commands;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ringside audit}: checks in a journal that every position had its stop. */
@Command(
        name = "audit",
        description =
                "Checks in a journal that every filled position had a live stop of its size at the broker within 5 s, "
                        + "or an alarm, and that no order was sent and no execution counted twice. Exit code 1 if not.")
public final class AuditCommand extends TerminalCommand {
    @Parameters(paramLabel = "JOURNAL", description = "a day's journal")
    Path journal;

    @Override
    public Integer call() {
        Audit audit;
        try {
            audit = audit(journal);
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
        audit.violations().forEach(out()::println);
        out().println(audit.line());
        return audit.violations().isEmpty() ? Commands.OK : Commands.NO;
    }

    /** Audits a whole journal. */
    public static Audit audit(Path journal) {
        try (JournalReader reader = JournalReader.open(JournalReader.newestDay(journal))) {
            reader.next();
            Engine engine = Engine.journaled(reader.openRecord());
            Audit audit = new Audit(
                    ExchangeCalendar.usEquity(),
                    engine.settings().instruments().size(),
                    bookId -> engine.portfolios().isEmpty()
                            || engine.portfolioOf(bookId).rebalance().stopE8() > 0);
            EngineEvent event = new EngineEvent(engine.bounds());
            while (reader.nextEvent()) {
                reader.decode(event);
                audit.onEvent(event);
            }
            return audit;
        }
    }
}
