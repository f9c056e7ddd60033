package io.lotledger.api.dashboard.lot;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.LocationDescription;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A finding as the page shows it.
 *
 * @param cfr null where the rule requires nothing
 */
record LotFinding(
        String severity,
        String title,
        String message,
        @Nullable String cfr,
        String figures,
        List<NamedLot> lots,
        List<String> eventIds,
        List<LotGap.Keeper> ask) {

    record NamedLot(String lotId, String code) {}

    static LotFinding of(UUID organisation, Finding finding) {
        return new LotFinding(
                finding.kind().severity().word(),
                finding.kind().title(),
                finding.message(),
                finding.cfr() == null ? null : "21 CFR " + finding.cfr(),
                finding.quantities(),
                finding.lots().stream().map(lot -> named(organisation, lot)).toList(),
                finding.eventIds(),
                finding.ask().stream().map(LotFinding::keeper).toList());
    }

    private static NamedLot named(UUID organisation, LotKey lot) {
        return new NamedLot(ShortUuid.encode(lot.idIn(organisation)), lot.lot() == null ? lot.printed() : lot.lot());
    }

    private static LotGap.Keeper keeper(LocationDescription place) {
        return new LotGap.Keeper(place.gln(), LotPlaces.known(place.businessName()), LotPlaces.known(place.phone()));
    }
}
