package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.CteClassification;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.reading.BizStep;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.Ilmd;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.LotledgerExtension;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.lineage.units.EventDates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The creation of lots: the classification of each ADD for each of its lots, and the events that made a lot, in event
 * order.
 */
public final class LotCreationEvents {
    private static final List<String> CATCH_INDICATORS = List.of(
            "catchZone", "catchArea", "vesselName", "vesselID", "vesselFlagState", "fishType", "harvestDateStart");

    private final LotEventHistory history;
    private final Map<LotKey, LotCreation> byLot = new HashMap<>();

    /** @param kind the kind of the event that created the lot */
    public record Creation(ResolvedEvent event, CteKind kind) {}

    /** The creation events of one lot, read on first use. */
    private static final class LotCreation {
        private final List<Creation> creations = new ArrayList<>();
        private final Map<Integer, CteClassification> classifications = new HashMap<>();
        private List<EpcisEvent> transformations = List.of();
    }

    public LotCreationEvents(LotEventHistory history) {
        this.history = history;
    }

    /** In event order. */
    public List<Creation> of(LotKey lot) {
        return lotCreation(lot).creations;
    }

    public Stream<ResolvedEvent> of(LotKey lot, CteKind kind) {
        return of(lot).stream().filter(c -> c.kind() == kind).map(Creation::event);
    }

    /** Whether the receipt begins the lot: its kind is that of the event that created it. */
    public boolean begins(LotKey lot, ResolvedEvent receipt) {
        List<Creation> creations = of(lot);
        return creations.stream()
                .anyMatch(c -> c.event().equals(receipt)
                        && c.kind() == creations.get(0).kind());
    }

    /**
     * Whether the event lands a catch that an earlier event recorded: it brings the lot ashore and produces nothing.
     */
    public boolean landsEarlierCatch(LotKey lot, ResolvedEvent resolved) {
        boolean landing = classification(resolved, lot)
                .filter(v -> v.is(CteKind.FIRST_LAND_BASED_RECEIVING))
                .isPresent();
        if (!landing) return false;
        Creation first = of(lot).get(0);
        if (first.event().order() == resolved.order()) return false;
        if (first.kind() == CteKind.HARVESTING) return true;
        return first.kind() == CteKind.FIRST_LAND_BASED_RECEIVING
                && !first.event().step().equals(BizStep.LANDING)
                && resolved.step().equals(BizStep.LANDING);
    }

    /** Whether the event lands the lot, and no earlier event made it. */
    boolean landsFirst(LotKey lot, ResolvedEvent resolved) {
        return of(lot).stream()
                .findFirst()
                .filter(first -> first.kind() == CteKind.FIRST_LAND_BASED_RECEIVING)
                .filter(first -> first.event().equals(resolved))
                .isPresent();
    }

    /** The classification of an ADD, or of an event that declares its CTE; empty for any other event. */
    public Optional<CteClassification> classification(ResolvedEvent resolved, LotKey lot) {
        return Optional.ofNullable(lotCreation(lot).classifications.get(resolved.order()));
    }

    /** The kind of a transformation before its inputs are examined; {@link CteKind#NONE} only if declared. */
    private static CteKind transformationKind(ResolvedEvent resolved) {
        if (!(resolved.event() instanceof TransformationEvent)) return CteKind.NONE;
        return resolved.explicit()
                .orElse(BizStep.isHarvesting(resolved.step()) ? CteKind.HARVESTING : CteKind.TRANSFORMATION);
    }

    private LotCreation lotCreation(LotKey lot) {
        LotCreation known = byLot.get(lot);
        if (known != null) return known;
        LotCreation read = read(lot);
        byLot.put(lot, read);
        return read;
    }

    private LotCreation read(LotKey lot) {
        LotCreation lotCreation = new LotCreation();
        List<ResolvedEvent> lotHistory = history.of(lot).stream()
                .filter(resolved -> resolved.subjects().contains(lot))
                .toList();
        lotCreation.transformations = lotHistory.stream()
                .filter(resolved -> transformationKind(resolved).makesTraceabilityLot())
                .map(ResolvedEvent::event)
                .toList();
        for (ResolvedEvent resolved : lotHistory) read(resolved, lot, lotCreation);
        return lotCreation;
    }

