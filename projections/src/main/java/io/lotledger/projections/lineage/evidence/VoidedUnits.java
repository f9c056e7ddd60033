package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.vocabulary.CbvWord;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.EventFacts.UnitLine;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.lineage.units.ContainerContents.Content;
import io.lotledger.projections.lineage.units.EventDates;
import io.lotledger.projections.lineage.units.EventMoment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the units of a {@code void_shipping} held when they were shipped: by the time of the void they may be unpacked,
 * or hold other things.
 */
final class VoidedUnits {
    private static final Set<String> SHIPPING = Set.of("shipping", "departing");

    private final EvidenceFacts facts;
    private final ContainerContents containers;
    private final BizStepVocabulary vocabulary;
    private final Map<String, List<CapturedEvent>> shipments = new HashMap<>();

    /** @param inOrder in event order, with every shipment of the units in question */
    VoidedUnits(
            List<CapturedEvent> inOrder,
            EvidenceFacts facts,
            ContainerContents containers,
            BizStepVocabulary vocabulary) {
        this.facts = facts;
        this.containers = containers;
        this.vocabulary = vocabulary;
        for (CapturedEvent captured : inOrder) {
            if (!SHIPPING.contains(step(captured))) continue;
            for (UnitLine line : facts.of(captured).units()) {
                shipments
                        .computeIfAbsent(line.unit(), unit -> new ArrayList<>())
                        .add(captured);
            }
        }
    }

    boolean isVoid(CapturedEvent captured) {
        return step(captured).equals("void_shipping");
    }

    /** The lots that each unit held in its last shipment that is not after the void. */
    Set<LotKey> lots(CapturedEvent voidEvent) {
        Set<LotKey> lots = new LinkedHashSet<>();
        for (UnitLine line : facts.of(voidEvent).units()) {
            shipments.getOrDefault(line.unit(), List.of()).stream()
                    .map(CapturedEvent::event)
                    .filter(shipment -> EventDates.isNotAfter(shipment, voidEvent.event()))
                    .reduce((first, later) -> later)
                    .ifPresent(shipment -> containers.at(line.unit(), EventMoment.of(shipment)).stream()
                            .map(Content::lot)
                            .forEach(lots::add));
        }
        return lots;
    }

    private String step(CapturedEvent captured) {
        String step = captured.event().fields().bizStep();
        if (step == null) return "";
        return vocabulary
                .meaning(step)
                .orElseGet(() -> Extensions.localName(CbvWord.canonical(step)).toLowerCase(Locale.ROOT));
    }
}
