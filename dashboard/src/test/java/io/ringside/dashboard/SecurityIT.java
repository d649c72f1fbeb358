package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, each on a real socket, with a request as an attacker writes it. */
class SecurityIT {
    private static final String OPERATE_ROUTE = "/api/daemons/live/command";
    private static final String HALT = "{\"command\":\"halt\"}";

    @TempDir
    static Path folder;

    private static Dashboard shared;

    private Dashboard dashboard = shared;

    @BeforeAll
    static void startShared() throws IOException {
        Files.createDirectories(folder.resolve("live/commands"));
        shared = start(false);
    }

    private static Dashboard start(boolean viewOnly) {
        Dashboard started = new Dashboard(new Dashboard.Setup(
                List.of(folder.resolve("live")),
                folder.resolve("out"),
                Listen.parse("127.0.0.1:0"),
                null,
                List.of(),
                viewOnly,
                null));
        started.start();
        return started;
    }

    @AfterAll
    static void stopShared() {
        shared.close();
    }

    /** Whoever has failed too often waits: that must not be the other tests. */
    private void startOwn() {
        dashboard = start(false);
    }

    @AfterEach
    void stopOwn() {
        if (dashboard != shared) {
            dashboard.close();
        }
    }

    // ---- Who asks -------------------------------------------------------------------------------------------------

    @Test
    void shouldServeThePageToWhoeverReachesIt() throws IOException {
        RawHttp.Answer answer = RawHttp.get(dashboard, "/").send();
        assertEquals(200, answer.status());
        assertTrue(answer.header("Content-Security-Policy")
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'"));
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
        assertEquals("DENY", answer.header("X-Frame-Options"));
        assertEquals("no-referrer", answer.header("Referrer-Policy"));
        assertEquals(null, answer.header("Server"));
    }

    @Test
    void shouldRefuseAForeignHost() throws IOException {
        for (String host : List.of("evil.example", "evil.example:" + dashboard.port(), "127.0.0.1", "127.0.0.1:1")) {
            assertEquals(421, RawHttp.get(dashboard, "/").host(host).send().status(), host);
        }
        assertEquals(400, RawHttp.get(dashboard, "/").host(null).send().status());
        assertEquals(
                200,
                RawHttp.get(dashboard, "/")
                        .host("LOCALHOST:" + dashboard.port())
                        .send()
                        .status());
    }

    @Test
    void shouldRefuseAForeignOrigin() throws IOException {
        for (String origin :
                List.of("http://evil.example", "null", "https://127.0.0.1:" + dashboard.port(), "http://127.0.0.1")) {
            RawHttp.Answer answer =
                    own(post(OPERATE_ROUTE, HALT)).header("Origin", origin).send();
            assertEquals(403, answer.status(), origin);
        }
        assertNothingAsked();
    }

    @Test
    void shouldRefuseWhatABrowserSaysComesFromAnotherSite() throws IOException {
        for (String site : List.of("cross-site", "same-site")) {
            assertEquals(
                    403,
                    logged(RawHttp.get(dashboard, "/api/daemons"))
                            .header("Sec-Fetch-Site", site)
                            .send()
                            .status());
            assertEquals(
                    403,
                    own(post(OPERATE_ROUTE, HALT))
                            .header("Sec-Fetch-Site", site)
                            .send()
                            .status());
            assertEquals(
                    403,
                    RawHttp.get(dashboard, "/app/app.js")
                            .header("Sec-Fetch-Site", site)
                            .send()
                            .status());
        }
        RawHttp.Answer visit = RawHttp.get(dashboard, "/")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document")
                .send();
        assertEquals(200, visit.status());
        RawHttp.Answer framed = RawHttp.get(dashboard, "/")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "iframe")
                .send();
        assertEquals(403, framed.status());
        assertNothingAsked();
    }

    @Test
    void shouldRefuseEverythingButThePageAndTheLoginWithoutALogin() throws IOException {
        for (Route route : dashboard.routes()) {
            String path = route.path().replaceAll("\\{[a-z]+}", "live");
            if (route.role() == Role.ANYONE) {
                continue;
            }
            RawHttp request =
                    route.method().equals("GET") ? RawHttp.get(dashboard, path) : ownHeaders(post(path, "{}"));
            assertEquals(401, request.send().status(), path);
        }
    }

