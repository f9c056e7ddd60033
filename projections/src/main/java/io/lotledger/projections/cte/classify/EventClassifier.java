package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.AssociationEvent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.CteClassification;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.reading.BizStep;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an event other than a transformation is for one of its lots: the classification in its order, with the reason. */
public final class EventClassifier {
    private final LotCreationEvents creations;
    private final PackingStage origins;
    private final VoidedShipments voids;

    public EventClassifier(LotCreationEvents creations, PackingStage origins, VoidedShipments voids) {
        this.creations = creations;
        this.origins = origins;
        this.voids = voids;
    }

    public CteClassification of(ResolvedEvent happening, LotKey lot) {
        Optional<CteKind> explicit = happening.explicit();
        if (explicit.isPresent()) return severalEnds(happening.event(), stands(happening, lot, said(explicit.get())));
        CteClassification read = creations.verdict(happening, lot).orElseGet(() -> byPattern(happening, lot));
        return happening.told(severalEnds(happening.event(), stands(happening, lot, read)));
    }

    /** Several sources or destinations of one type all count: nothing says which of them got or gave how much. */
    private static CteClassification severalEnds(EpcisEvent event, CteClassification verdict) {
        return switch (verdict.kind()) {
            case HARVESTING, COOLING -> several(verdict, "recipients", Endpoints.recipients(event));
            case SHIPPING ->
                several(
                        several(verdict, "recipients", Endpoints.recipients(event)),
                        "places shipped from",
                        Endpoints.shippedFrom(event));
            case RECEIVING, RECEIVING_EXEMPT ->
                several(
                        several(verdict, "previous sources", Endpoints.previousSources(event)),
                        "places received at",
                        Endpoints.receivedAt(event));
            case FARM_PURCHASE, AD_HOC_PURCHASE, FARM_TO_SCHOOL ->
                several(verdict, "previous sources", Endpoints.previousSources(event));
            default -> verdict;
        };
    }

    private static CteClassification several(CteClassification verdict, String what, List<String> places) {
        if (places.size() < 2) return verdict;
        String named = places.stream()
                .map(place -> Endpoints.placeKey(Optional.of(place)))
                .collect(Collectors.joining(", "));
        return verdict.because("ambiguous: the event names " + places.size() + " " + what + " (" + named
                + "); there is a row for each, with the whole quantity");
    }

    /** Why an event of which no lot is known has no row. */
    public String withoutLots(ResolvedEvent happening) {
        if (happening.step().equals(BizStep.VOID_SHIPPING)) return voidReason(happening);
        return "names only units or serials in which no lot is known at that time";
    }

    static CteClassification said(CteKind kind) {
        return new CteClassification(kind, "lotledger:cte says " + kind.word);
    }

    /** A shipment taken back is no CTE any more; a movement before initial packing is context (21 CFR 1.1340(c), 1.1345(c)), unless the event says outright what it is. */
    private CteClassification stands(ResolvedEvent happening, LotKey lot, CteClassification verdict) {
        if (verdict.is(CteKind.SHIPPING) && !voids.carries(happening, lot)) {
            return CteClassification.none("shipment voided by " + String.join(", ", voids.voidedBy(happening)));
        }
        boolean explicit = happening.explicit().isPresent();
        if (!explicit && isMovement(verdict) && origins.isBeforePacking(lot, happening)) return context(verdict, lot);
        if (verdict.is(CteKind.SHIPPING) && !voids.voidedBy(happening).isEmpty()) {
            return new CteClassification(
                    CteKind.SHIPPING,
                    verdict.reason() + "; partly voided by " + String.join(", ", voids.voidedBy(happening)));
        }
        return verdict;
    }

    private static boolean isMovement(CteClassification verdict) {
        return verdict.is(CteKind.SHIPPING) || verdict.is(CteKind.RECEIVING) || verdict.is(CteKind.RECEIVING_EXEMPT);
    }

