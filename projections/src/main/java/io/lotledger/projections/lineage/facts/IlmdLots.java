package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.LotKey;
import java.util.List;
import java.util.Optional;

/**
 * The lots of things that an event lists: of those whose URI names no lot, the lots that its ilmd names.
 *
 * @param numbers the lot numbers of the ilmd; if there are several, each thing counts for each of them in an unknown
 *     quantity
 */
public record IlmdLots(List<String> numbers) {
    public static final IlmdLots NONE = new IlmdLots(List.of());

    /** The lots of a serial; none if the EPC is not one. */
    public List<LotKey> ofSerial(String epc) {
        return DigitalLink.parse(epc)
                .filter(DigitalLink::isSerial)
                .map(this::of)
                .orElse(List.of());
    }

    /** The lots of a class in a list of EPCs: partners send it, and its meaning is clear. None if the EPC is an instance. */
    public List<LotKey> ofClassAmongEpcs(String epc) {
        return DigitalLink.parse(epc)
                .filter(link -> !link.isSerial())
                .map(this::of)
                .orElse(List.of());
    }

    /** The lots of an {@code epcClass}. */
    List<LotKey> ofClass(String epcClass) {
        Optional<DigitalLink> link = DigitalLink.parse(epcClass);
        return link.isPresent() ? of(link.get()) : LotKey.of(epcClass).stream().toList();
    }

    private List<LotKey> of(DigitalLink link) {
        String named = link.get("10");
        List<String> lots = named == null ? numbers : List.of(named);
        return link.tradeItem()
                .map(gtin -> lots.stream().map(lot -> LotKey.of(gtin, lot)).toList())
                .orElse(List.of());
    }
}
