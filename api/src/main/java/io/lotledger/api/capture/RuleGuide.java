package io.lotledger.api.capture;

import io.lotledger.ingest.document.text.Violation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What would be right, for each rule of a capture; the message of a violation says what is wrong with its value. */
public final class RuleGuide {
    private static final Map<String, String> EXPECTED = Map.ofEntries(
            Map.entry(
                    "well-formed",
                    "A complete JSON or XML text. Look at the character before this place: a missing comma, quote or tag shows here."),
            Map.entry(
                    "document",
                    "An EPCISDocument with schemaVersion, creationDate and epcisBody, or one bare event (EPCIS 2.0 §9, §10)."),
            Map.entry(
                    "context",
                    "\"@context\" with https://ref.gs1.org/standards/epcis/epcis-context.jsonld and the prefixes that your own fields use."),
            Map.entry("schemaVersion", "2.0, or 1.x: the versions of EPCIS whose documents are read."),
            Map.entry("required", "The field is mandatory (EPCIS 2.0 §7.4). Add it to this object."),
            Map.entry("time", "Date, time with seconds, and offset: 2026-11-06T14:05:00-08:00, or Z for UTC."),
            Map.entry(
                    "eventTimeZoneOffset",
                    "The offset of the place where the event happened, such as -08:00 or +01:00."),
            Map.entry("action", "ADD, OBSERVE or DELETE (EPCIS 2.0 §7.3.2)."),
            Map.entry(
                    "type",
                    "ObjectEvent, AggregationEvent, TransactionEvent, TransformationEvent or AssociationEvent."),
            Map.entry(
                    "cbv-word",
                    "A word of the Core Business Vocabulary, such as shipping or in_transit; your own values are URIs."),
            Map.entry(
                    "cbv-form",
                    "JSON documents use the bare word, XML documents the URI of the Core Business Vocabulary. Both are accepted."),
            Map.entry(
                    "uom",
                    "A UN/CEFACT Recommendation 20 code, such as LBR, KGM or XCS for cases. Leave uom out when you count pieces."),
            Map.entry("number", "A JSON number without quotes, such as 12.5."),
            Map.entry("identifier", "A GS1 identifier with its own check digit, as URN or GS1 Digital Link."),
            Map.entry(
                    "check-digit",
                    "The same key with the check digit of its other digits (GS1 General Specifications §7.9)."),
            Map.entry("prefix", "Every prefix declared in an @context: {\"ex\": \"https://example.com/ex/\"}."),
            Map.entry("future", "A time that has passed. Check the offset and the clock of the device."),
            Map.entry("sensor-type", "A type in every sensor report, such as Temperature."),
            Map.entry("lotNumber", "One lot in the ilmd of an event; one event for each lot."),
            Map.entry(
                    "master-data",
                    "A description of the place or product in the epcisHeader, or with PUT /masterdata."),
            Map.entry("uri", "An absolute URI: a URN, an https address or a GS1 Digital Link."),
            Map.entry("length", "A shorter text: identifiers have at most 512 bytes."),
            Map.entry("characters", "Text without NUL characters and without half of a surrogate pair."),
            Map.entry("unique", "Each element once."),
            Map.entry("unknown-field", "A field of EPCIS 2.0, or one of your own, named by a prefix or a URI."),
            Map.entry("shape", "The type of value that EPCIS 2.0's JSON schema asks for at this place."),
            Map.entry("what", "At least one object: an epcList, a quantityList, or their children, inputs or outputs."),
            Map.entry(
                    "parentID",
                    "The id of the parent: the pallet's SSCC, for example. An OBSERVE without children may leave it out."),
            Map.entry(
                    "ilmd",
                    "ilmd only where the lot or instance begins: an ObjectEvent with action ADD, or a TransformationEvent."),
            Map.entry("bizTransactionList", "At least one business transaction in a TransactionEvent."),
            Map.entry(
                    "conflict",
                    "A new eventID for a new event, or an error declaration for a correction (EPCIS 2.0 §7.4.1.4)."),
            Map.entry("same-hash", "An eventID of your own, where two events may have the same hash."),
            Map.entry("attributes", "Fewer members in one object; put the others into an object of their own."),
            Map.entry("masterData", "Vocabulary elements with an id and attributes (CBV 2.0 §10)."));

    /** What the rules of EPCIS documents expect that a partner's record has no words for. */
    private static final Set<String> OF_DOCUMENTS = Set.of(
            "required", "number", "uom", "conflict", "shape", "what", "ilmd", "time", "master-data", "masterData");

    private static final String CONFLICT_OF_RECORD =
            "The values that were captured, or the corrected file sent with replaces and the id of that capture.";

    private RuleGuide() {}

    public static Optional<String> expected(Violation violation) {
        if (isOfRecord(violation.path())) {
            if (violation.rule().equals("conflict")) return Optional.of(CONFLICT_OF_RECORD);
            if (OF_DOCUMENTS.contains(violation.rule())) return Optional.empty();
        }
        boolean isOffset = violation.message().startsWith("eventTimeZoneOffset");
        return Optional.ofNullable(EXPECTED.get(isOffset ? "eventTimeZoneOffset" : violation.rule()));
    }

    /** Whether the place is of a partner's record: neither a JSON path nor a line of XML. */
    private static boolean isOfRecord(String place) {
        return !place.startsWith("$") && !place.startsWith("line ");
    }
}
