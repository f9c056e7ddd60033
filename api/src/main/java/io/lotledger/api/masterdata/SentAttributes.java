package io.lotledger.api.masterdata;

import io.lotledger.ingest.capture.rules.MasterDataRules;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.Extensions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a PUT or PATCH: {@code {"attributes": {"name": "Valley Packing", "telephone": ["+1 831 555 0100", …]}}}. In a PATCH an
 * attribute may be {@code null}.
 *
 * @param attributes values by name as sent
 * @param removed names as sent of the attributes that a PATCH sets to {@code null}
 * @param faults every fault; a body with a fault must not be stored
 */
record SentAttributes(Map<String, List<String>> attributes, Set<String> removed, List<Violation> faults) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // 36.60 stays 36.60
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** @throws JacksonException when the body is not JSON, or an object repeats a member */
    static SentAttributes ofPut(byte[] body, MasterDataRules rules) {
        SentAttributes sent = read(body, rules, false);
        // a body that could not be read has no missing attributes
        if (sent.faults.isEmpty() || !sent.attributes.isEmpty()) sent.faults.addAll(rules.review(sent.attributes));
        return sent;
    }

    /** @throws JacksonException when the body is not JSON, or an object repeats a member */
    static SentAttributes ofPatch(byte[] body, MasterDataRules rules) {
        SentAttributes sent = read(body, rules, true);
        sent.faults.addAll(rules.reviewEach(sent.attributes, sent.removed));
        return sent;
    }

    /** The local names of what a PATCH removes. */
    Set<String> removedNames() {
        return removed.stream().map(Extensions::localName).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static SentAttributes read(byte[] body, MasterDataRules rules, boolean nullRemoves) {
        List<Violation> faults = new ArrayList<>();
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        Set<String> removed = new LinkedHashSet<>();
        SentAttributes read = new SentAttributes(attributes, removed, faults);
        JsonNode sent;
        try {
            sent = JSON.readTree(body);
        } catch (NumberFormatException e) {
            String right = "the exponent of a number is out of range; send the value as a string";
            faults.add(new Violation("$", "number", right, null));
            return read;
        }
        JsonNode named = sent.get("attributes");
        if (!sent.isObject() || named == null || !named.isObject()) {
            String right = "the body must be an object such as {\"attributes\": {\""
                    + rules.names().get(0) + "\": \"…\"}}";
            faults.add(new Violation("$", "required", right, null));
            return read;
        }
        for (String member : sent.propertyNames()) {
            if (member.equals("attributes")) continue;
            String right = "Unknown member '" + member + "'; put it into attributes";
            faults.add(new Violation("$." + member, "member", right, member));
        }
        for (Map.Entry<String, JsonNode> one : named.properties()) {
            if (nullRemoves && one.getValue().isNull()) {
                removed.add(one.getKey());
                continue;
            }
            List<String> values = values(one.getKey(), one.getValue(), faults);
            boolean isEmptyList = one.getValue().isArray() && one.getValue().isEmpty();
            if (!values.isEmpty() || isEmptyList) attributes.put(one.getKey(), values);
        }
        return read;
    }

    private static List<String> values(String name, JsonNode value, List<Violation> faults) {
        List<String> values = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value.values() : List.of(value)) {
            String text = text(one);
            if (text != null) {
                values.add(text);
                continue;
            }
            String message = name + " must be a string, a number or a list of these, not "
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
