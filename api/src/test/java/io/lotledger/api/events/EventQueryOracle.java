package io.lotledger.api.events;

import static io.lotledger.api.events.OracleTerms.instant;
import static io.lotledger.api.events.OracleTerms.number;
import static io.lotledger.api.events.OracleTerms.values;
import static java.util.Objects.requireNonNull;

import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.vocabulary.UnitConversion;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers a SimpleEventQuery (EPCIS 2.0 §8.2.7.1) by looking at one event as it was sent. Written from the standard for
 * tests to compare with, parameter by parameter, without an index and without the product's own query.
 *
 * @param sent what prefixes mean in the events
 * @param vocabularies the master data: the {@code vocabularyList} of the documents
 */
record EventQueryOracle(OracleTerms sent, List<JsonNode> vocabularies) {
    private static final List<String> CONTROL =
            List.of("orderBy", "orderDirection", "eventCountLimit", "maxEventCount", "perPage", "nextPageToken");
    private static final List<String> EPCS =
            List.of("epcList", "childEPCs", "parentID", "inputEPCList", "outputEPCList");
    private static final List<String> QUANTITIES =
            List.of("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList");
    private static final Map<String, List<String>> MATCHED = Map.of(
            "MATCH_epc", List.of("epcList", "childEPCs"),
            "MATCH_parentID", List.of("parentID"),
            "MATCH_inputEPC", List.of("inputEPCList"),
            "MATCH_outputEPC", List.of("outputEPCList"),
            "MATCH_anyEPC", EPCS,
            "MATCH_epcClass", List.of("quantityList", "childQuantityList"),
            "MATCH_inputEPCClass", List.of("inputQuantityList"),
            "MATCH_outputEPCClass", List.of("outputQuantityList"),
            "MATCH_anyEPCClass", QUANTITIES);

    private static final Pattern TIME = Pattern.compile("(GE|LT)_(?:(SENSORMETADATA|SENSORREPORT)_)?"
            + "(eventTime|recordTime|errorDeclaration_?Time|time|startTime|endTime)");
    private static final Pattern DEVICE =
            Pattern.compile("EQ_(SENSORMETADATA|SENSORREPORT)_(deviceID|deviceMetadata|rawData|dataProcessingMethod)");
    private static final Pattern QUANTITY = Pattern.compile("(EQ|GT|GE|LT|LE)_quantity(?:_(.+))?");
    private static final Pattern MEASURE =
            Pattern.compile("(EQ|GT|GE|LT|LE)_(value|minValue|maxValue|meanValue|sDev|percValue)_([A-Z0-9]+)");
    private static final Pattern PERC_RANK = Pattern.compile("(EQ|GT|GE|LT|LE)_percRank");
    private static final Pattern TYPED = Pattern.compile("EQ_(bizTransaction|source|destination)_(.+)");
    private static final Pattern HAS_ATTRIBUTE = Pattern.compile("HASATTR_(.+)");
    private static final Pattern ATTRIBUTE = Pattern.compile("EQ_?ATTR_(readPoint|bizLocation|[^_:]+:[^_]+)_(.+)");
    private static final Pattern FIELD = Pattern.compile("(EQ|GT|GE|LT|LE|EXISTS)_(INNER_)?"
            + "(?:(ILMD|ERROR_DECLARATION|SENSORELEMENT|SENSORMETADATA|SENSORREPORT|readPoint|bizLocation)_)?(.+:.+)");

    /**
     * @param parameters by name, the values of a list already apart
     * @param prefixes of the query
     * @param recordTime the repository's
     */
    boolean matches(
            ObjectNode event, Map<String, List<String>> parameters, Map<String, String> prefixes, Instant recordTime) {
        OracleTerms asked = new OracleTerms(prefixes);
        return parameters.entrySet().stream()
                .allMatch(parameter ->
                        new Question(event, recordTime, asked).holds(parameter.getKey(), parameter.getValue()));
    }

