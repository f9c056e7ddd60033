package io.lotledger.projections.find;

import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import java.util.UUID;

/** One thing that a search text may name. */
public sealed interface Sought {

    record OfLot(LotKey lot) implements Sought {}

    /**
     * A logistic unit, an asset or a serial.
     *
     * @param unit its canonical URI
     * @param name for people: {@code SSCC 195211010000000017}
     */
    record OfUnit(String unit, String name) implements Sought {}

    record OfGtin(Gtin gtin) implements Sought {}

    record OfGln(Gln gln) implements Sought {}

    /** The id of a lot or of an export job. */
    record OfId(UUID id) implements Sought {}

    record OfEvent(String eventID) implements Sought {}

    /** A URI without a GS1 key: of a lot, a place, a document, an event or a unit. In its normal spelling. */
    record OfUri(String uri) implements Sought {}

    /** The number of a business document, without the word for its type. */
    record OfNumber(String number) implements Sought {}

    /** Part of a lot code, of a name or of a document number. */
    record OfText(String text) implements Sought {}
}
