package io.ringside.gateway.live.operator;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code kill -USR1 PID} means the same as {@code ringside kill}. Java has no public API for signals; on a JVM without the
 * internal class only the file and the command work.
 *
 * <p>Thread: the action runs on one of the virtual machine's.
 */
public final class KillSignal {
    private static final Logger LOG = LoggerFactory.getLogger(KillSignal.class);
    private static final String NAME = "USR1";

    private KillSignal() {}

    /** Runs the action whenever the signal comes. */
    public static void on(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler run = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                }
                return null;
            };
            Object listener = Proxy.newProxyInstance(KillSignal.class.getClassLoader(), new Class<?>[] {handler}, run);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(NAME), listener);
        } catch (ReflectiveOperationException e) {
            LOG.warn("signal {} cannot be heard here: {}; use ringside kill", NAME, e.toString());
        }
    }
}