    private static boolean accepts(String comparison, int sign) {
        IntPredicate accepted = switch (comparison) {
            case "EQ" -> s -> s == 0;
            case "GT" -> s -> s > 0;
            case "GE" -> s -> s >= 0;
            case "LT" -> s -> s < 0;
            default -> s -> s <= 0;
        };
        return accepted.test(sign);
    }

    /** One event, asked one parameter at a time. */
    private final class Question {
        private final ObjectNode event;
        private final Instant recordTime;
        private final OracleTerms asked;

        Question(ObjectNode event, Instant recordTime, OracleTerms asked) {
            this.event = event;
            this.recordTime = recordTime;
            this.asked = asked;
        }

        boolean holds(String name, List<String> wanted) {
            if (CONTROL.contains(name)) return true;
            if (name.startsWith("MATCH_")) return matchesEpc(name, wanted);
            return switch (name) {
                case "eventType" -> anyText(at("type"), wanted, OracleTerms::expanded);
                case "EQ_action" -> anyText(at("action"), wanted, (terms, text) -> text);
                case "EQ_bizStep" -> anyText(at("bizStep"), wanted, OracleTerms::word);
                case "EQ_disposition" -> anyText(at("disposition"), wanted, OracleTerms::word);
                case "EQ_persistentDisposition_set" ->
                    anyText(at("persistentDisposition", "set"), wanted, OracleTerms::word);
                case "EQ_persistentDisposition_unset" ->
                    anyText(at("persistentDisposition", "unset"), wanted, OracleTerms::word);
                case "EQ_readPoint", "EQ_bizLocation" ->
                    anyText(at(name.substring(3), "id"), wanted, OracleTerms::identifier);
                case "WD_readPoint", "WD_bizLocation" -> isWithin(name.substring(3), wanted);
                case "EQ_transformationID", "EQ_eventID" ->
                    anyText(at(name.substring(3)), wanted, OracleTerms::identifier);
                case "EXISTS_errorDeclaration" -> exists(at("errorDeclaration"), wanted);
                case "EQ_errorReason" -> anyText(at("errorDeclaration", "reason"), wanted, OracleTerms::word);
                case "EQ_correctiveEventID" ->
                    anyText(at("errorDeclaration", "correctiveEventIDs"), wanted, OracleTerms::identifier);
                case "EXISTS_sensorElementList" -> exists(at("sensorElementList"), wanted);
                case "EQ_type" -> anyText(reports("type"), wanted, OracleTerms::measurement);
                case "EQ_microorganism", "EQ_chemicalSubstance", "EQ_uriValue" ->
                    anyText(reports(name.substring(3)), wanted, OracleTerms::identifier);
                case "EQ_stringValue", "EQ_hexBinaryValue", "EQ_booleanValue" ->
                    anyText(reports(name.substring(3)), wanted, (terms, text) -> text);
                case "EQ_deviceID", "EQ_dataProcessingMethod", "EQ_bizRules" -> {
                    String field = name.substring(3);
                    yield anyText(both(metadata(field), reports(field)), wanted, OracleTerms::identifier);
                }
                default -> holdsByPattern(name, wanted);
            };
        }

