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
 * Whether a lot stood before its initial packing at the time of an event. A harvest lot does until it is packed under its own
 * code. A lot nobody's events began does when it was cooled or taken from a farm and nothing says that it has a traceability
 * lot code; that much is a reading of ours, and the reasons call it ambiguous.
 */
public final class PackingStage {
    private final LotEventHistory histories;
    private final LotCreationEvents creations;
    private final Map<LotKey, Optional<String>> signs = new HashMap<>();

    public PackingStage(LotEventHistory histories, LotCreationEvents creations) {
        this.histories = histories;
        this.creations = creations;
    }

    boolean isHarvestLot(LotKey lot) {
        return creations.of(lot, CteKind.HARVESTING).findAny().isPresent();
    }

    public boolean isBeforePacking(LotKey lot, ResolvedEvent at) {
        Optional<ResolvedEvent> packed = packed(lot);
        // At its very packing a lot packed under its own code is still a harvest lot.
        if (isHarvestLot(lot)) return packed.isEmpty() || !packed.get().isBefore(at);
        return packed.isEmpty() && signOfStage(lot).isPresent();
    }

    /** Why a lot of unknown origin is taken to stand before its packing, where it is. */
    Optional<String> signOfStage(LotKey lot) {
        return signs.computeIfAbsent(lot, this::readSigns);
    }

    /** The event that made the traceability lot; where there is none, the receipt from an exempt person, then the harvest. */
    Optional<ResolvedEvent> madeBy(LotKey lot) {
        return packed(lot)
                .or(() -> creations.of(lot, CteKind.RECEIVING_EXEMPT).findFirst())
                .or(() -> creations.of(lot, CteKind.HARVESTING).findFirst());
    }

    private Optional<ResolvedEvent> packed(LotKey lot) {
        return creations.of(lot).stream()
                .filter(c -> c.kind().makesTraceabilityLot() || saysExempt(c))
                .map(Creation::happening)
                .findFirst();
    }

    private static boolean saysExempt(Creation creation) {
        return creation.happening()
                .explicit()
                .filter(CteKind.RECEIVING_EXEMPT::equals)
                .isPresent();
    }

    private Optional<String> readSigns(LotKey lot) {
        List<ResolvedEvent> history = histories.of(lot);
        if (history.stream().anyMatch(h -> h.subjects().contains(lot) && namesTraceabilityLotCode(h.event()))) {
            return Optional.empty();
        }
        if (history.stream().anyMatch(h -> saysItPacks(h, lot))) {
            return Optional.of("an event that calls itself an initial packing took it in");
        }
        boolean shipped = false;
        for (ResolvedEvent happening : history) {
            if (saysCooling(happening)) return Optional.of("it was cooled");
            if (!shipped && isTemperatureOnOther(happening))
                return Optional.of("its temperature was taken under bizStep other before any shipping");
            if (!shipped && MovementEvents.isTransport(happening) && fromFarm(happening)) {
                return Optional.of("it was transported from a farm before any shipping");
            }
            shipped |= BizStep.isShipping(happening.step());
        }
        return Optional.empty();
    }

    private static boolean saysItPacks(ResolvedEvent happening, LotKey input) {
        boolean packs = happening
                .explicit()
                .map(CteKind::isPacking)
                .orElseGet(() -> BizStep.saysInitialPacking(happening.step()));
        return packs && !happening.inputs(input).isEmpty();
    }

    static boolean saysCooling(ResolvedEvent happening) {
        Optional<CteKind> explicit = happening.explicit();
        if (explicit.isPresent()) return explicit.get() == CteKind.COOLING;
        return happening.step().equals(BizStep.COOLING) && isObservedObject(happening.event());
    }

    /** GS1 US's pattern for cooling, for want of a word in CBV. */
    static boolean isTemperatureOnOther(ResolvedEvent happening) {
        return happening.step().equals(BizStep.OTHER)
                && isObservedObject(happening.event())
                && happening.event().fields().sensorElementList().stream()
                        .flatMap(element -> element.reportTypes().stream())
                        .anyMatch("Temperature"::equalsIgnoreCase);
    }

    private static boolean isObservedObject(EpcisEvent event) {
        return event instanceof ObjectEvent && MovementEvents.isObserve(event);
    }

    /** GS1 US names the harvester as owner on the harvest's transport, and nowhere else. Only what the lot's own events say counts, or one lot would be two things in two traces. */
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
