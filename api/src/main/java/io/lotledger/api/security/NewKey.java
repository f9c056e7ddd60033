package io.lotledger.api.security;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import io.lotledger.ingest.document.text.JsonFaults;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of {@code POST /keys}: {@code {"name": "packing line", "roles": ["capture"]}}. */
record NewKey(String name, Set<Role> roles) {
    private static final int LONGEST_NAME = 200;
    private static final List<String> MEMBERS = List.of("name", "roles");
    private static final List<String> ROLE_WORDS =
            Stream.of(Role.values()).map(Role::word).toList();
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** @throws ProblemException 400 when the body is not JSON, 422 with all faults when it is not a valid key */
    static NewKey read(byte[] body) {
        JsonNode sent;
        try {
            sent = JSON.readTree(body);
        } catch (JacksonException e) {
            throw notJson(JsonFaults.message(e));
        }
        if (sent.isMissingNode()) throw notJson("The request body is empty; send a JSON object");
        List<Violation> faults = new ArrayList<>();
        if (!sent.isObject()) {
            faults.add(new Violation("$", "type", "the body must be an object with name and roles", null));
            throw refused(faults);
        }
        for (String member : sent.propertyNames()) {
            if (!MEMBERS.contains(member))
                faults.add(new Violation("$." + member, "member", unknownMember(member), member));
        }
        String name = name(sent.path("name"), faults);
        Set<Role> roles = roles(sent.path("roles"), faults);
        if (!faults.isEmpty()) throw refused(faults);
        return new NewKey(name, roles);
    }

    private static String unknownMember(String member) {
        return "Unknown member '" + member + "'; "
                + Nearest.of(member, MEMBERS)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("the members are name and roles");
    }

    private static String name(JsonNode sent, List<Violation> faults) {
        String name = sent.isString() ? sent.stringValue().strip() : "";
        @Nullable String fault = null;
        if (!sent.isString() || name.isEmpty()) {
            fault = "name must be a non-empty string that says who uses the key, such as \"packing line 1\"";
        } else if (name.length() > LONGEST_NAME || name.codePoints().anyMatch(NewKey::isUnstorable)) {
            fault = "name must have at most " + LONGEST_NAME
                    + " characters, without control characters and halves of surrogate pairs";
        }
        if (fault != null) faults.add(new Violation("$.name", "value", fault, null));
        return name;
    }

    private static boolean isUnstorable(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    private static Set<Role> roles(JsonNode sent, List<Violation> faults) {
        Set<Role> roles = new LinkedHashSet<>();
        boolean strings = sent.isArray() && sent.valueStream().allMatch(JsonNode::isString);
        if (!strings || sent.isEmpty()) {
            faults.add(new Violation(
                    "$.roles",
                    "type",
                    strings
                            ? "roles must name at least one role: " + String.join(", ", ROLE_WORDS)
                            : "roles must be a list, such as [\"capture\"]",
                    null));
            return roles;
        }
        List<String> unknown = new ArrayList<>();
        for (JsonNode word : sent) {
            Role.ofWord(word.stringValue()).ifPresentOrElse(roles::add, () -> unknown.add(word.stringValue()));
        }
        if (!unknown.isEmpty()) {
            faults.add(new Violation(
                    "$.roles",
                    "value",
                    (unknown.size() == 1 ? "Unknown role: " : "Unknown roles: ") + String.join(", ", unknown)
                            + ". Roles are lower case: " + String.join(", ", ROLE_WORDS),
                    null));
        }
        return roles;
    }

    private static ProblemException notJson(String detail) {
        return new ProblemException(400, "epcisException:ValidationException", "Bad request", detail, Map.of());
    }

    private static ProblemException refused(List<Violation> faults) {
        return new ProblemException(
                422,
                "epcisException:ValidationException",
                "The key is invalid",
                faults.get(0).message(),
                Map.of(
                        "allowed",
                        ROLE_WORDS,
                        "errors",
                        faults.stream().map(Problems::violation).toList()));
    }
}
