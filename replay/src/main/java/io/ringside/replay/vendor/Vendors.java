package io.ringside.replay.vendor;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The supported vendors, and their keys: from the environment or a file, never from the command line, where others could
 * read them.
 *
 * <p>Thread: start-up.
 */
public final class Vendors {
    private static final List<Vendor> ALL = List.of(new Tiingo(), new Alpaca(), new Massive());

    private Vendors() {}

    /**
     * The vendor of a name.
     *
     * @throws UserError if there is none
     */
    public static Vendor of(String name) {
        return ALL.stream()
                .filter(one -> one.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new UserError("--source " + name + ": must be one of "
                        + ALL.stream().map(Vendor::name).collect(Collectors.joining(", "))
                        + "; of Interactive Brokers use ringside fetch and ringside data import"));
    }

    /**
     * The parts of a vendor's key.
     *
     * @param file lines {@code NAME=KEY} or, for a key of one part, the key alone; null for the environment
     * @throws UserError naming what is missing, never a key
     */
    public static List<String> keys(Vendor vendor, Path file, Map<String, String> environment) {
        Map<String, String> given = file == null ? environment : read(file, vendor);
        List<String> keys = new ArrayList<>();
        for (String name : vendor.keyNames()) {
            String key = given.getOrDefault(name, "").strip();
            if (key.isEmpty() || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw new UserError((file == null
                                ? name + ": is not set in the environment"
                                : file + ": has no line " + name + "=KEY")
                        + "; " + vendor.name() + " gives you the key"
                        + (file == null ? ", or give --key-file FILE" : ""));
            }
            keys.add(key);
        }
        return keys;
    }

    private static Map<String, String> read(Path file, Vendor vendor) {
        try {
            List<String> lines = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            if (lines.size() == 1
                    && !lines.get(0).contains("=")
                    && vendor.keyNames().size() == 1) {
                return Map.of(vendor.keyNames().get(0), lines.get(0));
            }
            return lines.stream()
                    .filter(line -> line.indexOf('=') > 0)
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf('=')).strip(),
                            line -> line.substring(line.indexOf('=') + 1).strip(),
                            (first, second) -> second));
        } catch (IOException e) {
            throw new UserError("--key-file " + file + ": cannot be read (" + UserError.reason(e) + ")", e);
        }
    }
}
