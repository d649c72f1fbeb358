package io.ringside.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

class CommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Command(
            name = "box",
            description = "Boxes.",
            mixinStandardHelpOptions = true,
            versionProvider = Commands.Version.class)
    private static final class Box implements Callable<Integer> {
        @Option(names = "--rounds")
        private int rounds;

        @Spec
        private CommandSpec spec;

        private final Callable<Integer> body;

        private Box(Callable<Integer> body) {
            this.body = body;
        }

        @Override
        public Integer call() throws Exception {
            spec.commandLine().getOut().print("rounds " + rounds + " \u2013");
            return body.call();
        }
    }

    @Test
    void shouldPrintAndReturnTheCommandsCodeWhenAllIsWell() {
        assertEquals(1, run(() -> 1, "--rounds", "3"));
        assertEquals("rounds 3 \u2013", text(out));
        assertEquals("", text(err));
    }

    @Test
    void shouldPrintNoControlCharactersWhateverTheDataHolds() {
        assertEquals(2, run(() -> {
            throw new UserError("symbol \u001b[31mQQQ\u0007\u202e");
        }));
        assertEquals("ringside box: symbol ?[31mQQQ??\n", text(err));
        out.reset();
        assertEquals(
                0,
                Commands.run(
                        new Printing("a\tb \u001b]0;owned\u0007\u009b2J\rc\n"),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8)));
        assertEquals("a\tb ?]0;owned??2J?c\n", text(out));
    }

    @Command(name = "printing")
    private static final class Printing implements Callable<Integer> {
        private final String said;

        @Spec
        private CommandSpec spec;

        private Printing(String said) {
            this.said = said;
        }

        @Override
        public Integer call() {
            spec.commandLine().getOut().print(said);
            return 0;
        }
    }

    @Test
    void shouldPrintOneLineAndExitWithTwoWhenTheUserErrs() {
        assertEquals(2, run(() -> {
            throw new UserError("bars.csv line 7: column open:\n \"x\" is no price");
        }));
        assertEquals("ringside box: bars.csv line 7: column open: \"x\" is no price\n", text(err));
    }

    @Test
    void shouldPrintOneLineAndExitWithTwoWhenAnOptionIsUnknownOrMalformed() {
        assertEquals(2, run(() -> 0, "--round", "3"));
        assertEquals("ringside box: Unknown options: '--round', '3'; see ringside box --help\n", text(err));
        err.reset();
        assertEquals(2, run(() -> 0, "--rounds", "three"));
        assertEquals(1, text(err).lines().count());
        assertTrue(text(err).startsWith("ringside box: Invalid value for option '--rounds'"), text(err));
    }

    @Test
    void shouldNameTheFileWhenItCannotBeReadOrWritten() {
        assertEquals(2, run(() -> {
            throw new NoSuchFileException("bars.csv");
        }));
        assertEquals("ringside box: bars.csv: no such file\n", text(err));
        err.reset();
        assertEquals(2, run(() -> {
            throw new IOException("No space left on device");
        }));
        assertEquals("ringside box: input or output failed: No space left on device\n", text(err));
    }

    @Test
    void shouldPrintTheStackAndExitWithSeventyWhenTheProgramFails() {
        assertEquals(70, run(() -> {
            throw new IllegalStateException("stage 3 skipped");
        }));
        assertTrue(
                text(err)
                        .startsWith(
                                "ringside box: internal error: java.lang.IllegalStateException: stage 3 skipped\njava.lang."),
                text(err));
        assertTrue(text(err).contains("\tat " + CommandsTest.class.getName()), text(err));
        err.reset();
        assertEquals(70, run(() -> {
            throw new AssertionError("x");
        }));
        assertTrue(text(err).startsWith("ringside box: internal error: java.lang.AssertionError: x\n"), text(err));
    }

    @Test
    void shouldShowHelpAndVersionWithoutRunningTheCommand() {
        assertEquals(0, run(() -> 5, "--help"));
        assertTrue(text(out).startsWith("Usage: ringside box "), text(out));
        out.reset();
        assertEquals(0, run(() -> 5, "--version"));
        assertEquals("ringside development" + System.lineSeparator(), text(out), "outside of a jar");
        assertFalse(text(out).contains("rounds"));
    }

    /** As of an engine that a user's strategy has stopped. */
    @Test
    void shouldTellTheUsersMistakeThatIsBehindAFault() {
        assertEquals(2, run(() -> {
            throw new IllegalStateException("stopped", new IllegalArgumentException(new UserError("Mine:7 fails")));
        }));
        assertEquals("ringside box: Mine:7 fails\n", text(err));
    }

    @Test
    void shouldSayHowMuchMemoryWasTooLittle() {
        assertEquals(2, run(() -> {
            throw new OutOfMemoryError("Java heap space");
        }));
        assertEquals(
                "ringside box: needs more memory than the "
                        + Runtime.getRuntime().maxMemory() / (1024 * 1024)
                        + " MiB it may use: ask for less, or give more with RINGSIDE_JAVA_OPTIONS=-Xmx8g\n",
                text(err));
    }

    /** Characters that turn the direction of what follows can make a line say something else. */
    @Test
    void shouldPrintNoCharacterThatTurnsALine() {
        assertEquals(
                "\u2029?????\u202f \u2065????\u206a \t?\u00a0",
                PrintableWriter.printable(
                        "\u2029\u202a\u202b\u202c\u202d\u202e\u202f \u2065\u2066\u2067\u2068\u2069\u206a \t\u009f\u00a0"));
    }

    /** Each way of writing passes on what it was given, and no more. */
    @Test
    void shouldWriteWhatItIsGivenWhicheverWay() throws IOException {
        StringWriter written = new StringWriter();
        try (PrintableWriter writer = new PrintableWriter(written)) {
            writer.write('a');
            writer.write(7);
            writer.write("xb\u001bcx".toCharArray(), 1, 3);
            writer.write("xd\u202eex", 1, 3);
            writer.write("\n\t");
        }
        assertEquals("a?b?cd?e\n\t", written.toString());
    }

    @Command(name = "reads")
    private static final class Reads implements Callable<Integer> {
        @Option(names = "--config")
        private String config;

        @Override
        public Integer call() {
            return config == null ? 1 : 0;
        }
    }

    @Test
    void shouldLookForStrategiesWhereAConfigurationOrAJournalNamesThem() {
        String mine = "strategies of your own";
        assertTrue(help(option("--config")).contains(mine));
        assertTrue(help(option("--journal")).contains(mine));
        assertTrue(help(parameter("JOURNAL")).contains(mine));
        assertFalse(help(option("--other")).contains("--strategy-path"));
        assertFalse(help(parameter("FILE")).contains("--strategy-path"));
        assertFalse(help(option("--config").addOption(named("--strategy-path"))).contains(mine));
    }

    private static CommandSpec option(String name) {
        return CommandSpec.create().addOption(named(name));
    }

    private static OptionSpec named(String name) {
        return OptionSpec.builder(name).type(String.class).build();
    }

    private static CommandSpec parameter(String label) {
        return CommandSpec.create()
                .addPositional(PositionalParamSpec.builder()
                        .paramLabel(label)
                        .type(String.class)
                        .build());
    }

    private static String help(CommandSpec spec) {
        CommandLine line = new CommandLine(spec);
        StrategyPathOption.addTo(line);
        return line.getUsageMessage().replaceAll("\\s+", " ");
    }

    @Test
    void shouldLoadNoStrategyFromAPathThatIsNone() {
        Reads command = new Reads();
        assertEquals(2, runOther(command, "--config", "c", "--strategy-path", "none.jar"));
        assertTrue(text(err).startsWith("ringside reads: "), text(err));
        assertTrue(text(err).contains("none.jar"), text(err));
        assertEquals(0, runOther(command, "--config", "c"));
    }

    private int runOther(Object command, String... args) {
        return Commands.run(
                command,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                args);
    }

    private int run(Callable<Integer> body, String... args) {
        return Commands.run(
                new Box(body),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                args);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
