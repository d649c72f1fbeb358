package io.ringside.replay.command;

import io.ringside.engine.Engine;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.journal.JournalDamage;
import io.ringside.engine.journal.JournalReader;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.EventText;
import io.ringside.replay.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringside tail}: prints a journal's events and follows it. */
@Command(name = "tail", description = "Prints a journal's events, one line each and one more for every decision.")
public final class TailCommand extends TerminalCommand {
    private static final long POLL_MS = 100;

    @Option(names = "-f", description = "wait for more at the end, until interrupted")
    boolean follow;

    @Option(names = "--type", paramLabel = "T", description = "only these types, such as bar, fill or order-accepted")
    List<String> types = new ArrayList<>();

    @Option(names = "--instrument", paramLabel = "S", description = "only this symbol")
    String instrument;

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @Parameters(paramLabel = "JOURNAL", description = "a journal's folder, or the daemon's: its newest day")
    Path journal;

    @Override
    public Integer call() throws InterruptedException {
        Set<EventType> wanted = wantedTypes();
        try (JournalReader reader = JournalReader.open(JournalReader.newestDay(journal))) {
            Engine engine = Verification.engineOf(reader);
            if (instrument != null
                    && engine.settings().instruments().stream().noneMatch(one -> one.isCalled(instrument))) {
                throw new UserError("--instrument " + instrument + ": not in this journal; it has "
                        + engine.settings().instruments().stream()
                                .map(one -> one.symbol())
                                .toList());
            }
            EventText text = new EventText(engine);
            EngineEvent event = new EngineEvent(engine.bounds());
            while (true) {
                while (reader.nextEvent()) {
                    if (wanted.contains(reader.type())) {
                        reader.decode(event);
                        print(text, event);
                    }
                }
                if (!follow || out().checkError()) {
                    return 0;
                }
                Thread.sleep(POLL_MS);
            }
        } catch (JournalDamage e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private void print(EventText text, EngineEvent event) {
        if (instrument != null && !text.isOf(event, instrument)) {
            return;
        }
        if (json) {
            out().println(text.json(event));
        } else {
            text.lines(event).forEach(out()::println);
        }
    }

    private Set<EventType> wantedTypes() {
        if (types.isEmpty()) {
            return EnumSet.allOf(EventType.class);
        }
        Set<EventType> wanted = EnumSet.noneOf(EventType.class);
        for (String type : types) {
            try {
                wanted.add(EventType.valueOf(type.toUpperCase(Locale.ROOT).replace('-', '_')));
            } catch (IllegalArgumentException e) {
                throw new UserError(
                        "--type " + type + ": must be one of "
                                + EnumSet.allOf(EventType.class).stream()
                                        .map(EventText::name)
                                        .toList(),
                        e);
            }
        }
        return wanted;
    }
}
