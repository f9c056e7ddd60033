package io.lotledger.projections.cte.interpret;

import io.lotledger.projections.cte.classify.EventClassifier;
import io.lotledger.projections.cte.classify.LotCreationEvents;
import io.lotledger.projections.cte.classify.LotEventCache;
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

/** What the events of some evidence mean together: laid open, ordered, voids heard, each lot's beginning found. */
public record EventInterpretation(
        LotEventHistory histories,
        EventLotReader eventLots,
        VoidedShipments voids,
        LotCreationEvents creations,
        PackingStage origins,
        EventClassifier verdicts,
        Transformations transformations,
        ProductDescriptions products,
        LocationDescriptions places) {

    public static EventInterpretation of(TraceEvidence evidence) {
        return of(evidence, new LotEventCache());
    }

    /** @param read keeps what the evidence of other lots shares with this one */
    public static EventInterpretation of(TraceEvidence evidence, LotEventCache read) {
        LotEventCache.Reading reading = read.of(evidence);
        LotEventHistory histories = new LotEventHistory(evidence, reading::layOpen);
        VoidedShipments voids = reading.voids(histories);
        LotCreationEvents creations = new LotCreationEvents(histories);
        PackingStage origins = new PackingStage(histories, creations);
        ProductDescriptions products = new ProductDescriptions(evidence.masterData());
        return new EventInterpretation(
                histories,
                reading.eventLots(),
                voids,
                creations,
                origins,
                new EventClassifier(creations, origins, voids),
                new Transformations(histories, reading, origins, products),
                products,
                new LocationDescriptions(evidence.masterData()));
    }

    RowWriter rowWriter() {
        ShipmentsAndReceipts movements = new ShipmentsAndReceipts(histories, voids);
        PrePackingHistory before = new PrePackingHistory(histories, creations, origins, verdicts, movements, places);
        TraceabilityLotCodes codes = new TraceabilityLotCodes(histories, origins, places);
        return new RowWriter(
                new HarvestingCoolingRows(before, places, products),
                new PackingRows(before, codes, places, products),
                new FirstLandBasedReceivingRows(creations, codes, products),
                new ShippingReceivingRows(movements, codes, places, products),
                new TransformationRows(codes, products),
                new PurchaseRows(places, products));
    }
}
