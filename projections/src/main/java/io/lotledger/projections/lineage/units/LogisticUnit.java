package io.lotledger.projections.lineage.units;

import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import java.util.LinkedHashMap;
import java.util.Map;

/** The canonical name of a logistic unit, asset or serial, for any form of its identifier. */
public final class LogisticUnit {
    private LogisticUnit() {}

    /**
     * The canonical URI at the finest level: a serial's URI omits the lot and the consumer product variant, so that one
     * serial is one unit in events with and without them. The hash keeps the lot of a UPUI (AI 235), as its reference
     * implementation does; the name does not.
     */
    public static String name(String epc) {
        return DigitalLink.parse(epc)
                .map(link -> link.isSerial() ? withoutLot(link) : link)
                .map(DigitalLink::finestLevel)
                .orElseGet(() -> CanonicalUri.of(epc));
    }

    private static DigitalLink withoutLot(DigitalLink serial) {
        Map<String, String> keys = new LinkedHashMap<>(serial.keys());
        keys.remove("10");
        return new DigitalLink(keys);
    }
}
