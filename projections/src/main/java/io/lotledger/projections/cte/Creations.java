package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where lots begin: what each ADD is for each of its lots, and the events that made a lot, in order of happening. */
final class Creations {
    private static final List<String> SIGNS_OF_A_CATCH = List.of(
            "catchZone", "catchArea", "vesselName", "vesselID", "vesselFlagState", "fishType", "harvestDateStart");

    private final Map<LotKey, List<Creation>> byLot = new HashMap<>();
    private final Map<At, Verdict> verdicts = new HashMap<>();
    private final Map<LotKey, Instant> firstTransformation = new HashMap<>();

    /** @param kind what the event that began the lot is */
    record Creation(Happening happening, CteKind kind) {}

    private record At(int order, LotKey lot) {}

    Creations(Histories histories) {
        for (Happening happening : histories.all()) {
            if (transformationKind(happening).makesTraceabilityLot()) {
                Instant time = happening.event().eventTime();
                happening.outputs().forEach(output -> firstTransformation.putIfAbsent(output.lot(), time));
            }
        }
        for (Happening happening : histories.all()) read(happening);
    }

    /** In order of happening. */
    List<Creation> of(LotKey lot) {
        return byLot.getOrDefault(lot, List.of());
    }

    Stream<Happening> of(LotKey lot, CteKind kind) {
        return of(lot).stream().filter(c -> c.kind() == kind).map(Creation::happening);
    }

