package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.command.Commands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command: what it refuses to start with, and where it leaves its tokens. */
class DashboardCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Commands.run(
                new DashboardCommand(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }

    private void refuses(String words, String... arguments) {
        err.reset();
        assertEquals(Commands.USAGE, run(arguments));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.startsWith("ringside dashboard: ") && said.contains(words), said);
        assertEquals(1, said.lines().count(), said);
    }

    @Test
    void shouldRefuseInOneLineWhatItCannotStartWith() throws IOException {
        Path shortPassword = Files.writeString(folder.resolve("short"), "1234567");
        refuses("must look like 127.0.0.1:8790", "--listen", "nowhere");
        refuses("that needs --tls and --password", "--listen", "0.0.0.0:0");
        refuses("that needs --tls and --password", "--listen", "0.0.0.0:0", "--tls", "x.p12");
        refuses(
                "--password " + folder.resolve("none") + ": cannot be read",
                "--password",
                folder.resolve("none").toString());
        refuses("holds fewer than 8 characters", "--password", shortPassword.toString());
        refuses("its password is missing", "--tls", shortPassword.toString());
        refuses("Unknown options: '--jornal'", "--jornal", "live");
    }

    @Test
    void shouldSayThatAPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refuses(
                    "choose another --listen",
                    "--journal",
                    folder.toString(),
                    "--listen",
                    "127.0.0.1:" + taken.getLocalPort(),
                    "--token-file",
                    folder.resolve("tokens").toString());
        }
    }

    @Test
    void shouldLeaveItsTokensToItsOwnerAloneAndTakeThemAwayInTheEnd() throws Exception {
        Path tokens = folder.resolve("state/tokens");
        int[] code = {-1};
        Thread command = new Thread(() -> code[0] = run(
                "--journal",
                folder.toString(),
                "--listen",
                "127.0.0.1:0",
                "--token-file",
                tokens.toString(),
                "--view-only"));
        command.start();
        while (!(Files.exists(tokens) && Files.size(tokens) > 0) && command.isAlive()) {
            LockSupport.parkNanos(10_000_000);
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens.getParent())));
        String text = Files.readString(tokens);
        assertTrue(text.matches("view http://127\\.0\\.0\\.1:\\d+/#token=[A-Za-z0-9_-]{43}\n"), text);
        command.interrupt();
        command.join();
        assertEquals(Commands.OK, code[0]);
        assertFalse(Files.exists(tokens));
        String said = out.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("to look at only"), said);
        assertFalse(said.contains("token="), "what is printed may be a log: " + said);
    }
}
