package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.CodeLength;
import io.lotledger.ingest.epcis.identifier.LotKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Checks lot numbers, traceability lot codes and their sources: their lengths, because tables index them, and whose code it is. */
final class CodeRules {
    private static final Set<String> LOT_NUMBERS = Set.of("lotNumber", "hasBatchLotNumber");
    private static final String PRINTED_CODE = JsonLdContext.LOTLEDGER + "tlc";
    private static final Set<String> CODES = Set.of(PRINTED_CODE, JsonLdContext.LOTLEDGER + "tlcSource");
    private static final List<String> LISTS = List.of("quantityList", "childQuantityList", "outputQuantityList");

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

    /**
     * Warns of a traceability lot code beside several lots, because nothing says of which it is.
     *
     * @param object an event, or the ilmd of one
     */
    void ofOneLot(JsonNode object, String path, JsonNode event) {
        for (String name : object.propertyNames()) {
            if (!context.expand(name).equals(PRINTED_CODE)) continue;
            Set<String> lots = new TreeSet<>();
            for (String list : LISTS) addLots(event.path(list), lots);
            if (lots.size() < 2) continue;
            String message = name + " is the code of one lot, and the event "
                    + (event.has("outputQuantityList") ? "makes " : "names ") + lots.size() + " ("
                    + String.join(", ", lots) + "): it is not printed; send one event for each lot";
            violations.warning(ViolationCollector.member(path, name), "tlc", message, object.get(name));
        }
    }

    private void addLots(JsonNode quantities, Set<String> lots) {
        if (!quantities.isArray()) return;
        for (JsonNode one : quantities) {
            String epcClass = context.expand(one.path("epcClass").asString(""));
            if (!epcClass.isBlank()) LotKey.of(epcClass).ifPresent(lot -> lots.add(lot.uri()));
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
