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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the units of generated chains hold, for events of dates in several offsets, without a database. */
class ContentsByHandTest {
    private static final int CHAINS = 300;

    /** Two receipts of one instant that differ in their offsets. */
    private static final long ONCE_WRONG = 1020926723533489983L;

    @Test
    void linksThroughUnitsAreThoseFoundByReadingTheWholeChainByHand() {
        seeds().forEach(seed -> {
            List<EpcisEvent> chain = GeneratedChain.of(new Random(seed));
            assertThat(links(chain)).as("seed %s", seed).isEqualTo(LinksByHand.throughContents(chain));
        });
    }

    @Test
    void unitsHoldTheSameWhateverIdsTheEventsHave() {
        seeds().forEach(seed -> {
            List<EpcisEvent> inForce = inForce(GeneratedChain.of(new Random(seed)));
            List<String> ids =
                    inForce.stream().map(EpcisEvent::eventID).sorted().toList();
            PackingHistory renamed =
                    history(inForce, id -> ids.get(ids.size() - 1 - Collections.binarySearch(ids, id)));

            assertThat(contents(inForce, renamed))
                    .as("seed %s", seed)
                    .isEqualTo(contents(inForce, history(inForce, id -> id)));
        });
    }

    /** What units hold for each event. */
    private static Set<String> contents(List<EpcisEvent> events, PackingHistory history) {
        Set<String> contents = new TreeSet<>();
        Set<String> units = events.stream()
                .flatMap(event -> FactReader.read(event).units().stream())
                .map(EventFacts.UnitLine::unit)
                .collect(Collectors.toSet());
        for (EpcisEvent event : events) {
            EventMoment moment = EventMoment.of(event);
            for (String unit : units)
                for (EventMoment one : List.of(moment, moment.afterwards()))
                    contents.add(one + unit + history.at(unit, one) + new TreeSet<>(history.unitsIn(unit, one)));
        }
        return contents;
    }

    /** The usual build reads the same chains each time; {@code -Dchain} reads one again. */
    private static LongStream seeds() {
        Long one = Long.getLong("chain");
        if (one != null) return LongStream.of(one);
        LongStream some = Effort.isFull() ? new Random().longs(CHAINS) : LongStream.rangeClosed(1, CHAINS);
        return LongStream.concat(LongStream.of(ONCE_WRONG), some);
    }

    private static List<EpcisEvent> inForce(List<EpcisEvent> chain) {
        Set<String> declared = chain.stream()
                .filter(event -> event.fields().errorDeclaration() != null)
                .map(EpcisEvent::eventID)
                .collect(Collectors.toSet());
        return chain.stream()
                .filter(event -> !declared.contains(event.eventID()))
                .toList();
    }

    private static Set<String> links(List<EpcisEvent> chain) {
        List<EpcisEvent> inForce = inForce(chain);
        PackingHistory units = history(inForce, id -> id);
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
                    .forEach(line -> (facts.makesAnew(line)
                                    ? units.madeAt(line.unit(), EventMoment.of(event))
                                    : units.at(line.unit(), EventMoment.of(event)))
                            .forEach(content -> lots(line.isInput() ? used : made, transformation)
                                    .add(content.lot().uri())));
        }
        Set<String> links = new TreeSet<>();
        used.forEach((transformation, inputs) -> {
            for (String from : inputs) for (String to : lots(made, transformation)) links.add(from + " > " + to);
        });
        return links;
    }

    private static PackingHistory history(List<EpcisEvent> inForce, UnaryOperator<String> ids) {
        PackingFacts packings = new PackingFacts();
        for (EpcisEvent event : inForce) {
            EventFacts facts = FactReader.read(event);
            facts.serials().forEach(packings::add);
            int ordinal = 0;
            for (Packing packing : facts.packings())
                packings.add(EventMoment.of(event), ids.apply(event.eventID()), ordinal++, packing);
        }
        return new PackingHistory(packings);
    }

    private static Set<String> lots(Map<String, Set<String>> side, String transformation) {
        return side.computeIfAbsent(transformation, t -> new HashSet<>());
    }
}
