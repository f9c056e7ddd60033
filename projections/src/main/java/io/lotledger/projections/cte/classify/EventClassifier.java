package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.AssociationEvent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.CteClassification;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.cte.reading.BizStep;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotledgerExtension;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Classifies an event other than a transformation for one of its lots, with the reason. */
public final class EventClassifier {
    private final LotCreationEvents creations;
    private final PackingStage packingStage;
    private final VoidedShipments voids;
    private final NestedMovements nested;
    private final ShipmentsAndReceipts movements;

    public EventClassifier(
            LotCreationEvents creations,
            PackingStage packingStage,
            VoidedShipments voids,
            NestedMovements nested,
            ShipmentsAndReceipts movements) {
        this.creations = creations;
        this.packingStage = packingStage;
        this.voids = voids;
        this.nested = nested;
        this.movements = movements;
    }

    public CteClassification of(ResolvedEvent resolved, LotKey lot) {
        List<ResolvedEvent> others = nested.standingFor(resolved, lot);
        if (!others.isEmpty()) {
            return CteClassification.none("recorded by "
                    + others.stream().map(other -> other.event().eventID()).collect(Collectors.joining(", "))
                    + " too, at another level of packaging: one movement, one row");
        }
        Optional<CteKind> explicit = resolved.explicit();
        if (explicit.isPresent())
            return severalEnds(resolved, lot, adjusted(resolved, lot, declared(explicit.get(), resolved.event())));
        CteClassification read = creations.classification(resolved, lot).orElseGet(() -> byPattern(resolved, lot));
        return resolved.withVocabularyNote(severalEnds(resolved, lot, adjusted(resolved, lot, read)));
    }

    /**
     * Adds a note if several sources or destinations of one type apply: the event does not divide the quantity among
     * them.
     */
    private CteClassification severalEnds(ResolvedEvent resolved, LotKey lot, CteClassification classification) {
        EpcisEvent event = resolved.event();
        return switch (classification.kind()) {
            case HARVESTING, COOLING -> several(classification, "recipients", Endpoints.recipients(event));
            case SHIPPING ->
                several(
                        several(classification, "recipients", voids.recipients(resolved, lot)),
                        "places shipped from",
                        Endpoints.shippedFrom(event));
            case RECEIVING, RECEIVING_EXEMPT ->
                several(
                        several(classification, "previous sources", Endpoints.previousSources(event)),
                        "places received at",
                        Endpoints.receivedAt(event));
            case FARM_PURCHASE, AD_HOC_PURCHASE, FARM_TO_SCHOOL ->
                several(classification, "previous sources", Endpoints.previousSources(event));
            default -> classification;
        };
    }

    private static CteClassification several(CteClassification classification, String what, List<String> places) {
        if (places.size() < 2) return classification;
        String named = places.stream()
                .map(place -> Endpoints.placeKey(Optional.of(place)))
                .collect(Collectors.joining(", "));
        return classification.because("ambiguous: the event names " + places.size() + " " + what + " (" + named
                + "); each has a row with the whole quantity");
    }

    /** The amounts of the lot in the row of the event, per unit of measure. */
    public List<LotAmount> amounts(ResolvedEvent resolved, LotKey lot) {
        return LotAmount.summed(nested.uncounted(resolved.lotEvent(), lot, voids.remaining(resolved, lot)));
    }

    /** The reason why an event without a known lot has no row. */
    public String withoutLots(ResolvedEvent resolved) {
        if (resolved.step().equals(BizStep.VOID_SHIPPING)) return voidReason(resolved);
        return "names only units or serials without a known lot at that time";
    }

    /** An exempt person as source tells the tab of a declared initial packing. */
    static CteClassification declared(CteKind kind, EpcisEvent event) {
        return LotCreationEvents.exemptOr(declared(kind), LotledgerExtension.exemptSource(event));
    }

    static CteClassification declared(CteKind kind) {
        return new CteClassification(kind, "lotledger:cte is " + kind.word);
    }