    private void read(ResolvedEvent resolved, LotKey lot, LotCreation lotCreation) {
        if (resolved.event() instanceof TransformationEvent) {
            CteKind kind = transformationKind(resolved);
            if (kind.beginsLot()) lotCreation.creations.add(new Creation(resolved, kind));
            return;
        }
        Optional<CteClassification> classification = resolved.explicit()
                .filter(CteKind::beginsLot)
                .map(kind -> EventClassifier.declared(kind, resolved.event()))
                .or(() -> creation(resolved, lotCreation));
        classification.ifPresent(v -> lotCreation.classifications.put(resolved.order(), v));
        classification
                .filter(v -> v.kind().beginsLot())
                .ifPresent(v -> lotCreation.creations.add(new Creation(resolved, v.kind())));
    }

    private static Optional<CteClassification> creation(ResolvedEvent resolved, LotCreation lot) {
        EpcisEvent event = resolved.event();
        String step = resolved.step();
        if (resolved.explicit().isPresent()) return Optional.empty();
        if (BizStep.isReceiving(step) && MovementEvents.canMove(event) && LotledgerExtension.exemptSource(event)) {
            String action = MovementEvents.action(event).map(Action::name).orElse("");
            return Optional.of(new CteClassification(
                    CteKind.RECEIVING_EXEMPT,
                    event.type() + " " + action + " " + step + " with lotledger:exemptSource"));
        }
        if (!(event instanceof ObjectEvent object)) return Optional.empty();
        if (step.equals(BizStep.LANDING) && object.action() != Action.DELETE) return Optional.of(landed(object));
        return object.action() == Action.ADD
                ? Optional.of(exemptOr(added(object, step, lot), LotledgerExtension.exemptSource(event)))
                : Optional.empty();
    }

    /** A packing whose event declares an exempt person as source is on the tab of its own. */
    static CteClassification exemptOr(CteClassification classification, boolean exemptSource) {
        return exemptSource && classification.is(CteKind.INITIAL_PACKING)
                ? new CteClassification(
                        CteKind.INITIAL_PACKING_EXEMPT,
                        classification.reason() + "; lotledger:exemptSource declares an exempt person as source")
                : classification;
    }

    private static CteClassification landed(ObjectEvent event) {
        String reason = event.action() == Action.ADD
                ? "ObjectEvent ADD landing"
                : "ambiguous: ObjectEvent " + event.action() + " landing, where an ADD is expected";
        return new CteClassification(CteKind.FIRST_LAND_BASED_RECEIVING, reason + catchSeen(event));
    }

    private static String catchSeen(EpcisEvent event) {
        return catchIndicator(event)
                .map(sign -> ", ilmd names " + sign)
                .orElse(", but names no catch area, vessel or dates");
    }

    private static CteClassification added(ObjectEvent event, String step, LotCreation lot) {
        if (BizStep.isHarvesting(step)) return new CteClassification(CteKind.HARVESTING, "ObjectEvent ADD " + step);
        if (BizStep.isReceiving(step)) return receivedExempt(event, step, lot);
        boolean creating = step.equals(BizStep.CREATING_CLASS_INSTANCE) || step.equals(BizStep.COMMISSIONING);
        Optional<String> sign = catchIndicator(event);
        if (creating && sign.isPresent()) {
            return new CteClassification(
                    CteKind.FIRST_LAND_BASED_RECEIVING,
                    "ObjectEvent ADD " + step + " with " + sign.get() + " in its ilmd");
        }
        if (!creating && !BizStep.packsNewLot(step)) {
            return CteClassification.notUnderstood(
                    step.isEmpty()
                            ? "ObjectEvent ADD without bizStep: the kind of creation is unknown"
                            : "ObjectEvent ADD " + step + " does not match the pattern of a CTE");
        }
        List<EpcisEvent> made = lot.transformations.stream()
                .filter(earlier -> EventDates.isNotAfter(earlier, event))
                .toList();
        if (!made.isEmpty()) return madeBefore(made, event, step);
        return newLot(event, step, lot);
    }

