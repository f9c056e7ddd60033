package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.LotKey;
import java.util.List;
import java.util.Optional;

/** Rows of the tab Transformation: one per lot used and lot made; one alone when nothing used is on the Food Traceability List. */
final class TransformationRows {
    private static final String OFF_LIST = "Ingredients not on FTL";

    private final TraceabilityLotCodes codes;
    private final Products products;

    TransformationRows(TraceabilityLotCodes codes, Products products) {
        this.codes = codes;
        this.products = products;
    }

    /** @param used the inputs on the Food Traceability List */
    record Making(
            Happening at, LotAmount made, Optional<String> place, List<LotAmount> used, List<BizTransaction> papers) {}

    List<CriticalTrackingEvent> of(Making making, String reason) {
        if (making.used().isEmpty()) return List.of(row(making, reason, offList()));
        return making.used().stream()
                .map(input -> row(making, reason, used(input)))
                .toList();
    }

    private record Input(Kde lotCode, ProductDescription product, Quantity quantity) {}

    private static Input offList() {
        return new Input(
                Kde.notApplicable(OFF_LIST),
                ProductDescription.notApplicable(OFF_LIST),
                Amounts.notApplicable(OFF_LIST));
    }

    private Input used(LotAmount input) {
        Kde code = input.isLot() ? codes.codeOfInput(input.lot()) : Kde.MISSING;
        return new Input(code, products.describe(input.lot()), Amounts.of(input));
    }

    private CriticalTrackingEvent row(Making making, String reason, Input input) {
        LotKey lot = making.made().lot();
        Happening at = making.at();
        return new CriticalTrackingEvent.Transformation(
                Bases.of(at, lot, reason),
                input.lotCode(),
                input.product(),
                input.quantity(),
                codes.code(lot, at),
                codes.assignedHere(at.event(), making.place()),
                codes.reference(lot, at),
                CivilDate.of(at.event()),
                products.describe(lot),
                Amounts.of(making.made()),
                Documents.of(making.papers()));
    }
}
