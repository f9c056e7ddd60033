package io.lotledger.api.lots;

import io.lotledger.projections.cte.model.BlastRadius;
import io.lotledger.projections.lineage.Lot;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A blast radius in the form of the HTTP contract: counts, and the places they count. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record BlastRadiusBody(
        String lotId,
        int downstreamLots,
        long downstreamSerials,
        int downstreamLocations,
        int affectedOrganizations,
        List<String> shipToGlns,
        List<String> alsoReceivedAt,
        List<String> organizations,
        List<String> unitsWithoutLot) {

    static BlastRadiusBody of(Lot lot, BlastRadius radius) {
        return new BlastRadiusBody(
                lot.shortId(),
                radius.downstreamLots(),
                radius.downstreamSerials(),
                radius.shipTo().size(),
                radius.organizations().size(),
                radius.shipTo(),
                radius.receivedAt(),
                radius.organizations(),
                radius.unitsWithoutLot());
    }
}
