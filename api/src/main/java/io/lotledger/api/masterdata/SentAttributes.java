package io.lotledger.api.masterdata;

import io.lotledger.ingest.capture.MasterDataRules;
import io.lotledger.ingest.document.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a PUT: {@code {"attributes": {"name": "Valley Packing", "telephone": ["+1 831 555 0100", …]}}}.
 *
 * @param attributes name as sent to values
 * @param faults all there are; when there is one, nothing of it may be kept
 */
record SentAttributes(Map<String, List<String>> attributes, List<Violation> faults) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** @throws JacksonException when it is no JSON, or an object names a member twice */
    static SentAttributes read(byte[] body, MasterDataRules rules) {
        JsonNode sent = JSON.readTree(body);
        List<Violation> faults = new ArrayList<>();
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        JsonNode named = sent.get("attributes");
        if (!sent.isObject() || named == null || !named.isObject()) {
            String right = "an object {\"attributes\": {\"" + rules.names().get(0) + "\": \"…\"}} is needed";
            return new SentAttributes(attributes, List.of(new Violation("$", "required", right, null)));
        }
        for (String member : sent.propertyNames()) {
            if (member.equals("attributes")) continue;
            String right = "'" + member + "' is not known here; what is said of it goes into attributes";
            faults.add(new Violation("$." + member, "member", right, member));
        }
        for (Map.Entry<String, JsonNode> one : named.properties()) {
            List<String> values = values(one.getKey(), one.getValue(), faults);
            boolean saysNothing = one.getValue().isArray() && one.getValue().isEmpty();
            if (!values.isEmpty() || saysNothing) attributes.put(one.getKey(), values);
        }
        if (faults.isEmpty() || !attributes.isEmpty()) faults.addAll(rules.review(attributes));
        return new SentAttributes(attributes, faults);
    }

    private static List<String> values(String name, JsonNode value, List<Violation> faults) {
        List<String> values = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value.values() : List.of(value)) {
            String text = text(one);
            if (text != null) {
                values.add(text);
                continue;
            }
            String message = name + " is text, a number, or a list of these, not "
                    + one.getNodeType().name().toLowerCase(Locale.ROOT);
            faults.add(new Violation("$.attributes." + name, "type", message, one.toString()));
        }
        return values;
    }

    private static @Nullable String text(JsonNode value) {
        if (value.isString()) return value.stringValue().strip();
        return value.isNumber() ? value.toString() : null;
    }
}