    @Test
    void shouldRefuseAForgedCookieAndAForgedToken() throws IOException {
        String cookie = login(dashboard.access().operateToken());
        assertEquals(
                200,
                RawHttp.get(dashboard, "/api/daemons")
                        .header("Cookie", cookie)
                        .send()
                        .status());
        String forged = cookie.substring(0, cookie.length() - 1) + (cookie.endsWith("A") ? "B" : "A");
        for (String wrong :
                List.of(forged, "ringside=", "ringside=" + dashboard.access().operateToken(), "other=1")) {
            assertEquals(
                    401,
                    RawHttp.get(dashboard, "/api/daemons")
                            .header("Cookie", wrong)
                            .send()
                            .status(),
                    wrong);
        }
        assertEquals(
                401,
                RawHttp.get(dashboard, "/api/daemons")
                        .header("Authorization", "Bearer x")
                        .send()
                        .status());
        assertEquals(
                401,
                RawHttp.get(dashboard, "/api/daemons")
                        .header("Authorization", "Basic " + dashboard.access().operateToken())
                        .send()
                        .status());
    }

    @Test
    void shouldGiveACookieThatNoScriptAndNoOtherSiteCanUse() throws IOException {
        String set = loginAnswer(dashboard.access().operateToken()).header("Set-Cookie");
        assertTrue(set.contains("HttpOnly"), set);
        assertTrue(set.contains("SameSite=Strict"), set);
        assertTrue(set.contains("Max-Age=43200"), set);
        assertFalse(set.contains(dashboard.access().operateToken()), set);
    }

    @Test
    void shouldEndTheSessionAtLogout() throws IOException {
        String cookie = login(dashboard.access().operateToken());
        assertEquals(
                200,
                ownHeaders(post("/api/logout", "{}"))
                        .header("Cookie", cookie)
                        .send()
                        .status());
        assertEquals(
                401,
                RawHttp.get(dashboard, "/api/daemons")
                        .header("Cookie", cookie)
                        .send()
                        .status());
    }

    @Test
    void shouldLetAViewerLookAndCommandNothing() throws IOException {
        String cookie = login(dashboard.access().viewToken());
        assertEquals(
                200,
                RawHttp.get(dashboard, "/api/daemons")
                        .header("Cookie", cookie)
                        .send()
                        .status());
        assertEquals(
                403,
                ownHeaders(post(OPERATE_ROUTE, HALT))
                        .header("Cookie", cookie)
                        .send()
                        .status());
        RawHttp token = ownHeaders(post(OPERATE_ROUTE, HALT))
                .header("Authorization", "Bearer " + dashboard.access().viewToken());
        assertEquals(403, token.send().status());
        assertNothingAsked();
    }

