package io.ringside.alerts;

import io.ringside.engine.settings.SettingsNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of the user's: the text on its standard input, the rest in variables {@code RINGSIDE_SUBJECT, _SEVERITY, _KEYS,
 * _REPEAT}. No shell sees any of it, and it inherits no variable that may be a secret. Exit code 0 is success; one that runs
 * too long is ended.
 */
final class CommandChannel implements Channel {
    private static final int TEXT_MAX = 16_000;

    private final List<String> command;
    private final long timeoutMs;

    private CommandChannel(List<String> command, long timeoutMs) {
        this.command = command;
        this.timeoutMs = timeoutMs;
    }

    static CommandChannel of(SettingsNode node, long timeoutMs) {
        List<String> command = node.texts("command", null);
        if (command.isEmpty() || !Files.isExecutable(Path.of(command.get(0)))) {
            throw node.error("command", "must be a list that begins with the path of a program");
        }
        return new CommandChannel(command, timeoutMs);
    }

    @Override
    public int textMax() {
        return TEXT_MAX;
    }

    @Override
    public Delivery send(Message message) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("PATH", "HOME", "LANG", "TZ"));
        environment.put("RINGSIDE_SUBJECT", message.subject());
        environment.put("RINGSIDE_SEVERITY", message.severity().name().toLowerCase(Locale.ROOT));
        environment.put("RINGSIDE_KEYS", message.keys());
        environment.put("RINGSIDE_REPEAT", String.valueOf(message.repeat()));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return Delivery.later(e.toString(), 0);
        }
        // A message fits into the pipe's buffer, so a program that does not read does not block the service.
        try (OutputStream in = process.getOutputStream()) {
            in.write(message.text().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It has ended without reading; its exit code says whether that was meant.
            return result(process);
        }
        return result(process);
    }

    private Delivery result(Process process) throws InterruptedException {
        if (!process.waitFor(timeoutMs, TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return Delivery.unknown("has not ended within " + timeoutMs + " ms");
        }
        int code = process.exitValue();
        return code == 0 ? Delivery.sent() : Delivery.unknown("exit code " + code);
    }
}
