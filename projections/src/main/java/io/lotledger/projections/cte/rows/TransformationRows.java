package io.lotledger.projections.cte.rows;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.TraceabilityLotCodes;
import io.lotledger.projections.cte.classify.Transformations;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.ProductDescription;
import io.lotledger.projections.cte.model.Quantity;
import io.lotledger.projections.cte.reading.CivilDate;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.cte.reading.QuantityText;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of the tab Transformation: one per input lot and output lot; a single row if no input is on the Food
 * Traceability List. What was used of unknown lots is a row without an input.
 */
public final class TransformationRows {
    private static final String OFF_LIST = "Ingredients not on FTL";

    private final Transformations transformations;
    private final TraceabilityLotCodes codes;
    private final ProductDescriptions products;

    public TransformationRows(
            Transformations transformations, TraceabilityLotCodes codes, ProductDescriptions products) {
        this.transformations = transformations;
        this.codes = codes;
        this.products = products;
    }

    /** @param used the inputs on the Food Traceability List */
    record Making(
            ResolvedEvent at,
            LotAmount made,
            Optional<String> place,
            List<LotAmount> used,
            List<BizTransaction> documents) {}

    List<CriticalTrackingEvent> of(Making making, String reason) {
        List<Input> inputs =
                new ArrayList<>(making.used().stream().map(this::used).toList());
        boolean isUnknown = transformations
                .of(making.at())
                .filter(transformations::usesUnknownLots)
                .isPresent();
        if (isUnknown) inputs.add(unknown());
        if (inputs.isEmpty()) inputs.add(offList());
        return inputs.stream().map(input -> row(making, reason, input)).toList();
    }

    private record Input(Kde lotCode, ProductDescription product, Quantity quantity) {}

    private static Input offList() {
        return new Input(
                Kde.notApplicable(OFF_LIST),
                ProductDescription.notApplicable(OFF_LIST),
                QuantityText.notApplicable(OFF_LIST));
    }

    private static Input unknown() {
        return new Input(Kde.MISSING, ProductDescription.missing(), QuantityText.missing());
    }

    private Input used(LotAmount input) {
        Kde code = input.isLot() ? codes.codeOfInput(input.lot()) : Kde.MISSING;
        return new Input(code, products.describe(input.lot()), QuantityText.of(input));
    }

    private CriticalTrackingEvent row(Making making, String reason, Input input) {
        LotKey lot = making.made().lot();
        ResolvedEvent at = making.at();
        return new CriticalTrackingEvent.Transformation(
                RowBasis.of(at, lot, reason),
                input.lotCode(),
                input.product(),
                input.quantity(),
                codes.code(lot, at),
                codes.assignedHere(at.event(), making.place()),
                codes.reference(lot, at),
                CivilDate.of(at.event()),
                products.describe(lot),
                QuantityText.of(making.made()),
                ReferenceDocumentReader.of(making.documents()));
    }
}