        private boolean holdsByPattern(String name, List<String> wanted) {
            Matcher time = TIME.matcher(name);
            if (time.matches()) return isInTime(time.group(1), time.group(2), time.group(3), wanted);
            Matcher device = DEVICE.matcher(name);
            if (device.matches()) {
                List<JsonNode> values =
                        device.group(1).equals("SENSORREPORT") ? reports(device.group(2)) : metadata(device.group(2));
                return anyText(values, wanted, OracleTerms::identifier);
            }
            Matcher quantity = QUANTITY.matcher(name);
            if (quantity.matches()) return hasQuantity(quantity.group(1), quantity.group(2), wanted);
            Matcher measure = MEASURE.matcher(name);
            if (measure.matches()) return measures(measure.group(1), measure.group(2), measure.group(3), wanted);
            Matcher rank = PERC_RANK.matcher(name);
            if (rank.matches()) return isNumber(rank.group(1), reports("percRank"), wanted);
            Matcher typed = TYPED.matcher(name);
            if (typed.matches()) return hasTyped(typed.group(1), typed.group(2), wanted);
            Matcher attributeValue = ATTRIBUTE.matcher(name);
            if (attributeValue.matches()) {
                String attribute = asked.name(attributeValue.group(2));
                return hasAttribute(
                        attributeValue.group(1),
                        a -> a.equals(attribute),
                        value -> any(wanted, w -> isEqual(value, w)));
            }
            Matcher attributeName = HAS_ATTRIBUTE.matcher(name);
            if (attributeName.matches()) {
                return hasAttribute(
                        attributeName.group(1),
                        a -> any(wanted, w -> asked.name(w).equals(a)),
                        value -> true);
            }
            Matcher field = FIELD.matcher(name);
            if (field.matches()) {
                List<JsonNode> values = fields(field.group(3), field.group(2) != null, asked.name(field.group(4)));
                return field.group(1).equals("EXISTS")
                        ? exists(values, wanted)
                        : compares(field.group(1), values, wanted);
            }
            throw new IllegalArgumentException("not a parameter of SimpleEventQuery: " + name);
        }

        // ---- where values are

        private List<JsonNode> at(String... path) {
            return along(event, path);
        }

        private static List<JsonNode> along(JsonNode from, String... path) {
            List<JsonNode> nodes = List.of(from);
            for (String step : path) {
                nodes = nodes.stream()
                        .flatMap(node -> values(node.path(step)).stream())
                        .toList();
            }
            return nodes;
        }

        private List<JsonNode> metadata(String field) {
            return at("sensorElementList", "sensorMetadata", field);
        }

        private List<JsonNode> reports(String field) {
            return at("sensorElementList", "sensorReport", field);
        }

        private static List<JsonNode> both(List<JsonNode> some, List<JsonNode> others) {
            return Stream.concat(some.stream(), others.stream()).toList();
        }

        /** The extension fields of a name: at the top level of an area, or anywhere below the fields there. */
        private List<JsonNode> fields(@Nullable String area, boolean inner, String name) {
            List<JsonNode> areas = area == null
                    ? List.of(ownExtensions())
                    : switch (area) {
                        case "ILMD" -> at("ilmd");
                        case "ERROR_DECLARATION" -> at("errorDeclaration");
                        case "SENSORELEMENT" -> at("sensorElementList");
                        case "SENSORMETADATA" -> at("sensorElementList", "sensorMetadata");
                        case "SENSORREPORT" -> at("sensorElementList", "sensorReport");
                        default -> at(area);
                    };
            List<JsonNode> found = new ArrayList<>();
            for (JsonNode place : areas) {
                if (inner) place.properties().forEach(field -> below(field.getValue(), name, found));
                else ofName(place, name, found);
            }
            return found;
        }

        private ObjectNode ownExtensions() {
            ObjectNode own = JsonNodeFactory.instance.objectNode();
            event.properties().stream()
                    .filter(field -> field.getKey().contains(":"))
                    .forEach(field -> own.set(field.getKey(), field.getValue()));
            return own;
        }

        private void ofName(JsonNode place, String name, List<JsonNode> found) {
            place.properties().stream()
                    .filter(field -> sent.name(field.getKey()).equals(name))
                    .forEach(field -> found.addAll(values(field.getValue())));
        }

        private void below(JsonNode value, String name, List<JsonNode> found) {
            if (value instanceof ArrayNode repeated) repeated.forEach(one -> below(one, name, found));
            ofName(value, name, found);
            value.properties().forEach(field -> below(field.getValue(), name, found));
        }

        // ---- how values compare

        private interface Form {
            String of(OracleTerms terms, String text);
        }

        private boolean anyText(List<JsonNode> values, List<String> wanted, Form form) {
            return any(
                    values,
                    value -> any(wanted, w -> form.of(sent, value.asString()).equals(form.of(asked, w))));
        }

        private static <T> boolean any(List<T> some, Predicate<T> test) {
            return some.stream().anyMatch(test);
        }

