package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import java.util.LinkedHashMap;
import java.util.Map;

/** The one name of a logistic unit, asset or serial, whatever form an event wrote it in. */
public final class LogisticUnit {
    private LogisticUnit() {}

    /** The canonical URI; a serial's without its lot, so that one serial is one unit whoever knows its lot. */
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
