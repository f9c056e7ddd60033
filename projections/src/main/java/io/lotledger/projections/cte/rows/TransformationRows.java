package io.lotledger.projections.cte.rows;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.JoinedTransformation;
import io.lotledger.projections.cte.classify.TraceabilityLotCodes;
import io.lotledger.projections.cte.classify.Transformations;
import io.lotledger.projections.cte.model.Basis;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.ProductDescription;
import io.lotledger.projections.cte.model.Quantity;
import io.lotledger.projections.cte.model.ReferenceDocuments;
import io.lotledger.projections.cte.reading.CivilDate;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotledgerExtension;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.cte.reading.QuantityText;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of the tab Transformation: one per input lot and output lot; a single row if no input is on the Food
 * Traceability List. What was used of unknown lots is a row without an input, and what was made of unknown lots one
 * without a new code.
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
        LotKey lot = making.made().lot();
        ResolvedEvent at = making.at();
        Output output = new Output(
                codes.code(lot, at),
                codes.assignedHere(at.event(), making.place()),
                codes.reference(lot, at),
                CivilDate.of(at.event()),
                products.describe(lot),
                QuantityText.of(making.made()),
                ReferenceDocumentReader.of(making.documents()));
        return inputs(at, making.used()).stream()
                .map(input -> row(RowBasis.of(at, lot, reason), input, output))
                .toList();
    }

    /**
     * Rows without the code of a new lot, which belong to a lot that was used. What is known of the output is shown; a
     * transformation of which no event names an output is not known to be completed.
     */
    List<CriticalTrackingEvent> withoutNewLot(
            JoinedTransformation made, ResolvedEvent at, LotKey lot, List<LotAmount> used, String reason) {
        List<CriticalTrackingEvent> rows = new ArrayList<>();
        for (Input input : inputs(at, used)) {
            for (Output output : withoutCode(made, at)) rows.add(row(RowBasis.of(at, lot, reason), input, output));
        }
        return rows;
    }

    private List<Output> withoutCode(JoinedTransformation made, ResolvedEvent at) {
        boolean isMade = made.events().stream().anyMatch(e -> namesOutput(e.event()));
        Kde date = isMade ? CivilDate.of(at.event()) : Kde.MISSING;
        if (made.outputs().isEmpty())
            return List.of(withoutCode(made, at, date, ProductDescription.missing(), QuantityText.missing()));
        return made.outputs().stream()
                .map(output -> withoutCode(made, at, date, products.describe(output.lot()), QuantityText.of(output)))
                .toList();
    }

    private Output withoutCode(
            JoinedTransformation made, ResolvedEvent at, Kde date, ProductDescription product, Quantity quantity) {
        Optional<String> place = made.place(at);
        return new Output(
                Kde.MISSING,
                codes.assignedHere(at.event(), place),
                LotledgerExtension.text(at.event(), "tlcSourceReference")
                        .map(Kde::written)
                        .orElseGet(() -> place.isPresent() ? Kde.notApplicable("") : Kde.MISSING),
                date,
                product,
                quantity,
                ReferenceDocumentReader.of(made.documents(at)));
    }

    private static boolean namesOutput(EpcisEvent event) {
        return event instanceof TransformationEvent made
                && !(made.outputQuantityList().isEmpty() && made.outputEPCList().isEmpty());
    }

    private List<Input> inputs(ResolvedEvent at, List<LotAmount> used) {
        List<Input> inputs = new ArrayList<>(used.stream().map(this::used).toList());
        boolean isUnknown =
                transformations.of(at).filter(transformations::usesUnknownLots).isPresent();
        if (isUnknown) inputs.add(unknown());
        if (inputs.isEmpty()) inputs.add(offList());
        return inputs;
    }

    private record Input(Kde lotCode, ProductDescription product, Quantity quantity) {}

    private record Output(
            Kde lotCode,
            LocationDescription madeAt,
            Kde sourceReference,
            Kde date,
            ProductDescription product,
            Quantity quantity,
            ReferenceDocuments documents) {}

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

    private static CriticalTrackingEvent row(Basis basis, Input input, Output output) {
        return new CriticalTrackingEvent.Transformation(
                basis,
                input.lotCode(),
                input.product(),
                input.quantity(),
                output.lotCode(),
                output.madeAt(),
                output.sourceReference(),
                output.date(),
                output.product(),
                output.quantity(),
                output.documents());
    }
}
