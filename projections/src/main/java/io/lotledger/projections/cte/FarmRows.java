package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.LotKey;
import java.util.List;
import java.util.Optional;

/** Rows of the tabs Harvesting and Cooling; one for each recipient, the quantity repeated, as FDA repeats what was divided. */
final class FarmRows {
    private final BeforePacking before;
    private final Places places;
    private final Products products;

    FarmRows(BeforePacking before, Places places, Products products) {
        this.before = before;
        this.places = places;
        this.products = products;
    }

    List<CriticalTrackingEvent> harvesting(Happening at, LotAmount amount, String reason) {
        LotKey lot = amount.lot();
        Optional<String> farm = Endpoints.farm(at.event());
        List<BizTransaction> own = at.event().fields().bizTransactionList();
        List<BizTransaction> papers =
                own.isEmpty() ? before.transportDocuments(lot, at, farm, CteKind.HARVESTING) : own;
        String why = reason + before.noteOnRecipients(lot, at, farm, CteKind.HARVESTING);
        return before.recipients(lot, at, farm, CteKind.HARVESTING).stream()
                .<CriticalTrackingEvent>map(recipient -> new CriticalTrackingEvent.Harvesting(
                        Bases.of(at, lot, why),
                        recipient,
                        products.commodity(lot),
                        products.variety(lot),
                        Amounts.of(amount),
                        places.describe(farm),
                        before.field(at.event()),
                        before.container(at.event()),
                        CivilDate.of(at.event()),
                        Documents.of(papers)))
                .toList();
    }

    List<CriticalTrackingEvent> cooling(Happening at, LotAmount amount, String reason) {
        LotKey lot = amount.lot();
        Optional<String> cooledAt = Endpoints.place(at.event());
        List<LocationDescription> farms = places.describeEach(before.farms(lot, at));
        String why = reason + before.noteOnRecipients(lot, at, cooledAt, CteKind.COOLING);
        return before.recipients(lot, at, cooledAt, CteKind.COOLING).stream()
                .flatMap(recipient -> farms.stream()
                        .<CriticalTrackingEvent>map(farm -> new CriticalTrackingEvent.Cooling(
                                Bases.of(at, lot, why),
                                recipient,
                                products.commodity(lot),
                                products.variety(lot),
                                Amounts.of(amount),
                                places.describe(cooledAt),
                                CivilDate.of(at.event()),
                                farm,
                                Documents.of(coolingPapers(lot, at)))))
                .toList();
    }

    private List<BizTransaction> coolingPapers(LotKey lot, Happening at) {
        List<BizTransaction> own = at.event().fields().bizTransactionList();
        if (!own.isEmpty()) return own;
        return before.lastReceipt(lot, at)
                .map(receipt -> receipt.event().fields().bizTransactionList())
                .orElse(List.of());
    }
}
