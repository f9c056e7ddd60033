package io.lotledger.api.dashboard.exports;

/**
 * The status of a job as a tag.
 *
 * @param kind of the tag: {@code ok}, {@code info}, {@code err} or {@code plain}
 */
public record StatusWords(String kind, String text) {
    static StatusWords of(String status) {
        return switch (status) {
            case "delivered" -> new StatusWords("ok", "Delivered");
            case "failed" -> new StatusWords("err", "Failed");
            case "processing" -> new StatusWords("info", "Writing");
            default -> new StatusWords("plain", "Waiting");
        };
    }
}
