package io.ringside.engine.signal.load;

import io.ringside.engine.indicator.IndicatorShelf;
import io.ringside.engine.indicator.Indicators;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Strategy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A single source file with strategies, compiled in memory by the JDK's compiler. */
final class SourceFile {
    private SourceFile() {}

    /**
     * Compiles the file and finds its strategies and indicators.
     *
     * @throws UserError naming the line of the first mistake, or if it has neither strategy nor indicators
     */
    static Found open(CodeFile file) {
        MemoryLoader loader = new MemoryLoader(file.name(), compile(file));
        List<OwnStrategy> strategies = new ArrayList<>();
        List<Indicators.Known> indicators = new ArrayList<>();
        try {
            for (String name : loader.classNames()) {
                Class<?> type = loader.loadClass(name);
                if (Modifier.isAbstract(type.getModifiers())) {
                    continue;
                }
                if (Strategy.class.isAssignableFrom(type)) {
                    Class<? extends Strategy> own = type.asSubclass(Strategy.class);
                    strategies.add(new OwnStrategy(file, own, maker(file, own)));
                } else if (IndicatorShelf.class.isAssignableFrom(type)) {
                    Supplier<? extends IndicatorShelf> shelf = maker(file, type.asSubclass(IndicatorShelf.class));
                    OwnStrategy.create(file, type, () -> shelf.get().indicators())
                            .forEach(kind -> indicators.add(new Indicators.Known(kind, file.name(), file.digest())));
                }
            }
        } catch (ClassNotFoundException | LinkageError e) {
            throw new UserError(file.name() + ": " + e.getMessage(), e);
        }
        if (strategies.isEmpty() && indicators.isEmpty()) {
            throw new UserError(file.name() + ": has no class that extends " + Strategy.class.getName());
        }
        return new Found(file, strategies, indicators);
    }

    private static <T> Supplier<T> maker(CodeFile file, Class<T> type) {
        return () -> {
            if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
                throw new UserError(file.name() + ": " + type.getName() + " must be static: it is made by itself");
            }
            try {
                var constructor = type.getDeclaredConstructor();
                constructor.setAccessible(true);
                return constructor.newInstance();
            } catch (ReflectiveOperationException e) {
                throw new UserError(
                        file.name() + ": " + type.getSimpleName() + " must have a constructor without arguments that "
                                + "works: " + OwnStrategy.cause(e),
                        e);
            }
        };
    }

    /** The classes of a source, by the names that their files would have. */
    static Map<String, byte[]> compile(CodeFile file) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new UserError(file.name() + ": this Java machine has no compiler; run a JDK, or give a jar");
        }
        DiagnosticCollector<JavaFileObject> mistakes = new DiagnosticCollector<>();
        try (StandardJavaFileManager standard =
                        compiler.getStandardFileManager(mistakes, Locale.ROOT, StandardCharsets.UTF_8);
                MemoryOutput output = new MemoryOutput(standard)) {
            List<String> options = List.of(
                    "-proc:none", "-implicit:none", "-parameters", "-classpath", System.getProperty("java.class.path"));
            boolean good = compiler.getTask(null, output, mistakes, options, null, List.of(new Source(file)))
                    .call();
            if (!good) {
                throw mistake(file, mistakes.getDiagnostics());
            }
            return output.classes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UserError mistake(CodeFile file, List<Diagnostic<? extends JavaFileObject>> all) {
        List<Diagnostic<? extends JavaFileObject>> errors = all.stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .toList();
        if (errors.isEmpty()) {
            return new UserError(file.name() + ": does not compile");
        }
        Diagnostic<?> first = errors.get(0);
        String more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
        return new UserError(file.name() + ":" + first.getLineNumber() + ": "
                + first.getMessage(Locale.ROOT).replaceAll("\\s+", " ") + more);
    }

    /** The source, by the file name that its public class must have. */
    private static final class Source extends SimpleJavaFileObject {
        private static final String BYTE_ORDER_MARK = "\uFEFF";

        private final CodeFile file;

        Source(CodeFile file) {
            super(uri(Path.of(file.name()).getFileName().toString().replace(' ', '_')), Kind.SOURCE);
            this.file = file;
        }

        /** A URI for a name with any characters. */
        private static URI uri(String name) {
            try {
                return new URI("memory", "", "/" + name, null);
            } catch (URISyntaxException e) {
                throw new IllegalStateException("a name's characters are quoted", e);
            }
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            String text = new String(file.bytes(), StandardCharsets.UTF_8);
            // Some editors begin a file with it, and the compiler reports it as an error.
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        }
    }

    /** Keeps the compiler's class files in memory. */
    private static final class MemoryOutput extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> outputs = new TreeMap<>();

        MemoryOutput(StandardJavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            String name = className.replace('.', '/') + kind.extension;
            return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    outputs.put(name, bytes);
                    return bytes;
                }
            };
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new TreeMap<>();
            outputs.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }
    }
}
