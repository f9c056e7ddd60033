package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.projections.cte.Creations.Creation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a lot stood before its initial packing at the time of an event. A harvest lot does until it is packed under its own
 * code. A lot nobody's events began does when it was cooled or taken from a farm and nothing says that it has a traceability
 * lot code; that much is a reading of ours, and the reasons call it ambiguous.
 */
final class Origins {
    private final Histories histories;
    private final Creations creations;
    private final Map<LotKey, Optional<String>> signs = new HashMap<>();

    Origins(Histories histories, Creations creations) {
        this.histories = histories;
        this.creations = creations;
    }

    boolean isHarvestLot(LotKey lot) {
        return creations.of(lot, CteKind.HARVESTING).findAny().isPresent();
    }

    boolean isBeforePacking(LotKey lot, Happening at) {
        Optional<Happening> packed = packed(lot);
        // At its very packing a lot packed under its own code is still a harvest lot.
        if (isHarvestLot(lot)) return packed.isEmpty() || !packed.get().isBefore(at);
        return packed.isEmpty() && signOfStage(lot).isPresent();
    }

    /** Why a lot of unknown origin is taken to stand before its packing, where it is. */
    Optional<String> signOfStage(LotKey lot) {
        return signs.computeIfAbsent(lot, this::readSigns);
    }

    /** The event that made the traceability lot; where there is none, the receipt from an exempt person, then the harvest. */
    Optional<Happening> madeBy(LotKey lot) {
        return packed(lot)
                .or(() -> creations.of(lot, CteKind.RECEIVING_EXEMPT).findFirst())
                .or(() -> creations.of(lot, CteKind.HARVESTING).findFirst());
    }

    private Optional<Happening> packed(LotKey lot) {
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
        List<Happening> history = histories.of(lot);
        if (history.stream().anyMatch(h -> h.subjects().contains(lot) && namesTraceabilityLotCode(h.event()))) {
            return Optional.empty();
        }
        if (history.stream().anyMatch(h -> saysItPacks(h, lot))) {
            return Optional.of("an event that calls itself an initial packing took it in");
        }
        boolean shipped = false;
        for (Happening happening : history) {
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

    private static boolean saysItPacks(Happening happening, LotKey input) {
        boolean packs = happening
                .explicit()
                .map(CteKind::isPacking)
                .orElseGet(() -> BizStep.saysInitialPacking(happening.step()));
        return packs && !happening.inputs(input).isEmpty();
    }

    static boolean saysCooling(Happening happening) {
        Optional<CteKind> explicit = happening.explicit();
        if (explicit.isPresent()) return explicit.get() == CteKind.COOLING;
        return happening.step().equals(BizStep.COOLING) && isObservedObject(happening.event());
    }

    /** GS1 US's pattern for cooling, for want of a word in CBV. */
    static boolean isTemperatureOnOther(Happening happening) {
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
    private static boolean fromFarm(Happening transport) {
        return !Endpoints.owners(transport.event()).isEmpty();
    }

    private static boolean namesTraceabilityLotCode(EpcisEvent event) {
        return Lotledger.text(event, "tlc")
                .or(() -> Lotledger.text(event, "tlcSource"))
                .or(() -> Lotledger.text(event, "tlcSourceReference"))
                .isPresent();
    }
}
