package io.lotledger.projections.lineage;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.util.UUID;

/** A lot that an event of the organisation has named. */
public record Lot(UUID organisation, LotKey key) {

    public UUID id() {
        return key.idIn(organisation);
    }

    /** The ID in the HTTP contract, 22 characters. */
    public String shortId() {
        return ShortUuid.encode(id());
    }
}
