package io.ringside.alerts;

import io.ringside.engine.settings.SettingsNode;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Passwords, tokens and addresses that hold one. They come from a file that only its owner may read, or from the
 * environment, never from the configuration; they are masked in all text that is logged or sent.
 *
 * <p>Thread: filled at start; {@link #mask} any.
 */
final class Secrets {
    static final String MASK = "*****";
    private static final int LENGTH_MAX = 4096;
    private static final int LENGTH_MIN = 4;

    private final Map<String, String> environment;
    private final List<String> known = new ArrayList<>();

    Secrets(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Reads the secret that {@code KEY-file} or {@code KEY-env} names.
     *
     * @return null if neither is given
     * @throws UserError if it stands in the configuration itself, or cannot be had
     */
    String read(SettingsNode node, String key) {
        boolean here = node.has(key);
        if (here) {
            // Of a key that is not there, so that no value is shown.
            throw node.error(
                    key + "-file",
                    key + " must not stand here: give " + key + "-file, a file that only its owner may read, or " + key
                            + "-env, a variable of the environment");
        }
        Path file = node.path(key + "-file");
        String variable = node.text(key + "-env", "");
        if (file != null) {
            return learn(key, file.toString(), content(node, key + "-file", file));
        }
        if (variable.isEmpty()) {
            return null;
        }
        String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            throw node.error(key + "-env", "the environment has no such variable");
        }
        return learn(key, variable, value);
    }

    /** The same; a must. */
    String required(SettingsNode node, String key) {
        String value = read(node, key);
        if (value == null) {
            throw node.error(key + "-file", "is missing; give " + key + "-file or " + key + "-env");
        }
        return value;
    }

    private String learn(String key, String from, String text) {
        String value = text.strip();
        if (value.length() < LENGTH_MIN || value.length() > LENGTH_MAX || !value.matches("[!-~ ]+")) {
            throw new UserError(from + ": holds no " + key + ": " + LENGTH_MIN + " to " + LENGTH_MAX
                    + " plain characters, one line");
        }
        for (String form : List.of(value, URLEncoder.encode(value, StandardCharsets.UTF_8))) {
            if (!known.contains(form)) {
                known.add(form);
            }
        }
        known.sort(Comparator.comparing(String::length).reversed());
        return value;
    }

    private static String content(SettingsNode node, String key, Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw node.error(key, "no such file: " + file);
            }
            PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (view != null) {
                Set<PosixFilePermission> rights = view.readAttributes().permissions();
                rights.removeAll(Set.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE));
                if (!rights.isEmpty()) {
                    throw node.error(key, "others may use " + file + "; chmod 600 it");
                }
            }
            try (InputStream in = Files.newInputStream(file)) {
                return new String(in.readNBytes(LENGTH_MAX + 2), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw node.error(key, "cannot be read: " + UserError.reason(e));
        }
    }

    /** The text without any secret. */
    String mask(String text) {
        String masked = text;
        for (String secret : known) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }
}
