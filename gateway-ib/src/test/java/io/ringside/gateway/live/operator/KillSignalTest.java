package io.ringside.gateway.live.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KillSignalTest {
    /** The virtual machine's handler is taken back here, and asked as it would be by a signal. */
    @Test
    void shouldRunTheActionAtTheSignalAlone() throws ReflectiveOperationException {
        AtomicInteger runs = new AtomicInteger();
        KillSignal.on(runs::incrementAndGet);
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object signal = type.getConstructor(String.class).newInstance("USR1");
        Object listener = type.getMethod("handle", type, handlerType)
                .invoke(null, signal, handlerType.getField("SIG_IGN").get(null));
        assertNotNull(listener);
        assertEquals(0, runs.get());
        handlerType.getMethod("handle", type).invoke(listener, signal);
        assertEquals(1, runs.get());
        // Objects are asked for their text by loggers and debuggers.
        assertNull(listener.toString());
        assertEquals(1, runs.get());
    }
}
