package io.lotledger.ingest.document.event;

import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The identifiers of events in the format a reader asked for. Instance and lot master data, and extensions, are the sender's own words and stay. */
public final class IdentifierTranslation {
    private static final List<String> LISTS = List.of("epcList", "childEPCs", "inputEPCList", "outputEPCList");
    private static final List<String> QUANTITIES =
            List.of("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList");

    private final EpcFormat format;
    private final Set<String> prefixes;

    private IdentifierTranslation(EpcFormat format, Set<String> prefixes) {
        this.format = format;
        this.prefixes = prefixes;
    }

    /** Puts the identifiers of all these events into the format asked for, in place. */
    public static void tell(Collection<ObjectNode> events, Representation asked) {
        switch (asked.epcs()) {
            case NO_PREFERENCE, NEVER_TRANSLATES -> {}
            case ALWAYS_GS1_DIGITAL_LINK -> events.forEach(new IdentifierTranslation(asked.epcs(), Set.of())::tell);
            case ALWAYS_EPC_URN -> {
                Set<String> candidates = new HashSet<>();
                for (ObjectNode event : events) {
                    each(event, uri -> {
                        link(uri).ifPresent(link -> candidates.addAll(link.companyPrefixes()));
                        return uri;
                    });
                }
                Set<String> known =
                        candidates.isEmpty() ? Set.of() : asked.prefixes().among(candidates);
                events.forEach(new IdentifierTranslation(asked.epcs(), known)::tell);
            }
        }
    }

    private void tell(ObjectNode event) {
        each(event, format == EpcFormat.ALWAYS_EPC_URN ? this::urn : IdentifierTranslation::digitalLink);
    }

    private static String digitalLink(String sent) {
        if (!CanonicalUri.startsWith(sent, "urn:epc:")) return sent;
        return DigitalLink.parse(sent).map(DigitalLink::canonical).orElse(sent);
    }

    private static Optional<DigitalLink> link(String sent) {
        return CanonicalUri.startsWith(sent, "http") ? DigitalLink.parse(sent) : Optional.empty();
    }

    /** Where several prefixes are known to fit, somebody was wrong, and nobody can tell who. */
    private String urn(String sent) {
        Optional<DigitalLink> link = link(sent);
        if (link.isEmpty()) return sent;
        List<String> fitting =
                link.get().companyPrefixes().stream().filter(prefixes::contains).toList();
        return fitting.size() == 1 ? link.get().urn(fitting.get(0)).orElse(sent) : sent;
    }

    private static void each(ObjectNode event, UnaryOperator<String> told) {
        for (String name : LISTS) {
            if (event.get(name) instanceof ArrayNode epcs) {
                for (int i = 0; i < epcs.size(); i++) {
                    if (epcs.get(i).isString())
                        epcs.set(i, told.apply(epcs.get(i).stringValue()));
                }
            }
        }
        for (String name : QUANTITIES) event.path(name).forEach(one -> member(one, "epcClass", told));
        for (String name : List.of("parentID", "transformationID")) member(event, name, told);
        for (String name : List.of("readPoint", "bizLocation")) member(event.get(name), "id", told);
        event.path("bizTransactionList").forEach(one -> member(one, "bizTransaction", told));
        event.path("sourceList").forEach(one -> member(one, "source", told));
        event.path("destinationList").forEach(one -> member(one, "destination", told));
        event.path("sensorElementList").forEach(sensor -> {
            member(sensor.get("sensorMetadata"), "deviceID", told);
            sensor.path("sensorReport").forEach(report -> member(report, "deviceID", told));
        });
    }

    private static void member(@Nullable JsonNode object, String name, UnaryOperator<String> told) {
        if (object instanceof ObjectNode node && node.path(name).isString()) {
            node.put(name, told.apply(node.get(name).stringValue()));
        }
    }
}
