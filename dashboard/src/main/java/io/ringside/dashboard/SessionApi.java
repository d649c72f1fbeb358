package io.ringside.dashboard;

import static io.ringside.dashboard.Route.field;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Login and logout. */
final class SessionApi {
    private final Access access;
    private final RequestGuard guard;
    private final boolean tls;

    SessionApi(Access access, RequestGuard guard, boolean tls) {
        this.access = access;
        this.guard = guard;
        this.tls = tls;
    }

    List<Route> routes() {
        return List.of(
                Route.post(
                        "/api/login",
                        Role.ANYONE,
                        "begins a session of twelve hours: the cookie that comes with the answer",
                        this::login,
                        field("token", "one of the tokens, or the password")),
                Route.post("/api/logout", Role.VIEW, "ends the session", this::logout),
                Route.get("/api/me", "what the session may do", this::me));
    }

    private Object login(Context request) {
        Access.Login login =
                access.login(request.req().getRemoteAddr(), Posted.of(request).text("token"));
        if (login.cookie() == null) {
            if (login.waitNanos() > 0) {
                throw new Refusal(429, "too many failures; wait", Math.max(1, login.waitNanos() / 1_000_000_000L));
            }
            throw new Refusal(401, "this is no token");
        }
        request.cookie(new Cookie(
                RequestGuard.COOKIE,
                login.cookie(),
                "/",
                (int) (Access.SESSION_NANOS / 1_000_000_000L),
                tls,
                true,
                null,
                SameSite.STRICT));
        return role(login.role());
    }

    private Object logout(Context request) {
        access.logout(request.cookie(RequestGuard.COOKIE));
        request.cookie(new Cookie(RequestGuard.COOKIE, "", "/", 0, tls, true, null, SameSite.STRICT));
        return Map.of("role", "none");
    }

    private Object me(Context request) {
        return role(guard.roleOf(request));
    }

    private static Map<String, Object> role(Role role) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("role", Money.words(role));
        return all;
    }
}
