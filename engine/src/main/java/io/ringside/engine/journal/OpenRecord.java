package io.ringside.engine.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ringside.engine.event.EventType;
import io.ringside.engine.settings.UserError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * First record of a writer's epoch: build, JDK and configuration. Offsets from the record's start.
 *
 * <pre>
 *    0 header, of which ingressNanos is when the writer opened the journal
 *   64 length of build i32   68 length of jdk i32   72 length of configuration i32   76 zero i32
 *   80 SHA-256 of the configuration, 32 bytes
 *  112 build, jdk, configuration: UTF-8, one after the other, padded to 8
 * </pre>
 *
 * @param build name of the build that wrote the epoch
 * @param jdk version of the JVM that ran it
 * @param openedNanos wall clock when it opened the journal, UTC nanoseconds since 1970
 * @param configuration the configuration in full
 */
public record OpenRecord(String build, String jdk, long openedNanos, String configuration) {
    /** Longest OPEN record. */
    static final int LENGTH_MAX = 512 << 10;

    private static final int BUILD_LENGTH_OFFSET = 64;
    private static final int JDK_LENGTH_OFFSET = 68;
    private static final int CONFIGURATION_LENGTH_OFFSET = 72;
    private static final int DIGEST_OFFSET = 80;
    private static final int DIGEST_LENGTH = 32;
    private static final int TEXT_OFFSET = 112;

    /** SHA-256 of the configuration, in hexadecimal. */
    public String configurationDigest() {
        return HexFormat.of().formatHex(sha256(configuration.getBytes(StandardCharsets.UTF_8)));
    }

    int encode(long sequence, MutableDirectBuffer buffer) {
        byte[] buildBytes = build.getBytes(StandardCharsets.UTF_8);
        byte[] jdkBytes = jdk.getBytes(StandardCharsets.UTF_8);
        byte[] configurationBytes = configuration.getBytes(StandardCharsets.UTF_8);
        int texts = buildBytes.length + jdkBytes.length + configurationBytes.length;
        int length = TEXT_OFFSET + ((texts + 7) & ~7);
        if (length > LENGTH_MAX) {
            throw new UserError("the configuration is too long for a journal: " + configurationBytes.length
                    + " bytes; shorten it below " + (LENGTH_MAX - TEXT_OFFSET - 512));
        }
        JournalRecord.encodeHeader(buffer, EventType.OPEN, length, sequence);
        buffer.putLong(JournalRecord.INGRESS_NANOS_OFFSET, openedNanos, LITTLE_ENDIAN);
        buffer.putInt(BUILD_LENGTH_OFFSET, buildBytes.length, LITTLE_ENDIAN);
        buffer.putInt(JDK_LENGTH_OFFSET, jdkBytes.length, LITTLE_ENDIAN);
        buffer.putInt(CONFIGURATION_LENGTH_OFFSET, configurationBytes.length, LITTLE_ENDIAN);
        buffer.putInt(CONFIGURATION_LENGTH_OFFSET + 4, 0, LITTLE_ENDIAN);
        buffer.putBytes(DIGEST_OFFSET, sha256(configurationBytes));
        buffer.putLong(length - 8, 0, LITTLE_ENDIAN);
        buffer.putBytes(TEXT_OFFSET, buildBytes);
        buffer.putBytes(TEXT_OFFSET + buildBytes.length, jdkBytes);
        buffer.putBytes(TEXT_OFFSET + buildBytes.length + jdkBytes.length, configurationBytes);
        return length;
    }

    static OpenRecord decode(DirectBuffer buffer, int offset) {
        int buildLength = buffer.getInt(offset + BUILD_LENGTH_OFFSET, LITTLE_ENDIAN);
        int jdkLength = buffer.getInt(offset + JDK_LENGTH_OFFSET, LITTLE_ENDIAN);
        int configurationLength = buffer.getInt(offset + CONFIGURATION_LENGTH_OFFSET, LITTLE_ENDIAN);
        int at = offset + TEXT_OFFSET;
        return new OpenRecord(
                text(buffer, at, buildLength),
                text(buffer, at + buildLength, jdkLength),
                buffer.getLong(offset + JournalRecord.INGRESS_NANOS_OFFSET, LITTLE_ENDIAN),
                text(buffer, at + buildLength + jdkLength, configurationLength));
    }

    /** The record length that the lengths of the texts add up to, or -1 if it exceeds the record. */
    static int impliedLength(DirectBuffer buffer, int offset, int length) {
        if (length < TEXT_OFFSET || length > LENGTH_MAX) {
            return -1;
        }
        int texts = 0;
        for (int at = BUILD_LENGTH_OFFSET; at <= CONFIGURATION_LENGTH_OFFSET; at += 4) {
            int part = buffer.getInt(offset + at, LITTLE_ENDIAN);
            if (part < 0 || part > LENGTH_MAX) {
                return -1;
            }
            texts += part;
        }
        return TEXT_OFFSET + ((texts + 7) & ~7);
    }

    private static String text(DirectBuffer buffer, int at, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] bytes) {
        byte[] digest = newSha256().digest(bytes);
        if (digest.length != DIGEST_LENGTH) {
            throw new IllegalStateException("SHA-256 has " + digest.length + " bytes");
        }
        return digest;
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }
}