    @Test
    void shouldLetNobodyCommandWhereItIsToLookAtOnly() throws IOException {
        try (Dashboard other = start(true)) {
            RawHttp request = RawHttp.post(other, OPERATE_ROUTE, HALT)
                    .header("X-Ringside", "1")
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + other.access().operateToken());
            assertEquals(403, request.send().status());
        }
        assertNothingAsked();
    }

    // ---- How it is asked ------------------------------------------------------------------------------------------

    @Test
    void shouldRefuseACommandThatAFormCouldSend() throws IOException {
        String cookie = login(dashboard.access().operateToken());
        RawHttp bare = post(OPERATE_ROUTE, HALT).header("Cookie", cookie).header("Content-Type", "application/json");
        assertEquals(403, bare.send().status());
        for (String type : List.of(
                "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp")) {
            RawHttp request = post(OPERATE_ROUTE, HALT)
                    .header("Cookie", cookie)
                    .header("X-Ringside", "1")
                    .header("Content-Type", type);
            assertEquals(415, request.send().status(), type);
        }
        for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")) {
            int status = RawHttp.of(dashboard, method, OPERATE_ROUTE)
                    .header("Cookie", cookie)
                    .send()
                    .status();
            assertEquals(405, status, method);
        }
        assertEquals(404, logged(RawHttp.get(dashboard, OPERATE_ROUTE)).send().status());
        assertNothingAsked();
    }

    @Test
    void shouldRefuseKillFlattenAndCloseThatNobodyHasTyped() throws IOException {
        for (String body : List.of(
                "{\"command\":\"kill\"}",
                "{\"command\":\"kill\",\"confirm\":\"kill\"}",
                "{\"command\":\"flatten\",\"confirm\":\"KILL\"}",
                "{\"command\":\"close\",\"target\":\"QQQ\",\"confirm\":\"SPY\"}",
                "{\"command\":\"unlatch\"}",
                "{\"command\":\"forget\",\"target\":\"QQQ\"}",
                "{\"command\":7}",
                "[]",
                "nothing")) {
            assertEquals(400, own(post(OPERATE_ROUTE, body)).send().status(), body);
        }
        assertFalse(Files.exists(folder.resolve("live/kill")));
        assertNothingAsked();
    }

    @Test
    void shouldRefuseTricksWithPaths() throws IOException {
        Files.writeString(folder.resolve("secret"), "secret");
        for (String path : List.of(
                "/../secret",
                "/app/../../secret",
                "/app/%2e%2e/%2e%2e/secret",
                "/app/..%2f..%2fsecret",
                "/app/..%5c..%5csecret",
                "/app/%00app.js",
                "/app//app.js",
                "/app/app.js;x=1",
                "/app/",
                "/sheets/..%2f..%2fsecret",
                "/sheets/../secret",
                "/api/runs/..~..~secret",
                "/api/daemons/..%2f..",
                "/api/daemons/live/events?day=../../secret",
                "/META-INF/MANIFEST.MF",
                "/.git/config")) {
            RawHttp.Answer answer = logged(RawHttp.get(dashboard, path)).send();
            assertTrue(answer.status() >= 400 && answer.status() < 500, path + " " + answer.status());
            assertFalse(answer.body().contains("secret\""), path);
        }
    }

    @Test
    void shouldRefuseLargeHeadersAndBodiesAndAddresses() throws IOException {
        assertEquals(
                431,
                RawHttp.get(dashboard, "/")
                        .header("X-Long", "x".repeat(10_000))
                        .send()
                        .status());
        assertEquals(
                414, RawHttp.get(dashboard, "/?" + "x".repeat(2_000)).send().status());
        String body = "{\"command\":\"halt\",\"note\":\"" + "x".repeat(DashboardServer.BODY_MAX) + "\"}";
        assertEquals(413, own(post(OPERATE_ROUTE, body)).send().status());
        assertEquals(413, own(post(OPERATE_ROUTE, body)).chunked().send().status());
        assertEquals(
                400,
                own(post(OPERATE_ROUTE, "{\"command\":\"halt\",\"note\":\"" + "x".repeat(600) + "\"}"))
                        .send()
                        .status());
        assertNothingAsked();
    }

    @Test
    void shouldRefuseTheSeventeenthStream() throws Exception {
        List<RawHttp.Open> streams = new ArrayList<>();
        try {
            for (int i = 0; i < EventStream.STREAMS_MAX; i++) {
                RawHttp.Open stream = logged(RawHttp.get(dashboard, "/api/daemons/live/stream"))
                        .open();
                streams.add(stream);
                assertEquals("HTTP/1.1 200 OK", stream.line());
            }
            assertEquals(
                    429,
                    logged(RawHttp.get(dashboard, "/api/daemons/live/stream"))
                            .send()
                            .status());
            // Everything else goes on beside sixteen who do not read.
            assertEquals(
                    200, logged(RawHttp.get(dashboard, "/api/daemons")).send().status());
        } finally {
            for (RawHttp.Open stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    void shouldSlowDownWhoeverGuessesTokens() throws IOException {
        startOwn();
        String right = dashboard.access().operateToken();
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            statuses.add(loginAnswer("guess" + i).status());
        }
        assertEquals(List.of(401, 401, 401, 401, 429, 429, 429, 429), statuses);
        RawHttp.Answer waiting = loginAnswer(right);
        assertEquals(429, waiting.status());
        assertNotEquals(null, waiting.header("Retry-After"));
        assertEquals(
                429,
                RawHttp.get(dashboard, "/api/daemons")
                        .header("Authorization", "Bearer " + right)
                        .send()
                        .status());
    }

    @Test
    void shouldBelieveNothingThatAProxyCouldClaim() throws IOException {
        startOwn();
        for (int i = 0; i < 6; i++) {
            ownHeaders(post("/api/login", "{\"token\":\"x\"}"))
                    .header("X-Forwarded-For", "10.0.0." + i)
                    .send();
        }
        assertEquals(429, loginAnswer(dashboard.access().operateToken()).status());
        assertEquals(
                421,
                RawHttp.get(dashboard, "/")
                        .host("evil.example")
                        .header("X-Forwarded-Host", "localhost")
                        .send()
                        .status());
    }

    // ---- What is answered -----------------------------------------------------------------------------------------

    @Test
    void shouldSendMarkupOfABrokerAsTextOfJson() throws Exception {
        String markup = "</script><img src=x onerror=alert(1)>\u2028";
        Files.writeString(folder.resolve("live/unacknowledged"), markup + "\n", StandardCharsets.UTF_8);
        RawHttp.Answer answer;
        do {
            answer = logged(RawHttp.get(dashboard, "/api/daemons/live")).send();
        } while (!answer.body().contains("alert(1)"));
        assertEquals("application/json;charset=utf-8", answer.header("Content-Type"));
        assertFalse(answer.body().contains("</script>"), answer.body());
    }

    @Test
    void shouldSayNothingOfItsInsideInAnError() throws IOException {
        for (String path : List.of("/api/daemons/other", "/api/runs/other", "/api/daemons/live/orders", "/nothing")) {
            RawHttp.Answer answer = logged(RawHttp.get(dashboard, path)).send();
            assertTrue(answer.status() >= 400, path);
            assertTrue(answer.body().startsWith("{\"error\":"), answer.body());
            assertFalse(answer.body().matches("(?s).*(Exception|io\\.ringside|\\.java).*"), answer.body());
        }
    }

    @Test
    void shouldListenBeyondTheMachineWithTlsAndAPasswordOnly() {
        assertFalse(Listen.parse("0.0.0.0:8790").isLoopback());
        assertFalse(Listen.parse("[::]:8790").isLoopback());
        assertTrue(Listen.parse("8790").isLoopback());
        assertTrue(Listen.parse("[::1]:8790").isLoopback());
        for (String wrong : List.of("", "x", "127.0.0.1:99999", "127.0.0.1:", "http://127.0.0.1:1", "a b:1")) {
            assertThrows(UserError.class, () -> Listen.parse(wrong), wrong);
        }
    }

    @Test
    void shouldServeWithTlsUnderThePassword() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        keys.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "of-the-keys",
                        "-alias",
                        "page",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=desk",
                        "-ext",
                        "san=ip:127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, keytool.waitFor());
        KeyStore store = KeyStore.getInstance(keys.toFile(), "of-the-keys".toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        SSLContext context = SSLContext.getInstance("TLS");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("page", store.getCertificate("page"));
        trust.init(trusted);
        context.init(null, trust.getTrustManagers(), null);
        try (Dashboard secured = new Dashboard(new Dashboard.Setup(
                List.of(folder.resolve("live")),
                folder.resolve("out"),
                Listen.parse("127.0.0.1:0"),
                new DashboardServer.Tls(keys, "of-the-keys"),
                List.of("desk"),
                false,
                "correct horse"))) {
            secured.start();
            HttpClient client = HttpClient.newBuilder().sslContext(context).build();
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(secured.address() + "api/login"))
                            .header("X-Ringside", "1")
                            .header("Content-Type", "application/json")
                            .header("Origin", "https://127.0.0.1:" + secured.port())
                            .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"correct horse\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals("{\"role\":\"operate\"}", answer.body());
            String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
            assertTrue(cookie.contains("Secure"), cookie);
            assertTrue(answer.headers().firstValue("Strict-Transport-Security").isPresent());
        }
    }

    // ---- Requests -------------------------------------------------------------------------------------------------

    private RawHttp post(String path, String body) {
        return RawHttp.post(dashboard, path, body);
    }

    /** With everything that the page sends. */
    private RawHttp own(RawHttp request) {
        return logged(ownHeaders(request));
    }

    private static RawHttp ownHeaders(RawHttp request) {
        return request.header("X-Ringside", "1").header("Content-Type", "application/json");
    }

    private RawHttp logged(RawHttp request) {
        return request.header("Authorization", "Bearer " + dashboard.access().operateToken());
    }

    private RawHttp.Answer loginAnswer(String token) throws IOException {
        return ownHeaders(post("/api/login", "{\"token\":\"" + token + "\"}")).send();
    }

    private String login(String token) throws IOException {
        RawHttp.Answer answer = loginAnswer(token);
        assertEquals(200, answer.status());
        return answer.header("Set-Cookie").split(";", 2)[0];
    }

    private void assertNothingAsked() throws IOException {
        try (var files = Files.list(folder.resolve("live/commands"))) {
            assertEquals(List.of(), files.toList());
        }
    }
}
