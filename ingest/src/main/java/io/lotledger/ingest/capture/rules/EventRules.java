package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.text.Times;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The data model of EPCIS 2.0 and CBV 2.0, per event type. Reports every violation of an event, not only the first. */
public final class EventRules {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final Pattern OFFSET = Pattern.compile("[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00)");

    private static final Set<String> COMMON = Set.of(
            "@context",
            "type",
            "eventTime",
            "recordTime",
            "eventTimeZoneOffset",
            "eventID",
            "certificationInfo",
            "errorDeclaration",
            "bizStep",
            "disposition",
            "persistentDisposition",
            "readPoint",
            "bizLocation",
            "bizTransactionList",
            "sourceList",
            "destinationList",
            "sensorElementList");
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "ObjectEvent", fields("action", "epcList", "quantityList", "ilmd"),
            "AggregationEvent", fields("action", "parentID", "childEPCs", "childQuantityList"),
            "TransactionEvent", fields("action", "parentID", "epcList", "quantityList"),
            "TransformationEvent",
                    fields(
                            "inputEPCList",
                            "inputQuantityList",
                            "outputEPCList",
                            "outputQuantityList",
                            "transformationID",
                            "ilmd"),
            "AssociationEvent", fields("action", "parentID", "childEPCs", "childQuantityList"));

    private static final Set<String> ALL_FIELDS =
            FIELDS.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());

    private static final String TYPES = "one of " + String.join(", ", new TreeSet<>(FIELDS.keySet()));

    private final Clock clock;

    public EventRules(Clock clock) {
        this.clock = clock;
    }

    /** Returns all errors and warnings of the event. */
    public EventReview review(SentEvent sent) {
        OneEvent event = new OneEvent(sent, clock.instant());
        event.check();
        sent.faults().forEach(event.violations::error);
        return event.violations.review();
    }

    private static Set<String> fields(String... own) {
        Set<String> fields = new TreeSet<>(COMMON);
        fields.addAll(List.of(own));
        return new LinkedHashSet<>(fields); // hashed look-up, iteration sorted by name
    }

    private static final class OneEvent {
        private final SentEvent sent;
        private final JsonNode event;
        private final String path;
        private final Instant now;
        private final ViolationCollector violations = new ViolationCollector();
        private final JsonShapeChecks checks = new JsonShapeChecks(violations);
        private final IdentifierRules identifiers;
        private final UnitRules units = new UnitRules(violations);
        private final WordRules words;
        private final SensorRules sensors;
        private final CodeRules codes;

        OneEvent(SentEvent sent, Instant now) {
            this.sent = sent;
            this.event = sent.node();
            this.path = sent.path();
            this.identifiers = new IdentifierRules(violations, sent.context());
            this.words = new WordRules(violations, identifiers, sent.format());
            this.sensors = new SensorRules(violations, checks, identifiers, words, units, sent.format());
            this.codes = new CodeRules(violations, sent.context());
            this.now = now;
        }

        void check() {
            if (!checks.object(event, path, "an event")) return;
            new TextRules(violations).check(event, path);
            JsonLdContext.faultOf(event.get("@context"))
                    .ifPresent(fault -> violations.error(at("@context"), "context", fault, event.get("@context")));
            if (violations.hasErrors()) return; // further checks would only repeat these errors
            String type = type();
            if (type == null) {
                if (isMeantAsEvent()) ofEveryType();
                return;
            }
            Set<String> fields = FIELDS.get(type);
            if (fields != null) checks.members(event, path, fields, true, JsonShapeChecks.withArticle(type));
            else extended(type);
            if (sent.format() == DocumentFormat.JSON) {
                new PrefixRules(violations, sent.context()).check(event, path);
                XmlNameRules names = new XmlNameRules(violations, sent.context());
                names.check(event, path, fields != null);
                if (fields == null) names.bareFields(event, path, ALL_FIELDS);
            }
            ofEveryType();
            codes.check(event, path);
            codes.ofOneLot(event, path, event);
            what(type);
        }

        private void ofEveryType() {
            when();
            identity();
            whereAndWhy();
            lists();
        }

        /** An object of a type like none of ours is told that alone. */
        private boolean isMeantAsEvent() {
            String type = event.path("type").asString("");
            return type.isEmpty() || Nearest.of(type, FIELDS.keySet()).isPresent();
        }

        private @Nullable String type() {
            String type = checks.requiredText(event, "type", path, "send " + TYPES);
            if (type == null || FIELDS.containsKey(type)) return type;
            if (IdentifierRules.isUri(type)) {
                identifiers.uri(event.get("type"), at("type"), "an event type");
                return type;
            }
            String hint = Nearest.of(type, FIELDS.keySet())
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse("; send " + TYPES);
            violations.error(
                    at("type"), "type", "'" + type + "' is not an event type of EPCIS 2.0" + hint, event.get("type"));
            return null;
        }

        /** An event of a non-standard type (the JSON schema's Extended-Event). Its effect on lots is unknown. */
        private void extended(String type) {
            String message =
                    "'" + type + "' is not an event type of EPCIS 2.0: the event is stored and can be queried, but"
                            + " it is in no lot's lineage";
            violations.warning(at("type"), "type", message, event.get("type"));
            for (Map.Entry<String, JsonNode> member : event.properties()) {
                if (ALL_FIELDS.contains(member.getKey()) || JsonShapeChecks.isExtension(member.getKey())) continue;
                checks.withoutPrefix(member.getKey(), path, member.getValue());
            }
        }

        private void when() {
            if (checks.requiredText(
                            event,
                            "eventTime",
                            path,
                            "send a date and time with an offset, such as 2026-04-17T09:26:42.000-04:00")
                    != null) {
                Instant time = checks.time(event.get("eventTime"), at("eventTime"), "eventTime");
                if (time != null && time.isAfter(now.plus(CLOCK_SKEW))) {
                    violations.warning(
                            at("eventTime"),
                            "future",
                            "eventTime is in the future; check the clock and the offset of the sender",
                            event.get("eventTime"));
                }
            }
            String form = "the local offset from UTC, such as -05:00 (+00:00 for UTC, not Z)";
            String offset = checks.requiredText(event, "eventTimeZoneOffset", path, form);
            if (offset != null && !OFFSET.matcher(offset).matches()) {
                String message = "eventTimeZoneOffset must be " + form;
                violations.error(at("eventTimeZoneOffset"), "time", message, event.get("eventTimeZoneOffset"));
            }
            if (event.has("recordTime")) recordTime(event.get("recordTime"));
        }

        /**
         * The repository assigns its own recordTime. In XML, the sender's may lack an offset, as xsd:dateTime allows.
         */
        private void recordTime(JsonNode time) {
            boolean local = sent.format() == DocumentFormat.XML
                    && time.isString()
                    && Times.parse(time.stringValue()) == null
                    && Times.parse(time.stringValue().strip() + "Z") != null;
            if (!local) checks.time(time, at("recordTime"), "recordTime");
            else
                violations.warning(
                        at("recordTime"), "time", "recordTime has no offset; the repository sets its own", time);
        }

        private void identity() {
            identifiers.optionalUri(event, "eventID", path);
            JsonNode certification = event.get("certificationInfo");
            if (certification != null && certification.isArray()) {
                checks.each(event, "certificationInfo", path, this::certification);
            } else if (certification != null) {
                certification(certification, at("certificationInfo"));
            }
            JsonNode declaration = event.get("errorDeclaration");
            if (declaration != null) errorDeclaration(declaration, at("errorDeclaration"));
        }

        /** XML's anyURI allows a relative URI; the JSON schema requires an absolute one. */
        private void certification(JsonNode value, String at) {
            if (checks.text(value, at, "certificationInfo", "a URI") != null
                    && !IdentifierRules.isUri(value.stringValue())) {
                violations.warning(
                        at,
                        "uri",
                        "certificationInfo must be an absolute URI, such as https://example.com/certificate/1",
                        value);
            }
        }

        private void errorDeclaration(JsonNode declaration, String at) {
            if (!checks.object(declaration, at, "errorDeclaration")) return;
            Set<String> known = Set.of("declarationTime", "reason", "correctiveEventIDs");
            checks.members(declaration, at, known, true, "errorDeclaration");
            if (checks.requiredText(
                            declaration,
                            "declarationTime",
                            at,
                            "send a date and time with an offset, such as 2026-04-17T09:26:42.000-04:00")
                    != null) {
                checks.time(declaration.get("declarationTime"), at + ".declarationTime", "declarationTime");
            }
            words.optionalWord(declaration, "reason", at, Cbv.ERROR_REASON);
            checks.each(declaration, "correctiveEventIDs", at, this::corrective);
        }

        private void corrective(JsonNode id, String at) {
            identifiers.uri(id, at, "eventID");
            JsonNode declared = event.path("eventID");
            if (id.isString() && declared.isString() && eventID(id).equals(eventID(declared))) {
                String message =
                        "this is the eventID of the event declared erroneous, which cannot correct itself: it no"
                                + " longer counts; send the corrected event under another eventID and name that one here";
                violations.warning(at, "correctiveEventID", message, id);
            }
        }

        private String eventID(JsonNode id) {
            return CanonicalUri.eventID(identifiers.expanded(id));
        }

        private void whereAndWhy() {
            words.optionalWord(event, "bizStep", path, Cbv.BIZ_STEP);
            words.optionalWord(event, "disposition", path, Cbv.DISPOSITION);
            persistentDisposition();
            place("readPoint");
            place("bizLocation");
        }

        private void persistentDisposition() {
            JsonNode value = event.get("persistentDisposition");
            String at = at("persistentDisposition");
            if (value == null || !checks.object(value, at, "persistentDisposition")) return;
            checks.members(value, at, Set.of("set", "unset"), false, "persistentDisposition");
            for (String name : List.of("set", "unset")) {
                int count = checks.each(
                        value, name, at, (one, idPath) -> words.word(one, idPath, "disposition", Cbv.DISPOSITION));
                checks.unique(value, name, at);
                if (value.has(name) && count == 0) {
                    violations.error(
                            at + "." + name,
                            "required",
                            name + " must list at least one disposition; leave it out if there is none",
                            value.get(name));
                }
            }
            if (!value.has("set") && !value.has("unset")) {
                violations.error(at, "required", "persistentDisposition must have set, unset or both", value);
            }
        }

        private void place(String name) {
            JsonNode place = event.get(name);
            if (place == null || !checks.object(place, at(name), name)) return;
            checks.keywords(place, at(name), name);
            if (sent.format() == DocumentFormat.JSON) ownFieldsOfPlace(place, at(name));
            if (!place.has("id")) {
                violations.error(
                        at(name) + ".id",
                        "required",
                        name + " must have an id: the location's URI, such as https://id.gs1.org/414/4012345000054",
                        place);
            } else {
                identifiers.uri(place.get("id"), at(name) + ".id", "id");
            }
        }

        /** GS1's JSON schema allows any name here, and its XML schema wants names without a namespace in an extension. */
        private void ownFieldsOfPlace(JsonNode place, String at) {
            place.properties().forEach(member -> {
                String name = member.getKey();
                if (name.equals("id") || name.startsWith("@") || JsonShapeChecks.isExtension(name)) return;
                checks.withoutPrefix(name, at, member.getValue());
            });
        }

        private void lists() {
            checks.each(event, "bizTransactionList", path, (one, at) -> {
                if (!checks.object(one, at, "a business transaction")) return;
                checks.members(one, at, Set.of("type", "bizTransaction"), false, "a business transaction");
                words.optionalWord(one, "type", at, Cbv.BIZ_TRANSACTION_TYPE);
                requiredUri(one, "bizTransaction", at);
            });
            sourcesOrDestinations("sourceList", "source");
            sourcesOrDestinations("destinationList", "destination");
            checks.each(event, "sensorElementList", path, sensors::element);
        }

        private void sourcesOrDestinations(String list, String name) {
            checks.each(event, list, path, (one, at) -> {
                if (!checks.object(one, at, "a " + name)) return;
                checks.members(one, at, Set.of("type", name), false, "a " + name);
                if (!one.has("type")) {
                    String message = "type is missing: send owning_party, possessing_party, location or a URI";
                    violations.error(at + ".type", "required", message, null);
                }
                words.optionalWord(one, "type", at, Cbv.SOURCE_DESTINATION_TYPE);
                requiredUri(one, name, at);
            });
        }

        private void what(String type) {
            if (!FIELDS.containsKey(type)) {
                standardFields();
                return;
            }
            String action = type.equals("TransformationEvent") ? "" : action();
            switch (type) {
                case "ObjectEvent" -> object(action);
                case "AggregationEvent" -> children(type, action, !action.equals("OBSERVE"));
                case "AssociationEvent" -> children(type, action, true);
                case "TransactionEvent" -> transaction(action);
                default -> transformation();
            }
        }

        /** Standard fields of an extended event have their standard meaning. */
        private void standardFields() {
            if (event.has("action")) action();
            for (String name : List.of("parentID", "transformationID")) identifiers.optionalUri(event, name, path);
            for (String list : List.of("epcList", "childEPCs", "inputEPCList", "outputEPCList")) epcs(list);
            for (String list :
                    List.of("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList")) {
                quantities(list);
            }
            ilmd();
        }

        private String action() {
            String action = checks.requiredText(event, "action", path, "send ADD, OBSERVE or DELETE");
            if (action == null) return "";
            if (!Set.of("ADD", "OBSERVE", "DELETE").contains(action)) {
                violations.error(at("action"), "action", "action must be ADD, OBSERVE or DELETE", event.get("action"));
            }
            return action;
        }

        private void object(String action) {
            epcs("epcList");
            checks.unique(event, "epcList", path);
            int quantities = quantities("quantityList");
            boolean hasSensorData = !event.path("sensorElementList").isEmpty() && event.has("readPoint");
            if (!event.has("epcList") && quantities == 0 && !hasSensorData) {
                String message =
                        "an ObjectEvent must have an epcList, or a quantityList of at least one element, or sensor"
                                + " elements with a readPoint";
                violations.error(path, "what", message, null);
            }
            ilmd();
            if (event.has("ilmd") && (action.equals("OBSERVE") || action.equals("DELETE"))) {
                violations.error(
                        at("ilmd"),
                        "ilmd",
                        "ilmd is allowed only with action ADD; remove it or change the action",
                        null);
            }
        }

        private void children(String type, String action, boolean parentRequired) {
            if (event.has("parentID")) identifiers.optionalUri(event, "parentID", path);
            else if (parentRequired) {
                String message =
                        type.equals("AssociationEvent") ? "an AssociationEvent" : "an aggregation with ADD or DELETE";
                violations.error(at("parentID"), "required", message + " must have a parentID", null);
            }
            int epcs = epcs("childEPCs");
            int quantities = quantities("childQuantityList");
            if (epcs + quantities == 0 && !action.equals("DELETE")) {
                String message =
                        "childEPCs or childQuantityList must have at least one element, unless action is DELETE";
                violations.error(path, "what", message, null);
            }
        }

        private void transaction(String action) {
            if (event.path("bizTransactionList").isEmpty()) {
                String message = "a TransactionEvent must have at least one business transaction";
                violations.error(at("bizTransactionList"), "required", message, null);
            }
            identifiers.optionalUri(event, "parentID", path);
            epcs("epcList");
            int quantities = quantities("quantityList");
            if (!event.has("epcList") && quantities == 0 && !action.equals("DELETE")) {
                String message = "a TransactionEvent must have an epcList or a quantityList, unless action is DELETE";
                violations.error(path, "what", message, null);
            }
        }

        private void transformation() {
            identifiers.optionalUri(event, "transformationID", path);
            int inputs = epcs("inputEPCList") + quantities("inputQuantityList");
            int outputs = epcs("outputEPCList") + quantities("outputQuantityList");
            checks.unique(event, "inputEPCList", path);
            checks.unique(event, "outputEPCList", path);
            ilmd();
            boolean isJoined = event.has("transformationID");
            if (isJoined ? inputs + outputs == 0 : inputs == 0 || outputs == 0) {
                String message =
                        "a TransformationEvent must have inputs and outputs, or one of them and a transformationID";
                violations.error(path, "what", message, null);
            }
        }

        private void ilmd() {
            JsonNode ilmd = event.get("ilmd");
            if (ilmd != null && checks.object(ilmd, at("ilmd"), "ilmd")) {
                checks.members(ilmd, at("ilmd"), Set.of("@context"), true, "ilmd");
                codes.check(ilmd, at("ilmd"));
                codes.lotNumbers(ilmd, at("ilmd"));
                codes.ofOneLot(ilmd, at("ilmd"), event);
                lotNumbers(ilmd);
            }
        }

        private void lotNumbers(JsonNode ilmd) {
            List<String> lots = LotNumbers.of(ilmd);
            if (lots.size() < 2) return;
            String message = "the ilmd names " + lots.size() + " lots (" + String.join(", ", lots)
                    + "): an object without a lot in its URI is assigned to each of them, with an unknown quantity;"
                    + " send one event for each lot";
            violations.warning(at("ilmd"), "lotNumber", message, null);
        }

        private int epcs(String list) {
            return checks.each(event, list, path, (epc, at) -> identifiers.uri(epc, at, "an EPC"));
        }

        private int quantities(String list) {
            return checks.each(event, list, path, (one, at) -> {
                if (!checks.object(one, at, "a quantity element")) return;
                checks.members(one, at, Set.of("epcClass", "quantity", "uom"), false, "a quantity element");
                requiredUri(one, "epcClass", at);
                checks.number(one, "quantity", at);
                JsonNode quantity = one.get("quantity");
                if (quantity != null
                        && quantity.isNumber()
                        && quantity.decimalValue().signum() < 0) {
                    violations.warning(
                            at + ".quantity", "quantity", "quantity is negative; send zero or more", quantity);
                }
                if (one.has("uom")) units.code(one.get("uom"), at + ".uom");
            });
        }

        private void requiredUri(JsonNode object, String name, String at) {
            if (object.has(name)) identifiers.optionalUri(object, name, at);
            else violations.error(at + "." + name, "required", name + " is missing", object);
        }

        private String at(String name) {
            return ViolationCollector.member(path, name);
        }
    }
}
