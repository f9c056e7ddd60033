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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where lots begin: what each ADD is for each of its lots, and the events that made a lot, in order of happening. */
public final class LotCreationEvents {
    private static final List<String> SIGNS_OF_A_CATCH = List.of(
            "catchZone", "catchArea", "vesselName", "vesselID", "vesselFlagState", "fishType", "harvestDateStart");

    private final LotEventHistory histories;
    private final Map<LotKey, Beginning> byLot = new HashMap<>();

    /** @param kind what the event that began the lot is */
    public record Creation(ResolvedEvent happening, CteKind kind) {}

    /** What is known of one lot, read when it is first asked for. */
    private static final class Beginning {
        private final List<Creation> creations = new ArrayList<>();
        private final Map<Integer, CteClassification> verdicts = new HashMap<>();
        private @Nullable Instant firstTransformation;
    }

    public LotCreationEvents(LotEventHistory histories) {
        this.histories = histories;
    }

    /** In order of happening. */
    public List<Creation> of(LotKey lot) {
        return beginning(lot).creations;
    }

    public Stream<ResolvedEvent> of(LotKey lot, CteKind kind) {
        return of(lot).stream().filter(c -> c.kind() == kind).map(Creation::happening);
    }

    /** Whether the event lands a catch that an earlier event brought up: it takes the lot ashore and makes none of it. */
    public boolean landsEarlierCatch(LotKey lot, ResolvedEvent happening) {
        boolean landing = verdict(happening, lot)
                .filter(v -> v.is(CteKind.FIRST_LAND_BASED_RECEIVING))
                .isPresent();
        if (!landing) return false;
        Creation first = of(lot).get(0);
        if (first.happening().order() == happening.order()) return false;
        if (first.kind() == CteKind.HARVESTING) return true;
        return first.kind() == CteKind.FIRST_LAND_BASED_RECEIVING
                && !first.happening().step().equals(BizStep.LANDING)
                && happening.step().equals(BizStep.LANDING);
    }

    /** What an ADD, or an event that says so itself, is for the lot; empty for any other event. */
    public Optional<CteClassification> verdict(ResolvedEvent happening, LotKey lot) {
        return Optional.ofNullable(beginning(lot).verdicts.get(happening.order()));
    }

    /** What a transformation makes of its outputs before its inputs are looked at; never {@link CteKind#NONE} but by its own word. */
    private static CteKind transformationKind(ResolvedEvent happening) {
        if (!(happening.event() instanceof TransformationEvent)) return CteKind.NONE;
        return happening
                .explicit()
                .orElse(BizStep.isHarvesting(happening.step()) ? CteKind.HARVESTING : CteKind.TRANSFORMATION);
    }

    private Beginning beginning(LotKey lot) {
        Beginning known = byLot.get(lot);
        if (known != null) return known;
        Beginning read = read(lot);
        byLot.put(lot, read);
        return read;
    }

    private Beginning read(LotKey lot) {
        Beginning beginning = new Beginning();
        List<ResolvedEvent> history = histories.of(lot).stream()
                .filter(happening -> happening.subjects().contains(lot))
                .toList();
        beginning.firstTransformation = history.stream()
                .filter(happening -> transformationKind(happening).makesTraceabilityLot())
                .map(happening -> happening.event().eventTime())
                .findFirst()
                .orElse(null);
        for (ResolvedEvent happening : history) read(happening, lot, beginning);
        return beginning;
    }

    private void read(ResolvedEvent happening, LotKey lot, Beginning beginning) {
        if (happening.event() instanceof TransformationEvent) {
            CteKind kind = transformationKind(happening);
            if (kind.beginsLot()) beginning.creations.add(new Creation(happening, kind));
            return;
        }
        Optional<CteClassification> verdict = happening
                .explicit()
                .filter(CteKind::beginsLot)
                .map(kind -> new CteClassification(kind, "lotledger:cte says " + kind.word))
                .or(() -> begun(happening, beginning));
        verdict.ifPresent(v -> beginning.verdicts.put(happening.order(), v));
        verdict.filter(v -> v.kind().beginsLot())
                .ifPresent(v -> beginning.creations.add(new Creation(happening, v.kind())));
    }

    private static Optional<CteClassification> begun(ResolvedEvent happening, Beginning lot) {
        EpcisEvent event = happening.event();
        String step = happening.step();
        if (happening.explicit().isPresent()) return Optional.empty();
        if (BizStep.isReceiving(step) && MovementEvents.canMove(event) && LotledgerExtension.exemptSource(event)) {
            String action = MovementEvents.action(event).map(Action::name).orElse("");
            return Optional.of(new CteClassification(
                    CteKind.RECEIVING_EXEMPT,
                    event.type() + " " + action + " " + step + " with lotledger:exemptSource"));
        }
        if (!(event instanceof ObjectEvent object)) return Optional.empty();
        if (step.equals(BizStep.LANDING) && object.action() != Action.DELETE) return Optional.of(landed(object));
        return object.action() == Action.ADD ? Optional.of(added(object, step, lot)) : Optional.empty();
    }

