package io.lotledger.projections.cte;

import io.lotledger.projections.lineage.TraceEvidence;

/**
 * Says what the events of a trace are in the rule's terms (21 CFR 1 Subpart S), and reads their key data elements.
 *
 * <p>A pure function of the evidence: the same events give the same rows, whatever order they came in. Every event that touches
 * a lot of the trace either has a row or stands among the unclassified with its reason, save a transformation whose outputs the
 * trace does not go to. Classification goes by event type, action, business step and direction of the data; {@code
 * lotledger:cte} on the event wins.
 *
 * <p>What the reasons call ambiguous is a reading of ours where the pattern leaves room: {@code commissioning} as harvest or
 * packing; a transformation of lots known only from cooling or transport, taken as initial packing; harvest lots mixed with
 * others, taken as a transformation.
 */
public final class Classification {

    /** Rows by event time, then event id, then lot; unclassified events in order of happening. */
    public CriticalTrackingEvents of(TraceEvidence evidence) {
        EventLots eventLots = new EventLots(evidence);
        Histories histories = new Histories(evidence, eventLots);
        Voids voids = new Voids(histories, eventLots);
        Creations creations = new Creations(histories);
        Origins origins = new Origins(histories, creations);
        Verdicts verdicts = new Verdicts(creations, origins, voids);
        Products products = new Products(evidence.masterData());
        Transformations transformations = new Transformations(histories, origins, products);
        RowWriter rows = rowWriter(evidence, histories, voids, creations, origins, verdicts, products);
        return new TraceReading(evidence.trace(), histories, voids, verdicts, transformations, rows).read();
    }

    private static RowWriter rowWriter(
            TraceEvidence evidence,
            Histories histories,
            Voids voids,
            Creations creations,
            Origins origins,
            Verdicts verdicts,
            Products products) {
        Places places = new Places(evidence.masterData());
        Movements movements = new Movements(histories, voids);
        BeforePacking before = new BeforePacking(histories, creations, origins, verdicts, movements, places);
        TraceabilityLotCodes codes = new TraceabilityLotCodes(histories, origins, places);
        return new RowWriter(
                new FarmRows(before, places, products),
                new PackingRows(before, codes, places, products),
                new LandingRows(creations, codes, products),
                new MovementRows(movements, codes, places, products),
                new TransformationRows(codes, products),
                new PurchaseRows(places, products));
    }
}