    /** A code that was assigned before contradicts the pattern, but an exempt person may have sold food that has one. */
    private static CteClassification receivedExempt(ObjectEvent event, String step, LotCreation lot) {
        String pattern = "ObjectEvent ADD " + step;
        Optional<Creation> assigned = lot.creations.stream()
                .filter(c -> c.kind().makesTraceabilityLot())
                .findFirst();
        if (assigned.isEmpty() || LotledgerExtension.exemptSource(event)) {
            return new CteClassification(
                    CteKind.RECEIVING_EXEMPT,
                    pattern + ": the receiver creates the lot, so it came from a person exempt from the rule");
        }
        EpcisEvent source = assigned.get().event().event();
        return new CteClassification(
                CteKind.RECEIVING_EXEMPT,
                "ambiguous: " + pattern + " of a lot whose code " + source.eventID() + " assigned before"
                        + Endpoints.place(source)
                                .map(place -> " at " + Endpoints.placeKey(Optional.of(place)))
                                .orElse("")
                        + ": taken as a receipt from a person exempt from the rule; if the lot came from its source, the receipt is an OBSERVE");
    }

    /** At the same place an ADD repeats what was made; at another it assigns the code to other food. */
    private static CteClassification madeBefore(List<EpcisEvent> made, ObjectEvent event, String step) {
        Optional<String> here = Endpoints.place(event);
        String pattern = "ObjectEvent ADD " + step + " of a lot that an earlier transformation made";
        return made.stream().allMatch(earlier -> Endpoints.differ(Endpoints.place(earlier), here))
                ? new CteClassification(
                        CteKind.INITIAL_PACKING,
                        "ambiguous: " + pattern + " at another place: its code is assigned again here")
                : CteClassification.none(pattern + ": the lot is not new here");
    }

    private static CteClassification newLot(ObjectEvent event, String step, LotCreation lot) {
        List<Creation> before = lot.creations;
        boolean landedBefore = before.stream().anyMatch(c -> c.kind() == CteKind.FIRST_LAND_BASED_RECEIVING);
        if (landedBefore)
            return CteClassification.none(
                    "ObjectEvent ADD " + step + " of a lot already landed: the lot is not new here");
        if (step.equals(BizStep.CREATING_CLASS_INSTANCE)) {
            return new CteClassification(
                    CteKind.HARVESTING,
                    "ObjectEvent ADD creating_class_instance at a farm: no input, no sign of a landing");
        }
        if (BizStep.packsNewLot(step)) {
            return new CteClassification(CteKind.INITIAL_PACKING, "ObjectEvent ADD " + step + origin(before));
        }
        return commissioned(event, before);
    }

    private static String origin(List<Creation> before) {
        return before.stream().anyMatch(c -> c.kind() == CteKind.HARVESTING)
                ? " of a harvest lot packed under its own code"
                : " of a lot with no known harvest";
    }

    /** Commissioning is a harvest if a growing area is named or differs from the farm, otherwise a packing. */
    private static CteClassification commissioned(ObjectEvent event, List<Creation> before) {
        if (Endpoints.growingArea(event).isPresent()) return harvest("its bizLocation is not its readPoint");
        if (LotledgerExtension.text(event, "growingAreaName").isPresent()) return harvest("it names a growing area");
        if (LotledgerExtension.text(event, "containerName").isPresent()) return harvest("it names a container");
        boolean isSameHarvest = before.stream()
                .anyMatch(c -> c.kind() == CteKind.HARVESTING
                        && Endpoints.same(Endpoints.farm(c.event().event()), Endpoints.farm(event)));
        if (isSameHarvest) return harvest("the lot was harvested at this place");
        return new CteClassification(
                CteKind.INITIAL_PACKING,
                "ambiguous: ObjectEvent ADD commissioning, classified as initial packing because it names no growing area or container apart from its place");
    }

    private static CteClassification harvest(String why) {
        return new CteClassification(
                CteKind.HARVESTING,
                "ambiguous: ObjectEvent ADD commissioning, classified as harvesting because " + why);
    }

    /** A growing area or container distinguishes aquaculture and crops from a vessel's catch. */
    private static Optional<String> catchIndicator(EpcisEvent event) {
        if (LotledgerExtension.text(event, "growingAreaName").isPresent()) return Optional.empty();
        if (LotledgerExtension.text(event, "containerName").isPresent()) return Optional.empty();
        return CATCH_INDICATORS.stream()
                .filter(name -> !Ilmd.texts(event.fields().ilmd(), name).isEmpty())
                .findFirst();
    }
}