    private static CteClassification landed(ObjectEvent event) {
        String reason = event.action() == Action.ADD
                ? "ObjectEvent ADD landing"
                : "ambiguous: ObjectEvent " + event.action() + " landing, where an ADD is expected";
        return new CteClassification(CteKind.FIRST_LAND_BASED_RECEIVING, reason + catchSeen(event));
    }

    private static String catchSeen(EpcisEvent event) {
        return signOfACatch(event)
                .map(sign -> ", ilmd names " + sign)
                .orElse(", but names no catch area, vessel or dates");
    }

    private static CteClassification added(ObjectEvent event, String step, Beginning lot) {
        if (BizStep.isHarvesting(step)) return new CteClassification(CteKind.HARVESTING, "ObjectEvent ADD " + step);
        if (BizStep.isReceiving(step)) {
            return new CteClassification(
                    CteKind.RECEIVING_EXEMPT,
                    "ObjectEvent ADD " + step
                            + ": the receiver begins the lot, so it came from a person exempt from the rule");
        }
        boolean creating = step.equals(BizStep.CREATING_CLASS_INSTANCE) || step.equals(BizStep.COMMISSIONING);
        Optional<String> sign = signOfACatch(event);
        if (creating && sign.isPresent()) {
            return new CteClassification(
                    CteKind.FIRST_LAND_BASED_RECEIVING,
                    "ObjectEvent ADD " + step + " with " + sign.get() + " in its ilmd");
        }
        if (!creating && !BizStep.packsNewLot(step)) {
            return CteClassification.notUnderstood(
                    step.isEmpty()
                            ? "ObjectEvent ADD without bizStep: what began here cannot be told"
                            : "ObjectEvent ADD " + step + " is no pattern of a CTE");
        }
        Instant made = lot.firstTransformation;
        if (made != null && !event.eventTime().isBefore(made)) {
            return CteClassification.none(
                    "ObjectEvent ADD " + step + " of a lot that a transformation made before: the lot is not new here");
        }
        return newLot(event, step, lot);
    }

    private static CteClassification newLot(ObjectEvent event, String step, Beginning lot) {
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
            return new CteClassification(CteKind.INITIAL_PACKING, "ObjectEvent ADD " + step + onwhat(before));
        }
        return commissioned(event, before);
    }

    private static String onwhat(List<Creation> before) {
        return before.stream().anyMatch(c -> c.kind() == CteKind.HARVESTING)
                ? " of a harvest lot packed under its own code"
                : " of a lot with no lot before it";
    }

    /** The settled question: commissioning is a harvest where a growing area is named or told apart from the farm, else a packing. */
    private static CteClassification commissioned(ObjectEvent event, List<Creation> before) {
        if (Endpoints.growingArea(event).isPresent()) return harvest("its bizLocation is not its readPoint");
        if (LotledgerExtension.text(event, "growingAreaName").isPresent()) return harvest("it names a growing area");
        if (LotledgerExtension.text(event, "containerName").isPresent()) return harvest("it names a container");
        boolean moreOfTheHarvest = before.stream()
                .anyMatch(c -> c.kind() == CteKind.HARVESTING
                        && Endpoints.same(Endpoints.farm(c.happening().event()), Endpoints.farm(event)));
        if (moreOfTheHarvest) return harvest("the lot was harvested at this very place");
        return new CteClassification(
                CteKind.INITIAL_PACKING,
                "ambiguous: ObjectEvent ADD commissioning, read as initial packing because it names no growing area or container apart from its place");
    }

    private static CteClassification harvest(String why) {
        return new CteClassification(
                CteKind.HARVESTING, "ambiguous: ObjectEvent ADD commissioning, read as harvesting because " + why);
    }

    /** A growing area or container tells a farm's fish and fruit from a vessel's catch. */
    private static Optional<String> signOfACatch(EpcisEvent event) {
        if (LotledgerExtension.text(event, "growingAreaName").isPresent()) return Optional.empty();
        if (LotledgerExtension.text(event, "containerName").isPresent()) return Optional.empty();
        return SIGNS_OF_A_CATCH.stream()
                .filter(name -> !Ilmd.texts(event.fields().ilmd(), name).isEmpty())
                .findFirst();
    }
}
