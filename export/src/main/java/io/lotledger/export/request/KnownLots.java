package io.lotledger.export.request;

import io.lotledger.projections.lineage.Lot;
import java.util.Optional;
import java.util.UUID;

/** The lots that an organisation's events name, as far as the read models have read. */
public interface KnownLots {

    /** Also empty when the lot belongs to another organisation. */
    Optional<Lot> find(UUID organisation, UUID lotId);
}
