package io.lotledger.api.organisations;

import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import io.lotledger.api.problem.SentTime;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.document.text.JsonFaults;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object about a key or an organisation. It collects all faults, and {@link #refuse} answers 422 with them. */
final class SentBody {
    private static final List<String> ROLE_WORDS =
            Stream.of(Role.values()).map(Role::word).toList();
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonNode sent;
    private final String subject;
    private final List<Violation> faults = new ArrayList<>();
    /** The words of the first fault that is about words; empty if none is. */
    private List<String> allowed = List.of();

    /**
     * @param body an empty one is an empty object where {@code mayBeEmpty}
     * @param subject what the body describes, such as {@code key}
     * @throws ProblemException 400 when the body is not JSON
     */
    SentBody(byte[] body, boolean mayBeEmpty, String subject, List<String> members) {
        this.subject = subject;
        try {
            JsonNode read = JSON.readTree(body);
            this.sent = read.isMissingNode() && mayBeEmpty ? JSON.createObjectNode() : read;
        } catch (JacksonException e) {
            throw notJson("The body is not valid JSON: " + JsonFaults.located(e) + "; send " + wanted(members));
        }
        if (sent.isMissingNode()) throw notJson("The request body is empty; send " + wanted(members));
        if (!sent.isObject()) {
            fault("$", "type", "the body must be an object with " + listed(members), null);
            refuse();
        }
        checkMembers(sent, "$.", members);
    }

    boolean has(String member) {
        return sent.has(member);
    }

    /** @param rule such as {@link KeyRules#faultOfKeyName} */
    String name(Function<String, Optional<String>> rule) {
        JsonNode name = sent.path("name");
        String text = name.isString() ? name.stringValue().strip() : "";
        rule.apply(text).ifPresent(fault -> fault("$.name", "value", fault, null));
        return text;
    }

    Set<Role> roles() {
        JsonNode words = sent.path("roles");
        Set<Role> roles = new LinkedHashSet<>();
        boolean strings = words.isArray() && words.valueStream().allMatch(JsonNode::isString);
        if (!strings || words.isEmpty()) {
            String fault = strings
                    ? "roles must name at least one role: " + String.join(", ", ROLE_WORDS)
                    : "roles must be a list, such as [\"capture\"]";
            notOneOf("$.roles", "type", fault, ROLE_WORDS);
            return roles;
        }
        List<String> unknown = new ArrayList<>();
        for (JsonNode word : words) {
            Role.ofWord(word.stringValue()).ifPresentOrElse(roles::add, () -> unknown.add(word.stringValue()));
        }
        if (!unknown.isEmpty()) {
            String fault = (unknown.size() == 1 ? "Unknown role: " : "Unknown roles: ") + String.join(", ", unknown)
                    + ". Roles are lower case: " + String.join(", ", ROLE_WORDS);
            notOneOf("$.roles", "value", fault, ROLE_WORDS);
        }
        return roles;
    }

    /** @param otherwise the number of a member that is not sent; null is a value */
    @Nullable
    Integer count(String member, @Nullable Integer otherwise, int least, int most) {
        JsonNode sentNumber = sent.path(member);
        if (sentNumber.isMissingNode()) return otherwise;
        if (sentNumber.isNull()) return null;
        int number = sentNumber.isIntegralNumber() && sentNumber.canConvertToInt() ? sentNumber.intValue() : 0;
        if (number >= least && number <= most) return number;
        String fault = member + " must be a whole number from " + least + " to " + most + ", or null";
        fault("$." + member, "value", fault, sentNumber.toString());
        return otherwise;
    }

    /** @param otherwise the text of a member that is not sent; null is a value */
    @Nullable
    String text(String member, @Nullable String otherwise, int longest) {
        JsonNode sentText = sent.path(member);
        if (sentText.isMissingNode()) return otherwise;
        if (sentText.isNull()) return null;
        String text = sentText.isString() ? sentText.stringValue().strip() : "";
        boolean isPlain = text.codePoints().noneMatch(KeyRules::isUnstorable);
        if (isPlain && !text.isEmpty() && text.length() <= longest) return text;
        String fault = member + " must be a text of 1 to " + longest + " characters in one line, or null";
        fault("$." + member, "value", fault, null);
        return otherwise;
    }

    /** @param otherwise the limit of a member that is not sent */
    KeyLimits limits(String member, KeyLimits otherwise, KeyLimits ceiling) {
        if (!sent.has(member)) return otherwise;
        JsonNode limits = sent.path(member);
        if (!limits.isObject()) {
            fault("$." + member, "type", member + " must be an object with per_minute and per_day", null);
            return otherwise;
        }
        checkMembers(limits, "$." + member + ".", List.of("per_minute", "per_day"));
        @Nullable Integer perMinute = number(limits, member, "per_minute", otherwise.perMinute());
        @Nullable Integer perDay = number(limits, member, "per_day", otherwise.perDay());
        if (limits.has("per_minute"))
            check(member + ".per_minute", KeyRules.faultOfPerMinute(perMinute, ceiling), limits.get("per_minute"));
        if (limits.has("per_day"))
            check(member + ".per_day", KeyRules.faultOfPerDay(perDay, ceiling), limits.get("per_day"));
        return new KeyLimits(perMinute, perDay);
    }

    /** @param otherwise the time when the member is not sent; {@code null} is never */
    @Nullable
    Instant time(String member, @Nullable Instant otherwise, Instant now) {
        if (!sent.has(member)) return otherwise;
        JsonNode time = sent.path(member);
        if (time.isNull()) return null;
        try {
            Instant read = SentTime.parse(time.isString() ? time.stringValue() : "");
            if (!read.isAfter(now)) fault("$." + member, "value", member + " must be in the future", time.asString());
            return read;
        } catch (DateTimeException e) {
            fault("$." + member, "value", member + " must be a time such as 2027-01-31T12:00:00Z, or null", null);
            return otherwise;
        }
    }

    /** @param words the allowed ones */
    String word(String member, List<String> words, String otherwise) {
        if (!sent.has(member)) return otherwise;
        JsonNode word = sent.path(member);
        if (word.isString() && words.contains(word.stringValue())) return word.stringValue();
        notOneOf("$." + member, "value", ProblemException.mustBeOneOf(member, words), words);
        return otherwise;
    }

    /** @throws ProblemException 422 with all faults, if there are any */
    void refuse() {
        if (faults.isEmpty()) return;
        Map<String, Object> members = new LinkedHashMap<>();
        if (!allowed.isEmpty()) members.put("allowed", allowed);
        members.put("errors", faults.stream().map(Problems::violation).toList());
        throw new ProblemException(
                422,
                "epcisException:ValidationException",
                "The " + subject + " is invalid",
                faults.get(0).message(),
                members);
    }

    private @Nullable Integer number(JsonNode limits, String parent, String member, @Nullable Integer otherwise) {
        if (!limits.has(member)) return otherwise;
        JsonNode number = limits.get(member);
        if (number.isNull()) return null;
        if (number.isIntegralNumber() && number.canConvertToInt()) return number.intValue();
        fault("$." + parent + "." + member, "type", member + " must be a whole number or null", number.toString());
        return otherwise;
    }

    private void check(String path, Optional<String> fault, JsonNode value) {
        boolean isListed = faults.stream().anyMatch(listed -> listed.path().equals("$." + path));
        if (!isListed) fault.ifPresent(text -> fault("$." + path, "value", text, value.toString()));
    }

    private void checkMembers(JsonNode object, String prefix, List<String> members) {
        for (String member : object.propertyNames()) {
            if (members.contains(member)) continue;
            String meant = Nearest.of(member, members)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse(members.isEmpty() ? "send an empty object" : "the members are " + listed(members));
            fault(prefix + member, "member", "Unknown member '" + member + "'; " + meant, member);
        }
    }

    private void notOneOf(String path, String rule, String message, List<String> words) {
        if (allowed.isEmpty()) allowed = words;
        fault(path, rule, message, null);
    }

    private void fault(String path, String rule, String message, @Nullable String value) {
        faults.add(new Violation(path, rule, message, value));
    }

    private static String wanted(List<String> members) {
        return "a JSON object with " + listed(members);
    }

    private static String listed(List<String> members) {
        int last = members.size() - 1;
        return last < 1
                ? String.join("", members)
                : String.join(", ", members.subList(0, last)) + " and " + members.get(last);
    }

    private static ProblemException notJson(String detail) {
        return new ProblemException(400, "epcisException:ValidationException", "Bad request", detail, Map.of());
    }
}
