package io.lotledger.projections.cte.findings;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.balance.InventoryMovement;
import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.classify.JoinedTransformation;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        for (JoinedTransformation made : lot.interpretation().transformations().all()) {
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

    /**
     * Checks the yield only if all inputs and outputs are counted in one unit of measure. The finding is the same for each lot
     * made.
     */
    private void checkYield(JoinedTransformation made) {
        Set<String> units = new HashSet<>();
        @Nullable String uom = null;
        for (LotAmount amount :
                Stream.concat(made.inputs().stream(), made.outputs().stream()).toList()) {
            units.add(UnitOfMeasure.inWords(amount.uom()));
            uom = UnitOfMeasure.either(uom, amount.uom());
        }
        Optional<BigDecimal> in = total(made.inputs());
        Optional<BigDecimal> out = total(made.outputs());
        if (units.size() != 1 || in.isEmpty() || out.isEmpty() || in.get().signum() <= 0) return;
        BigDecimal yield = out.get().divide(in.get(), 4, RoundingMode.HALF_UP);
        if (yield.compareTo(policy.leastYield()) >= 0 && yield.compareTo(policy.mostYield()) <= 0) return;
        Set<LotKey> lots = lots(made.outputs());
        List<String> outputs = lots.stream().map(LotKey::printed).toList();
        lots.addAll(lots(made.inputs()));
        String unit = UnitOfMeasure.inWords(uom);
        found.add(lot.finding(
                FindingKind.YIELD_OUT_OF_BAND,
                List.copyOf(lots),
                made.events(),
                out.get().toPlainString() + " " + unit + " came out of "
                        + in.get().toPlainString() + " " + unit + ": a yield of " + yield.toPlainString()
                        + ", expected " + policy.leastYield().toPlainString() + " to "
                        + policy.mostYield().toPlainString() + ".",
                null,
                Map.of(
                        "input",
                        in.get(),
                        "output",
                        out.get(),
                        "uom",
                        Objects.requireNonNullElse(uom, ""),
                        "yield",
                        yield,
                        "outputs",
                        outputs)));
    }

    private static Set<LotKey> lots(List<LotAmount> amounts) {
        return amounts.stream()
                .filter(LotAmount::isLot)
                .map(LotAmount::lot)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void overConsumption(Balance balance) {
        boolean known = balance.produced().signum() > 0 || balance.received().signum() > 0;
        if (!known || balance.onHand().signum() >= 0) return;
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

    /** The sum; empty if there are no amounts, or one of them has no quantity. */
    private static Optional<BigDecimal> total(List<LotAmount> amounts) {
        BigDecimal total = BigDecimal.ZERO;
        for (LotAmount amount : amounts) {
            BigDecimal quantity = amount.quantity();
            if (quantity == null) return Optional.empty();
            total = total.add(quantity);
        }
        return amounts.isEmpty() ? Optional.empty() : Optional.of(total);
    }
}
