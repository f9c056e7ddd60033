package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.COOLER;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Food.salad;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.CriticalTrackingEvents.Unclassified;
import io.lotledger.projections.lineage.Direction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Properties of a whole chain. */
class OrderTest {
    private static final List<EpcisEvent> CHAIN = Stream.of(
                    romaine().harvestedAt(FARM),
                    romaine().takenFrom(FARM, COOLER),
                    romaine().receivedAt(COOLER).on("2026-04-17T10:00:00-04:00").from(FARM),
                    romaine().cooledAt(COOLER),
                    romaine().transported(COOLER, PACKER),
                    romaine().receivedAt(PACKER),
                    romaine().packedAt(PACKER, packedRomaine()),
                    unit(PALLET, Action.ADD, "packing")
                            .on("2026-04-19T08:00:00-04:00")
                            .of(packedRomaine().link(), "300", "CS"),
                    observe("shipping")
                            .on("2026-04-19T08:00:00-04:00")
                            .readAt(PACKER)
                            .epc(PALLET)
                            .to(PROCESSOR),
                    observe("receiving")
                            .on("2026-04-19T20:00:00-04:00")
                            .at(PROCESSOR)
                            .epc(PALLET),
                    packedRomaine().usedAt(PROCESSOR, salad()),
                    salad().shipped(PROCESSOR, WAREHOUSE)
                            .on("2026-04-21T08:00:00-04:00")
                            .named("to warehouse"),
                    salad().shipped(PROCESSOR, STORE)
                            .on("2026-04-21T08:00:00-04:00")
                            .named("to store"),
                    observe("void_shipping")
                            .on("2026-04-21T09:00:00-04:00")
                            .readAt(PROCESSOR)
                            .of(salad().link(), "500", "CS"))
            .map(EventBuilder::event)
            .toList();

    private static CriticalTrackingEvents classified(List<EpcisEvent> events) {
        return Traced.of(packedRomaine().key(), Direction.BOTH, KnownFacts.none(), events);
    }

    @Property(tries = 30)
    void anyArrivalOrderGivesTheSameRows(@ForAll long seed) {
        List<EpcisEvent> shuffled = new ArrayList<>(CHAIN);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(classified(shuffled)).isEqualTo(classified(CHAIN));
    }

    @Property(tries = 30)
    void everyEventHasARowOrAReasonWhateverElseIsMissing(@ForAll long seed) {
        Random random = new Random(seed);
        List<EpcisEvent> some =
                CHAIN.stream().filter(e -> random.nextInt(4) > 0).toList();
        CriticalTrackingEvents result = Traced.of(romaine().key(), Direction.BOTH, KnownFacts.none(), some);
        Set<String> spoken = new HashSet<>();
        result.rows().forEach(row -> spoken.add(row.basis().eventID()));
        result.unclassified().stream().map(Unclassified::eventID).forEach(spoken::add);

        Set<String> ofRomaine = some.stream()
                .filter(e -> e.quantities().stream()
                        .anyMatch(q -> q.epcClass().equals(romaine().link())))
                .map(EpcisEvent::eventID)
                .collect(Collectors.toSet());

        assertThat(spoken).containsAll(ofRomaine);
    }
}
