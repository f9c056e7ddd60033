package io.lotledger.projections.cte.interpret;

import io.lotledger.projections.cte.classify.EventClassifier;
import io.lotledger.projections.cte.classify.LotCreationEvents;
import io.lotledger.projections.cte.classify.LotEventCache;
import io.lotledger.projections.cte.classify.NestedMovements;
import io.lotledger.projections.cte.classify.PackingStage;
import io.lotledger.projections.cte.classify.ShipmentsAndReceipts;
import io.lotledger.projections.cte.classify.TraceabilityLotCodes;
import io.lotledger.projections.cte.classify.Transformations;
import io.lotledger.projections.cte.classify.VoidedShipments;
import io.lotledger.projections.cte.reading.EventLotReader;
import io.lotledger.projections.cte.reading.LocationDescriptions;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.cte.rows.FirstLandBasedReceivingRows;
import io.lotledger.projections.cte.rows.HarvestingCoolingRows;
import io.lotledger.projections.cte.rows.PackingRows;
import io.lotledger.projections.cte.rows.PrePackingHistory;
import io.lotledger.projections.cte.rows.PurchaseRows;
import io.lotledger.projections.cte.rows.RowWriter;
import io.lotledger.projections.cte.rows.ShippingReceivingRows;
import io.lotledger.projections.cte.rows.TransformationRows;
import io.lotledger.projections.lineage.evidence.TraceEvidence;

/** The interpretation of an evidence's events together: resolved, ordered, voids applied, lot creations found. */
public record EventInterpretation(
        LotEventHistory history,
        EventLotReader eventLots,
        VoidedShipments voids,
        LotCreationEvents creations,
        PackingStage packingStage,
        EventClassifier classifier,
        ShipmentsAndReceipts movements,
        Transformations transformations,
        ProductDescriptions products,
        LocationDescriptions places,
        PrePackingHistory beforePacking,
        TraceabilityLotCodes codes) {

    public static EventInterpretation of(TraceEvidence evidence) {
        return of(evidence, new InterpretationCache());
    }

    /** @param cache shared with the evidence of other lots */
    public static EventInterpretation of(TraceEvidence evidence, InterpretationCache cache) {
        return cache.of(evidence);
    }

    static EventInterpretation of(TraceEvidence evidence, LotEventCache.Reading reading) {
        LotEventHistory history = new LotEventHistory(evidence, reading::resolve);
        VoidedShipments voids = reading.voids(history);
        LotCreationEvents creations = new LotCreationEvents(history);
        PackingStage packingStage = new PackingStage(history, creations);
        NestedMovements nested = new NestedMovements(history, reading.eventLots());
        ShipmentsAndReceipts movements = new ShipmentsAndReceipts(history, voids, creations, packingStage, nested);
        EventClassifier classifier = new EventClassifier(creations, packingStage, voids, nested, movements);
        Transformations transformations = new Transformations(history, reading, packingStage, reading.products());
        return new EventInterpretation(
                history,
                reading.eventLots(),
                voids,
                creations,
                packingStage,
                classifier,
                movements,
                transformations,
                reading.products(),
                reading.places(),
                new PrePackingHistory(history, creations, packingStage, classifier, movements, reading.places()),
                new TraceabilityLotCodes(history, packingStage, transformations, reading.places()));
    }

    RowWriter rowWriter() {
        return new RowWriter(
                new HarvestingCoolingRows(beforePacking, places, products),
                new PackingRows(beforePacking, codes, places, products),
                new FirstLandBasedReceivingRows(creations, movements, codes, products),
                new ShippingReceivingRows(movements, codes, places, products),
                new TransformationRows(transformations, codes, products),
                new PurchaseRows(places, products));
    }
}
