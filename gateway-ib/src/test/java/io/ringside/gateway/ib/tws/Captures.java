package io.ringside.gateway.ib.tws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames that real clients wrote, or that several of them decoded; one a file, in hexadecimal under a line of
 * description.
 */
final class Captures {
    /** The messages from the server, in the order in which they were sent to the clients. */
    static final List<String> INCOMING = List.of(
            "in-001-managedAccounts",
            "in-002-nextValidId",
            "in-003-error",
            "in-004-error",
            "in-005-currentTime",
            "in-006-marketDataType",
            "in-007-tickReqParams",
            "in-008-tickPrice",
            "in-009-tickPrice",
            "in-010-tickPrice",
            "in-011-tickSize",
            "in-012-tickGeneric",
            "in-013-tickString",
            "in-014-tickByTick",
            "in-015-tickByTick",
            "in-016-tickByTick",
            "in-017-tickByTick",
            "in-018-realTimeBar",
            "in-019-historicalData",
            "in-020-historicalDataUpdate",
            "in-021-contractData",
            "in-022-contractDataEnd",
            "in-023-openOrder",
            "in-024-orderStatus",
            "in-025-execDetails",
            "in-026-orderStatus",
            "in-027-orderStatus",
            "in-028-commissionReport",
            "in-029-execDetails",
            "in-030-openOrder",
            "in-031-openOrder",
            "in-032-openOrder",
            "in-033-openOrderEnd",
            "in-034-execDetailsEnd",
            "in-035-position",
            "in-036-positionEnd",
            "in-037-accountValue",
            "in-038-portfolioValue",
            "in-039-accountUpdateTime",
            "in-040-accountDownloadEnd",
            "in-041-accountSummary",
            "in-042-accountSummaryEnd");

    private Captures() {}

    /** The bytes of a capture, its length included. */
    static byte[] bytes(String name) {
        try (InputStream in = Captures.class.getResourceAsStream("/tws/" + name + ".hex")) {
            if (in == null) {
                throw new IllegalArgumentException("no capture " + name);
            }
            String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .findFirst()
                    .orElseThrow();
            return HexFormat.of().parseHex(hex.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fields of a capture. */
    static List<String> fields(String name) {
        byte[] bytes = bytes(name);
        return fields(bytes, 4, bytes.length - 4);
    }

    static List<String> fields(byte[] bytes, int offset, int length) {
        List<String> fields = new ArrayList<>();
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == 0) {
                fields.add(new String(bytes, from, i - from, StandardCharsets.ISO_8859_1));
                from = i + 1;
            }
        }
        return fields;
    }

    /** A frame of these fields, without length. */
    static byte[] payload(List<String> fields) {
        StringBuilder out = new StringBuilder();
        for (String field : fields) {
            out.append(field).append('\0');
        }
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A frame of these fields, with its length. */
    static byte[] frame(String... fields) {
        byte[] payload = payload(List.of(fields));
        return ByteBuffer.allocate(payload.length + 4)
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    static UnsafeBuffer direct(byte[] bytes) {
        UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.length));
        buffer.putBytes(0, bytes);
        return buffer;
    }
}
