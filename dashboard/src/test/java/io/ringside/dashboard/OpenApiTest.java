package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.replay.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is documented is what is served. */
class OpenApiTest {
    @TempDir
    Path folder;

    @Test
    void shouldDocumentEveryRouteThatIsServedAndServeEveryRouteThatIsDocumented() throws IOException {
        try (Dashboard dashboard = new Dashboard(new Dashboard.Setup(
                List.of(folder.resolve("live")),
                folder.resolve("out"),
                Listen.parse("127.0.0.1:0"),
                null,
                List.of(),
                false,
                null))) {
            dashboard.start();
            String bearer = "Bearer " + dashboard.access().operateToken();
            String text = RawHttp.get(dashboard, "/openapi.json")
                    .header("Authorization", bearer)
                    .send()
                    .body();
            Map<?, ?> document = (Map<?, ?>) Json.read("openapi.json", text);
            assertEquals("3.1.0", document.get("openapi"));
            var documented = new TreeSet<String>();
            ((Map<?, ?>) document.get("paths"))
                    .forEach((path, methods) -> ((Map<?, ?>) methods).forEach((method, operation) -> {
                        documented.add(method + " " + path);
                        assertFalse(((String) ((Map<?, ?>) operation).get("summary")).isEmpty(), path.toString());
                    }));
            var served = new TreeSet<String>();
            dashboard.served().forEach(served::add);
            assertEquals(served, documented);
            // A path that is served is refused for want of a login, one that is not is not there.
            for (String one : documented) {
                String[] parts = one.split(" ", 2);
                String path = parts[1].replaceAll("\\{[a-z]+}", "x");
                RawHttp request = parts[0].equals("get")
                        ? RawHttp.get(dashboard, path)
                        : RawHttp.post(dashboard, path, "{}")
                                .header("X-Ringside", "1")
                                .header("Content-Type", "application/json");
                assertEquals(401, request.send().status(), one);
            }
            assertEquals(404, RawHttp.get(dashboard, "/api/other").send().status());
        }
    }

    /** The module's page for programmers names each route once. */
    @Test
    void shouldNameEveryRouteInTheModulesReadme() throws IOException {
        String readme = Files.readString(Path.of(System.getProperty("ringside.home"), "dashboard", "README.md"));
        List<String> missing = new ArrayList<>();
        try (Dashboard dashboard = new Dashboard(new Dashboard.Setup(
                List.of(folder), folder, Listen.parse("127.0.0.1:0"), null, List.of(), false, null))) {
            for (Route route : dashboard.routes()) {
                if (!readme.contains("`" + route.method() + " " + route.path() + "`")) {
                    missing.add(route.method() + " " + route.path());
                }
            }
        }
        assertTrue(missing.isEmpty(), missing.toString());
    }
}
