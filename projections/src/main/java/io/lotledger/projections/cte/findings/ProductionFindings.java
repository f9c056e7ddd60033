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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the lot was made and used up: out of itself, out of too much or too little, or more of it than there was. */
final class ProductionFindings {
    private final LotAnalysis lot;
    private final FindingPolicy policy;
    private final List<Finding> found = new ArrayList<>();

    ProductionFindings(LotAnalysis lot, FindingPolicy policy) {
        this.lot = lot;
        this.policy = policy;
    }

    List<Finding> find() {
        for (JoinedTransformation made : lot.read().transformations().all()) {
            if (made.amounts().outputs(lot.lot()).isEmpty()) continue;
            rework(made);
            checkYield(made);
        }
        lot.balance().balances().forEach(this::overConsumption);
        return found;
    }

    private void rework(JoinedTransformation made) {
        if (!made.amounts().use(lot.lot())) return;
        found.add(lot.finding(
                FindingKind.REWORK_SAME_TLC,
                made.events(),
                "The transformation uses the lot and makes it again under the same code; a transformation assigns a new one.",
                "1.1320",
                Map.of()));
    }

    /** Only where everything that went in and came out is counted in one unit of measure. */
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
        Set<LotKey> lots = new LinkedHashSet<>(Set.of(lot.lot()));
        made.inputs().stream().filter(LotAmount::isLot).forEach(input -> lots.add(input.lot()));
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
                        yield)));
    }

    private void overConsumption(Balance balance) {
        boolean known = balance.produced().signum() > 0 || balance.received().signum() > 0;
        if (!known || balance.onHand().signum() >= 0) return;
        List<ResolvedEvent> events = lot.flows().stream()
                .filter(flow -> !flow.kind().addsToPlace())
                .filter(flow -> UnitOfMeasure.same(flow.amount().uom(), balance.uom()))
                .map(InventoryMovement::at)
                .distinct()
                .toList();
        found.add(lot.finding(
                FindingKind.OVER_CONSUMPTION,
                events,
                balance.onHand().negate().toPlainString() + " " + UnitOfMeasure.inWords(balance.uom())
                        + " more were used, sold, destroyed or sent than there were.",
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

    /** Empty where there is none, or one of them is not counted. */
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
