package io.ringside.dashboard;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * The page's own files, kept in memory and served by exact name: no request ever becomes a path of the disk.
 *
 * <p>Thread: any.
 */
final class Assets {
    private static final String HTM = "/META-INF/resources/_static/htm/3.1.1/preact/standalone.module.js";
    private static final String UPLOT = "/io/ringside/replay/report/uplot/";
    private static final String SCRIPT = "text/javascript;charset=utf-8";
    private static final String STYLE = "text/css;charset=utf-8";
    private static final String[] SCRIPTS = {
        "app",
        "parts",
        "charts",
        "now",
        "chart",
        "orders",
        "performance",
        "risk",
        "journal",
        "alarms",
        "runs",
        "sql",
        "system"
    };

    private static final class Asset {
        private final String type;
        private final byte[] bytes;
        private final byte[] packed;
        private final String tag;

        private Asset(String type, byte[] bytes, byte[] packed, String tag) {
            this.type = type;
            this.bytes = bytes;
            this.packed = packed;
            this.tag = tag;
        }
    }

    private final Map<String, Asset> byPath = new LinkedHashMap<>();

    Assets() {
        add("/", "page/index.html", "text/html;charset=utf-8");
        for (String script : SCRIPTS) {
            add("/app/" + script + ".js", "page/" + script + ".js", SCRIPT);
        }
        add("/app/page.css", "page/page.css", STYLE);
        add("/app/preact.js", HTM, SCRIPT);
        add("/app/uplot.js", UPLOT + "uPlot.iife.min.js", SCRIPT);
        add("/app/uplot.css", UPLOT + "uPlot.min.css", STYLE);
    }

    private void add(String path, String resource, String type) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks the resource " + resource);
            }
            byte[] bytes = in.readAllBytes();
            byPath.put(path, new Asset(type, bytes, pack(bytes), tag(bytes)));
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + resource + " cannot be read", e);
        }
    }

    Iterable<String> paths() {
        return byPath.keySet();
    }

    /** Bytes of all files together as they go over the wire. */
    int packedBytes() {
        return byPath.values().stream().mapToInt(asset -> asset.packed.length).sum();
    }

    /** Answers with a file. */
    void serve(Context request, String path) {
        Asset asset = byPath.get(path);
        request.header("ETag", asset.tag);
        request.header("Cache-Control", "no-cache");
        request.header("Vary", "Accept-Encoding");
        request.contentType(asset.type);
        if (asset.tag.equals(request.header("If-None-Match"))) {
            request.status(304);
            return;
        }
        String accepted = request.header("Accept-Encoding");
        if (accepted != null && accepted.contains("gzip")) {
            request.header("Content-Encoding", "gzip");
            request.result(asset.packed);
        } else {
            request.result(asset.bytes);
        }
    }

    private static byte[] pack(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static String tag(byte[] bytes) {
        return '"' + HexFormat.of().formatHex(Access.sha256(bytes), 0, 16) + '"';
    }
}
