package io.ringside.alerts;

import java.util.List;

/**
 * Alerts that are sent together.
 *
 * @param subject one line
 * @param text for people; a line an alert
 * @param repeat whether one of them may have arrived before
 * @param alerts what is in it
 */
record Message(String subject, String text, boolean repeat, List<Alert> alerts) {
    /** The most urgent of them. */
    Severity severity() {
        return alerts.stream().map(Alert::severity).max(Severity::compareTo).orElse(Severity.INFO);
    }

    /** The keys, with commas between. */
    String keys() {
        return String.join(",", alerts.stream().map(Alert::key).toList());
    }

    /** File of a digest, empty if there is none. */
    String attachment() {
        return alerts.stream()
                .map(Alert::attachment)
                .filter(file -> !file.isEmpty())
                .findFirst()
                .orElse("");
    }
}
