package io.ringside.engine.signal.load;

import io.ringside.engine.settings.UserError;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.Strategy;
import java.lang.reflect.InvocationTargetException;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;

/**
 * A strategy of a file.
 *
 * @param file where it is
 * @param type its class
 * @param maker creates a new instance; throws whatever the user's code throws
 */
record OwnStrategy(CodeFile file, Class<? extends Strategy> type, Supplier<? extends Strategy> maker) {
    /** Its name in configurations. */
    String name() {
        return Strategies.nameOf(type);
    }

    /** Its file and class, for messages. */
    String place() {
        return file.name() + " (class " + type.getName() + ")";
    }

    /** Its registration. Whatever its constructor throws becomes a one-line error. */
    Strategies.Kind kind() {
        return new Strategies.Kind(name(), () -> create(file, type, maker), file.name(), file.digest());
    }

    /**
     * Creates an object of a user's class.
     *
     * @throws UserError naming file, class and exception, errors of static initialisers included
     */
    static <T> T create(CodeFile file, Class<?> type, Supplier<? extends T> maker) {
        try {
            return maker.get();
        } catch (UserError | OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new UserError(
                    file.name() + ": " + type.getName()
                            + (isInitialiser(e) ? ": a static initialiser fails: " : " cannot be made: ") + cause(e),
                    e);
        }
    }

    private static boolean isInitialiser(Throwable thrown) {
        return thrown instanceof ExceptionInInitializerError
                || (thrown.getCause() != null && isInitialiser(thrown.getCause()));
    }

    /** The exception of the user's code, without the JVM's wrappers. */
    static Throwable cause(Throwable thrown) {
        boolean wrapped = thrown instanceof ServiceConfigurationError
                || thrown instanceof ExceptionInInitializerError
                || thrown instanceof InvocationTargetException;
        return wrapped && thrown.getCause() != null ? cause(thrown.getCause()) : thrown;
    }
}
