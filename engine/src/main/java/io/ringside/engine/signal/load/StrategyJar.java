package io.ringside.engine.signal.load;

import io.ringside.engine.indicator.IndicatorShelf;
import io.ringside.engine.indicator.Indicators;
import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Strategy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A jar with strategies or indicators, named as services in its {@code META-INF/services}. It contains all that it needs
 * except for the engine.
 */
final class StrategyJar {
    private static final String SERVICES = "META-INF/services/";
    private static final long UNPACKED_MAX = 256L << 20;

    private StrategyJar() {}

    /**
     * Finds the jar's strategies and indicators.
     *
     * @throws UserError if it is no jar, names no service, or has one that cannot be created
     */
    static Found open(CodeFile file) {
        MemoryLoader loader = new MemoryLoader(file.name(), unpack(file));
        List<OwnStrategy> strategies = new ArrayList<>();
        List<Indicators.Known> indicators = new ArrayList<>();
        try {
            ServiceLoader.load(Strategy.class, loader).stream()
                    .filter(one -> one.type().getClassLoader() == loader)
                    .forEach(one -> strategies.add(new OwnStrategy(file, one.type(), one)));
            ServiceLoader.load(IndicatorShelf.class, loader).stream()
                    .filter(one -> one.type().getClassLoader() == loader)
                    .flatMap(one ->
                            OwnStrategy.create(file, one.type(), () -> one.get().indicators()).stream())
                    .forEach(kind -> indicators.add(new Indicators.Known(kind, file.name(), file.digest())));
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new UserError(file.name() + ": " + e.getMessage(), e);
        }
        if (strategies.isEmpty() && indicators.isEmpty()) {
            throw new UserError(file.name() + ": names no strategy and no indicator: give it a file " + SERVICES
                    + Strategy.class.getName() + " or " + SERVICES + IndicatorShelf.class.getName()
                    + " with the names of its classes, one a line");
        }
        return new Found(file, strategies, indicators);
    }

    private static Map<String, byte[]> unpack(CodeFile file) {
        Map<String, byte[]> files = new TreeMap<>();
        long unpacked = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file.bytes()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] bytes = zip.readNBytes((int) (UNPACKED_MAX - unpacked));
                unpacked += bytes.length;
                if (unpacked == UNPACKED_MAX) {
                    throw new UserError(file.name() + ": unpacks to more than " + (UNPACKED_MAX >> 20) + " MiB");
                }
                if (!entry.isDirectory()) {
                    files.putIfAbsent(entry.getName(), bytes);
                }
            }
        } catch (IOException e) {
            throw new UserError(file.name() + ": not a jar: " + e.getMessage(), e);
        }
        if (files.isEmpty()) {
            throw new UserError(file.name() + ": not a jar, or an empty one");
        }
        return files;
    }
}
