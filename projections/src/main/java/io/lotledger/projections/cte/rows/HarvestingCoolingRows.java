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
import io.lotledger.projections.cte.rows.PrePackingHistory.Upstream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
                                        : own),
                        before.handovers(lot, at, farm, CteKind.HARVESTING, recipient)))
                .toList();
    }

    List<CriticalTrackingEvent> cooling(ResolvedEvent at, LotAmount amount, String reason) {
        LotKey lot = amount.lot();
        Optional<String> cooledAt = Endpoints.place(at.event());
        String note = before.noteOnRecipients(lot, at, cooledAt, CteKind.COOLING);
        List<Upstream> upstreams = before.upstream(lot, cooledAt, Optional.empty(), at);
        Optional<LocationDescription> named =
                LotledgerExtension.text(at.event(), "farm").map(places::describe);
        if (named.isPresent()) {
            Upstream last = upstreams.get(upstreams.size() - 1);
            return cooling(at, amount, List.of(named.get()), last, reason + note)
                    .toList();
        }
        String noteOnPaths = PrePackingHistory.noteOnPaths(upstreams);
        return upstreams.stream()
                .flatMap(upstream -> cooling(
                        at,
                        amount,
                        places.describeEach(upstream.farms()),
                        upstream,
                        reason + note + noteOnPaths + upstream.note()))
                .distinct()
                .toList();
    }

    private Stream<CriticalTrackingEvent> cooling(
            ResolvedEvent at, LotAmount amount, List<LocationDescription> farms, Upstream upstream, String reason) {
        LotKey lot = amount.lot();
        Optional<String> cooledAt = Endpoints.place(at.event());
        return before.recipients(lot, at, cooledAt, CteKind.COOLING).stream()
                .flatMap(recipient -> farms.stream()
                        .map(farm -> new CriticalTrackingEvent.Cooling(
                                RowBasis.of(at, lot, reason),
                                recipient.description(),
                                products.commodity(lot),
                                products.variety(lot),
                                QuantityText.of(amount),
                                places.describe(cooledAt),
                                CivilDate.of(at.event()),
                                farm,
                                ReferenceDocumentReader.of(coolingDocuments(lot, cooledAt, upstream, at)),
                                before.handovers(lot, at, cooledAt, CteKind.COOLING, recipient))));
    }

    private List<BizTransaction> coolingDocuments(
            LotKey lot, Optional<String> cooledAt, Upstream upstream, ResolvedEvent at) {
        List<BizTransaction> own = at.event().fields().bizTransactionList();
        if (!own.isEmpty()) return own;
        return before.receiptDocuments(lot, cooledAt, upstream, at);
    }
}
