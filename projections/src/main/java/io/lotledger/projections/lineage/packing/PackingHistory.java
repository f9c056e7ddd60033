package io.lotledger.projections.lineage.packing;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.packing.PackingFacts.Fact;
import io.lotledger.projections.lineage.packing.PackingFacts.Listing;
import io.lotledger.projections.lineage.packing.Step.Kind;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.lineage.units.EventMoment;
import io.lotledger.projections.lineage.units.LogisticUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Contents of units over time, derived from packing facts. ADD adds and sums. An event that says what is inside states it
 * ({@link StatedContents}). DELETE removes; DELETE without children empties that unit and leaves nested units unchanged. A
 * serial of a known lot holds one of that lot.
 *
 * <p>An amount that an event lists beside units, and that is exactly what these hold of the lot, is what they hold: some
 * partners repeat it. Any other amount is loose ({@link ListedUnits}).
 *
 * <p>A unit that ends leaves the unit that holds it ({@link UnitEnds}), and so does a unit that is put into another ({@link
 * UnitMoves}). A unit that leaves its holder takes along what is in it, also where the holder listed that by name: a truck
 * lists pallets and their cases.
 *
 * <p>Of two events of one day of which one is known only by its date, either may have been first, and no lot may be missed.
 * What was put in stays when the unit is emptied or ends that day, if it held something else, and when the lot or unit is
 * taken out, if it was inside otherwise as well: the unit may have been packed again afterwards ({@link PackedThatDay}). It
 * stays when the unit is received that day. What an event saw inside has gone with what takes it out that day ({@link
 * TakenThatDay}).
 */
public final class PackingHistory implements ContainerContents {
    private static final Comparator<Content> BY_LOT_AND_UNIT_OF_MEASURE = Comparator.comparing(
                    (Content content) -> content.lot().uri())
            .thenComparing(content -> content.uom() == null ? "" : content.uom());

    private final NestedUnits units;
    private final UnitMoves moves = new UnitMoves();
    /** The units that a unit leaves when it is put into another. */
    private final Map<String, Set<String>> leavable = new HashMap<>();

    private final GoingAgain goingAgain = new GoingAgain();
    private final ListedUnits listedUnits;
    private final UnitEnds ends;
    private final TakenThatDay taken;
    private final StatedContents stated;

    /** @param facts the facts in force */
    public PackingHistory(PackingFacts facts) {
        List<Fact> inOrder = facts.inOrder();
        units = new NestedUnits(facts);
        listedUnits = new ListedUnits(inOrder, units::latest, units::unitsNowIn, units::latestIn);
        ends = new UnitEnds(units);
        taken = new TakenThatDay(units, listedUnits);
        stated = new StatedContents(units, listedUnits, ends, taken, goingAgain);
        for (Fact fact : inOrder) {
            if (!moves.isBeforeTheMoves(fact)) move();
            goingAgain.turnTo(fact);
            follow(fact);
            moves.follow(fact);
        }
        move();
        goingAgain.go();
    }

    /** All of an instant leave at once: where one goes does not depend on which is looked at first. */
    private void move() {
        List<Runnable> all = new ArrayList<>();
        moves.of(
                        this::leavable,
                        (unit, holder, packing) -> units.latestIn(holder).holdsSinceBefore(unit, packing))
                .forEach((holder, leaving) -> all.add(move(holder, leaving)));
        all.forEach(Runnable::run);
    }

    private Runnable move(String holder, UnitMoves.Leaving leaving) {
        UnitHistory history = units.of(holder);
        Map<String, EventMoment> all = new LinkedHashMap<>(leaving.units());
        leaving.units()
                .forEach((unit, moment) -> units.listedWith(unit, history.latest())
                        .forEach(listed -> all.merge(listed, moment, UnitMoves::lessKnown)));
        if (!leaving.together() || !history.latest().isNothingBut(all.keySet()))
            return () -> all.forEach(history::leave);
        EventMoment moment = all.values().stream().reduce(UnitMoves::lessKnown).orElseThrow();
        return () -> {
            history.end(moment, List.of());
            // one unit alone stays until the holder is packed again, wherever it goes meanwhile
            if (all.size() == 1) all.keySet().forEach(unit -> leavable(unit).remove(holder));
        };
    }

    /** Without those that hold it no more: a unit that is loaded again and again costs no more than many units. */
    private Set<String> leavable(String unit) {
        Set<String> current = leavable.getOrDefault(unit, new LinkedHashSet<>());
        current.removeIf(holder -> !units.latestIn(holder).units().contains(unit));
        return current;
    }

