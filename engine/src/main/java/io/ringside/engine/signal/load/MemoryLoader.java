package io.ringside.engine.signal.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

/**
 * Loads classes and resources from files that were read once: the code that runs is the code that was digested, even if the
 * file changes. The engine's own classes come first.
 */
final class MemoryLoader extends ClassLoader {
    private static final String CLASS = ".class";

    private final Map<String, byte[]> files;

    /** @param files contents by name, such as {@code my/Idea.class} */
    MemoryLoader(String name, Map<String, byte[]> files) {
        super(name, MemoryLoader.class.getClassLoader());
        this.files = files;
    }

    /** Names of all classes, sorted. */
    List<String> classNames() {
        return files.keySet().stream()
                .filter(name -> name.endsWith(CLASS))
                .map(name -> name.substring(0, name.length() - CLASS.length()).replace('/', '.'))
                .sorted()
                .toList();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = files.get(name.replace('.', '/') + CLASS);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected URL findResource(String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            return null;
        }
        try {
            return new URL(null, "memory:" + name, new Contents(bytes));
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a URL with its own handler needs no known protocol", e);
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL one = findResource(name);
        return one == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singleton(one));
    }

    private static final class Contents extends URLStreamHandler {
        private final byte[] bytes;

        Contents(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    connected = true;
                }

                @Override
                public InputStream getInputStream() throws IOException {
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }
}