    /**
     * A voided shipment is not a CTE. A movement before initial packing is context (21 CFR 1.1340(c), 1.1345(c)),
     * unless the event declares its CTE.
     */
    private CteClassification adjusted(ResolvedEvent resolved, LotKey lot, CteClassification classification) {
        if (isMovement(classification) && !voids.reportedBy(resolved, lot).isEmpty()) {
            return CteClassification.none(classification.reason() + ": reported by "
                    + String.join(", ", voids.reportedBy(resolved, lot)) + " too, whose row has the documents of both");
        }
        if (classification.is(CteKind.SHIPPING) && !voids.carries(resolved, lot)) {
            return CteClassification.none("shipment voided by " + String.join(", ", voids.voidedBy(resolved)));
        }
        boolean explicit = resolved.explicit().isPresent();
        if (!explicit && isMovement(classification) && packingStage.isBeforePacking(lot, resolved))
            return context(classification, lot);
        Optional<CteClassification> repeated =
                isMovement(classification) ? repeated(resolved, lot, classification) : Optional.empty();
        if (repeated.isPresent()) return repeated.get();
        if (classification.is(CteKind.SHIPPING) && !voids.voidedBy(resolved).isEmpty()) {
            return new CteClassification(
                    CteKind.SHIPPING,
                    classification.reason() + "; partly voided by " + String.join(", ", voids.voidedBy(resolved)));
        }
        return classification;
    }

    /** An event whose movement is in the row of another event. */
    private Optional<CteClassification> repeated(ResolvedEvent resolved, LotKey lot, CteClassification classification) {
        return movements
                .recordedBy(resolved, lot)
                .filter(other -> hasRowOf(other, resolved, lot))
                .map(other -> CteClassification.none(classification.reason() + ": recorded by "
                        + other.event().eventID()
                        + " too, whose row has the documents of both: "
                        + (isLanding(other, lot)
                                ? "the first land-based receiver keeps no other record of its landing (21 CFR 1.1345(c))"
                                : "one movement, one row")));
    }

    /** Before initial packing a movement has no row, and a receipt that declares its CTE is not one with a landing. */
    private boolean hasRowOf(ResolvedEvent other, ResolvedEvent resolved, LotKey lot) {
        return isLanding(other, lot) ? resolved.explicit().isEmpty() : !packingStage.isBeforePacking(lot, other);
    }

    private boolean isLanding(ResolvedEvent event, LotKey lot) {
        return creations
                .classification(event, lot)
                .filter(read -> read.is(CteKind.FIRST_LAND_BASED_RECEIVING))
                .isPresent();
    }

    private static boolean isMovement(CteClassification classification) {
        return classification.is(CteKind.SHIPPING)
                || classification.is(CteKind.RECEIVING)
                || classification.is(CteKind.RECEIVING_EXEMPT);
    }

    private CteClassification context(CteClassification classification, LotKey lot) {
        String cfr = classification.is(CteKind.SHIPPING) ? "21 CFR 1.1340(c)" : "21 CFR 1.1345(c)";
        String how = packingStage.isHarvestLot(lot)
                ? "a harvest lot before its initial packing"
                : "ambiguous: a lot of unknown origin, taken to be before its initial packing because "
                        + packingStage.indicationOfStage(lot).orElse("of what the event says");
        return CteClassification.none(classification.kind().word + " of " + how
                + ": context for the Harvesting, Cooling and Initial Packing rows (" + cfr + ")");
    }

