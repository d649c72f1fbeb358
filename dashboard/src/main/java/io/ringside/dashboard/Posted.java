package io.ringside.dashboard;

import io.javalin.http.Context;
import io.ringside.engine.settings.UserError;
import io.ringside.replay.report.Json;
import java.util.Map;

/** The members of a posted object, all of them text. */
final class Posted {
    private static final int TEXT_MAX = 500;

    private final Map<?, ?> members;

    private Posted(Map<?, ?> members) {
        this.members = members;
    }

    /** @throws Refusal if it is no object */
    static Posted of(Context request) {
        try {
            if (Json.read("the body", request.body()) instanceof Map<?, ?> members) {
                return new Posted(members);
            }
        } catch (UserError e) {
            throw new Refusal(400, "the body is no JSON");
        }
        throw new Refusal(400, "the body is no object");
    }

    /** A member, empty if it is not there. */
    String text(String name) {
        return text(name, TEXT_MAX);
    }

    /** A member of at most so many characters, empty if it is not there. */
    String text(String name, int most) {
        Object value = members.get(name);
        if (value == null) {
            return "";
        }
        if (!(value instanceof String text) || text.length() > most) {
            throw new Refusal(400, name + " must be text of at most " + most + " characters");
        }
        return text;
    }
}
