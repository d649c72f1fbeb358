package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.report.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A page beside a daemon, each a process of its own: killed without a word and started again, with streams that nobody reads and
 * more connections than it takes. The daemon's day stays the same, order by order. What it costs the daemon's stages is measured by
 * {@code ringside bench page}.
 */
class PageRestartsIT {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/#token=(\\S+)");
    private static final String LAST = "2025-06-18";

    @TempDir
    Path folder;

    @Test
    void shouldChangeNoOrderWhenThePageIsKilledAndItsClientsDoNotRead() throws Exception {
        campaign(1, 300, LAST);
    }

    @Test
    @Tag("long")
    void shouldChangeNoOrderHoweverOftenThePageIsKilled() throws Exception {
        campaign(Integer.getInteger("ringside.restarts", 200), 1_000, "2025-06-02");
    }

    /** Days alone, and the same days with pages beside them until one was killed so often. */
    private void campaign(int restarts, int connections, String first) throws Exception {
        Path alone = folder.resolve("alone");
        try (LiveDay days = LiveDay.days(alone, first, LAST)) {
            end(days);
        }
        List<String> trading = trading(alone);
        assertTrue(trading.size() > 1, "days without orders prove nothing");
        int done = 0;
        for (int round = 0; done < restarts; round++) {
            Path beside = folder.resolve("beside" + round);
            int killedBefore = done;
            try (LiveDay days = LiveDay.days(beside, first, LAST)) {
                days.await(() -> Files.exists(beside.resolve("journal/status.json")), () -> "a status");
                while (days.process.isAlive() && done < restarts) {
                    page(beside.resolve("journal"), connections);
                    done++;
                }
                end(days);
            }
            assertTrue(done > killedBefore, "no page ran beside these days");
            assertEquals(trading, trading(beside));
        }
        System.out.println("the page: killed " + done + " times beside the daemon, each time with " + connections
                + " connections, " + EventStream.STREAMS_MAX
                + " of them streams that nobody reads: the same " + trading.size() + " orders and trades");
    }

    private static void end(LiveDay days) throws InterruptedException {
        assertTrue(days.process.waitFor(10, TimeUnit.MINUTES), "the days end");
        assertEquals(0, days.process.exitValue(), days::output);
    }

    /** Every order and trade of the days, but for the records' numbers: a timer more or less is none of trading. */
    private static List<String> trading(Path out) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Dashboard page = dashboard(out)) {
            for (Object day : (List<?>) ask(page, "/days")) {
                for (String what : List.of("/orders", "/trades")) {
                    for (Object one : (List<?>) ask(page, what + "?day=" + day)) {
                        Map<String, Object> row = new LinkedHashMap<>();
                        ((Map<?, ?>) one).forEach((key, value) -> row.put(String.valueOf(key), value));
                        row.remove("order");
                        lines.add(row.toString());
                    }
                }
            }
        }
        return lines;
    }

    private static Dashboard dashboard(Path out) {
        Dashboard page = new Dashboard(new Dashboard.Setup(
                List.of(out.resolve("journal")), out, Listen.parse("127.0.0.1:0"), null, List.of(), false, null));
        page.start();
        return page;
    }

    private static Object ask(Dashboard page, String what) throws IOException {
        RawHttp.Answer answer = RawHttp.get(page, "/api/daemons/journal" + what)
                .header("Authorization", "Bearer " + page.access().viewToken())
                .send();
        assertEquals(200, answer.status(), answer.body());
        return Json.read(what, answer.body());
    }

    /** Starts a page, leaves it with clients that never read, and kills it. */
    private void page(Path journal, int connections) throws Exception {
        Path tokens = folder.resolve("tokens");
        Files.deleteIfExists(tokens);
        List<SocketChannel> clients = new ArrayList<>();
        try (LiveDay page = LiveDay.page(journal, tokens)) {
            Matcher found = ADDRESS.matcher("");
            page.await(() -> found.reset(read(tokens)).find(), () -> "an address");
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(found.group(1)));
            for (int i = 0; i < connections; i++) {
                SocketChannel client = SocketChannel.open();
                clients.add(client);
                if (i < EventStream.STREAMS_MAX) {
                    neverRead(client, address, journal, found.group(2));
                } else {
                    // Beyond what the page takes, nobody ever lets them in.
                    client.configureBlocking(false);
                    client.connect(address);
                }
            }
            page.kill();
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    private static void neverRead(SocketChannel client, InetSocketAddress page, Path journal, String token)
            throws IOException {
        client.setOption(StandardSocketOptions.SO_RCVBUF, 1_024);
        client.connect(page);
        String request = "GET /api/daemons/" + journal.getFileName() + "/stream HTTP/1.1\r\nHost: 127.0.0.1:"
                + page.getPort() + "\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
