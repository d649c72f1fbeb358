package io.ringside.replay.vendor;

import io.ringside.engine.settings.UserError;
import io.ringside.replay.report.Json;
import io.ringside.replay.vendor.VendorFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests JSON from one host: evenly spaced, with a maximum rate a minute, retries with growing pauses, a deadline, and a
 * maximum size of answers.
 *
 * <p>Thread: the one that asks.
 */
public final class HttpSource {
    private static final int ATTEMPTS = 6;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_MAX_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long RETRY_AFTER_MAX_SECONDS = 900;
    private static final int BYTES_MAX = 64 << 20;
    private static final int SHOWN_MAX = 80;

    private final HttpClient client;
    private final URI base;
    private final Map<String, String> headers;
    private final long spacingNanos;
    private final Duration deadline;
    private final Pace pace;
    private boolean asked;
    private long lastNanos;
    private long requests;

    /**
     * @param base scheme, host and what all paths begin with
     * @param headers of every request, the key among them
     * @param requestsAMinute at most
     * @param deadline for one answer, from request to last byte
     */
    public HttpSource(URI base, Map<String, String> headers, int requestsAMinute, Duration deadline, Pace pace) {
        this.base = base;
        this.headers = Map.copyOf(headers);
        spacingNanos = TimeUnit.MINUTES.toNanos(1) / requestsAMinute;
        this.deadline = deadline;
        this.pace = pace;
        // A redirect would carry the key to another host.
        client = HttpClient.newBuilder()
                .connectTimeout(deadline)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** How many requests were sent. */
    public long requests() {
        return requests;
    }

    /**
     * Asks for a document.
     *
     * @param pathAndQuery beginning with a slash; of an absolute address only these are used, so that the key is never sent
     *     to another host
     * @return the parsed document, see {@link Json#read}
     */
    public Object json(String pathAndQuery) throws VendorFailure, InterruptedException {
        VendorFailure last = null;
        long pauseNanos = FIRST_PAUSE_NANOS;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (last != null) {
                pace.sleep(pauseNanos);
                pauseNanos = Math.min(PAUSE_MAX_NANOS, 2 * pauseNanos);
            }
            try {
                HttpResponse<byte[]> answer = send(pathAndQuery);
                last = refusal(answer);
                if (last == null) {
                    return document(answer.body());
                }
                if (last.kind() != Kind.LATER) {
                    throw last;
                }
                pauseNanos = Math.max(pauseNanos, retryAfterNanos(answer));
            } catch (VendorFailure e) {
                if (e.kind() != Kind.LATER) {
                    throw e;
                }
                last = e;
            }
        }
        throw new VendorFailure(
                Kind.LATER, last.getMessage() + ", " + ATTEMPTS + " times; run the command again later", last);
    }

    private HttpResponse<byte[]> send(String pathAndQuery) throws VendorFailure, InterruptedException {
        waitForTurn();
        requests++;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + pathAndQuery))
                .timeout(deadline)
                .header("Accept", "application/json");
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), info -> new BoundedBody(BYTES_MAX));
        try {
            // The request's own timeout covers only the headers.
            return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new VendorFailure(Kind.LATER, "no whole answer within " + deadline.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            throw new VendorFailure(Kind.LATER, "no answer from " + base.getHost() + " (" + why + ")", e);
        }
    }

    private void waitForTurn() throws InterruptedException {
        long now = pace.nanos();
        if (asked) {
            long wait = lastNanos + spacingNanos - now;
            if (wait > 0) {
                pace.sleep(wait);
                now = pace.nanos();
            }
        }
        asked = true;
        lastNanos = now;
    }

    /** The failure of an answer; null if it is usable. */
    private static VendorFailure refusal(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        return switch (status) {
            case 200 -> null;
            case 401, 403 ->
                new VendorFailure(
                        Kind.DENIED, "the key was refused (status " + status + "); correct it, or what it may see");
            case 404 -> new VendorFailure(Kind.UNKNOWN_SYMBOL, "is not known there (status 404)");
            case 400, 422 ->
                new VendorFailure(Kind.UNKNOWN_SYMBOL, "was refused (status " + status + "): " + shown(answer.body()));
            default -> new VendorFailure(Kind.LATER, "answered with status " + status);
        };
    }

    private static String shown(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
    }

    private static long retryAfterNanos(HttpResponse<byte[]> answer) {
        String text = answer.headers().firstValue("Retry-After").orElse("");
        if (!text.matches("\\d{1,6}")) {
            return 0;
        }
        return TimeUnit.SECONDS.toNanos(Math.min(RETRY_AFTER_MAX_SECONDS, Long.parseLong(text)));
    }

    private static Object document(byte[] body) throws VendorFailure {
        try {
            return Json.read("the answer", new String(body, StandardCharsets.UTF_8));
        } catch (UserError e) {
            throw new VendorFailure(Kind.LATER, e.getMessage() + " (it begins with " + shown(body) + ")", e);
        }
    }

    /** Collects a body of a bounded size. */
    private static final class BoundedBody implements BodySubscriber<byte[]> {
        private final int bytesMax;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private Flow.Subscription subscription;

        BoundedBody(int bytesMax) {
            this.bytesMax = bytesMax;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                if (bytes.size() + part.remaining() > bytesMax) {
                    subscription.cancel();
                    body.completeExceptionally(new IOException("more than " + bytesMax + " bytes"));
                    return;
                }
                byte[] copy = new byte[part.remaining()];
                part.get(copy);
                bytes.writeBytes(copy);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(bytes.toByteArray());
        }
    }
}
