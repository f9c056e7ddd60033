package io.lotledger.api.drills;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.SentLotId;
import io.lotledger.ingest.document.text.JsonFaults;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import io.lotledger.projections.lineage.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of {@code POST /traceability/drills}: {@code {"lots": ["…"]}} or {@code {"random": 3}}, with a {@code direction}.
 *
 * @param lots by JSON path, in order; empty when they are left to chance
 * @param random how many lots are left to chance; null when they are named
 * @param faults every fault of the body; the members without a fault are read
 */
public record DrillOrder(
        Map<String, UUID> lots, @Nullable Integer random, Direction direction, List<Violation> faults) {
    public static final int MOST_LOTS = 100;
    public static final int MOST_RANDOM = 20;

    private static final List<String> MEMBERS = List.of("lots", "random", "direction");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** @throws ProblemException 400 when the body is not JSON */
    static DrillOrder read(byte[] body) {
        try {
            return read(JSON.readTree(body));
        } catch (JacksonException e) {
            throw new ProblemException(
                    400,
                    "epcisException:ValidationException",
                    "Bad request",
                    "The body is not valid JSON: " + JsonFaults.located(e),
                    Map.of());
        }
    }

    /** The same from the fields of a form. */
    public static DrillOrder of(List<String> lots, @Nullable Integer random, String direction) {
        Map<String, Object> sent = new LinkedHashMap<>();
        if (!lots.isEmpty()) sent.put("lots", lots);
        if (random != null) sent.put("random", random);
        sent.put("direction", direction);
        return read(JSON.valueToTree(sent));
    }

    private static DrillOrder read(JsonNode sent) {
        List<Violation> faults = new ArrayList<>();
        if (!sent.isObject()) {
            faults.add(new Violation("$", "type", "the body must be an object, such as {\"random\": 3}", null));
            return new DrillOrder(Map.of(), null, Direction.BOTH, faults);
        }
        for (String member : sent.propertyNames()) {
            if (MEMBERS.contains(member)) continue;
            String meant = Nearest.of(member, MEMBERS)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("the members are lots, random and direction");
            faults.add(new Violation("$." + member, "member", "Unknown member '" + member + "'; " + meant, member));
        }
        Map<String, UUID> lots = lots(sent.path("lots"), faults);
        Integer random = random(sent.path("random"), faults);
        Direction direction = direction(sent.path("direction"), faults);
        boolean named = sent.has("lots") && !sent.get("lots").isNull();
        boolean left = sent.has("random") && !sent.get("random").isNull();
        if (named == left)
            faults.add(new Violation(
                    "$",
                    "required",
                    "name the lots with lots, or leave them to chance with random: one of the two",
                    null));
        return new DrillOrder(lots, random, direction, faults);
    }

    private static Map<String, UUID> lots(JsonNode sent, List<Violation> faults) {
        Map<String, UUID> lots = new LinkedHashMap<>();
        if (sent.isMissingNode() || sent.isNull()) return lots;
        if (!sent.isArray() || sent.isEmpty() || sent.size() > MOST_LOTS) {
            faults.add(
                    new Violation("$.lots", "type", "lots must be an array of 1 to " + MOST_LOTS + " lot_ids", null));
            return lots;
        }
        for (int i = 0; i < sent.size(); i++) {
            String path = "$.lots[" + i + "]";
            String text = sent.get(i).isString()
                    ? sent.get(i).stringValue()
                    : sent.get(i).toString();
            SentLotId.fault(text)
                    .ifPresentOrElse(
                            fault -> faults.add(new Violation(path, "value", fault, text)),
                            () -> lots.put(path, ShortUuid.decode(text)));
        }
        return lots;
    }

    private static @Nullable Integer random(JsonNode sent, List<Violation> faults) {
        if (sent.isMissingNode() || sent.isNull()) return null;
        boolean isNumber = sent.isIntegralNumber() && sent.canConvertToInt();
        if (isNumber && sent.intValue() >= 1 && sent.intValue() <= MOST_RANDOM) return sent.intValue();
        faults.add(new Violation(
                "$.random", "value", "random must be a whole number from 1 to " + MOST_RANDOM, sent.toString()));
        return null;
    }

    private static Direction direction(JsonNode sent, List<Violation> faults) {
        if (sent.isMissingNode() || sent.isNull()) return Direction.BOTH;
        String word = sent.isString() ? sent.stringValue() : "";
        return Direction.ofWord(word).orElseGet(() -> {
            faults.add(new Violation(
                    "$.direction",
                    "value",
                    ProblemException.mustBeOneOf("direction", List.of("forward", "backward", "both")),
                    sent.toString()));
            return Direction.BOTH;
        });
    }
}
