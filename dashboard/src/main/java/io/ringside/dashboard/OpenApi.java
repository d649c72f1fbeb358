package io.ringside.dashboard;

import io.ringside.engine.command.Commands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The routes as an OpenAPI 3.1 document. */
final class OpenApi {
    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

    private OpenApi() {}

    static Map<String, Object> of(List<Route> routes) {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(route.path(), path -> new LinkedHashMap<>())
                    .put(route.method().equals("GET") ? "get" : "post", operation(route));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", map("title", "Ringside dashboard", "version", Commands.version()));
        document.put("paths", paths);
        document.put(
                "components",
                map(
                        "securitySchemes",
                        map(
                                "cookie", map("type", "apiKey", "in", "cookie", "name", RequestGuard.COOKIE),
                                "token", map("type", "http", "scheme", "bearer")),
                        "schemas",
                        map(
                                "Error",
                                map(
                                        "type",
                                        "object",
                                        "required",
                                        List.of("error"),
                                        "properties",
                                        map("error", map("type", "string"))))));
        return document;
    }

    private static Map<String, Object> operation(Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", route.summary());
        operation.put("x-role", Money.words(route.role()));
        List<Object> parameters = new ArrayList<>();
        Matcher name = NAME.matcher(route.path());
        while (name.find()) {
            parameters.add(map("name", name.group(1), "in", "path", "required", true, "schema", map("type", "string")));
        }
        for (Route.Field field : route.query()) {
            parameters.add(map(
                    "name",
                    field.name(),
                    "in",
                    "query",
                    "description",
                    field.meaning(),
                    "schema",
                    map("type", "string")));
        }
        if (route.method().equals("POST")) {
            parameters.add(map(
                    "name",
                    RequestGuard.OWN_HEADER,
                    "in",
                    "header",
                    "required",
                    true,
                    "schema",
                    map("type", "string", "const", "1")));
            Map<String, Object> members = new LinkedHashMap<>();
            route.body()
                    .forEach(field -> members.put(field.name(), map("type", "string", "description", field.meaning())));
            operation.put(
                    "requestBody",
                    map(
                            "required",
                            true,
                            "content",
                            map("application/json", map("schema", map("type", "object", "properties", members)))));
        }
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        operation.put("responses", responses(route));
        operation.put(
                "security",
                route.role() == Role.ANYONE ? List.of() : List.of(map("cookie", List.of()), map("token", List.of())));
        return operation;
    }

    private static Map<String, Object> responses(Route route) {
        Map<String, Object> error = map(
                "description",
                "refused, with the reason",
                "content",
                map("application/json", map("schema", map("$ref", "#/components/schemas/Error"))));
        String type = route.path().endsWith("/stream")
                ? "text/event-stream"
                : route.path().startsWith("/sheets/") ? "text/html" : "application/json";
        return map(
                "200",
                map("description", "as asked", "content", map(type, map("schema", map("type", "object")))),
                "default",
                error);
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
