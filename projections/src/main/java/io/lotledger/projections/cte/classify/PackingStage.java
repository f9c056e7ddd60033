package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.LotCreationEvents.Creation;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.reading.BizStep;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.LotledgerExtension;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a lot was before its initial packing at the time of an event. A harvest lot is, until it is packed under its
 * own code. A lot without a creation event is, if it was cooled or taken from a farm and has no known traceability lot
 * code. The latter is our choice, and the reasons call it ambiguous.
 */
public final class PackingStage {
    private final LotEventHistory history;
    private final LotCreationEvents creations;
    private final Map<LotKey, Optional<ResolvedEvent>> packings = new HashMap<>();
    private final Map<LotKey, Optional<String>> indications = new HashMap<>();

    public PackingStage(LotEventHistory history, LotCreationEvents creations) {
        this.history = history;
        this.creations = creations;
    }

    boolean isHarvestLot(LotKey lot) {
        return creations.of(lot, CteKind.HARVESTING).findAny().isPresent();
    }

    public boolean isBeforePacking(LotKey lot, ResolvedEvent at) {
        Optional<ResolvedEvent> packed = packed(lot);
        // at its own packing event, a lot packed under its own code is still a harvest lot
        if (isHarvestLot(lot)) return packed.isEmpty() || !packed.get().isBefore(at);
        return packed.isEmpty() && indicationOfStage(lot).isPresent();
    }

    /** Whether the event is later than the one that made the traceability lot. */
    public boolean isAfterPacking(LotKey lot, ResolvedEvent at) {
        return packed(lot)
                .filter(made -> made.event().eventTime().isBefore(at.event().eventTime()))
                .isPresent();
    }

    /** The indication that a lot of unknown origin is before its packing, if any. */
    Optional<String> indicationOfStage(LotKey lot) {
        return indications.computeIfAbsent(lot, this::readIndication);
    }

    /** The event that made the traceability lot; otherwise the receipt from an exempt person, then the harvest. */
    Optional<ResolvedEvent> madeBy(LotKey lot) {
        return packed(lot)
                .or(() -> creations.of(lot, CteKind.RECEIVING_EXEMPT).findFirst())
                .or(() -> creations.of(lot, CteKind.HARVESTING).findFirst());
    }

    private Optional<ResolvedEvent> packed(LotKey lot) {
        return packings.computeIfAbsent(lot, this::readPacking);
    }

    private Optional<ResolvedEvent> readPacking(LotKey lot) {
        return creations.of(lot).stream()
                .filter(c -> c.kind().makesTraceabilityLot() || isDeclaredExempt(c))
                .map(Creation::event)
                .findFirst();
    }

    private static boolean isDeclaredExempt(Creation creation) {
        return creation.event()
                .explicit()
                .filter(CteKind.RECEIVING_EXEMPT::equals)
                .isPresent();
    }

    private Optional<String> readIndication(LotKey lot) {
        List<ResolvedEvent> lotHistory = history.of(lot);
        if (lotHistory.stream().anyMatch(h -> h.subjects().contains(lot) && namesTraceabilityLotCode(h.event()))) {
            return Optional.empty();
        }
        if (lotHistory.stream().anyMatch(h -> isDeclaredPacking(h, lot))) {
            return Optional.of("an event declared as an initial packing used it");
        }
        boolean shipped = false;
        for (ResolvedEvent resolved : lotHistory) {
            if (isCooling(resolved)) return Optional.of("it was cooled");
            if (!shipped && isTemperatureOnOther(resolved))
                return Optional.of("its temperature was recorded under bizStep other before any shipping");
            if (!shipped && MovementEvents.isTransport(resolved) && fromFarm(resolved)) {
                return Optional.of("it was transported from a farm before any shipping");
            }
            shipped |= BizStep.isShipping(resolved.step());
        }
        return Optional.empty();
    }

    private static boolean isDeclaredPacking(ResolvedEvent resolved, LotKey input) {
        boolean packs = resolved.explicit()
                .map(CteKind::isPacking)
                .orElseGet(() -> BizStep.namesInitialPacking(resolved.step()));
        return packs && !resolved.inputs(input).isEmpty();
    }

    static boolean isCooling(ResolvedEvent resolved) {
        Optional<CteKind> explicit = resolved.explicit();
        if (explicit.isPresent()) return explicit.get() == CteKind.COOLING;
        return resolved.step().equals(BizStep.COOLING) && isObservedObject(resolved.event());
    }

    /** GS1 US's pattern for cooling, for which CBV has no business step. */
    static boolean isTemperatureOnOther(ResolvedEvent resolved) {
        return resolved.step().equals(BizStep.OTHER)
                && isObservedObject(resolved.event())
                && resolved.event().fields().sensorElementList().stream()
                        .flatMap(element -> element.reportTypes().stream())
                        .anyMatch("Temperature"::equalsIgnoreCase);
    }

    private static boolean isObservedObject(EpcisEvent event) {
        return event instanceof ObjectEvent && MovementEvents.isObserve(event);
    }

    /**
     * GS1 US names the harvester as owner only on the harvest's transport. Only the lot's own events count, so that a
     * lot is classified alike in all traces.
     */
    private static boolean fromFarm(ResolvedEvent transport) {
        return !Endpoints.owners(transport.event()).isEmpty();
    }

    private static boolean namesTraceabilityLotCode(EpcisEvent event) {
        return LotledgerExtension.text(event, "tlc")
                .or(() -> LotledgerExtension.text(event, "tlcSource"))
                .or(() -> LotledgerExtension.text(event, "tlcSourceReference"))
                .isPresent();
    }
}
