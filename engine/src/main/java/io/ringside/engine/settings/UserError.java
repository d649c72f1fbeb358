package io.ringside.engine.settings;

import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * A mistake of the user's, or a fault of his files or machine: its message is one line that names file, line, key and value
 * as far as they apply, and what to do. Commands print it without a stack trace and exit with 2. Text from files is
 * shortened and stripped of control characters.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LENGTH_MAX = 1000;

    public UserError(String message) {
        super(line(message));
    }

    public UserError(String message, Throwable cause) {
        super(line(message), cause);
    }

    /**
     * Why input or output failed, in the system's words, such as {@code No space left on device}; without the file, which the
     * message names by itself.
     */
    public static String reason(Exception e) {
        Exception cause = ofInput(e);
        if (cause instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "exists already";
        }
        if (cause instanceof NotDirectoryException) {
            return "is no folder";
        }
        if (cause instanceof DirectoryNotEmptyException) {
            return "folder is not empty";
        }
        if (cause instanceof CharacterCodingException) {
            return "is not UTF-8 text";
        }
        String message = cause instanceof FileSystemException ? null : cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : line(message);
    }

    /** The same after the file that it is about, for a message that names another file or a folder. */
    public static String reasonWithFile(Exception e) {
        return ofInput(e) instanceof FileSystemException file && file.getFile() != null
                ? file.getFile() + ": " + reason(e)
                : reason(e);
    }

    private static Exception ofInput(Exception e) {
        return e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
    }

    private static String line(String message) {
        String text = String.valueOf(message)
                .strip()
                .replaceAll("\\s*\\R\\s*", " ")
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "?");
        return text.length() <= LENGTH_MAX
                ? text
                : text.substring(0, LENGTH_MAX / 2) + " ... " + text.substring(text.length() - LENGTH_MAX / 2);
    }
}
