package io.ringside.engine.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads configuration text within limits: length of a file and of a line, depth, number of included files, and number of
 * substitutions, since each can double the text. Only files can be included, and they must exist.
 *
 * <p>Thread: start-up; one instance a configuration.
 */
public final class SettingsText
        implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderClasspath, ConfigIncluderURL {
    static final int BYTES_MAX = 1 << 20;
    static final int LINE_MAX = 8192;
    static final int FILES_MAX = 16;
    static final int SUBSTITUTIONS_MAX = 16;
    private static final int DEPTH_MAX = 32;
    private static final String PARSERS_ADVICE = " (if you ";
    /** A number with commas between thousands. */
    private static final Pattern GROUPED = Pattern.compile("-?\\d{1,3}(,\\d{3})+(\\.\\d+)?");

    /** Text that means nothing in the configuration's language but for its colons, which are an error there. */
    private static final Pattern WITH_COLONS = Pattern.compile("[\\p{L}\\p{N}_./%+ -]*:[\\p{L}\\p{N}_./%+: -]*");

    private static final String BETWEEN_PATHS = ",:=[]{}\n";

    /** Where a relative include starts; null outside of files. */
    private Path folder;

    /** The chain of files that are being read, each of which includes the next. */
    private final Set<Path> open = new LinkedHashSet<>();

    private int files;
    private int substitutions;

    private SettingsText() {}

    /** A file, with what it includes. */
    public static Config file(Path file) {
        return new SettingsText().parse(file);
    }

    /** Text that does not come from a file; it must not have includes. */
    public static Config text(String text, String origin) {
        var one = new SettingsText();
        one.check(text, origin);
        return one.parse(text, ConfigParseOptions.defaults().setOriginDescription(origin));
    }

    private Config parse(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + ": no such configuration file");
        }
        Path whole = file.toAbsolutePath().normalize();
        if (++files > FILES_MAX) {
            throw new UserError(file + ": is included after " + FILES_MAX + " others: put some of them together");
        }
        if (!open.add(whole)) {
            throw new UserError(file + ": includes itself, by " + open);
        }
        check(read(file), file.toString());
        Path outer = folder;
        folder = whole.getParent();
        try {
            return ConfigFactory.parseFile(
                    file.toFile(),
                    ConfigParseOptions.defaults()
                            .setSyntax(ConfigSyntax.CONF)
                            .setAllowMissing(false)
                            .setIncluder(this));
        } catch (ConfigException e) {
            throw notWritten(e);
        } finally {
            folder = outer;
            open.remove(whole);
        }
    }

    private Config parse(String text, ConfigParseOptions options) {
        try {
            return ConfigFactory.parseString(text, options.setIncluder(this));
        } catch (ConfigException e) {
            throw notWritten(e);
        }
    }

    private static UserError notWritten(ConfigException e) {
        String words = e.getMessage();
        return new UserError(
                ownWords(words)
                        + (words.contains(PARSERS_ADVICE)
                                ? "; text with such characters is written in double quotes, as in \"16:00\""
                                : ""),
                e);
    }

    /** Without the parser's advice on files of its own kinds. */
    private static String ownWords(String message) {
        int advice = message.indexOf(PARSERS_ADVICE);
        return advice < 0 ? message : message.substring(0, advice);
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new UserError(file + ": is larger than " + BYTES_MAX + " bytes: this is no configuration");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read: " + UserError.reason(e), e);
        }
    }

    private void check(String text, String origin) {
        int line = 1;
        int lineStart = 0;
        int depth = 0;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
                lineStart = i + 1;
            } else if (c < ' ' && c != '\t' && c != '\r' && c != '\f') {
                throw new UserError(origin + ":" + line + ": holds the byte " + (int) c
                        + ": this is no text, give a configuration file");
            } else if (i - lineStart >= LINE_MAX) {
                throw new UserError(origin + ":" + line + ": is longer than " + LINE_MAX
                        + " characters: this is no configuration, or break the line");
            } else if (c == '{' || c == '[') {
                // Brackets in strings and comments count as well; the limit is generous enough.
                if (++depth > DEPTH_MAX) {
                    throw new UserError(origin + ":" + line + ": is nested deeper than " + DEPTH_MAX
                            + " brackets: close those that are open");
                }
            } else if (c == '}' || c == ']') {
                depth = Math.max(0, depth - 1);
            }
            dots = c == '.' ? dots + 1 : BETWEEN_PATHS.indexOf(c) >= 0 ? 0 : dots;
            if (dots > DEPTH_MAX) {
                throw new UserError(origin + ":" + line + ": holds a name of more than " + DEPTH_MAX
                        + " parts with dots between: no setting lies so deep");
            }
            char previous = i == 0 ? '\n' : text.charAt(i - 1);
            boolean grows = (c == '{' && previous == '$') || (c == '=' && previous == '+');
            if (grows && ++substitutions > SUBSTITUTIONS_MAX) {
                throw new UserError(origin + ":" + line + ": holds more than " + SUBSTITUTIONS_MAX
                        + " substitutions ${...} or +=: write some of the values out");
            }
        }
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        if (folder == null) {
            throw new UserError("include \"" + what + "\": only a configuration file includes others");
        }
        try {
            return parse(folder.resolve(what)).root();
        } catch (InvalidPathException e) {
            throw new UserError("include \"" + what + "\": is no file name", e);
        }
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return include(context, what.getPath());
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        throw new UserError("include classpath(\"" + what + "\"): only files are included");
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        throw new UserError("include url(\"" + what + "\"): only files are included");
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this;
    }

    /**
     * Overrides a configuration with a {@code KEY=VALUE} of the command line. A value is written as in a file, but that text
     * with colons, such as a time, needs no quotes.
     *
     * @throws UserError if it is none
     */
    public static Config with(Config config, String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw new UserError("--set " + assignment + ": must be KEY=VALUE, such as risk.leverage=2");
        }
        String origin = "--set " + assignment;
        String value = assignment.substring(equals + 1).strip();
        String quoted = assignment.substring(0, equals) + "=\"" + value + '"';
        var one = new SettingsText();
        one.check(assignment, origin);
        var options = ConfigParseOptions.defaults().setOriginDescription(origin).setIncluder(one);
        boolean isText = WITH_COLONS.matcher(value).matches();
        try {
            return ConfigFactory.parseString(isText ? quoted : assignment, options)
                    .withFallback(config);
        } catch (ConfigException e) {
            if (GROUPED.matcher(value).matches()) {
                throw new UserError(
                        origin + ": a number is written without separators; give " + assignment.substring(0, equals)
                                + "=" + value.replace(",", ""),
                        e);
            }
            boolean couldBeText = !isText && value.indexOf('"') < 0 && !value.startsWith("[") && !value.startsWith("{");
            if (couldBeText && isWritten(quoted)) {
                throw new UserError(origin + ": is no text without quotes; give --set '" + quoted + "'", e);
            }
            String where = e.origin() == null ? "" : e.origin().description() + ": ";
            throw new UserError(
                    origin + ": "
                            + ownWords(
                                    e.getMessage().startsWith(where)
                                            ? e.getMessage().substring(where.length())
                                            : e.getMessage()),
                    e);
        }
    }

    private static boolean isWritten(String assignment) {
        try {
            ConfigFactory.parseString(assignment);
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }
}
