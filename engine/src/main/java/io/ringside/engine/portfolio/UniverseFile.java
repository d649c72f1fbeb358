package io.ringside.engine.portfolio;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A universe from a CSV file: {@code symbol[,sector][,from][,to]} by its header in any order, or a plain list of symbols.
 *
 * <p>Thread: start-up.
 */
public final class UniverseFile {
    private static final int NAMES_MAX = 4096;
    private static final int BYTES_MAX = 1 << 20;

    private UniverseFile() {}

    /**
     * Reads the names, each as the configuration writes it: {@code symbol,sector,from,to}.
     *
     * @throws UserError naming file, line and what to do
     */
    static List<String> read(Path path) {
        List<String> lines = lines(path, "names");
        List<String> members = new ArrayList<>();
        Set<String> symbols = new TreeSet<>();
        int[] columns = {0, 1, 2, 3};
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            List<String> fields =
                    Arrays.stream(line.split(",", -1)).map(String::strip).toList();
            if (line.isEmpty()) {
                continue;
            }
            if (members.isEmpty() && isHeader(fields)) {
                columns = columns(fields, path);
                continue;
            }
            String where = path + " line " + (i + 1) + ": ";
            String member = member(fields, columns);
            try {
                if (!symbols.add(Universe.Member.parse(member).symbol())) {
                    throw new UserError(where + fields.get(columns[0]) + " is listed twice; remove one");
                }
            } catch (IllegalArgumentException e) {
                throw new UserError(where + e.getMessage(), e);
            }
            members.add(member);
        }
        if (members.isEmpty() || members.size() > NAMES_MAX) {
            throw new UserError(path + ": has " + members.size() + " names; give 1 to " + NAMES_MAX);
        }
        return members;
    }

    /**
     * A configuration with the names in files as the universes of its portfolios.
     *
     * @param texts each {@code FILE}, or {@code NAME=FILE} for one of several portfolios
     * @throws UserError naming file, line and what to do
     */
    public static Config into(Config given, List<String> texts) {
        List<String> names = ChosenPortfolio.names(given);
        Config config = given;
        if (names.isEmpty() && texts.size() > 1) {
            throw new UserError("--universe " + texts.get(1) + ": there is one portfolio; give one file");
        }
        for (String text : texts) {
            String name = text.substring(0, Math.max(0, text.indexOf('=')));
            boolean named = !names.isEmpty();
            if (named && !names.contains(name)) {
                throw new UserError("--universe " + text + ": the portfolios are " + String.join(", ", names)
                        + "; give --universe NAME=FILE");
            }
            Path path = Path.of(named ? text.substring(name.length() + 1) : text);
            String key = named ? "portfolios.\"" + name + "\".universe" : "portfolio.universe";
            config = ConfigFactory.parseMap(Map.of(key, read(path)), "--universe " + text)
                    .withFallback(config);
        }
        return config;
    }

    /**
     * The options that concern one portfolio, without its name.
     *
     * @param names of all portfolios
     */
    public static List<String> of(String chosen, List<String> names, List<String> texts) {
        return texts.stream()
                .filter(text -> {
                    String name = text.substring(0, Math.max(0, text.indexOf('=')));
                    return name.equals(chosen) || !names.contains(name);
                })
                .map(text -> text.startsWith(chosen + "=") ? text.substring(chosen.length() + 1) : text)
                .toList();
    }

    /**
     * The symbols of a universe file.
     *
     * @throws UserError naming file, line and what to do
     */
    public static List<String> symbols(Path path) {
        return read(path).stream()
                .map(member -> Universe.Member.parse(member).symbol())
                .toList();
    }

    /**
     * The lines of a small list, in UTF-8 with a byte-order mark or without.
     *
     * @param of what it is a list of, for error messages
     * @throws UserError naming the file and what to do
     */
    public static List<String> lines(Path path, String of) {
        try {
            if (Files.size(path) > BYTES_MAX) {
                throw new UserError(path + ": is no list of " + of + "; it has more than " + BYTES_MAX + " bytes");
            }
            String text = Files.readString(path, StandardCharsets.UTF_8);
            return (text.startsWith("\ufeff") ? text.substring(1) : text)
                    .lines()
                    .toList();
        } catch (NoSuchFileException e) {
            throw new UserError(path + ": no such file", e);
        } catch (MalformedInputException e) {
            throw new UserError(path + ": is not UTF-8 text; convert the file", e);
        } catch (IOException e) {
            throw new UserError(path + ": cannot be read (" + UserError.reason(e) + "); give a list of " + of, e);
        }
    }

    private static boolean isHeader(List<String> fields) {
        String first = fields.get(0).toLowerCase(Locale.ROOT);
        return fields.stream().anyMatch(field -> field.equalsIgnoreCase("symbol")) || first.equals("ticker");
    }

    private static int[] columns(List<String> header, Path path) {
        List<String> names =
                header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        for (String name : names) {
            if (!List.of("symbol", "ticker", "sector", "from", "to", "name").contains(name)) {
                throw new UserError(
                        path + " line 1: column " + name + " is unknown; known are symbol, sector, from, to");
            }
        }
        return new int[] {
            Math.max(names.indexOf("symbol"), names.indexOf("ticker")),
            names.indexOf("sector"),
            names.indexOf("from"),
            names.indexOf("to")
        };
    }

    private static String member(List<String> fields, int[] columns) {
        StringBuilder member = new StringBuilder();
        for (int i = 0; i < columns.length; i++) {
            boolean given = columns[i] >= 0 && columns[i] < fields.size();
            member.append(i == 0 ? "" : ",").append(given ? fields.get(columns[i]) : "");
        }
        // Surplus fields are kept, so that they are refused later.
        for (int i = columns.length; i < fields.size() && columns[0] == 0 && columns[1] == 1; i++) {
            member.append(',').append(fields.get(i));
        }
        return member.toString().replaceFirst(",+$", "");
    }
}