    /** Whether the event lands a catch that an earlier event brought up: it takes the lot ashore and makes none of it. */
    boolean landsEarlierCatch(LotKey lot, Happening happening) {
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
    Optional<Verdict> verdict(Happening happening, LotKey lot) {
        return Optional.ofNullable(verdicts.get(new At(happening.order(), lot)));
    }

    /** What a transformation makes of its outputs before its inputs are looked at; never {@link CteKind#NONE} but by its own word. */
    private static CteKind transformationKind(Happening happening) {
        if (!(happening.event() instanceof TransformationEvent)) return CteKind.NONE;
        return happening
                .explicit()
                .orElse(BizStep.isHarvesting(happening.step()) ? CteKind.HARVESTING : CteKind.TRANSFORMATION);
    }

    private void read(Happening happening) {
        if (happening.event() instanceof TransformationEvent) {
            CteKind kind = transformationKind(happening);
            for (LotKey lot : happening.subjects()) if (kind.beginsLot()) begins(lot, happening, kind);
            return;
        }
        for (LotKey lot : happening.subjects()) {
            Optional<Verdict> verdict = happening
                    .explicit()
                    .filter(CteKind::beginsLot)
                    .map(kind -> new Verdict(kind, "lotledger:cte says " + kind.word))
                    .or(() -> begun(happening, lot));
            verdict.ifPresent(v -> verdicts.put(new At(happening.order(), lot), v));
            verdict.filter(v -> v.kind().beginsLot()).ifPresent(v -> begins(lot, happening, v.kind()));
        }
    }

    private void begins(LotKey lot, Happening happening, CteKind kind) {
        byLot.computeIfAbsent(lot, l -> new ArrayList<>()).add(new Creation(happening, kind));
    }

    private Optional<Verdict> begun(Happening happening, LotKey lot) {
        EpcisEvent event = happening.event();
        String step = happening.step();
        if (happening.explicit().isPresent()) return Optional.empty();
        if (BizStep.isReceiving(step) && Movements.canMove(event) && Lotledger.exemptSource(event)) {
            String action = Movements.action(event).map(Action::name).orElse("");
            return Optional.of(new Verdict(
                    CteKind.RECEIVING_EXEMPT,
                    event.type() + " " + action + " " + step + " with lotledger:exemptSource"));
        }
        if (!(event instanceof ObjectEvent object)) return Optional.empty();
        if (step.equals(BizStep.LANDING) && object.action() != Action.DELETE) return Optional.of(landed(object));
        return object.action() == Action.ADD ? Optional.of(added(object, step, lot)) : Optional.empty();
    }

    private static Verdict landed(ObjectEvent event) {
        String reason = event.action() == Action.ADD
                ? "ObjectEvent ADD landing"
                : "ambiguous: ObjectEvent " + event.action() + " landing, where an ADD is expected";
        return new Verdict(CteKind.FIRST_LAND_BASED_RECEIVING, reason + catchSeen(event));
    }

    private static String catchSeen(EpcisEvent event) {
        return signOfACatch(event)
                .map(sign -> ", ilmd names " + sign)
                .orElse(", but names no catch area, vessel or dates");
    }

    private Verdict added(ObjectEvent event, String step, LotKey lot) {
        if (BizStep.isHarvesting(step)) return new Verdict(CteKind.HARVESTING, "ObjectEvent ADD " + step);
        if (BizStep.isReceiving(step)) {
            return new Verdict(
                    CteKind.RECEIVING_EXEMPT,
                    "ObjectEvent ADD " + step
                            + ": the receiver begins the lot, so it came from a person exempt from the rule");
        }
        boolean creating = step.equals(BizStep.CREATING_CLASS_INSTANCE) || step.equals(BizStep.COMMISSIONING);
        Optional<String> sign = signOfACatch(event);
        if (creating && sign.isPresent()) {
            return new Verdict(
                    CteKind.FIRST_LAND_BASED_RECEIVING,
                    "ObjectEvent ADD " + step + " with " + sign.get() + " in its ilmd");
        }
        if (!creating && !BizStep.packsNewLot(step)) {
            return Verdict.notUnderstood(
                    step.isEmpty()
                            ? "ObjectEvent ADD without bizStep: what began here cannot be told"
                            : "ObjectEvent ADD " + step + " is no pattern of a CTE");
        }
        Instant made = firstTransformation.get(lot);
        if (made != null && !event.eventTime().isBefore(made)) {
            return Verdict.none(
                    "ObjectEvent ADD " + step + " of a lot that a transformation made before: the lot is not new here");
        }
        return newLot(event, step, lot);
    }

    private Verdict newLot(ObjectEvent event, String step, LotKey lot) {
        List<Creation> before = of(lot);
        boolean landedBefore = before.stream().anyMatch(c -> c.kind() == CteKind.FIRST_LAND_BASED_RECEIVING);
        if (landedBefore)
            return Verdict.none("ObjectEvent ADD " + step + " of a lot already landed: the lot is not new here");
        if (step.equals(BizStep.CREATING_CLASS_INSTANCE)) {
            return new Verdict(
                    CteKind.HARVESTING,
                    "ObjectEvent ADD creating_class_instance at a farm: no input, no sign of a landing");
        }
        if (BizStep.packsNewLot(step)) {
            return new Verdict(CteKind.INITIAL_PACKING, "ObjectEvent ADD " + step + onwhat(before));
        }
        return commissioned(event, before);
    }

    private static String onwhat(List<Creation> before) {
        return before.stream().anyMatch(c -> c.kind() == CteKind.HARVESTING)
                ? " of a harvest lot packed under its own code"
                : " of a lot with no lot before it";
    }

    /** The settled question: commissioning is a harvest where a growing area is named or told apart from the farm, else a packing. */
    private static Verdict commissioned(ObjectEvent event, List<Creation> before) {
        if (Endpoints.growingArea(event).isPresent()) return harvest("its bizLocation is not its readPoint");
        if (Lotledger.text(event, "growingAreaName").isPresent()) return harvest("it names a growing area");
        if (Lotledger.text(event, "containerName").isPresent()) return harvest("it names a container");
        boolean moreOfTheHarvest = before.stream()
                .anyMatch(c -> c.kind() == CteKind.HARVESTING
                        && Endpoints.same(Endpoints.farm(c.happening().event()), Endpoints.farm(event)));
        if (moreOfTheHarvest) return harvest("the lot was harvested at this very place");
        return new Verdict(
                CteKind.INITIAL_PACKING,
                "ambiguous: ObjectEvent ADD commissioning, read as initial packing because it names no growing area or container apart from its place");
    }

    private static Verdict harvest(String why) {
        return new Verdict(
                CteKind.HARVESTING, "ambiguous: ObjectEvent ADD commissioning, read as harvesting because " + why);
    }

    /** A growing area or container tells a farm's fish and fruit from a vessel's catch. */
    private static Optional<String> signOfACatch(EpcisEvent event) {
        if (Lotledger.text(event, "growingAreaName").isPresent()) return Optional.empty();
        if (Lotledger.text(event, "containerName").isPresent()) return Optional.empty();
        return SIGNS_OF_A_CATCH.stream()
                .filter(name -> !Ilmd.texts(event.fields().ilmd(), name).isEmpty())
                .findFirst();
    }
}
