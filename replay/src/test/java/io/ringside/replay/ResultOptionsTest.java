package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.command.BacktestCommand;
import io.ringside.replay.command.ReportCommand;
import io.ringside.replay.research.DivergeCommand;
import io.ringside.replay.research.LadderCommand;
import io.ringside.replay.research.LookaheadCommand;
import io.ringside.replay.research.SweepCommand;
import io.ringside.replay.research.WalkForwardCommand;
import io.ringside.replay.research.WhatIfCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;

/** One convention for every command that makes results. */
class ResultOptionsTest {
    static List<Object> commands() {
        return List.of(
                new BacktestCommand(),
                new ReportCommand(),
                new LadderCommand(),
                new SweepCommand(),
                new WalkForwardCommand(),
                new LookaheadCommand(),
                new WhatIfCommand(),
                new DivergeCommand());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldKnowTheSameOptionsOnEveryCommand(Object command) {
        var spec = new picocli.CommandLine(command).getCommandSpec();
        OptionSpec out = spec.findOption("--out");
        assertNotNull(out);
        assertEquals(Path.class, out.type());
        for (String name : List.of("--json", "--html", "--force", "--open")) {
            OptionSpec flag = spec.findOption(name);
            assertNotNull(flag, name);
            assertEquals(0, flag.arity().max(), name);
        }
    }

    @Test
    void shouldNumberTheDefaultFolderWhenItIsTaken() throws IOException {
        var options = new ResultOptions();
        String name = "result-options-test";
        Path first = Path.of("out", name);
        Path second = Path.of("out", name + "-2");
        try {
            assertEquals(first, options.folder(name));
            Files.createDirectories(first);
            assertEquals(first, options.folder(name));
            Files.writeString(first.resolve("kept.txt"), "");
            assertEquals(second, options.folder(name));
            Files.createDirectories(second);
            Files.writeString(second.resolve("sweep.log"), "");
            assertEquals(second, options.folder(name, "sweep.log"));
            assertEquals(Path.of("out", name + "-3"), options.folder(name));
            options.force = true;
            assertEquals(first, options.folder(name));
            options.out = Path.of("elsewhere");
            assertEquals(Path.of("elsewhere"), options.folder(name));
            assertFalse(options.json());
        } finally {
            Files.deleteIfExists(first.resolve("kept.txt"));
            Files.deleteIfExists(second.resolve("sweep.log"));
            Files.deleteIfExists(first);
            Files.deleteIfExists(second);
        }
    }

    /** A page is shown only where that is asked for, and it is made for that. */
    @Test
    void shouldOpenNothingUnlessAsked() {
        var options = new ResultOptions();
        var err = new StringWriter();
        options.show(Path.of("no-such-folder/no-such-page.html"), new PrintWriter(err, true));
        assertEquals("", err.toString());
        assertFalse(options.wantsPage());
        options.open = true;
        assertTrue(options.wantsPage());
        options.open = false;
        options.html = true;
        assertTrue(options.wantsPage());
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X, open", "Windows 11, cmd /c start", "Linux, xdg-open", "FreeBSD, xdg-open"})
    void shouldKnowWhatOpensAPage(String system, String opener) {
        assertEquals(opener, String.join(" ", ResultOptions.opener(system)).strip());
    }
}
