package io.lotledger.projections.lineage.packing;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.units.EventMoment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Packings and unpackings of units, and the lots of serials. Times have microsecond precision, as in the table. */
public final class PackingFacts {
    private final List<Fact> facts = new ArrayList<>();
    private final Map<String, Set<LotKey>> lotsOfSerials = new HashMap<>();

    public record Fact(EventMoment moment, String eventId, int ordinal, Packing packing) {
        public Instant time() {
            return moment.time();
        }
    }

    /** The children that one event lists of one parent. */
    record Listing(String eventId, String parent) {
        static Listing of(Fact fact) {
            return new Listing(fact.eventId(), fact.packing().parent());
        }
    }

    public void add(EventMoment moment, String eventId, int ordinal, Packing packing) {
        facts.add(new Fact(moment, eventId, ordinal, packing));
    }

    public void add(SerialOfLot serial) {
        lotsOfSerials.computeIfAbsent(serial.unit(), s -> new LinkedHashSet<>()).add(serial.lot());
    }

    /**
     * In event order. At one instant: the ends of units, then their makings, then ADD, then the lots that an ADD lists beside units, then what
     * events say is inside, receipts after the others, then what receipts do not list, then DELETE. A unit that ends at the
     * instant of a packing keeps what is packed into it: it may have been packed afterwards, and no lot may be missed.
     *
     * <p>Of these, what is known only by its date comes first: what it ends or takes out is found until the end of that day.
     * The rest is in the order of what the events say. Event IDs decide nothing: they are arbitrary.
     */
    public List<Fact> inOrder() {
        Set<Listing> withUnits = new HashSet<>();
        Set<Listing> receipts = new HashSet<>();
        for (Fact fact : facts) {
            if (fact.packing().putsInUnit()) withUnits.add(Listing.of(fact));
            if (fact.packing().excludesOthers()) receipts.add(Listing.of(fact));
        }
        return facts.stream()
                .sorted(Comparator.comparing(Fact::time)
                        .thenComparing(fact -> rank(fact, withUnits, receipts))
                        .thenComparing(fact -> !fact.moment().byDate())
                        .thenComparing(new ByContent(facts))
                        .thenComparing(fact -> fact.moment().date())
                        .thenComparing(Fact::eventId)
                        .thenComparing(Fact::ordinal))
                .toList();
    }

    private static int rank(Fact fact, Set<Listing> withUnits, Set<Listing> receipts) {
        Packing packing = fact.packing();
        if (packing.ends() || packing.endsPart()) return 0;
        if (packing.makesAnew()) return 1;
        if (packing.excludesOthers()) return 6;
        if (!packing.putsIn()) return 7;
        if (packing.sets()) return receipts.contains(Listing.of(fact)) ? 5 : 4;
        return packing.putsInUnit() || !withUnits.contains(Listing.of(fact)) ? 2 : 3;
    }

    /** The lots of a serial: more than one if events contradict each other; the serial then counts for each. */
    public Set<LotKey> lotsOfSerial(String unit) {
        return lotsOfSerials.getOrDefault(unit, Set.of());
    }
}
