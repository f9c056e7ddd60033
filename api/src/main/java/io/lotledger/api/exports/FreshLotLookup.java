package io.lotledger.api.exports;

import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.request.KnownLots;
import io.lotledger.export.request.ReadModels;
import io.lotledger.projections.lineage.Lot;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Lots, those of events included that were acknowledged a moment ago and are in no table yet. */
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

    /** Unknown lots and those of others take the same way, so that neither answer nor time tells them apart. */
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
