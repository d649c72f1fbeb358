package io.ringside.replay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringside.replay.report.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium, driven by its DevTools protocol, that reaches no network and tells what it complains about.
 *
 * <p>Thread: the test's.
 */
public final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final long PATIENCE_SECONDS = 60;
    private static final int DELETE_TRIES = 100;

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Map<?, ?>>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

    private Browser(Process process, Path profile, URI page) throws Exception {
        this.process = process;
        this.profile = profile;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Listener())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** Starts one; skips the test where there is none. */
    public static Browser start() throws Exception {
        Path program = find();
        assumeTrue(program != null, "skipped: no chromium on the path; install it to look at the pages");
        Path profile = Files.createTempDirectory("ringside-chromium");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return new Browser(process, profile, page(process));
        } catch (Exception e) {
            end(process, profile);
            throw e;
        }
    }

    /** Shows a file as if on a screen of that width, and waits until it is loaded. */
    public void open(Path file, int width, int height, boolean dark) throws Exception {
        open(file.toUri(), width, height, dark);
    }

    /** Shows a page of this machine; the same. */
    public void open(URI address, int width, int height, boolean dark) throws Exception {
        complaints.clear();
        requests.clear();
        screen(width, height, dark);
        loaded = new CompletableFuture<>();
        call("Page.navigate", map("url", address.toString()));
        loaded.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        settle();
    }

    /** Changes the screen that the page is shown on. */
    public void screen(int width, int height, boolean dark) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                map("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        call(
                "Emulation.setEmulatedMedia",
                map("features", List.of(map("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Two frames later everything that waits for a frame is drawn. */
    public void settle() throws Exception {
        evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))");
    }

    /** Value of an expression in the page; promises are waited for. */
    public Object evaluate(String expression) throws Exception {
        Map<?, ?> answer =
                call("Runtime.evaluate", map("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.containsKey("exceptionDetails")) {
            throw new AssertionError(answer.toString());
        }
        return ((Map<?, ?>) answer.get("result")).get("value");
    }

    /**
     * Presses what a selector finds, with the mouse, as somebody does who sees it: it is scrolled to, nothing may lie upon it,
     * and it may not be moving.
     *
     * @return when the button of the mouse went down
     */
    public Instant press(String selector) throws Exception {
        String where = "(() => { const node = document.querySelector(" + Json.compact(selector) + ");"
                + " if (!node || node.disabled) return null;"
                + " node.scrollIntoView({ block: 'center', inline: 'center' }); const box = node.getBoundingClientRect();"
                + " const x = box.left + box.width / 2, y = box.top + box.height / 2, hit = document.elementFromPoint(x, y);"
                + " return node.contains(hit) ? x.toFixed(1) + ' ' + y.toFixed(1) : null; })()";
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        Object before = null;
        Object now = evaluate(where);
        while (now == null || !now.equals(before)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("cannot be pressed: " + selector + "\n" + evaluate("document.body.innerText"));
            }
            settle();
            before = now;
            now = evaluate(where);
        }
        String[] place = now.toString().split(" ", 2);
        Instant pressed = Instant.now();
        for (String type : List.of("mousePressed", "mouseReleased")) {
            call(
                    "Input.dispatchMouseEvent",
                    map(
                            "type",
                            type,
                            "x",
                            Double.valueOf(place[0]),
                            "y",
                            Double.valueOf(place[1]),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
        return pressed;
    }

    /** Types a text where the cursor stands. */
    public void type(String text) throws Exception {
        call("Input.insertText", map("text", text));
    }

    /** Saves what the whole page looks like. */
    public void screenshot(Path png) throws Exception {
        Map<?, ?> answer = call("Page.captureScreenshot", map("format", "png", "captureBeyondViewport", true));
        Files.write(png, Base64.getDecoder().decode((String) answer.get("data")));
    }

    /** Saves the page as it would be printed. */
    public void print(Path pdf) throws Exception {
        Map<?, ?> answer = call("Page.printToPDF", map("printBackground", false));
        Files.write(pdf, Base64.getDecoder().decode((String) answer.get("data")));
    }

    /** Exceptions, console errors and log entries since the page was opened. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Addresses asked for since the page was opened. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        socket.abort();
        end(process, profile);
    }

    /** Its children outlive it for a moment, and write into the profile until they notice. */
    private static void end(Process process, Path profile) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
        for (int i = 0; i < DELETE_TRIES && Files.exists(profile); i++) {
            delete(profile);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Something appeared in it meanwhile: the next try finds it.
        }
    }

    private Map<?, ?> call(String method, Map<String, Object> parameters) throws Exception {
        int id = ids.incrementAndGet();
        var answer = new CompletableFuture<Map<?, ?>>();
        answers.put(id, answer);
        String text = Json.compact(map("id", id, "method", method, "params", parameters));
        socket.sendText(text, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Map<?, ?> message = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message.containsKey("error")) {
            throw new AssertionError(method + ": " + message.get("error"));
        }
        return (Map<?, ?>) message.get("result");
    }

    private void receive(Map<?, ?> message) {
        if (message.get("id") instanceof Number id) {
            answers.remove(id.intValue()).complete(message);
            return;
        }
        Map<?, ?> parameters = (Map<?, ?>) message.get("params");
        switch ((String) message.get("method")) {
            case "Page.loadEventFired" -> loaded.complete(null);
            case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "warning", "assert").contains(parameters.get("type"))) {
                    complaints.add(parameters.toString());
                }
            }
            case "Log.entryAdded" -> complaints.add(parameters.toString());
            case "Network.requestWillBeSent" ->
                requests.add(((Map<?, ?>) parameters.get("request")).get("url").toString());
            default -> {
                // Many more are of no interest here.
            }
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                Object message = Json.read("DevTools", text.toString());
                text.setLength(0);
                receive((Map<?, ?>) message);
            }
            from.request(1);
            return null;
        }
    }

    /** Reads the address of the first page from what the browser says at start. */
    private static URI page(Process process) throws Exception {
        var err = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        String line;
        do {
            line = err.readLine();
            if (line == null) {
                throw new IOException("chromium ended before it was ready");
            }
        } while (!line.startsWith("DevTools listening on "));
        drain(err);
        URI devTools = URI.create(line.substring("DevTools listening on ".length()));
        String list = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + devTools.getPort() + "/json/list"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        for (Object target : (List<?>) Json.read("DevTools", list)) {
            if ("page".equals(((Map<?, ?>) target).get("type"))) {
                return URI.create(
                        ((Map<?, ?>) target).get("webSocketDebuggerUrl").toString());
            }
        }
        throw new IOException("chromium shows no page: " + list);
    }

    /** A full pipe would stop the browser. */
    private static void drain(BufferedReader err) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (err.readLine() != null) {
                            // Nobody reads it.
                        }
                    } catch (IOException e) {
                        // The browser is gone.
                    }
                },
                "chromium-stderr");
        thread.setDaemon(true);
        thread.start();
    }

    private static Path find() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1)) {
            for (String name : NAMES) {
                Path program = Path.of(folder, name);
                if (Files.isExecutable(program)) {
                    return program;
                }
            }
        }
        return null;
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        List<Object> list = new ArrayList<>(List.of(pairs));
        for (int i = 0; i < list.size(); i += 2) {
            map.put((String) list.get(i), list.get(i + 1));
        }
        return map;
    }
}
