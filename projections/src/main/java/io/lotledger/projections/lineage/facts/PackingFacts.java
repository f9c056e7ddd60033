package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.facts.EventFacts.Packing;
import io.lotledger.projections.lineage.facts.EventFacts.SerialOfLot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was put into units and taken out of them, and the lots of serials. Times are to the microsecond, as the table keeps them. */
public final class PackingFacts {
    private static final Comparator<Fact> IN_ORDER_OF_HAPPENING = Comparator.comparing(Fact::time)
            .thenComparing(fact -> fact.packing().action(), Comparator.comparing(action -> action == Action.DELETE))
            .thenComparing(Fact::eventId)
            .thenComparing(Fact::ordinal);

    private final List<Fact> facts = new ArrayList<>();
    private final Map<String, Set<LotKey>> lotsOfSerials = new HashMap<>();

    public record Fact(Instant time, String eventId, int ordinal, Packing packing) {}

    /** The precision at which instants are told apart. */
    public static Instant precise(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    public void add(Instant time, String eventId, int ordinal, Packing packing) {
        facts.add(new Fact(precise(time), eventId, ordinal, packing));
    }

    public void add(SerialOfLot serial) {
        lotsOfSerials.computeIfAbsent(serial.unit(), s -> new LinkedHashSet<>()).add(serial.lot());
    }

    /** At the same instant ADD before DELETE, then by event. */
    public List<Fact> inOrder() {
        return facts.stream().sorted(IN_ORDER_OF_HAPPENING).toList();
    }

    /** More than one where events contradict each other: it counts for each. */
    public Set<LotKey> lotsOfSerial(String unit) {
        return lotsOfSerials.getOrDefault(unit, Set.of());
    }
}
