package io.lotledger.api.dashboard.exports;

import io.lotledger.api.exports.VerificationBody;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found, for the page.
 *
 * @param kind of the banner: {@code ok}, {@code warn} or {@code err}
 * @param headline the verdict in a few words
 * @param result null when the server was busy with other verifications
 * @param took {@code 1.9 s}
 */
record VerificationView(
        String kind,
        String headline,
        String sentence,
        List<Finding> findings,
        @Nullable VerificationBody result,
        String took) {

    /**
     * A further thing that is not as recorded.
     *
     * @param kind as of the banner
     */
    record Finding(String kind, String sentence) {}

    private static final Map<String, String> HEADLINES = Map.of(
            "identical", "The same, byte for byte.",
            "same_content", "The same content.",
            "rendered_otherwise", "The same events, rendered by another build.",
            "read_otherwise", "The same log, read by other rules.",
            "events_differ", "The events differ.",
            "content_differs", "The content differs.",
            "not_made", "The workbook cannot be made now.");

    static VerificationView of(Optional<VerificationBody> found, Duration time) {
        String took = String.format(Locale.US, "%.1f s", time.toMillis() / 1_000.0);
        return found.map(result -> of(result, took))
                .orElseGet(() -> new VerificationView(
                        "warn",
                        "The server is busy with other verifications.",
                        "Each one renders a workbook again. Try again in a few seconds.",
                        List.of(),
                        null,
                        took));
    }

    /** Its icon: the colour never stands alone. */
    public String icon() {
        return kind;
    }

    private static VerificationView of(VerificationBody result, String took) {
        String position = String.format(Locale.US, "%,d", result.logPosition());
        String sentence = result.verdict().equals("identical")
                ? "Made again from the log up to position " + position + " just now, in " + took
                        + ", and compared with what was delivered."
                : result.message() + " Made again from the log up to position " + position + " just now, in " + took
                        + ".";
        List<Finding> findings = Stream.of(
                        stored("file in the storage", result.storedFile()),
                        stored("signed manifest", result.manifest()))
                .flatMap(Optional::stream)
                .toList();
        boolean isWrong = findings.stream().anyMatch(finding -> finding.kind().equals("err"));
        return new VerificationView(
                isWrong ? "err" : kind(result),
                HEADLINES.getOrDefault(result.verdict(), "Compared."),
                sentence,
                findings,
                result,
                took);
    }

    private static String kind(VerificationBody result) {
        if (result.same()) return "ok";
        return Set.of("rendered_otherwise", "read_otherwise", "not_made").contains(result.verdict()) ? "warn" : "err";
    }

    private static Optional<Finding> stored(String what, String state) {
        return switch (state) {
            case "as_recorded" -> Optional.empty();
            case "differs" ->
                Optional.of(new Finding(
                        "err", "The " + what + " is not the one that was delivered: it was changed since."));
            case "missing" ->
                Optional.of(new Finding("err", "The " + what + " is missing, though its retention has not ended."));
            case "expired" ->
                Optional.of(new Finding("info", "The " + what + " was removed when its retention ended."));
            default ->
                Optional.of(
                        new Finding("info", "The " + what + " was never made: the delivery is from before manifests."));
        };
    }
}
