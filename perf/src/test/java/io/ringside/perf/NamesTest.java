package io.ringside.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** READMEs and package pages name classes that there are: a rename leaves no page behind. */
class NamesTest {
    private static final Path HOME =
            Path.of(System.getProperty("ringside.home")).toAbsolutePath();
    /** Two humps at least, so that no word of a sentence is meant; in a page's picture or text, or in the backticks of a README. */
    private static final Pattern IN_README = Pattern.compile("`([A-Z][a-z]+[A-Z][A-Za-z]*)");

    private static final Pattern IN_PAGE = Pattern.compile("\\b([A-Z][a-z]+[A-Z][A-Za-z]*)\\b");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record|@interface) ([A-Z]\\w*)");
    private static final int NAMES_MIN = 200;

    /** The Java platform's, a user's, and products. */
    private static final Set<String> OTHERS = Set.of(
            "ArithmeticException",
            "DuckDB",
            "PostgreSQL",
            "BigDecimal",
            "IllegalArgumentException",
            "MyIdeaTest",
            "NaN",
            "ServiceLoader");

    @Test
    void shouldNameClassesThatThereAre() throws IOException {
        List<Path> sources = files(".java");
        Set<String> types = new TreeSet<>(OTHERS);
        for (Path source : sources) {
            Matcher type = TYPE.matcher(Files.readString(source));
            while (type.find()) {
                types.add(type.group(1));
            }
        }
        Set<String> missing = new TreeSet<>();
        int names = 0;
        for (Path page : sources) {
            if (page.endsWith("package-info.java")) {
                names += look(page, IN_PAGE, types, missing);
            }
        }
        for (Path readme : files(".md")) {
            names += look(readme, IN_README, types, missing);
        }
        assertEquals(Set.of(), missing);
        assertTrue(names >= NAMES_MIN, "only " + names + " names were found");
    }

    private static int look(Path page, Pattern pattern, Set<String> types, Set<String> missing) throws IOException {
        Matcher name = pattern.matcher(Files.readString(page));
        int names = 0;
        while (name.find()) {
            names++;
            if (!types.contains(name.group(1))) {
                missing.add(HOME.relativize(page) + ": " + name.group(1));
            }
        }
        return names;
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(HOME)) {
            return all.filter(path -> path.toString().endsWith(ending))
                    .filter(path -> !path.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }
}
