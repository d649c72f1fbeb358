package io.ringside.alerts;

import io.ringside.engine.settings.UserError;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request to one address with a bound on time, whatever the other side does. Redirects are not followed.
 *
 * <p>Thread: its courier's.
 */
final class HttpPost {
    private static final int BODY_MAX = 64 << 10;
    private static final long WAIT_MAX_MS = 24L * 3600 * 1000;

    private final HttpClient client;
    private final URI uri;
    private final long timeoutMs;

    HttpPost(URI uri, long timeoutMs) {
        this.uri = uri;
        this.timeoutMs = timeoutMs;
        client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofMillis(timeoutMs))
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** Sends JSON. */
    Delivery json(String body, Map<String, String> headers) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofMillis(timeoutMs))
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "ringside")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        headers.forEach(request::header);
        return send(request.build());
    }

    /** Only calls the address. */
    Delivery get() throws InterruptedException {
        return send(HttpRequest.newBuilder(uri)
                .timeout(Duration.ofMillis(timeoutMs))
                .header("User-Agent", "ringside")
                .GET()
                .build());
    }

    /** The request's own time-out ends with the answer's head: its body is given as long once more. */
    private Delivery send(HttpRequest request) throws InterruptedException {
        CompletableFuture<HttpResponse<InputStream>> sent =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        CompletableFuture<Delivery> answered = sent.thenApplyAsync(HttpPost::answer);
        try {
            return answered.get(2 * timeoutMs, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            sent.cancel(true);
            closeBody(sent);
            return Delivery.unknown("no whole answer within " + 2 * timeoutMs + " ms");
        } catch (ExecutionException e) {
            return failure(e.getCause());
        }
    }

    /** Closes an answer whose body does not end, which frees the connection and its reader. */
    private static void closeBody(CompletableFuture<HttpResponse<InputStream>> sent) {
        if (!sent.isDone() || sent.isCompletedExceptionally()) {
            return;
        }
        try {
            sent.join().body().close();
        } catch (IOException e) {
            // The request is abandoned anyway.
            return;
        }
    }

    private static Delivery failure(Throwable cause) {
        if (cause instanceof java.util.concurrent.CompletionException && cause.getCause() != null) {
            return failure(cause.getCause());
        }
        boolean never = cause instanceof java.net.ConnectException || cause instanceof HttpConnectTimeoutException;
        String reason = cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : " " + cause.getMessage());
        return never ? Delivery.later(reason, 0) : Delivery.unknown(reason);
    }

    private static Delivery answer(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        String body;
        try (InputStream in = response.body()) {
            body = new String(in.readNBytes(BODY_MAX), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return status / 100 == 2
                    ? Delivery.sent()
                    : Delivery.unknown("HTTP " + status + ", and the answer broke off");
        }
        String reason = "HTTP " + status + ": "
                + body.substring(0, Math.min(200, body.length())).replaceAll("[^ -~]+", " ");
        if (status / 100 == 2) {
            return Delivery.sent();
        }
        boolean again = status == 408 || status == 425 || status == 429 || status / 100 == 5;
        if (!again) {
            return Delivery.refused(reason);
        }
        long waitMs = Math.max(
                retryAfterMs(response.headers().firstValue("Retry-After").orElse(""), Instant.now()),
                retryAfterMs(body));
        // A temporary refusal means not accepted; after other errors it is unknown.
        boolean never = status == 429 || status == 503 || status == 425;
        return new Delivery(Delivery.Kind.LATER, !never, waitMs, reason);
    }

    /** Seconds or a date, RFC 9110. */
    static long retryAfterMs(String header, Instant now) {
        String text = header.strip();
        try {
            if (text.matches("\\d{1,9}")) {
                return Math.min(WAIT_MAX_MS, Long.parseLong(text) * 1_000);
            }
            if (!text.isEmpty()) {
                Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return Math.max(
                        0, Math.min(WAIT_MAX_MS, Duration.between(now, until).toMillis()));
            }
        } catch (DateTimeException e) {
            // Somebody's own idea of a date asks for nothing.
            return 0;
        }
        return 0;
    }

    /** Telegram's {@code parameters.retry_after}, Discord's {@code retry_after}: seconds. */
    static long retryAfterMs(String body) {
        try {
            if (Json.read("answer", body) instanceof Map<?, ?> answer) {
                Object own = answer.get("retry_after");
                Object nested =
                        answer.get("parameters") instanceof Map<?, ?> parameters ? parameters.get("retry_after") : null;
                Object seconds = nested != null ? nested : own;
                if (seconds instanceof BigDecimal number && number.signum() > 0) {
                    return Math.min(WAIT_MAX_MS, (long) Math.ceil(number.doubleValue() * 1_000));
                }
            }
        } catch (UserError e) {
            // No JSON: nothing is asked for.
            return 0;
        }
        return 0;
    }
}
