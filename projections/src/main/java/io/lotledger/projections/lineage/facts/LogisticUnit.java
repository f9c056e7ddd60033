package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import java.util.LinkedHashMap;
import java.util.Map;

/** The canonical name of a logistic unit, asset or serial, for any form of its identifier. */
public final class LogisticUnit {
    private LogisticUnit() {}

    /**
     * The canonical URI. A serial's URI omits the lot, so that one serial is one unit in events with and without its
     * lot.
     */
    public static String name(String epc) {
        return DigitalLink.parse(epc).map(LogisticUnit::withoutLot).orElseGet(() -> CanonicalUri.of(epc));
    }

    private static String withoutLot(DigitalLink link) {
        if (link.get("21") == null || link.get("10") == null) return link.canonical();
        Map<String, String> keys = new LinkedHashMap<>(link.keys());
        keys.remove("10");
        return new DigitalLink(keys).canonical();
    }
}
