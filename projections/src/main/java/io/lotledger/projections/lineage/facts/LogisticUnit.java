package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;

/** The canonical name of a logistic unit, asset or serial, for any form of its identifier. */
public final class LogisticUnit {
    private LogisticUnit() {}

    /**
     * The canonical URI at the finest level: a serial's URI omits the lot and the consumer product variant, so that one
     * serial is one unit in events with and without them.
     */
    public static String name(String epc) {
        return DigitalLink.parse(epc).map(DigitalLink::finestLevel).orElseGet(() -> CanonicalUri.of(epc));
    }
}
