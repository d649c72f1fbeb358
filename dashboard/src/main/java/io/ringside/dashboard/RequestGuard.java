package io.ringside.dashboard;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;

/**
 * Checks every request first: it must come from the page itself, or from a program with a token, and never from another site
 * in a browser.
 *
 * <p>Thread: any.
 */
final class RequestGuard {
    static final String COOKIE = "ringside";
    /** Browsers let no other site set it without asking first. */
    static final String OWN_HEADER = "X-Ringside";

    private static final String CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final int TARGET_MAX = 1_024;
    private static final String BEARER = "Bearer ";

    private final Access access;
    private final boolean tls;
    private volatile Set<String> hosts = Set.of();

    RequestGuard(Access access, boolean tls) {
        this.access = access;
        this.tls = tls;
    }

    /** The names that are ours, with their ports, in lower case; none until the port is known. */
    void hosts(Set<String> names) {
        hosts = names;
    }

    /**
     * Lets a request pass, or not.
     *
     * @throws Refusal if it does not
     */
    void check(Context request) {
        headers(request);
        String host = request.header("Host");
        if (host == null || !hosts.contains(host.toLowerCase(Locale.ROOT))) {
            throw new Refusal(421, "this is no name of this server; --host NAME adds one");
        }
        int length = request.path().length()
                + (request.queryString() == null ? 0 : request.queryString().length());
        if (length > TARGET_MAX) {
            throw new Refusal(414, "the address is too long");
        }
        String origin = request.header("Origin");
        if (origin != null && !isOurs(origin)) {
            throw new Refusal(403, "not from another site");
        }
        String site = request.header("Sec-Fetch-Site");
        boolean visit = request.path().equals("/")
                && request.method().name().equals("GET")
                && "navigate".equals(request.header("Sec-Fetch-Mode"))
                && "document".equals(request.header("Sec-Fetch-Dest"));
        if (site != null && !site.equals("same-origin") && !site.equals("none") && !visit) {
            throw new Refusal(403, "not from another site");
        }
        switch (request.method().name()) {
            case "GET", "HEAD" -> {
                // Changes nothing.
            }
            case "POST" -> requireOwn(request);
            default -> throw new Refusal(405, "only GET and POST");
        }
    }

    /**
     * Lets whoever asks have what needs a role, or not.
     *
     * @throws Refusal if it is not enough
     */
    void authorize(Context request, Role wanted) {
        if (wanted == Role.ANYONE) {
            return;
        }
        Role shown = roleOf(request);
        if (shown == null) {
            throw new Refusal(401, "log in first");
        }
        if (!shown.allows(wanted)) {
            throw new Refusal(403, "this token may look only");
        }
    }

    /** What whoever asks may do; null if he shows nothing that counts. */
    Role roleOf(Context request) {
        String header = request.header("Authorization");
        if (header == null) {
            return access.ofCookie(request.cookie(COOKIE));
        }
        Role role = header.startsWith(BEARER)
                ? access.ofToken(request.req().getRemoteAddr(), header.substring(BEARER.length()))
                : null;
        if (role == Role.ANYONE) {
            throw new Refusal(429, "too many failures; wait", 1);
        }
        return role;
    }

    private static void requireOwn(Context request) {
        if (!"1".equals(request.header(OWN_HEADER))) {
            throw new Refusal(403, "the header " + OWN_HEADER + ": 1 is missing");
        }
        String type = request.contentType();
        if (type == null
                || !type.toLowerCase(Locale.ROOT).replace(" ", "").matches("application/json(;charset=utf-8)?")) {
            throw new Refusal(415, "only application/json");
        }
    }

    private boolean isOurs(String origin) {
        String scheme = tls ? "https://" : "http://";
        return origin.startsWith(scheme)
                && hosts.contains(origin.substring(scheme.length()).toLowerCase(Locale.ROOT));
    }

    private void headers(Context request) {
        request.header("Content-Security-Policy", CSP);
        request.header("X-Content-Type-Options", "nosniff");
        request.header("X-Frame-Options", "DENY");
        request.header("Referrer-Policy", "no-referrer");
        request.header("Cross-Origin-Opener-Policy", "same-origin");
        request.header("Cross-Origin-Resource-Policy", "same-origin");
        request.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        request.header("Cache-Control", "no-store");
        if (tls) {
            request.header("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
