package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.projections.cte.classify.LotEventCache.Reading;
import io.lotledger.projections.cte.model.CteClassification;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.reading.BizStep;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.EventLotReader;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Joins the events of one transformation, and distinguishes initial packings from other transformations by the origin
 * of the inputs.
 */
public final class Transformations {
    private final PackingStage packingStage;
    private final ProductDescriptions products;
    private final EventLotReader eventLots;
    private final Map<Integer, JoinedTransformation> byEvent = new LinkedHashMap<>();
    private final List<JoinedTransformation> all = new ArrayList<>();
    private final IdentityHashMap<JoinedTransformation, CteClassification> classifications = new IdentityHashMap<>();

    public Transformations(
            LotEventHistory history, Reading reading, PackingStage packingStage, ProductDescriptions products) {
        this.packingStage = packingStage;
        this.products = products;
        this.eventLots = reading.eventLots();
        Map<String, List<ResolvedEvent>> joined = new LinkedHashMap<>();
        for (ResolvedEvent resolved : history.all()) {
            if (resolved.event() instanceof TransformationEvent event) {
                String id = event.transformationID();
                String key = id == null || id.isBlank()
                        ? "event " + event.eventID()
                        : "transformation " + CanonicalUri.of(id);
                joined.computeIfAbsent(key, k -> new ArrayList<>()).add(resolved);
            }
        }
        for (List<ResolvedEvent> events : joined.values()) {
            List<LotEvent> lotEvents =
                    events.stream().map(ResolvedEvent::lotEvent).toList();
            JoinedTransformation made = new JoinedTransformation(events, reading.transformed(lotEvents));
            all.add(made);
            events.forEach(event -> byEvent.put(event.order(), made));
        }
    }

    public List<JoinedTransformation> all() {
        return all;
    }

    /** Those with one of the events, which are in event order. */
    public List<JoinedTransformation> naming(List<ResolvedEvent> events) {
        Set<JoinedTransformation> naming = Collections.newSetFromMap(new IdentityHashMap<>());
        events.forEach(event -> of(event).ifPresent(naming::add));
        return naming.stream()
                .sorted(Comparator.comparingInt(made -> made.events().get(0).order()))
                .toList();
    }

    /** The transformation to which an event belongs. */
    public Optional<JoinedTransformation> of(ResolvedEvent event) {
        return Optional.ofNullable(byEvent.get(event.order()));
    }

    /** The place of the event; if it names none, of a transformation that it is part of. */
    public Optional<String> placeOf(ResolvedEvent event) {
        return of(event).map(made -> made.place(event)).orElseGet(() -> Endpoints.place(event.event()));
    }

    /** Inputs on the Food Traceability List; an input counts unless its master data says otherwise. */
    public List<LotAmount> listedInputs(JoinedTransformation made) {
        return made.inputs().stream()
                .filter(input -> !products.isOffTheFoodTraceabilityList(input.lot()))
                .toList();
    }

    /** Whether a row shows that no event names the new lot: something on the list was used, and may have been made. */
    public boolean lacksNewLot(JoinedTransformation made) {
        boolean isOffList = !made.outputs().isEmpty()
                && made.outputs().stream().allMatch(output -> products.isOffTheFoodTraceabilityList(output.lot()));
        return !made.namesNewLot() && !isOffList && !listedInputs(made).isEmpty();
    }

    /** Whether it used units or serials of which no event says what they held. */
    public boolean usesUnknownLots(JoinedTransformation made) {
        return made.events().stream()
                .anyMatch(event ->
                        !eventLots.unitsOfUnknownContents(event.lotEvent()).isEmpty());
    }

    public CteClassification classification(JoinedTransformation made) {
        return classifications.computeIfAbsent(
                made, m -> m.events().get(m.events().size() - 1).withVocabularyNote(read(m)));
    }

