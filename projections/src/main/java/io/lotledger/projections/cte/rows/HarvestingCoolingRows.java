package io.lotledger.projections.cte.rows;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.reading.CivilDate;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LocationDescriptions;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotledgerExtension;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.cte.reading.QuantityText;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.List;
import java.util.Optional;

/**
 * Rows of the tabs Harvesting and Cooling; one per recipient, with the quantity repeated, as FDA does for divided lots.
 */
public final class HarvestingCoolingRows {
    private final PrePackingHistory before;
    private final LocationDescriptions places;
    private final ProductDescriptions products;

    public HarvestingCoolingRows(PrePackingHistory before, LocationDescriptions places, ProductDescriptions products) {
        this.before = before;
        this.places = places;
        this.products = products;
    }

    List<CriticalTrackingEvent> harvesting(ResolvedEvent at, LotAmount amount, String reason) {
        LotKey lot = amount.lot();
        Optional<String> farm = Endpoints.farm(at.event());
        List<BizTransaction> own = at.event().fields().bizTransactionList();
        String reasonWithNote = reason + before.noteOnRecipients(lot, at, farm, CteKind.HARVESTING);
        return before.recipients(lot, at, farm, CteKind.HARVESTING).stream()
                .<CriticalTrackingEvent>map(recipient -> new CriticalTrackingEvent.Harvesting(
                        RowBasis.of(at, lot, reasonWithNote),
                        recipient.description(),
                        products.commodity(lot),
                        products.variety(lot),
                        QuantityText.of(amount),
                        places.describe(farm),
                        before.field(at.event()),
                        before.container(at.event()),
                        CivilDate.of(at.event()),
                        ReferenceDocumentReader.of(
                                own.isEmpty()
                                        ? before.documentsOfTransport(lot, at, farm, CteKind.HARVESTING, recipient)
                                        : own)))
                .toList();
    }

    List<CriticalTrackingEvent> cooling(ResolvedEvent at, LotAmount amount, String reason) {
        LotKey lot = amount.lot();
        Optional<String> cooledAt = Endpoints.place(at.event());
        List<LocationDescription> farms = LotledgerExtension.text(at.event(), "farm")
                .map(farm -> List.of(places.describe(farm)))
                .orElseGet(() -> places.describeEach(
                        before.upstream(lot, cooledAt, Optional.empty(), at).farms()));
        String reasonWithNote = reason + before.noteOnRecipients(lot, at, cooledAt, CteKind.COOLING);
        return before.recipients(lot, at, cooledAt, CteKind.COOLING).stream()
                .flatMap(recipient -> farms.stream()
                        .<CriticalTrackingEvent>map(farm -> new CriticalTrackingEvent.Cooling(
                                RowBasis.of(at, lot, reasonWithNote),
                                recipient.description(),
                                products.commodity(lot),
                                products.variety(lot),
                                QuantityText.of(amount),
                                places.describe(cooledAt),
                                CivilDate.of(at.event()),
                                farm,
                                ReferenceDocumentReader.of(coolingDocuments(lot, cooledAt, at)))))
                .toList();
    }

    private List<BizTransaction> coolingDocuments(LotKey lot, Optional<String> cooledAt, ResolvedEvent at) {
        List<BizTransaction> own = at.event().fields().bizTransactionList();
        if (!own.isEmpty()) return own;
        return before.lastReceiptDocuments(lot, cooledAt, at);
    }
}
