package io.lotledger.ingest.document.event;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Translates the identifiers of events to a requested format. What is translated has no compact IRIs (ADR 58): each is
 * written as the URI it stands for. Instance and lot master data and extensions are the sender's own and stay unchanged.
 */
public final class IdentifierTranslation {
    private static final List<String> EPC_LISTS = List.of("epcList", "childEPCs", "inputEPCList", "outputEPCList");
    private static final List<String> QUANTITIES =
            List.of("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList");

    /** Standard fields of sensors that are URIs but no GS1 keys. */
    private static final List<String> URIS_OF_SENSORS = List.of(
            "deviceMetadata",
            "rawData",
            "dataProcessingMethod",
            "bizRules",
            "microorganism",
            "chemicalSubstance",
            "uriValue",
            "coordinateReferenceSystem");

    private final EpcFormat format;
    private final Set<String> prefixes;

    private IdentifierTranslation(EpcFormat format, Set<String> prefixes) {
        this.format = format;
        this.prefixes = prefixes;
    }

    /**
     * Translates the identifiers of all events in place. Readers of XML know no compact IRIs, so without a preference
     * XML has URIs, and JSON has what was sent.
     */
    public static void translate(
            Collection<ObjectNode> events, Representation representation, DocumentFormat document) {
        switch (representation.epcs()) {
            case NEVER_TRANSLATES -> {}
            case NO_PREFERENCE -> {
                if (document == DocumentFormat.XML) events.forEach(event -> translateEach(event, uri -> uri));
            }
            case ALWAYS_GS1_DIGITAL_LINK ->
                events.forEach(new IdentifierTranslation(representation.epcs(), Set.of())::translate);
            case ALWAYS_EPC_URN -> {
                Set<String> candidates = new HashSet<>();
                for (ObjectNode event : events) {
                    translateEach(event, uri -> {
                        link(uri).ifPresent(link -> candidates.addAll(link.companyPrefixes()));
                        return uri;
                    });
                }
                Set<String> known = candidates.isEmpty()
                        ? Set.of()
                        : representation.prefixes().among(candidates);
                events.forEach(new IdentifierTranslation(representation.epcs(), known)::translate);
            }
        }
    }

    /** Identifiers in their order, in the requested format; those that have no such form stay as they are. */
    public static List<String> translated(List<String> identifiers, Representation representation) {
        return switch (representation.epcs()) {
            case NO_PREFERENCE, NEVER_TRANSLATES -> identifiers;
            case ALWAYS_GS1_DIGITAL_LINK ->
                identifiers.stream().map(IdentifierTranslation::digitalLink).toList();
            case ALWAYS_EPC_URN -> {
                Set<String> candidates = new HashSet<>();
                identifiers.forEach(uri -> link(uri).ifPresent(link -> candidates.addAll(link.companyPrefixes())));
                Set<String> known = candidates.isEmpty()
                        ? Set.of()
                        : representation.prefixes().among(candidates);
                yield identifiers.stream()
                        .map(new IdentifierTranslation(EpcFormat.ALWAYS_EPC_URN, known)::urn)
                        .toList();
            }
        };
    }

    private void translate(ObjectNode event) {
        translateEach(event, format == EpcFormat.ALWAYS_EPC_URN ? this::urn : IdentifierTranslation::digitalLink);
    }

    private static String digitalLink(String sent) {
        if (!CanonicalUri.startsWith(sent, "urn:epc:")) return sent;
        return DigitalLink.parse(sent).map(DigitalLink::canonical).orElse(sent);
    }

    /** A link with a query or a fragment says more than its key, which an EPC URN could not give back. */
    private static Optional<DigitalLink> link(String sent) {
        boolean isKeyAlone = CanonicalUri.startsWith(sent, "http") && sent.indexOf('?') < 0 && sent.indexOf('#') < 0;
        return isKeyAlone ? DigitalLink.parse(sent) : Optional.empty();
    }

    /** If several known prefixes match, the link stays: the correct prefix is ambiguous. */
    private String urn(String sent) {
        Optional<DigitalLink> link = link(sent);
        if (link.isEmpty()) return sent;
        List<String> matching =
                link.get().companyPrefixes().stream().filter(prefixes::contains).toList();
        return matching.size() == 1 ? link.get().urn(matching.get(0)).orElse(sent) : sent;
    }

    private static void translateEach(ObjectNode event, UnaryOperator<String> translationOfUri) {
        JsonLdContext context = JsonLdContext.NONE.with(event.get("@context"));
        UnaryOperator<String> expansion = sent -> expanded(sent, context);
        UnaryOperator<String> translation = sent -> {
            String uri = context.expand(sent);
            String translated = translationOfUri.apply(uri);
            return translated.equals(uri) ? expanded(sent, context) : translated;
        };
        for (String name : EPC_LISTS) translateList(event.get(name), translation);
        for (String name : QUANTITIES) event.path(name).forEach(one -> translateMember(one, "epcClass", translation));
        for (String name : List.of("parentID", "transformationID")) translateMember(event, name, translation);
        for (String name : List.of("readPoint", "bizLocation")) translateMember(event.get(name), "id", translation);
        event.path("bizTransactionList").forEach(one -> translateMember(one, "bizTransaction", translation));
        event.path("sourceList").forEach(one -> translateMember(one, "source", translation));
        event.path("destinationList").forEach(one -> translateMember(one, "destination", translation));
        event.path("sensorElementList").forEach(sensor -> {
            translateSensor(sensor.get("sensorMetadata"), translation, expansion);
            sensor.path("sensorReport").forEach(report -> translateSensor(report, translation, expansion));
        });
        translateMember(event, "certificationInfo", expansion);
        translateList(event.get("certificationInfo"), expansion);
        translateList(event.path("errorDeclaration").get("correctiveEventIDs"), expansion);
    }

    /** As sent if the URI would itself be read as a compact IRI, which stands for another. */
    private static String expanded(String sent, JsonLdContext context) {
        String uri = context.expand(sent);
        return context.expand(uri).equals(uri) ? uri : sent;
    }

    private static void translateSensor(
            @Nullable JsonNode object, UnaryOperator<String> translation, UnaryOperator<String> expansion) {
        translateMember(object, "deviceID", translation);
        for (String name : URIS_OF_SENSORS) translateMember(object, name, expansion);
    }

    /** Keeps the first of two forms of one identifier, which are equal once they are translated. */
    private static void translateList(@Nullable JsonNode list, UnaryOperator<String> translation) {
        if (!(list instanceof ArrayNode identifiers)) return;
        Map<String, String> sentAs = new HashMap<>();
        List<JsonNode> all = List.copyOf(identifiers.values());
        identifiers.removeAll();
        for (JsonNode one : all) {
            String sent = one.asString("");
            String translated = translation.apply(sent);
            if (!one.isString()) identifiers.add(one);
            else if (sentAs.computeIfAbsent(translated, t -> sent).equals(sent)) identifiers.add(translated);
        }
    }

    private static void translateMember(@Nullable JsonNode object, String name, UnaryOperator<String> translation) {
        if (object instanceof ObjectNode node && node.path(name).isString()) {
            node.put(name, translation.apply(node.get(name).stringValue()));
        }
    }
}
