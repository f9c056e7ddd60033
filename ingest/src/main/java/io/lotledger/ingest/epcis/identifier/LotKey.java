package io.lotledger.ingest.epcis.identifier;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a lot: GTIN and lot together, never the lot string alone. For a class without a GS1 key, the class
 * URI.
 *
 * @param uri {@code https://id.gs1.org/01/{gtin14}/10/{lot}}, or the class URI in its {@link CanonicalUri normal
 *     spelling}
 */
public record LotKey(
        String uri, @Nullable Gtin gtin, @Nullable String lot) {

    /**
     * The key of an {@code epcClass}: an LGTIN, a Digital Link with a lot, or any other URI except a GTIN without a
     * lot. A lot of pieces (ITIP) is the lot of their GTIN.
     */
    public static Optional<LotKey> of(String epcClass) {
        Optional<DigitalLink> link = DigitalLink.parse(epcClass);
        if (link.isEmpty()) return Optional.of(new LotKey(CanonicalUri.spelling(epcClass), null, null));
        String lot = link.get().get("10");
        return lot == null ? Optional.empty() : link.get().tradeItem().map(gtin -> of(gtin, lot));
    }

    /** The lot of a serial that names one: {@code /01/…/10/…/21/…}, and with {@code /8006/} or {@code /235/}. */
    public static Optional<LotKey> ofSerial(String epc) {
        return DigitalLink.parse(epc).filter(DigitalLink::isSerial).flatMap(link -> of(link.canonical()));
    }

    public static LotKey of(Gtin gtin, String lot) {
        String uri = "https://id.gs1.org/01/" + gtin.value() + "/10/" + PercentEncoding.encode(lot);
        return new LotKey(uri, gtin, lot);
    }

    /** The lot's id within an organisation, stable across rebuilds. */
    public UUID idIn(UUID organisation) {
        return Uuids.v5(organisation, "lot", uri);
    }

    /**
     * The traceability lot code as GS1 prints it, {@code (01)…(10)…}; the code as written of a {@link TextLot}; the
     * class URI of any other.
     */
    public String printed() {
        return gtin == null || lot == null ? TextLot.code(uri).orElse(uri) : "(01)" + gtin.value() + "(10)" + lot;
    }
}
