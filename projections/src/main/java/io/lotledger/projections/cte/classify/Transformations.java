package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.projections.cte.classify.LotEventCache.Reading;
import io.lotledger.projections.cte.model.CteClassification;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.reading.BizStep;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Joins the events of one transformation, and tells an initial packing from the others by where its inputs come from. */
public final class Transformations {
    private final PackingStage origins;
    private final ProductDescriptions products;
    private final Map<Integer, JoinedTransformation> byEvent = new LinkedHashMap<>();
    private final List<JoinedTransformation> all = new ArrayList<>();
    private final IdentityHashMap<JoinedTransformation, CteClassification> verdicts = new IdentityHashMap<>();

    public Transformations(
            LotEventHistory histories, Reading reading, PackingStage origins, ProductDescriptions products) {
        this.origins = origins;
        this.products = products;
        Map<String, List<ResolvedEvent>> joined = new LinkedHashMap<>();
        for (ResolvedEvent happening : histories.all()) {
            if (happening.event() instanceof TransformationEvent event) {
                String id = event.transformationID();
                String key = id == null || id.isBlank()
                        ? "event " + event.eventID()
                        : "transformation " + CanonicalUri.of(id);
                joined.computeIfAbsent(key, k -> new ArrayList<>()).add(happening);
            }
        }
        for (List<ResolvedEvent> events : joined.values()) {
            List<LotEvent> laidOpen =
                    events.stream().map(ResolvedEvent::laidOpen).toList();
            JoinedTransformation made = new JoinedTransformation(events, reading.transformed(laidOpen));
            all.add(made);
            events.forEach(event -> byEvent.put(event.order(), made));
        }
    }

    public List<JoinedTransformation> all() {
        return all;
    }

    /** The transformation an event is, or is a part of. */
    public Optional<JoinedTransformation> of(ResolvedEvent event) {
        return Optional.ofNullable(byEvent.get(event.order()));
    }

    /** Inputs that are on the Food Traceability List, as far as anybody says. */
    public List<LotAmount> listedInputs(JoinedTransformation made) {
        return made.inputs().stream()
                .filter(input -> !products.isOffTheFoodTraceabilityList(input.lot()))
                .toList();
    }

    public CteClassification verdict(JoinedTransformation made) {
        return verdicts.computeIfAbsent(
                made, m -> m.events().get(m.events().size() - 1).told(read(m)));
    }

    private CteClassification read(JoinedTransformation made) {
        if (made.explicit().isPresent())
            return EventClassifier.said(made.explicit().get());
        String step = made.events().get(made.events().size() - 1).step();
        if (made.events().stream().anyMatch(e -> BizStep.isHarvesting(e.step()))) {
            return new CteClassification(CteKind.HARVESTING, "TransformationEvent of a harvest: " + step);
        }
        if (made.inputs().isEmpty()) {
            return new CteClassification(
                    CteKind.TRANSFORMATION,
                    "TransformationEvent that names no inputs: ingredients not on the Food Traceability List");
        }
        List<LotAmount> inputs = listedInputs(made);
        if (inputs.isEmpty()) {
            return new CteClassification(
                    CteKind.TRANSFORMATION,
                    "TransformationEvent whose inputs are all off the Food Traceability List by their master data");
        }
        return byInputs(made, inputs, step);
    }

    private CteClassification byInputs(JoinedTransformation made, List<LotAmount> inputs, String step) {
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
        return new CteClassification(
                CteKind.TRANSFORMATION, transformationReason(inputs.size(), harvested + signed, step));
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

    private CteClassification packing(JoinedTransformation made, List<LotAmount> inputs, long signed, String step) {
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

    private static CteClassification packed(JoinedTransformation made, String reason) {
        return made.exemptSource()
                ? new CteClassification(
                        CteKind.INITIAL_PACKING_EXEMPT, reason + "; lotledger:exemptSource says from an exempt person")
                : new CteClassification(CteKind.INITIAL_PACKING, reason);
    }

    private static String stepText(String step) {
        return step.isEmpty() ? "" : " " + step;
    }

    private boolean isUnpackedHarvestLot(JoinedTransformation made, LotAmount input) {
        return origins.isHarvestLot(input.lot()) && isBeforePacking(made, input);
    }

    private boolean isUnpackedBySigns(JoinedTransformation made, LotAmount input) {
        return !origins.isHarvestLot(input.lot()) && isBeforePacking(made, input);
    }

    private boolean isPacked(JoinedTransformation made, LotAmount input) {
        return origins.madeBy(input.lot()).isPresent() && !isBeforePacking(made, input);
    }

    private boolean isBeforePacking(JoinedTransformation made, LotAmount input) {
        return users(made, input).anyMatch(user -> origins.isBeforePacking(input.lot(), user));
    }

    private static Stream<ResolvedEvent> users(JoinedTransformation made, LotAmount input) {
        return made.events().stream().filter(e -> !e.inputs(input.lot()).isEmpty());
    }
}
