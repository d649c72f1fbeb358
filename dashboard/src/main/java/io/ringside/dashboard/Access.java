package io.ringside.dashboard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Access control for viewing and operating: two tokens that are created at start, an optional password, and the sessions of
 * logged-in clients. Secrets are compared as digests in constant time; after five failures a client has to wait, twice as
 * long each time.
 *
 * <p>Thread: any.
 */
final class Access {
    static final long SESSION_NANOS = 12 * 3_600 * 1_000_000_000L;

    private static final int SECRET_BYTES = 32;
    private static final int SESSIONS_MAX = 64;
    private static final int REMOTES_MAX = 1_000;
    private static final int FREE_FAILURES = 5;
    private static final long FIRST_WAIT_NANOS = 1_000_000_000L;
    private static final long WAIT_MAX_NANOS = 300_000_000_000L;

    /**
     * Result of a login.
     *
     * @param cookie secret of the session; null if it failed
     * @param role its role; null if it failed
     * @param waitNanos how long further attempts from there are rejected; 0 if they are not
     */
    record Login(String cookie, Role role, long waitNanos) {}

    private record Session(Role role, long endNanos) {}

    private static final class Failures {
        private int count;
        private long untilNanos;
    }

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier clock;
    private final String operateToken;
    private final String viewToken;
    private final byte[] operateDigest;
    private final byte[] viewDigest;
    private final byte[] passwordDigest;
    private final boolean viewOnly;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<String, Failures> failures = new HashMap<>();
    private final Deque<String> remotes = new ArrayDeque<>();

    /**
     * Makes the tokens.
     *
     * @param viewOnly nobody may command
     * @param password accepted as the operating token is; null if there is none
     * @param clock of nanoseconds, monotone
     */
    Access(boolean viewOnly, String password, LongSupplier clock) {
        this.viewOnly = viewOnly;
        this.clock = clock;
        operateToken = secret();
        viewToken = secret();
        operateDigest = digest(operateToken);
        viewDigest = digest(viewToken);
        passwordDigest = password == null ? null : digest(password);
    }

    /** The token with which one may command, or look where nobody may command. */
    String operateToken() {
        return operateToken;
    }

    /** The token with which one may look. */
    String viewToken() {
        return viewToken;
    }

    /** Begins a session for whoever shows a secret. */
    synchronized Login login(String remote, String shown) {
        long now = clock.getAsLong();
        Failures before = failures.get(remote);
        if (before != null && before.untilNanos - now > 0) {
            return new Login(null, null, before.untilNanos - now);
        }
        Role role = roleOf(shown);
        if (role == null) {
            return new Login(null, null, failed(remote, now));
        }
        forgetFailures(remote);
        String cookie = secret();
        sessions.values().removeIf(session -> session.endNanos - now <= 0);
        while (sessions.size() >= SESSIONS_MAX) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        sessions.put(hex(cookie), new Session(role, now + SESSION_NANOS));
        return new Login(cookie, role, 0);
    }

    /** What the bearer of a session's secret may do; null if there is no such session. */
    synchronized Role ofCookie(String cookie) {
        Session session = cookie == null ? null : sessions.get(hex(cookie));
        return session == null || session.endNanos - clock.getAsLong() <= 0 ? null : session.role;
    }

    /**
     * What the bearer of a token may do; null if it is none. Failures count as those of logins.
     *
     * @return a role, null, or {@link Role#ANYONE} for a remote that has to wait
     */
    synchronized Role ofToken(String remote, String token) {
        long now = clock.getAsLong();
        Failures before = failures.get(remote);
        if (before != null && before.untilNanos - now > 0) {
            return Role.ANYONE;
        }
        Role role = roleOf(token);
        if (role == null) {
            failed(remote, now);
        }
        return role;
    }

    /** Ends a session. */
    synchronized void logout(String cookie) {
        if (cookie != null) {
            sessions.remove(hex(cookie));
        }
    }

    private Role roleOf(String shown) {
        byte[] digest = digest(shown);
        // All are compared, whatever the first one says.
        boolean operate = MessageDigest.isEqual(digest, operateDigest);
        boolean view = MessageDigest.isEqual(digest, viewDigest);
        boolean password = passwordDigest != null && MessageDigest.isEqual(digest, passwordDigest);
        return operate || password ? (viewOnly ? Role.VIEW : Role.OPERATE) : view ? Role.VIEW : null;
    }

    private long failed(String remote, long now) {
        Failures known = failures.get(remote);
        if (known == null) {
            if (remotes.size() >= REMOTES_MAX) {
                failures.remove(remotes.removeFirst());
            }
            known = new Failures();
            failures.put(remote, known);
            remotes.addLast(remote);
        }
        known.count++;
        int beyond = known.count - FREE_FAILURES;
        long wait = beyond < 0 ? 0 : Math.min(WAIT_MAX_NANOS, FIRST_WAIT_NANOS << Math.min(beyond, 20));
        known.untilNanos = now + wait;
        return wait;
    }

    private void forgetFailures(String remote) {
        if (failures.remove(remote) != null) {
            remotes.remove(remote);
        }
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hex(String secret) {
        return HexFormat.of().formatHex(digest(secret));
    }

    private static byte[] digest(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
