package io.lotledger.projections.cte.rows;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.ClassificationListener;
import io.lotledger.projections.cte.classify.JoinedTransformation;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CteClassification;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.cte.rows.PackingRows.Packing;
import io.lotledger.projections.cte.rows.TransformationRows.Making;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Writes classified events as rows of their tabs. */
public final class RowWriter implements ClassificationListener {
    private static final Comparator<CriticalTrackingEvent> BY_EVENT_AND_LOT = Comparator.comparing(
                    (CriticalTrackingEvent row) -> row.basis().eventTime())
            .thenComparing(row -> row.basis().eventID())
            .thenComparing(row -> row.basis().lot().uri());

    private final List<CriticalTrackingEvent> rows = new ArrayList<>();
    private final HarvestingCoolingRows farm;
    private final PackingRows packing;
    private final FirstLandBasedReceivingRows landing;
    private final ShippingReceivingRows movement;
    private final TransformationRows transformation;
    private final PurchaseRows purchase;

    public RowWriter(
            HarvestingCoolingRows farm,
            PackingRows packing,
            FirstLandBasedReceivingRows landing,
            ShippingReceivingRows movement,
            TransformationRows transformation,
            PurchaseRows purchase) {
        this.farm = farm;
        this.packing = packing;
        this.landing = landing;
        this.movement = movement;
        this.transformation = transformation;
        this.purchase = purchase;
    }

    @Override
    public void classified(ResolvedEvent at, LotAmount amount, CteClassification classification) {
        Optional<String> place = Endpoints.place(at.event());
        rows.addAll(of(at, amount, place, List.of(), at.event().fields().bizTransactionList(), classification));
    }

    @Override
    public void classified(
            JoinedTransformation made, LotAmount output, List<LotAmount> used, CteClassification classification) {
        ResolvedEvent at = made.completing(output.lot());
        rows.addAll(of(at, output, made.place(at), used, made.documents(at), classification));
    }

    @Override
    public void classifiedWithoutNewLot(
            JoinedTransformation made, LotKey lot, List<LotAmount> used, CteClassification classification) {
        ResolvedEvent at = made.completing(lot);
        rows.addAll(transformation.withoutNewLot(made, at, lot, used, classification.reason()));
    }

    /** All rows so far, by event time, then event ID, then lot. */
    public List<CriticalTrackingEvent> rows() {
        return rows.stream().sorted(BY_EVENT_AND_LOT).toList();
    }

    private List<CriticalTrackingEvent> of(
            ResolvedEvent at,
            LotAmount amount,
            Optional<String> place,
            List<LotAmount> used,
            List<BizTransaction> documents,
            CteClassification classification) {
        String reason = classification.reason();
        return switch (classification.kind()) {
            case HARVESTING -> farm.harvesting(at, amount, reason);
            case COOLING -> farm.cooling(at, amount, reason);
            case INITIAL_PACKING, INITIAL_PACKING_SPROUTS, INITIAL_PACKING_EXEMPT ->
                packing.of(new Packing(at, amount, place, used, documents, classification));
            case FIRST_LAND_BASED_RECEIVING -> List.of(landing.of(at, amount, reason));
            case SHIPPING -> movement.shipping(at, amount, reason);
            case RECEIVING -> movement.receiving(at, amount, reason);
            case RECEIVING_EXEMPT -> movement.receivingExempt(at, amount, reason);
            case TRANSFORMATION -> transformation.of(new Making(at, amount, place, used, documents), reason);
            case FARM_PURCHASE -> purchase.farmPurchase(at, amount, reason);
            case AD_HOC_PURCHASE -> purchase.adHocPurchase(at, amount, reason);
            case FARM_TO_SCHOOL -> purchase.farmToSchool(at, amount, reason);
            case NONE -> List.of();
        };
    }
}
