package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.CanonicalUri;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.projections.cte.ReadEvents.Reading;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Joins the events of one transformation, and tells an initial packing from the others by where its inputs come from. */
final class Transformations {
    private final Origins origins;
    private final Products products;
    private final Map<Integer, MadeLots> byEvent = new LinkedHashMap<>();
    private final List<MadeLots> all = new ArrayList<>();
    private final Map<MadeLots, Verdict> verdicts = new IdentityHashMap<>();

    Transformations(Histories histories, Reading reading, Origins origins, Products products) {
        this.origins = origins;
        this.products = products;
        Map<String, List<Happening>> joined = new LinkedHashMap<>();
        for (Happening happening : histories.all()) {
            if (happening.event() instanceof TransformationEvent event) {
                String id = event.transformationID();
                String key = id == null || id.isBlank()
                        ? "event " + event.eventID()
                        : "transformation " + CanonicalUri.of(id);
                joined.computeIfAbsent(key, k -> new ArrayList<>()).add(happening);
            }
        }
        for (List<Happening> events : joined.values()) {
            List<LaidOpen> laidOpen = events.stream().map(Happening::laidOpen).toList();
            MadeLots made = new MadeLots(events, reading.transformed(laidOpen));
            all.add(made);
            events.forEach(event -> byEvent.put(event.order(), made));
        }
    }

    List<MadeLots> all() {
        return all;
    }

    /** The transformation an event is, or is a part of. */
    Optional<MadeLots> of(Happening event) {
        return Optional.ofNullable(byEvent.get(event.order()));
    }

    /** Inputs that are on the Food Traceability List, as far as anybody says. */
    List<LotAmount> listedInputs(MadeLots made) {
        return made.inputs().stream()
                .filter(input -> !products.isOffTheFoodTraceabilityList(input.lot()))
                .toList();
    }

    Verdict verdict(MadeLots made) {
        return verdicts.computeIfAbsent(
                made, m -> m.events().get(m.events().size() - 1).told(read(m)));
    }

    private Verdict read(MadeLots made) {
        if (made.explicit().isPresent()) return Verdicts.said(made.explicit().get());
        String step = made.events().get(made.events().size() - 1).step();
        if (made.events().stream().anyMatch(e -> BizStep.isHarvesting(e.step()))) {
            return new Verdict(CteKind.HARVESTING, "TransformationEvent of a harvest: " + step);
        }
        if (made.inputs().isEmpty()) {
            return new Verdict(
                    CteKind.TRANSFORMATION,
                    "TransformationEvent that names no inputs: ingredients not on the Food Traceability List");
        }
        List<LotAmount> inputs = listedInputs(made);
        if (inputs.isEmpty()) {
            return new Verdict(
                    CteKind.TRANSFORMATION,
                    "TransformationEvent whose inputs are all off the Food Traceability List by their master data");
        }
        return byInputs(made, inputs, step);
    }

    private Verdict byInputs(MadeLots made, List<LotAmount> inputs, String step) {
        long harvested =
                inputs.stream().filter(i -> isUnpackedHarvestLot(made, i)).count();
        long signed = inputs.stream().filter(i -> isUnpackedBySigns(made, i)).count();
        boolean packs = made.events().stream().anyMatch(e -> BizStep.packsHarvestLots(e.step()));
        if (harvested + signed == inputs.size() && packs) return packing(made, inputs, signed, step);
        if (made.events().stream().anyMatch(e -> BizStep.saysInitialPacking(e.step()))) {
            return packed(
                    made, "ambiguous: the step says " + step + ", though the inputs are not known as harvest lots");
        }
        if (made.exemptSource() && packs && inputs.stream().noneMatch(i -> isPacked(made, i))) {
            return packed(made, "ambiguous: inputs of unknown origin");
        }
        return new Verdict(CteKind.TRANSFORMATION, transformationReason(inputs.size(), harvested + signed, step));
    }

    private static String transformationReason(int inputs, long unpacked, String step) {
        if (unpacked == 0)
            return "TransformationEvent" + stepText(step) + " whose inputs are no harvest lots, or of unknown origin";
        if (unpacked < inputs) {
            return "ambiguous: TransformationEvent" + stepText(step)
                    + " of harvest lots together with other lots, read as a transformation";
        }
        return "TransformationEvent" + stepText(step) + " of harvest lots, but not by a step of packing";
    }

    private Verdict packing(MadeLots made, List<LotAmount> inputs, long signed, String step) {
        String how = "TransformationEvent" + stepText(step);
        if (signed == 0) {
            String ambiguous = step.isEmpty() ? "ambiguous: no bizStep; " : "";
            return packed(made, ambiguous + how + " whose inputs are harvest lots never packed before");
        }
        String sign = inputs.stream()
                .filter(i -> isUnpackedBySigns(made, i))
                .flatMap(i -> origins.signOfStage(i.lot()).stream())
                .findFirst()
                .orElse("of what came before");
        return packed(
                made,
                "ambiguous: " + how + " of an input whose harvest is not known, read as before initial packing because "
                        + sign);
    }

    private static Verdict packed(MadeLots made, String reason) {
        return made.exemptSource()
                ? new Verdict(
                        CteKind.INITIAL_PACKING_EXEMPT, reason + "; lotledger:exemptSource says from an exempt person")
                : new Verdict(CteKind.INITIAL_PACKING, reason);
    }

    private static String stepText(String step) {
        return step.isEmpty() ? "" : " " + step;
    }

    private boolean isUnpackedHarvestLot(MadeLots made, LotAmount input) {
        return origins.isHarvestLot(input.lot()) && isBeforePacking(made, input);
    }

    private boolean isUnpackedBySigns(MadeLots made, LotAmount input) {
        return !origins.isHarvestLot(input.lot()) && isBeforePacking(made, input);
    }

    private boolean isPacked(MadeLots made, LotAmount input) {
        return origins.madeBy(input.lot()).isPresent() && !isBeforePacking(made, input);
    }

    private boolean isBeforePacking(MadeLots made, LotAmount input) {
        return users(made, input).anyMatch(user -> origins.isBeforePacking(input.lot(), user));
    }

    private static Stream<Happening> users(MadeLots made, LotAmount input) {
        return made.events().stream().filter(e -> !e.inputs(input.lot()).isEmpty());
    }
}