        private boolean exists(List<JsonNode> values, List<String> wanted) {
            return wanted.contains("false") || any(values, value -> !OracleTerms.isEmpty(value));
        }

        private boolean compares(String comparison, List<JsonNode> values, List<String> wanted) {
            return any(
                    values,
                    value -> any(
                            wanted,
                            w -> comparison.equals("EQ") ? isEqual(value, w) : isOrdered(comparison, value, w)));
        }

        private boolean isEqual(JsonNode value, String wanted) {
            if (value.isNumber()) {
                return number(wanted)
                        .filter(number -> value.decimalValue().compareTo(number) == 0)
                        .isPresent();
            }
            if (value.isContainer() || value.isNull()) return false;
            String text = value.asString();
            Optional<Instant> time = instant(text);
            if (time.isPresent() && instant(wanted).isPresent()) return time.equals(instant(wanted));
            return sent.extensionText(text).equals(asked.extensionText(wanted));
        }

        private static boolean isOrdered(String comparison, JsonNode value, String wanted) {
            if (value.isContainer() || value.isBoolean() || value.isNull()) return false;
            Optional<BigDecimal> bound = number(wanted);
            if (bound.isPresent()) {
                return number(value.asString())
                        .filter(number -> accepts(comparison, number.compareTo(bound.get())))
                        .isPresent();
            }
            return instant(value.asString())
                    .filter(time ->
                            accepts(comparison, time.compareTo(instant(wanted).orElseThrow())))
                    .isPresent();
        }

        private static boolean isNumber(String comparison, List<JsonNode> values, List<String> wanted) {
            return any(
                    values,
                    value -> any(
                            wanted,
                            w -> accepts(comparison, value.decimalValue().compareTo(new BigDecimal(w)))));
        }

        // ---- one method per kind of parameter

        private boolean isInTime(String comparison, @Nullable String part, String field, List<String> wanted) {
            Instant bound = instant(wanted.get(0)).orElseThrow();
            List<Instant> times = field.equals("recordTime")
                    ? List.of(recordTime)
                    : timeFields(part, field).stream()
                            .flatMap(time -> instant(time.asString()).stream())
                            .toList();
            return any(times, time -> accepts(comparison, time.compareTo(bound)));
        }

        private List<JsonNode> timeFields(@Nullable String part, String field) {
            if (part != null) return part.equals("SENSORREPORT") ? reports(field) : metadata(field);
            return switch (field) {
                case "eventTime" -> at(field);
                case "time" -> both(metadata(field), reports(field));
                case "startTime", "endTime" -> metadata(field);
                default -> at("errorDeclaration", "declarationTime");
            };
        }

        private boolean hasQuantity(String comparison, @Nullable String uom, List<String> wanted) {
            List<JsonNode> elements = QUANTITIES.stream()
                    .flatMap(list -> at(list).stream())
                    .filter(element -> element.has("quantity"))
                    .toList();
            if (uom == null) {
                return isNumber(
                        comparison,
                        elements.stream()
                                .map(element -> element.get("quantity"))
                                .toList(),
                        wanted);
            }
            return any(elements, element -> measures(comparison, element, "quantity", uom, wanted));
        }

        private boolean measures(String comparison, String field, String uom, List<String> wanted) {
            return any(
                    at("sensorElementList", "sensorReport"),
                    report -> report.has(field) && measures(comparison, report, field, uom, wanted));
        }

        private static boolean measures(
                String comparison, JsonNode element, String field, String uom, List<String> wanted) {
            if (!element.has("uom")) return false;
            BigDecimal value = element.get(field).decimalValue();
            String sentUom = element.get("uom").asString();
            return any(
                    wanted,
                    w -> (field.equals("sDev")
                                    ? UnitConversion.compareDifferences(value, sentUom, new BigDecimal(w), uom)
                                    : UnitConversion.compare(value, sentUom, new BigDecimal(w), uom))
                            .filter(sign -> accepts(comparison, sign))
                            .isPresent());
        }

