package io.lotledger.projections.masterdata;

import io.lotledger.ingest.epcis.identifier.LotKey;

/** Locations, parties and products as known at one position of the log. */
public interface MasterData {

    /**
     * Attributes of a location or party, looked up by the URI as sent, then by its GLN. {@link Attributes#NONE} if
     * there are none.
     */
    Attributes location(String uri);

    /** Attributes of that URI only, in any form, and not of the place that it is a part of. */
    Attributes ownLocation(String uri);

    /**
     * Attributes of a lot's product, looked up by lot in any form, then by GTIN or {@link
     * io.lotledger.ingest.epcis.identifier.ProductClasses product class}.
     */
    Attributes product(LotKey lot);
}
