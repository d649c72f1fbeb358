package io.ringside.alerts;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An alert.
 *
 * @param key unique and the same whenever it is sent: day, sequence of the record and rule
 * @param rule its kind
 * @param atMs when it was noticed, wall clock, milliseconds since 1970
 * @param text a line of text, with the market's time if there is one; several lines for a digest
 * @param attachment a file that goes with it, empty for none
 */
record Alert(String key, String rule, Severity severity, long atMs, String text, String attachment) {
    /** Rule of a digest, which is sent alone. */
    static final String DIGEST = "digest";

    /** Rule of a reminder of unacknowledged alerts. */
    static final String REMINDER = "not-acknowledged";

    /** Without an attachment. */
    Alert(String key, String rule, Severity severity, long atMs, String text) {
        this(key, rule, severity, atMs, text, "");
    }

    boolean isCritical() {
        return severity == Severity.CRITICAL;
    }

    boolean isDigest() {
        return rule.equals(DIGEST);
    }

    Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("key", key);
        all.put("rule", rule);
        all.put("severity", severity.name());
        all.put("at", atMs);
        all.put("text", text);
        if (!attachment.isEmpty()) {
            all.put("attachment", attachment);
        }
        return all;
    }

    static Alert of(Map<?, ?> json) {
        return new Alert(
                (String) json.get("key"),
                (String) json.get("rule"),
                Severity.valueOf((String) json.get("severity")),
                ((BigDecimal) json.get("at")).longValueExact(),
                (String) json.get("text"),
                json.get("attachment") instanceof String file ? file : "");
    }
}
