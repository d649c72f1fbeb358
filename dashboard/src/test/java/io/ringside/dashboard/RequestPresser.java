package io.ringside.dashboard;

import io.ringside.dashboard.ControlBench.Answer;
import io.ringside.dashboard.ControlBench.Control;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Presses controls by the page's own request. */
final class RequestPresser implements ControlBench.Presser {
    private static final int OK = 200;

    private final Dashboard dashboard;

    RequestPresser(Dashboard dashboard) {
        this.dashboard = dashboard;
    }

    @Override
    public Answer press(Control control) throws IOException {
        String body = Json.compact(
                Map.of("command", control.command(), "target", control.target(), "confirm", control.word()));
        Instant pressed = Instant.now();
        RawHttp.Answer answer = RawHttp.post(dashboard, "/api/daemons/live/command", body)
                .header("X-Ringside", "1")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + dashboard.access().operateToken())
                .send();
        Map<?, ?> said = (Map<?, ?>) Json.read("answer", answer.body());
        boolean served = answer.status() == OK;
        return new Answer(
                served && Boolean.TRUE.equals(said.get("obeyed")),
                String.valueOf(said.get(served ? "text" : "error")),
                said.get("record") == null ? null : said.get("record").toString(),
                pressed);
    }

    /** All at once. */
    @Override
    public Map<Control, CompletableFuture<Answer>> pressAll(List<Control> controls) {
        Map<Control, CompletableFuture<Answer>> all = new LinkedHashMap<>();
        controls.forEach(control -> all.put(control, CompletableFuture.supplyAsync(() -> {
            try {
                return press(control);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        })));
        return all;
    }

    /** A request may ask for anything. */
    @Override
    public boolean isOffered(Control control) {
        return true;
    }
}
