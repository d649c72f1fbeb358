package io.ringside.dashboard;

import io.javalin.http.Context;
import java.util.List;

/**
 * One thing that the page, or a program, may ask for. What is served and what is documented come of the same list.
 *
 * @param method GET or POST
 * @param path with names in braces
 * @param role who may
 * @param summary what it is for
 * @param query names of what may be asked with it, each with what it means
 * @param body names of the members of what is posted, each with what it means; empty for GET
 * @param handler answers
 */
record Route(
        String method, String path, Role role, String summary, List<Field> query, List<Field> body, Handler handler) {
    /** A name and what it means. */
    record Field(String name, String meaning) {}

    /** Answers a request: a value of JSON, or null if it has written the answer itself. */
    interface Handler {
        Object answer(Context request) throws Exception;
    }

    static Route get(String path, String summary, Handler handler, Field... query) {
        return new Route("GET", path, Role.VIEW, summary, List.of(query), List.of(), handler);
    }

    static Route post(String path, Role role, String summary, Handler handler, Field... body) {
        return new Route("POST", path, role, summary, List.of(), List.of(body), handler);
    }

    static Field field(String name, String meaning) {
        return new Field(name, meaning);
    }
}
