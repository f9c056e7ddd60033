package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.epcis.Extensions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The lot numbers in an ilmd, in any namespace, with or without XML attributes. */
final class LotNumbers {
    private static final Set<String> NAMES = Set.of("lotNumber", "hasBatchLotNumber");

    private LotNumbers() {}

    /** Distinct lot numbers in the order sent. */
    static List<String> of(JsonNode ilmd) {
        Set<String> lots = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> member : ilmd.properties()) {
            if (NAMES.contains(Extensions.localName(member.getKey()))) add(member.getValue(), lots);
        }
        return List.copyOf(lots);
    }

    private static void add(JsonNode value, Set<String> lots) {
        if (value.isArray()) {
            value.forEach(one -> add(one, lots));
        } else if (value.isObject()) {
            for (String name : List.of("#text", "@value")) {
                if (value.has(name)) add(value.get(name), lots);
            }
        } else if (!value.asString("").isBlank()) {
            lots.add(value.asString().strip());
        }
    }
}
