package io.lotledger.intake.x12.notice;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.event.DocumentParts;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.PercentEncoding;
import io.lotledger.intake.DerivedEventID;
import io.lotledger.intake.x12.X12Place;
import io.lotledger.intake.x12.X12Set;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The records of the notices of an interchange, as their senders and numbers identify them. An event is of a notice if its
 * id is one that the notice gives to what the event is about, so an event that was sent as EPCIS with the same document is
 * not.
 */
final class NoticeRecords implements DocumentParts {
    private static final String RECEIVING_ADVICE = "861";

    private final DocumentBody document;

    /** By number, which shipments and receipts name as a document. */
    private final Map<String, Set<Part>> notices = new HashMap<>();

    NoticeRecords(DocumentBody document) {
        this.document = document;
    }

    /** @param set of which only what identifies it stays in memory */
    void add(X12Set set) {
        boolean isReceivingAdvice = set.code().equals(RECEIVING_ADVICE);
        String number = isReceivingAdvice ? number(set, "BRA", 1) : number(set, "BSN", 2);
        notices.computeIfAbsent(number, n -> new LinkedHashSet<>(1))
                .add(new Notice(document, kind(set), set.group().interchange().sender(), number, isReceivingAdvice));
    }

    @Override
    public boolean isEmpty() {
        return notices.isEmpty();
    }

    /** The transaction set: each has one notice. */
    @Override
    public Optional<String> around(String place) {
        return X12Place.setOf(place);
    }

    @Override
    public Set<Part> namedBy(JsonNode event) {
        Set<Part> named = new HashSet<>();
        for (JsonNode one : event.path("bizTransactionList")) {
            String uri = one.path("bizTransaction").asString("");
            @Nullable String number = PercentEncoding.decode(uri.substring(uri.lastIndexOf(':') + 1));
            if (number != null) named.addAll(notices.getOrDefault(number, Set.of()));
        }
        return named;
    }

    private record Notice(DocumentBody document, String kind, String sender, String number, boolean isReceivingAdvice)
            implements Part {
        @Override
        public Set<String> recordIDs(JsonNode event) {
            Set<String> ids = new HashSet<>();
            for (List<String> part : parts(event)) {
                List<String> key = List.of(sender, number, part.get(0), part.get(1));
                ids.add(DerivedEventID.of(document.organisation(), kind, key));
                for (String former : document.recordSenders())
                    ids.add(DerivedEventID.former(document.organisation(), former, kind, key));
            }
            return ids;
        }

        /** The step and the unit; several for loose goods, which a notice tells apart by the place if it has some for several. */
        private List<List<String>> parts(JsonNode event) {
            Optional<String> parent = sscc(event.path("parentID"));
            if (isReceivingAdvice) return List.of(List.of("receiving", parent.orElse("loose")));
            if (parent.isPresent()) return List.of(List.of("packing", parent.get()));
            return sscc(event.at("/epcList/0"))
                    .map(unit -> List.of(List.of("shipping", unit)))
                    .orElseGet(() -> List.of(List.of("shipping", "loose"), List.of("shipping", loose(event))));
        }
    }

    static String kind(X12Set set) {
        return "x12:" + set.code();
    }

    /** Empty if the set has none, which is a fault of it. */
    private static String number(X12Set set, String tag, int element) {
        return set.segments().stream()
                .filter(segment -> segment.is(tag))
                .findFirst()
                .map(segment -> segment.element(element))
                .orElse("");
    }

    static Optional<String> sscc(JsonNode epc) {
        return DigitalLink.parse(epc.asString("")).map(DigitalLink::keys).map(keys -> keys.get("00"));
    }

    /** Names the loose goods of a shipment among those of a notice that has some for several places. */
    static String loose(JsonNode shipment) {
        return ShipNotice.loose(shipment.at("/destinationList/0/destination").asString(""));
    }
}
