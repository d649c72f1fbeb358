package io.ringside.replay;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/**
 * Folder and form of results: options of every command that has results.
 *
 * <p>Thread: the command's.
 */
public final class ResultOptions {
    private static final int FOLDERS_MAX = 10_000;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "folder for results; if a folder is needed and none given, a new one under out")
    Path out;

    @Option(names = "--json", description = "print the results as JSON")
    boolean json;

    @Option(names = "--html", description = "write the results as a page")
    boolean html;

    @Option(names = "--force", description = "replace existing results")
    boolean force;

    @Option(names = "--open", description = "open the page in a browser")
    boolean open;

    /** Whether results are printed as JSON. */
    public boolean json() {
        return json;
    }

    /** Whether existing results may be replaced. */
    public boolean force() {
        return force;
    }

    /** Whether a page is asked for. */
    public boolean wantsPage() {
        return html || open;
    }

    /** Whether an option needs a folder. */
    public boolean wantsFolder() {
        return out != null || wantsPage();
    }

    /** Value of {@code --out}, or null. */
    public Path out() {
        return out;
    }

    /**
     * The user's folder; otherwise {@code out/NAME} or, if that is not empty, the first free one of {@code out/NAME-2} and
     * so on.
     */
    public Path folder(String name) {
        return folder(name, null);
    }

    /**
     * The same for work that can be continued after an interruption.
     *
     * @param unfinished the file that marks a folder with unfinished work, or null
     */
    public Path folder(String name, String unfinished) {
        Path first = Path.of("out", name);
        if (out != null || force) {
            return out != null ? out : first;
        }
        Path folder = first;
        for (int number = 2; isTaken(folder, unfinished); number++) {
            if (number > FOLDERS_MAX) {
                throw new UserError(first + ": there are " + FOLDERS_MAX + " of it; give --out DIR, or --force");
            }
            folder = Path.of("out", name + "-" + number);
        }
        return folder;
    }

    private static boolean isTaken(Path folder, String unfinished) {
        if (unfinished != null && Files.exists(folder.resolve(unfinished))) {
            return false;
        }
        if (!Files.isDirectory(folder)) {
            return Files.exists(folder);
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isPresent();
        } catch (IOException e) {
            throw new UserError(folder + ": cannot be read: " + UserError.reasonWithFile(e), e);
        }
    }

    /** Opens a page if the option is given; prints a message if there is no browser. */
    public void show(Path page, PrintWriter err) {
        if (open) {
            open(page, err);
        }
    }

    /** Opens a page in a browser; prints a message if there is none. */
    public static void open(Path page, PrintWriter err) {
        List<String> opener = opener(System.getProperty("os.name"));
        List<String> line = Stream.concat(
                        opener.stream(), Stream.of(page.toAbsolutePath().toString()))
                .toList();
        try {
            new ProcessBuilder(line)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            err.println("no browser was found (" + opener.get(0) + "): open " + page + " yourself");
        }
    }

    /** Command that opens a page in the browser, by the operating system's name. */
    static List<String> opener(String system) {
        String name = system.toLowerCase(Locale.ROOT);
        return name.contains("mac")
                ? List.of("open")
                : name.contains("win") ? List.of("cmd", "/c", "start", "") : List.of("xdg-open");
    }
}
