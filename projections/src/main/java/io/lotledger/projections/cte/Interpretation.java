package io.lotledger.projections.cte;

import io.lotledger.projections.lineage.TraceEvidence;

/** What the events of some evidence mean together: laid open, ordered, voids heard, each lot's beginning found. */
record Interpretation(
        Histories histories,
        EventLots eventLots,
        Voids voids,
        Creations creations,
        Origins origins,
        Verdicts verdicts,
        Transformations transformations,
        Products products,
        Places places) {

    static Interpretation of(TraceEvidence evidence) {
        return of(evidence, new ReadEvents());
    }

    /** @param read keeps what the evidence of other lots shares with this one */
    static Interpretation of(TraceEvidence evidence, ReadEvents read) {
        ReadEvents.Reading reading = read.of(evidence);
        Histories histories = new Histories(evidence, reading::layOpen);
        Voids voids = reading.voids(histories);
        Creations creations = new Creations(histories);
        Origins origins = new Origins(histories, creations);
        Products products = new Products(evidence.masterData());
        return new Interpretation(
                histories,
                reading.eventLots(),
                voids,
                creations,
                origins,
                new Verdicts(creations, origins, voids),
                new Transformations(histories, reading, origins, products),
                products,
                new Places(evidence.masterData()));
    }

    RowWriter rowWriter() {
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
