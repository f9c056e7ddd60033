package io.lotledger.api.exports;

import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.request.KnownLots;
import io.lotledger.export.request.ReadModels;
import io.lotledger.projections.lineage.Lot;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds lots, including those of events that were acknowledged a moment ago and are not projected yet. */
@Component
final class FreshLotLookup {
    private final KnownLots lots;
    private final ReadModels readModels;
    private final ExportPolicy policy;

    FreshLotLookup(KnownLots lots, ReadModels readModels, ExportPolicy policy) {
        this.lots = lots;
        this.readModels = readModels;
        this.policy = policy;
    }

    /** Unknown lots and lots of other organisations take the same path, so that neither answer nor timing distinguishes them. */
    Optional<Lot> find(UUID organisation, UUID lotId) {
        Optional<Lot> known = lots.find(organisation, lotId);
        return known.isPresent() ? known : findOnceRead(organisation, lotId);
    }

    private Optional<Lot> findOnceRead(UUID organisation, UUID lotId) {
        try {
            readModels.awaitTrace(readModels.head(), policy.currencyWait());
            return lots.find(organisation, lotId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