    private CteClassification context(CteClassification verdict, LotKey lot) {
        String cfr = verdict.is(CteKind.SHIPPING) ? "21 CFR 1.1340(c)" : "21 CFR 1.1345(c)";
        String how = origins.isHarvestLot(lot)
                ? "a harvest lot before its initial packing"
                : "ambiguous: a lot of unknown origin, read as before its initial packing because "
                        + origins.signOfStage(lot).orElse("of what the event says");
        return CteClassification.none(verdict.kind().word + " of " + how
                + ": context for the Harvesting, Cooling and Initial Packing rows (" + cfr + ")");
    }

    private CteClassification byPattern(ResolvedEvent happening, LotKey lot) {
        EpcisEvent event = happening.event();
        String step = happening.step();
        if (step.equals(BizStep.VOID_SHIPPING)) return CteClassification.none(voidReason(happening));
        if (event instanceof AssociationEvent)
            return CteClassification.none("AssociationEvent: ties to an asset, not a CTE");
        if (BizStep.endsLot(step)) return CteClassification.none(step + " ends the lot's chain here, not a CTE");
        Optional<Action> action = MovementEvents.action(event);
        if (event instanceof ObjectEvent && action.filter(Action.DELETE::equals).isPresent()) {
            return CteClassification.none("ObjectEvent DELETE ends the lot's chain here, not a CTE");
        }
        String pattern = event.type() + action.map(a -> " " + a).orElse("") + " " + step;
        if (MovementEvents.isShipment(happening)) return new CteClassification(CteKind.SHIPPING, pattern);
        if (MovementEvents.isReceipt(happening)) return new CteClassification(CteKind.RECEIVING, pattern);
        if (PackingStage.saysCooling(happening) || PackingStage.isTemperatureOnOther(happening))
            return cooling(happening, lot);
        return noPattern(happening, event, step, action);
    }

    private CteClassification cooling(ResolvedEvent happening, LotKey lot) {
        String what = PackingStage.saysCooling(happening)
                ? "ObjectEvent OBSERVE " + happening.step()
                : "ObjectEvent OBSERVE other with a temperature report";
        if (origins.isBeforePacking(lot, happening)) {
            return new CteClassification(
                    CteKind.COOLING,
                    what + " before initial packing"
                            + (origins.isHarvestLot(lot) ? "" : "; ambiguous: the lot's harvest is not known"));
        }
        return CteClassification.none(what + ", but not before initial packing: not a CTE");
    }

    private String voidReason(ResolvedEvent happening) {
        return voids.voidedShipments(happening).isEmpty()
                ? "void_shipping, but no shipment it could take back is known"
                : "void_shipping takes back " + String.join(", ", voids.voidedShipments(happening));
    }

    private static CteClassification noPattern(
            ResolvedEvent happening, EpcisEvent event, String step, Optional<Action> action) {
        if (BizStep.isShipping(step) || BizStep.isReceiving(step)) {
            return CteClassification.notUnderstood(
                    event.type() + action.map(a -> " " + a).orElse("") + " " + step
                            + " is no pattern of a CTE: a " + (BizStep.isShipping(step) ? "shipment" : "receipt")
                            + " is an OBSERVE, or an ADD of an AggregationEvent or TransactionEvent");
        }
        if (event instanceof AggregationEvent && !MovementEvents.isObserve(event)) {
            return CteClassification.none("holding or packing into a logistic unit, not a CTE");
        }
        if (MovementEvents.isTransport(happening)) {
            return CteClassification.none(
                    "transporting: context for the Harvesting, Cooling and Initial Packing rows, not a CTE");
        }
        if (step.equals(BizStep.ARRIVING)) return CteClassification.none("arriving alone is not a receipt");
        if (BizStep.isHolding(step)) return CteClassification.none(step + " is holding, not a CTE");
        if (step.isEmpty()) return CteClassification.notUnderstood(event.type() + " without bizStep fits no CTE");
        return CteClassification.notUnderstood(
                event.type() + action.map(a -> " " + a).orElse("") + " " + step + " fits no CTE");
    }
}
