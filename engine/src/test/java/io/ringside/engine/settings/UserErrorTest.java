package io.ringside.engine.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class UserErrorTest {
    @Test
    void shouldTellWhyInputOrOutputFailed() {
        var full = new FileSystemException("bars.seg.new", null, "No space left on device");
        assertEquals("No space left on device", UserError.reason(full));
        assertEquals("No space left on device", UserError.reason(new UncheckedIOException(full)));
        assertEquals("Read-only file system", UserError.reason(new IOException("Read-only file system")));
    }

    @Test
    void shouldWordWhatTheSystemTellsByItsKindAlone() {
        assertEquals("no such file", UserError.reason(new NoSuchFileException("x")));
        assertEquals("permission denied", UserError.reason(new AccessDeniedException("x")));
        assertEquals("exists already", UserError.reason(new FileAlreadyExistsException("x")));
        assertEquals("is no folder", UserError.reason(new NotDirectoryException("x")));
        assertEquals("folder is not empty", UserError.reason(new DirectoryNotEmptyException("x")));
        assertEquals("is not UTF-8 text", UserError.reason(new MalformedInputException(1)));
        assertEquals("FileSystemException", UserError.reason(new FileSystemException("x")));
        assertEquals("IOException", UserError.reason(new IOException()));
    }

    @Test
    void shouldTellAReasonInOneLine() {
        assertEquals("a b", UserError.reason(new IOException("a\nb")));
    }

    @Test
    void shouldNameTheFileThatTheReasonIsAbout() {
        assertEquals("j/manifest: no such file", UserError.reasonWithFile(new NoSuchFileException("j/manifest")));
        assertEquals("Broken pipe", UserError.reasonWithFile(new IOException("Broken pipe")));
    }
}