    private CteClassification read(JoinedTransformation made) {
        if (made.explicit().isPresent())
            return LotCreationEvents.exemptOr(
                    EventClassifier.declared(made.explicit().get()), made.exemptSource());
        String step = made.events().get(made.events().size() - 1).step();
        if (made.events().stream().anyMatch(e -> BizStep.isHarvesting(e.step()))) {
            return new CteClassification(CteKind.HARVESTING, "TransformationEvent of a harvest: " + step);
        }
        List<LotAmount> inputs = listedInputs(made);
        if (inputs.isEmpty() && usesUnknownLots(made)) {
            return new CteClassification(
                    CteKind.TRANSFORMATION, "TransformationEvent of units or serials without a known lot at that time");
        }
        if (made.inputs().isEmpty()) {
            return new CteClassification(
                    CteKind.TRANSFORMATION,
                    "TransformationEvent that names no inputs: ingredients not on the Food Traceability List");
        }
        if (inputs.isEmpty()) {
            return new CteClassification(
                    CteKind.TRANSFORMATION,
                    "TransformationEvent whose inputs are all marked as not on the Food Traceability List in master data");
        }
        return byInputs(made, inputs, step);
    }

    private CteClassification byInputs(JoinedTransformation made, List<LotAmount> inputs, String step) {
        long harvested =
                inputs.stream().filter(i -> isUnpackedHarvestLot(made, i)).count();
        long indicated =
                inputs.stream().filter(i -> isUnpackedByIndication(made, i)).count();
        boolean packs = made.events().stream().anyMatch(e -> BizStep.packsHarvestLots(e.step()));
        if (harvested + indicated == inputs.size() && packs) return packing(made, inputs, indicated, step);
        if (made.events().stream().anyMatch(e -> BizStep.namesInitialPacking(e.step()))) {
            return packed(made, "ambiguous: bizStep is " + step + ", but the inputs are not known to be harvest lots");
        }
        if (made.exemptSource() && packs && inputs.stream().noneMatch(i -> isPacked(made, i))) {
            return packed(made, "ambiguous: inputs of unknown origin");
        }
        return new CteClassification(
                CteKind.TRANSFORMATION, transformationReason(inputs.size(), harvested + indicated, step));
    }

    private static String transformationReason(int inputs, long unpacked, String step) {
        if (unpacked == 0)
            return "TransformationEvent" + stepText(step)
                    + " whose inputs are not harvest lots, or are of unknown origin";
        if (unpacked < inputs) {
            return "ambiguous: TransformationEvent" + stepText(step)
                    + " of harvest lots together with other lots, classified as a transformation";
        }
        return "TransformationEvent" + stepText(step) + " of harvest lots, but its bizStep is not a packing step";
    }

    private CteClassification packing(JoinedTransformation made, List<LotAmount> inputs, long indicated, String step) {
        String how = "TransformationEvent" + stepText(step);
        if (indicated == 0) {
            String ambiguous = step.isEmpty() ? "ambiguous: no bizStep; " : "";
            return packed(made, ambiguous + how + " whose inputs are harvest lots never packed before");
        }
        String sign = inputs.stream()
                .filter(i -> isUnpackedByIndication(made, i))
                .flatMap(i -> packingStage.indicationOfStage(i.lot()).stream())
                .findFirst()
                .orElse("of what came before");
        return packed(
                made,
                "ambiguous: " + how
                        + " of an input whose harvest is not known, taken to be before initial packing because "
                        + sign);
    }

    private static CteClassification packed(JoinedTransformation made, String reason) {
        return LotCreationEvents.exemptOr(new CteClassification(CteKind.INITIAL_PACKING, reason), made.exemptSource());
    }

    private static String stepText(String step) {
        return step.isEmpty() ? "" : " " + step;
    }

    private boolean isUnpackedHarvestLot(JoinedTransformation made, LotAmount input) {
        return packingStage.isHarvestLot(input.lot()) && isBeforePacking(made, input);
    }

    private boolean isUnpackedByIndication(JoinedTransformation made, LotAmount input) {
        return !packingStage.isHarvestLot(input.lot()) && isBeforePacking(made, input);
    }

    private boolean isPacked(JoinedTransformation made, LotAmount input) {
        return packingStage.madeBy(input.lot()).isPresent() && !isBeforePacking(made, input);
    }

    private boolean isBeforePacking(JoinedTransformation made, LotAmount input) {
        return users(made, input).anyMatch(user -> packingStage.isBeforePacking(input.lot(), user));
    }

    private static Stream<ResolvedEvent> users(JoinedTransformation made, LotAmount input) {
        return made.events().stream().filter(e -> !e.inputs(input.lot()).isEmpty());
    }
}
