package io.ringside.dashboard;

import io.ringside.engine.command.Commands;
import io.ringside.engine.command.Progress;
import io.ringside.engine.command.TerminalCommand;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.operator.LiveFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ringside dashboard}: shows daemons in a browser and lets them be commanded from there. */
@Command(
        name = "dashboard",
        description =
                "Shows daemons and results in a browser, and gives daemons commands. A process of its own: a daemon"
                        + " does not know of it.")
public final class DashboardCommand extends TerminalCommand {
    private static final int STOP_SECONDS = 5;
    private static final int SECRET_MIN = 8;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "a daemon's folder; repeatable; if not given: live, or the simulated session that runs")
    List<Path> journals = new ArrayList<>();

    @Option(names = "--runs", paramLabel = "DIR", description = "where results are; out if not given")
    Path runs = Path.of("out");

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description =
                    "such as 127.0.0.1:8790, which it is if not given; beyond this machine with --tls and --password only")
    String listen = "127.0.0.1:8790";

    @Option(names = "--view-only", description = "nobody may command")
    boolean viewOnly;

    @Option(names = "--host", paramLabel = "NAME", description = "a name under which browsers ask for it; repeatable")
    List<String> names = new ArrayList<>();

    @Option(names = "--tls", paramLabel = "FILE", description = "key and certificate, PKCS 12")
    Path tls;

    @Option(names = "--tls-password", paramLabel = "FILE", description = "file that holds the key's password")
    Path tlsPassword;

    @Option(names = "--password", paramLabel = "FILE", description = "file that holds the password to log in with")
    Path password;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "where the tokens are left, for its owner alone; ~/.ringside/dashboard-PORT if not given")
    Path tokenFile;

    @Option(names = "--open", description = "opens the page in a browser of this machine")
    boolean open;

    @Override
    public Integer call() {
        Listen where = Listen.parse(listen);
        if (!where.isLoopback() && (tls == null || password == null)) {
            throw new UserError("--listen " + listen + ": others could reach it; that needs --tls and --password");
        }
        if (journals.isEmpty()) {
            journals = List.of(LiveFolder.used(Path.of("")));
        }
        String given = password == null ? null : secret("--password", password);
        DashboardServer.Tls key = tls == null ? null : key();
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch finished = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped, finished), "dashboard-stop"));
        Dashboard.Setup setup = new Dashboard.Setup(journals, runs, where, key, names, viewOnly, given);
        Path tokens = null;
        try (Dashboard dashboard = new Dashboard(setup)) {
            dashboard.start();
            tokens = leaveTokens(dashboard);
            stopped.await();
        } catch (InterruptedException e) {
            // Whoever started it wants it to end.
            Thread.currentThread().interrupt();
        } finally {
            forget(tokens);
            finished.countDown();
        }
        return Commands.OK;
    }

    private static void stop(CountDownLatch stopped, CountDownLatch finished) {
        stopped.countDown();
        try {
            // Bounded: who ends a process does not wait for pages that do not read.
            finished.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tokens are worth nothing once nobody takes them. */
    private static void forget(Path tokens) {
        if (tokens != null) {
            try {
                Files.deleteIfExists(tokens);
                Files.deleteIfExists(page(tokens));
            } catch (IOException e) {
                // They open nothing any more.
            }
        }
    }

    private static Path page(Path tokens) {
        return tokens.resolveSibling(tokens.getFileName() + ".html");
    }

    private DashboardServer.Tls key() {
        if (!Files.isReadable(tls)) {
            throw new UserError("--tls " + tls + ": cannot be read");
        }
        if (tlsPassword == null) {
            throw new UserError("--tls " + tls + ": its password is missing; give --tls-password FILE");
        }
        return new DashboardServer.Tls(tls, secret("--tls-password", tlsPassword));
    }

    private static String secret(String option, Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (text.length() < SECRET_MIN) {
                throw new UserError(
                        option + " " + file + ": holds fewer than " + SECRET_MIN + " characters; choose a longer one");
            }
            return text;
        } catch (IOException e) {
            throw new UserError(option + " " + file + ": cannot be read: " + UserError.reasonWithFile(e), e);
        }
    }

    private Path leaveTokens(Dashboard dashboard) {
        Access access = dashboard.access();
        Path file = tokenFile != null
                ? tokenFile
                : Path.of(System.getProperty("user.home"), ".ringside", "dashboard-" + dashboard.port());
        String fragment = "#token=";
        String text = (viewOnly ? "" : "operate " + dashboard.address() + fragment + access.operateToken() + "\n")
                + "view " + dashboard.address() + fragment + access.viewToken() + "\n";
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            writeForOwner(file, text);
        } catch (IOException e) {
            throw new UserError(
                    "the tokens cannot be left in " + file + ": " + UserError.reasonWithFile(e)
                            + "; give --token-file FILE",
                    e);
        }
        PrintWriter out = out();
        out.println("dashboard of " + journals + " on " + dashboard.address() + (viewOnly ? ", to look at only" : ""));
        out.println("its address with the token stands in " + file);
        out.flush();
        String first = text.lines().findFirst().orElseThrow();
        String address = first.substring(first.indexOf(' ') + 1);
        if (Progress.isTerminal()) {
            // What stands on a terminal is its owner's; what goes elsewhere may be a log, which others read.
            err().println("open " + address);
        }
        if (open) {
            open(address, file, out);
        }
        return file;
    }

    /**
     * With the desktop's own command; a machine without a desktop has none, and the address stands above. What a process is
     * started with is everybody's to read, so that the token is handed over in a file.
     */
    private static void open(String address, Path tokens, PrintWriter out) {
        String program = System.getProperty("os.name").startsWith("Mac") ? "open" : "xdg-open";
        try {
            Path page = page(tokens);
            writeForOwner(page, "<meta http-equiv=\"refresh\" content=\"0; url=" + address + "\">\n");
            new ProcessBuilder(program, page.toAbsolutePath().toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            out.println("no browser can be opened here; open the address above");
            out.flush();
        }
    }

    private static void writeForOwner(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
    }
}