    private void follow(Fact fact) {
        Packing packing = fact.packing();
        Child child = packing.child();
        UnitHistory unit = units.of(packing.parent());
        if (packing.ends()) ends.end(packing.parent(), fact.moment());
        else if (packing.makesAnew()) ends.makeAnew(packing.parent(), fact.moment());
        else if (child == null && packing.excludesOthers()) stated.exclude(unit, fact);
        else if (child == null) unit.clear(fact.moment());
        else if (packing.endsPart()) ends.namePart(child);
        else if (packing.putsIn()) put(child, unit, fact);
        else take(child, unit, fact);
    }

    private void take(Child child, UnitHistory unit, Fact fact) {
        String inner = child.unit();
        if (inner == null) {
            if (child.quantity() == null) unit.take(fact.moment(), List.of(child));
            else if (!listedUnits.hold(fact)) unit.add(Step.taking(fact.moment(), List.of(child)));
            return;
        }
        if (unit.latest().units().contains(inner)) listedUnits.add(fact, inner);
        unit.take(fact.moment(), taken.withListed(child, unit));
    }

    private void put(Child child, UnitHistory unit, Fact fact) {
        String parent = fact.packing().parent();
        String inner = child.unit();
        unit.say(fact);
        if (fact.packing().sets()) {
            if (inner != null) listedUnits.add(fact, inner);
            if (!stated.state(child, unit, fact)) return;
        } else {
            ends.leaveWhatEnded(parent, fact.moment());
            if (inner == null) packLot(child, unit, fact);
            else {
                pack(child, unit, fact, held -> held.put(child, fact.moment()));
                listedUnits.add(fact, inner);
            }
        }
        if (inner == null) return;
        unit.holdsUnit(inner, fact);
        leavable.computeIfAbsent(inner, u -> new LinkedHashSet<>()).add(parent);
        ends.isPutInto(parent, inner);
    }

    private void packLot(Child child, UnitHistory unit, Fact fact) {
        EventMoment moment = fact.moment();
        if (listedUnits.holdUnknownAmount(fact)) {
            Set<String> listed = Set.copyOf(listedUnits.of(fact));
            pack(child, unit, fact, held -> held.putIncluding(listed, child, moment));
        } else if (!listedUnits.hold(fact)) {
            pack(child, unit, fact, held -> held.put(child, moment));
        }
    }

    private void pack(Child child, UnitHistory unit, Fact fact, Consumer<UnitContents> change) {
        EventMoment moment = fact.moment();
        Optional<Step> afterItCame = TakenThatDay.afterItCame(child, unit, moment);
        afterItCame.ifPresent(
                taking -> goingAgain.add(List.of(fact), unit, taking, () -> taken.withListed(child, unit)));
        if (afterItCame.isEmpty())
            TakenThatDay.thatFoundNothing(child, unit, moment)
                    .ifPresent(taking -> goingAgain.add(
                            List.of(fact.packing().parent(), child.what(), taking),
                            unit,
                            taking,
                            () -> taken.goingAgain(taking, child, unit)));
        unit.add(Step.of(Kind.PACKED, moment, List.of(child), change));
    }

    @Override
    public List<Content> at(String unit, Instant time) {
        return sorted(units.at(Set.of(LogisticUnit.name(unit)), EventMoment.precise(time)));
    }

    @Override
    public List<Content> at(String unit, EventMoment moment) {
        return at(Set.of(LogisticUnit.name(unit)), Set.of(), moment);
    }

    @Override
    public Set<String> unitsIn(String unit, EventMoment moment) {
        UnitHistory history = units.find(LogisticUnit.name(unit));
        return history == null ? Set.of() : history.at(moment).units();
    }

    /** The names of the units inside these for an event of this moment, through any nesting. */
    public Set<String> unitsInside(Collection<String> names, EventMoment moment) {
        return units.unitsIn(names, moment);
    }

    /**
     * The contents of several units together, by name; a unit inside another of them counts once.
     *
     * @param made those of them that a transformation of this moment makes, and does not use
     */
    public List<Content> at(Collection<String> names, Set<String> made, EventMoment moment) {
        return sorted(units.at(names, made, moment));
    }

    @Override
    public List<Content> madeAt(String unit, EventMoment moment) {
        String name = LogisticUnit.name(unit);
        return at(Set.of(name), Set.of(name), moment);
    }

    @Override
    public Map<String, List<Content>> each(Collection<String> names, Set<String> made, EventMoment moment) {
        Map<String, List<Content>> contents = new LinkedHashMap<>();
        units.each(names, made, moment).forEach((unit, held) -> contents.put(unit, sorted(held)));
        return contents;
    }

    @Override
    public Set<LotKey> repeated(String eventId, String unit) {
        return listedUnits.repeated(new Listing(eventId, LogisticUnit.name(unit)));
    }

    private static List<Content> sorted(UnitContents held) {
        return held.lots().contents().stream()
                .sorted(BY_LOT_AND_UNIT_OF_MEASURE)
                .toList();
    }
}
