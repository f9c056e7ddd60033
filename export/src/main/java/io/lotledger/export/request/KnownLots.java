package io.lotledger.export.request;

import io.lotledger.projections.lineage.Lot;
import java.util.Optional;
import java.util.UUID;

/** The lots an organisation's events have named, as far as the read models are. */
public interface KnownLots {

    /** Empty as well when the lot is another organisation's. */
    Optional<Lot> find(UUID organisation, UUID lotId);
}
