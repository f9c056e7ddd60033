package io.lotledger.projections.cte.findings;

import io.lotledger.projections.cte.balance.InventoryMovement;
import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.classify.JoinedTransformation;
import io.lotledger.projections.cte.classify.TransformedAmounts;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Findings about how the lot was made and used up: rework under its own code, unusual yield, over-consumption. */
final class ProductionFindings {
    private final LotAnalysis lot;
    private final FindingPolicy policy;
    private final List<Finding> found = new ArrayList<>();

    ProductionFindings(LotAnalysis lot, FindingPolicy policy) {
        this.lot = lot;
        this.policy = policy;
    }

    List<Finding> find() {
        for (JoinedTransformation made : lot.transformations()) {
            if (made.amounts().outputs(lot.lot()).isEmpty()) continue;
            rework(made);
            checkYield(made);
        }
        lot.balance().balances().forEach(this::overConsumption);
        return found;
    }

    /** An initial packing assigns the code, and may take the number of the harvest that it packs (21 CFR 1.1320). */
    private void rework(JoinedTransformation made) {
        if (!made.amounts().use(lot.lot())) return;
        if (lot.interpretation().transformations().classification(made).kind().isPacking()) return;
        found.add(lot.finding(
                FindingKind.REWORK_SAME_TLC,
                made.events(),
                "The transformation uses the lot and outputs it under the same code; a transformation must assign a new code.",
                "1.1320",
                Map.of()));
    }

    /** The finding is the same for each lot made. */
    private void checkYield(JoinedTransformation made) {
        made.amounts()
                .measuredYield()
                .filter(amounts -> amounts.in().signum() > 0)
                .ifPresent(amounts -> {
                    BigDecimal yield = amounts.out().divide(amounts.in(), 4, RoundingMode.HALF_UP);
                    if (yield.compareTo(policy.leastYield()) < 0 || yield.compareTo(policy.mostYield()) > 0)
                        found.add(yieldOutOfBand(made, amounts, yield));
                });
    }

    private Finding yieldOutOfBand(JoinedTransformation made, TransformedAmounts.Yield amounts, BigDecimal yield) {
        String unit = UnitOfMeasure.inWords(amounts.uom());
        return lot.finding(
                FindingKind.YIELD_OUT_OF_BAND,
                amounts.lots(),
                made.events(),
                amounts.out().toPlainString() + " " + unit + " came out of "
                        + amounts.in().toPlainString() + " " + unit + ": a yield of " + yield.toPlainString()
                        + ", expected " + policy.leastYield().toPlainString() + " to "
                        + policy.mostYield().toPlainString() + ".",
                null,
                Map.of(
                        "input",
                        amounts.in(),
                        "output",
                        amounts.out(),
                        "uom",
                        Objects.requireNonNullElse(amounts.uom(), ""),
                        "yield",
                        yield,
                        "outputs",
                        amounts.madeAsPrinted()));
    }

    private void overConsumption(Balance balance) {
        if (balance.onHand().signum() >= 0 || isOfUnknownOrigin(balance)) return;
        List<ResolvedEvent> events = lot.movements().stream()
                .filter(movement -> !movement.kind().addsToPlace())
                .filter(movement -> UnitOfMeasure.same(movement.amount().uom(), balance.uom()))
                .map(InventoryMovement::at)
                .distinct()
                .toList();
        found.add(lot.finding(
                FindingKind.OVER_CONSUMPTION,
                events,
                balance.onHand().negate().toPlainString() + " " + UnitOfMeasure.inWords(balance.uom())
                        + " more were used, sold, destroyed or shipped than were available.",
                null,
                Map.of(
                        "uom",
                        Objects.requireNonNullElse(balance.uom(), ""),
                        "produced",
                        balance.produced(),
                        "on_hand",
                        balance.onHand(),
                        "on_hand_by_location",
                        balance.onHandByLocation())));
    }

    /** No event tells how much there was, all that is lacking was only shipped, and nobody who received some sent more than that. */
    private boolean isOfUnknownOrigin(Balance balance) {
        if (balance.produced().signum() > 0 || balance.unexplained().signum() > 0) return false;
        if (balance.received().signum() == 0) return true;
        BigDecimal shipped = balance.inTransit().add(balance.shortfall()).add(balance.overdue());
        return balance.onHand().add(shipped).signum() >= 0
                && lot.movements().stream()
                        .filter(movement -> movement.kind().addsToPlace())
                        .filter(movement -> UnitOfMeasure.same(movement.amount().uom(), balance.uom()))
                        .map(movement -> balance.onHandByLocation().get(movement.place()))
                        .noneMatch(onHand -> onHand != null && onHand.signum() < 0);
    }
}