        private boolean hasTyped(String field, String type, List<String> wanted) {
            return any(
                    at(field + "List"),
                    element -> element.has("type")
                            && sent.word(element.get("type").asString()).equals(asked.word(type))
                            && anyText(along(element, field), wanted, OracleTerms::identifier));
        }

        private boolean matchesEpc(String name, List<String> wanted) {
            List<JsonNode> epcs = new ArrayList<>();
            for (String list : requireNonNull(MATCHED.get(name), name)) {
                epcs.addAll(QUANTITIES.contains(list) ? at(list, "epcClass") : at(list));
            }
            return any(epcs, epc -> any(wanted, w -> matchesEpc(epc.asString(), asked.expanded(w))));
        }

        private boolean matchesEpc(String epc, String wanted) {
            if (sent.identifier(epc).equals(asked.identifier(wanted))) return true;
            return wanted.startsWith("urn:epc:idpat:") && matchesPattern(sent.expanded(epc), wanted);
        }

        /** Component by component: {@code *} stands for any one. */
        private boolean matchesPattern(String epc, String pattern) {
            String[] wanted = pattern.split(":", 5);
            String[] parts = wanted[4].split("\\.");
            return forms(epc, parts[0]).anyMatch(urn -> {
                String[] form = urn.split(":", 5);
                if (form.length < 5 || !form[3].equals(wanted[3])) return false;
                String[] components = form[4].split("\\.", parts.length);
                if (components.length != parts.length) return false;
                for (int i = 0; i < parts.length; i++) {
                    if (!parts[i].equals("*") && !parts[i].equals(components[i])) return false;
                }
                return true;
            });
        }

        /** As a URN: as sent, or a Digital Link's with the company prefix of the pattern or any other. */
        private Stream<String> forms(String epc, String companyPrefix) {
            if (epc.startsWith("urn:epc:")) return Stream.of(epc);
            Optional<DigitalLink> link = DigitalLink.parse(sent.identifier(epc));
            if (link.isEmpty()) return Stream.empty();
            Set<String> prefixes = companyPrefix.equals("*") ? link.get().companyPrefixes() : Set.of(companyPrefix);
            return prefixes.stream().flatMap(prefix -> link.get().urn(prefix).stream());
        }

        // ---- master data

        private boolean isWithin(String field, List<String> wanted) {
            Set<String> within = new HashSet<>();
            Deque<String> open = new ArrayDeque<>();
            wanted.forEach(place -> open.add(asked.identifier(place)));
            while (!open.isEmpty()) {
                String place = open.pop();
                if (within.add(place))
                    elements(field, place)
                            .forEach(element -> along(element, "children")
                                    .forEach(child -> open.add(sent.identifier(child.asString()))));
            }
            return any(at(field, "id"), place -> within.contains(sent.identifier(place.asString())));
        }

        private boolean hasAttribute(String field, Predicate<String> name, Predicate<JsonNode> value) {
            List<JsonNode> ids = field.contains(":") ? fields(null, false, asked.name(field)) : at(field, "id");
            Function<JsonNode, Stream<JsonNode>> attributes =
                    id -> elements(field, sent.identifier(id.asString())).flatMap(e -> along(e, "attributes").stream());
            return ids.stream()
                    .flatMap(attributes)
                    .filter(attribute ->
                            name.test(sent.name(attribute.path("id").asString())))
                    .anyMatch(attribute -> any(values(attribute.path("attribute")), value));
        }

        /** What the vocabulary of a field says of an identifier; of an extension field, any vocabulary. */
        private Stream<JsonNode> elements(String field, String identifier) {
            String type =
                    field.equals("readPoint") ? "ReadPoint" : field.equals("bizLocation") ? "BusinessLocation" : "";
            return vocabularies.stream()
                    .filter(vocabulary -> vocabulary.path("type").asString().endsWith(type))
                    .flatMap(vocabulary -> along(vocabulary, "vocabularyElementList").stream())
                    .filter(element ->
                            sent.identifier(element.path("id").asString()).equals(identifier));
        }
    }
}