    private CteClassification byPattern(ResolvedEvent resolved, LotKey lot) {
        EpcisEvent event = resolved.event();
        String step = resolved.step();
        if (step.equals(BizStep.VOID_SHIPPING))
            return CteClassification.none(voidReason(resolved) + beyondShipments(resolved, lot));
        if (event instanceof AssociationEvent)
            return CteClassification.none("AssociationEvent: association with an asset, not a CTE");
        if (MovementEvents.packsWhatEnds(resolved)) {
            return CteClassification.notUnderstood(
                    "AggregationEvent ADD " + step
                            + " packs and ends the lot at once. Nothing counts as ended. Declare the event erroneous, and send it with DELETE, or with OBSERVE of the children that ended");
        }
        if (BizStep.endsLot(step)) return CteClassification.none(step + " ends the lot's chain here, not a CTE");
        Optional<Action> action = MovementEvents.action(event);
        if (MovementEvents.deletesObjects(resolved)) {
            return CteClassification.none("ObjectEvent DELETE ends the lot's chain here, not a CTE");
        }
        String pattern = event.type() + action.map(a -> " " + a).orElse("") + " " + step;
        if (MovementEvents.isShipment(resolved)) return new CteClassification(CteKind.SHIPPING, pattern);
        if (MovementEvents.isReceipt(resolved)) return new CteClassification(CteKind.RECEIVING, pattern);
        if (PackingStage.isCooling(resolved) || PackingStage.isTemperatureOnOther(resolved))
            return cooling(resolved, lot);
        return noPattern(resolved, event, step, action);
    }

    private CteClassification cooling(ResolvedEvent resolved, LotKey lot) {
        String what = PackingStage.isCooling(resolved)
                ? "ObjectEvent OBSERVE " + resolved.step()
                : "ObjectEvent OBSERVE other with a temperature report";
        if (packingStage.isBeforePacking(lot, resolved)) {
            return new CteClassification(
                    CteKind.COOLING,
                    what + " before initial packing"
                            + (packingStage.isHarvestLot(lot) ? "" : "; ambiguous: the lot's harvest is not known"));
        }
        return CteClassification.none(what + ", but not before initial packing: not a CTE");
    }

    private String voidReason(ResolvedEvent resolved) {
        return voids.voidedShipments(resolved).isEmpty()
                ? "void_shipping without a known matching shipment"
                : "void_shipping voids " + String.join(", ", voids.voidedShipments(resolved));
    }

    private String beyondShipments(ResolvedEvent resolved, LotKey lot) {
        if (voids.voidedShipments(resolved).isEmpty()) return "";
        return voids.beyondShipments(resolved, lot).stream()
                .flatMap(amount -> Optional.ofNullable(amount.quantity())
                        .map(more -> "; " + more.stripTrailingZeros().toPlainString() + " "
                                + UnitOfMeasure.inWords(amount.uom()) + " more than matching shipments carried")
                        .stream())
                .collect(Collectors.joining());
    }

    private static String deletedInstead(EpcisEvent event) {
        return event instanceof ObjectEvent e && e.action() == Action.DELETE
                ? ". Nothing counts as moved or destroyed. Declare the event erroneous, and send it with OBSERVE if the goods moved, or with bizStep destroying if they were destroyed"
                : "";
    }

    private static CteClassification noPattern(
            ResolvedEvent resolved, EpcisEvent event, String step, Optional<Action> action) {
        if (event instanceof TransactionEvent
                && action.filter(Action.DELETE::equals).isPresent()) {
            return CteClassification.none("TransactionEvent DELETE takes its documents away, not the goods");
        }
        if (BizStep.isShipping(step) || BizStep.isReceiving(step)) {
            return CteClassification.notUnderstood(event.type()
                    + action.map(a -> " " + a).orElse("") + " " + step
                    + " does not match the pattern of a CTE: a " + (BizStep.isShipping(step) ? "shipment" : "receipt")
                    + " is an OBSERVE, or an ADD of an AggregationEvent or TransactionEvent" + deletedInstead(event));
        }
        if (event instanceof AggregationEvent && !MovementEvents.isObserve(event)) {
            return CteClassification.none("holding or packing into a logistic unit, not a CTE");
        }
        if (MovementEvents.isTransport(resolved)) {
            return CteClassification.none(
                    "transporting: context for the Harvesting, Cooling and Initial Packing rows, not a CTE");
        }
        if (step.equals(BizStep.ARRIVING)) return CteClassification.none("arriving alone is not a receipt");
        if (BizStep.isHolding(step)) return CteClassification.none(step + " is holding, not a CTE");
        if (step.isEmpty()) return CteClassification.notUnderstood(event.type() + " without bizStep matches no CTE");
        return CteClassification.notUnderstood(
                event.type() + action.map(a -> " " + a).orElse("") + " " + step + " matches no CTE");
    }
}
