package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.CodeLength;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Checks the lengths of lot numbers, traceability lot codes and their sources, which tables index. */
final class CodeRules {
    private static final Set<String> LOT_NUMBERS = Set.of("lotNumber", "hasBatchLotNumber");
    private static final Set<String> CODES =
            Set.of(JsonLdContext.LOTLEDGER + "tlc", JsonLdContext.LOTLEDGER + "tlcSource");

    /** The members that are the value of an object. */
    private static final List<String> VALUES = List.of("@value", "#text", "@id", "id");

    private final ViolationCollector violations;
    private final JsonLdContext context;

    CodeRules(ViolationCollector violations, JsonLdContext context) {
        this.violations = violations;
        this.context = context;
    }

    /** Checks the extension fields of an event, or the members of its ilmd. */
    void check(JsonNode object, String path) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String at = ViolationCollector.member(path, member.getKey());
            if (CODES.contains(context.expand(member.getKey()))) length(member.getValue(), at, CodeLength.MAX_BYTES);
        }
    }

    void lotNumbers(JsonNode ilmd, String path) {
        for (Map.Entry<String, JsonNode> member : ilmd.properties()) {
            String at = ViolationCollector.member(path, member.getKey());
            if (LOT_NUMBERS.contains(Extensions.localName(context.expand(member.getKey()))))
                length(member.getValue(), at, CodeLength.MAX_LOT_BYTES);
        }
    }

    private void length(JsonNode value, String path, int bytes) {
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) length(value.get(i), path + "[" + i + "]", bytes);
        } else if (value.isObject()) {
            for (String name : VALUES)
                if (value.has(name)) length(value.get(name), ViolationCollector.member(path, name), bytes);
        } else if (!CodeLength.isWithin(bytes, context.expand(value.asString("")))) {
            violations.error(path, "length", "a code may have at most " + bytes + " bytes; send the code alone", value);
        }
    }
}
