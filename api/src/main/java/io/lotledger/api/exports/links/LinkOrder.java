package io.lotledger.api.exports.links;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import io.lotledger.ingest.document.text.JsonFaults;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request for a link: {@code {"expires_in": "P7D", "note": "FDA, call of Friday"}}, both optional.
 *
 * @param lifetime from {@link #SHORTEST} to {@link #LONGEST}
 * @param note for whom the link is; null for none
 */
public record LinkOrder(Duration lifetime, @Nullable String note) {
    public static final Duration STANDARD = Duration.ofDays(7);
    public static final Duration SHORTEST = Duration.ofMinutes(1);
    public static final Duration LONGEST = Duration.ofDays(90);
    public static final int LONGEST_NOTE = 200;

    private static final List<String> MEMBERS = List.of("expires_in", "note");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * @param body an empty one asks for the standard
     * @throws ProblemException 400 when it is not JSON, 422 with all its faults
     */
    static LinkOrder read(byte[] body) {
        JsonNode sent = parsed(body);
        List<Violation> faults = new ArrayList<>();
        if (!sent.isObject()) {
            faults.add(
                    new Violation("$", "type", "the body must be an object, such as {\"expires_in\": \"P7D\"}", null));
            throw refused(faults);
        }
        for (String member : sent.propertyNames()) {
            if (MEMBERS.contains(member)) continue;
            String meant = Nearest.of(member, MEMBERS)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("the members are expires_in and note");
            faults.add(new Violation("$." + member, "member", "Unknown member '" + member + "'; " + meant, member));
        }
        Duration lifetime = lifetime(sent.path("expires_in"), faults);
        String note = note(sent.path("note"), faults);
        if (!faults.isEmpty()) throw refused(faults);
        return new LinkOrder(lifetime, note);
    }

    /**
     * The same from the fields of a form.
     *
     * @throws ProblemException 422 with all faults
     */
    public static LinkOrder of(String expiresIn, String note) {
        return read(JSON.writeValueAsBytes(Map.of("expires_in", expiresIn, "note", note)));
    }

    private static JsonNode parsed(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read.isMissingNode() ? JSON.createObjectNode() : read;
        } catch (JacksonException e) {
            throw new ProblemException(
                    400,
                    "epcisException:ValidationException",
                    "Bad request",
                    "The body is not valid JSON: " + JsonFaults.located(e),
                    Map.of());
        }
    }

    private static Duration lifetime(JsonNode sent, List<Violation> faults) {
        if (sent.isMissingNode() || sent.isNull()) return STANDARD;
        String text = sent.isString() ? sent.stringValue().strip() : "";
        try {
            Duration read = Duration.parse(text);
            if (read.compareTo(SHORTEST) >= 0 && read.compareTo(LONGEST) <= 0) return read;
        } catch (DateTimeException e) {
            // refused below
        }
        faults.add(new Violation(
                "$.expires_in",
                "value",
                "expires_in must be an ISO 8601 duration of days, hours and minutes from PT1M to P" + LONGEST.toDays()
                        + "D, such as P7D or PT12H",
                sent.isString() ? text : sent.toString()));
        return STANDARD;
    }

    private static @Nullable String note(JsonNode sent, List<Violation> faults) {
        if (sent.isMissingNode() || sent.isNull()) return null;
        String text = sent.isString() ? sent.stringValue().strip() : "";
        boolean isRight =
                sent.isString() && text.length() <= LONGEST_NOTE && text.chars().noneMatch(Character::isISOControl);
        if (!isRight)
            faults.add(new Violation(
                    "$.note",
                    "value",
                    "note must be one line of at most " + LONGEST_NOTE + " characters that says for whom the link is",
                    null));
        return text.isEmpty() ? null : text;
    }

    private static ProblemException refused(List<Violation> faults) {
        return new ProblemException(
                422,
                "epcisException:ValidationException",
                "The link is invalid",
                "No link was made: " + faults.get(0).path() + ": "
                        + faults.get(0).message() + ".",
                Map.of("errors", faults.stream().map(Problems::violation).toList()));
    }
}
