package io.lotledger.api.lots;

import io.lotledger.api.lots.UnitByHand.Going;
import io.lotledger.api.lots.UnitByHand.How;
import io.lotledger.api.lots.UnitByHand.Load;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Events that say what is inside, found by following every event from the first on. What is seen inside, or received, goes
 * out again with what took it out that day: that came later.
 */
final class SeenByHand {
    private final UnitsByHand all;

    SeenByHand(UnitsByHand all) {
        this.all = all;
    }

    /**
     * Who looks into a unit sees what is in it: what was there stays as it was, and the count of the cases is the new one. A
     * receipt tells of each again.
     */
    void see(AggregationEvent event, boolean receives) {
        if (!all.isWhole()) {
            seeAgain(event);
            return;
        }
        UnitByHand unit = all.unit(Happening.parent(event));
        boolean mayEndLater = unit.endsOnDayOf(event)
                && all.inForce.stream()
                        .filter(one -> one.eventTime().equals(event.eventTime())
                                && Happening.ended(one).contains(Happening.parent(event)))
                        .allMatch(one -> CivilDates.isOneDay(one, event));
        if (!mayEndLater) all.begin(event);
        all.isPacked(event);
        all.forgetLoadsOfEmptyUnits();
        Set<String> before = new HashSet<>();
        all.addNested(unit, before);
        Set<String> lotsBefore = new HashSet<>();
        all.collect(Happening.parent(event), lotsBefore, new HashSet<>());
        Map<String, BigDecimal> amountsBefore = new HashMap<>();
        Map<String, BigDecimal> seen = new HashMap<>();
        for (QuantityElement child : event.childQuantityList())
            seen.merge(child.epcClass(), Objects.requireNonNull(child.quantity()), BigDecimal::add);
        seen.keySet().forEach(lot -> amountsBefore.put(lot, all.cases(lot, Happening.parent(event), new HashSet<>())));
        Set<String> looseBefore = new HashSet<>();
        if (!unit.unitsPutIn.isEmpty() && unit.unitsPutIn.keySet().equals(UnitsByHand.listed(event)))
            seen.forEach((lot, cases) -> {
                if (isLoose(unit, lot, cases)) looseBefore.add(lot);
            });
        Set<String> inListed = new HashSet<>();
        if (UnitsByHand.listed(event).size() > 1)
            UnitsByHand.listed(event).forEach(name -> all.addNested(all.unit(name), inListed));
        for (String child : event.childEPCs()) {
            String name = LinksByHand.name(child);
            boolean isInside = before.contains(name);
            if (isInside && !receives) continue;
            if (mayEndLater && !receives) all.begin(event);
            List<Going> goings = goingsAfter(event, name, unit.unitsPutIn.containsKey(name), receives);
            goings = goings.subList(Math.max(0, goings.size() - 1), goings.size());
            goOutAgain(event, name, goings, event.eventID());
            boolean isExplained = isInside || inListed.contains(name) || wasInside(event, name, goings);
            all.putIn(name, event, isExplained ? How.SEEN : receives ? How.CAME : How.PACKED);
        }
        Map<String, BigDecimal> loose = all.looseCases(event, UnitsByHand.listed(event));
        seen.forEach((lot, cases) -> {
            unit.everHeldLots = true;
            boolean isSaidAgain = looseBefore.contains(lot);
            boolean isInside = isSaidAgain
                    || Objects.requireNonNull(amountsBefore.get(lot)).compareTo(cases) == 0;
            if (isInside && !receives) return;
            if (mayEndLater && !receives) all.begin(event);
            if (!isSaidAgain && Objects.requireNonNull(loose.get(lot)).signum() == 0) {
                all.inUnits.add(UnitsByHand.line(event, lot));
                unit.lots.remove(lot);
                return;
            }
            List<Going> goings = goingsAfterAmount(event, lot, cases, isInside, receives);
            goOutAgain(event, lot, goings, event.eventID());
            boolean isExplained = lotsBefore.contains(lot) || wasInside(event, lot, goings);
            if (isSaidAgain) all.saidAgain.add(UnitsByHand.line(event, lot));
            count(event, lot, cases, isExplained ? How.SEEN : receives ? How.CAME : How.PACKED);
        });
    }

    /** Beside the units, and not counted with what is in them. */
    private static boolean isLoose(UnitByHand unit, String lot, BigDecimal cases) {
        BigDecimal held = unit.lots.get(lot);
        Set<String> with = unit.statedWith.getOrDefault(lot, Set.of());
        return held != null
                && held.compareTo(cases) == 0
                && unit.unitsPutIn.keySet().stream().noneMatch(with::contains);
    }

    private boolean wasInside(AggregationEvent event, String what, List<Going> goings) {
        return goings.stream().anyMatch(going -> {
            Set<String> then = new HashSet<>();
            all.before(event, going.time()).addAllIn(Happening.parent(event), then, new HashSet<>());
            return then.contains(what);
        });
    }

    private void count(AggregationEvent event, String lot, BigDecimal cases, How why) {
        UnitByHand unit = all.unit(Happening.parent(event));
        boolean isSaidAgain = all.gaps.whole().saidAgain.contains(UnitsByHand.line(event, lot));
        unit.lots.remove(lot);
        if (!isSaidAgain) unit.statedWith.put(lot, new HashSet<>(unit.unitsPutIn.keySet()));
        all.fill(Happening.parent(event), lot, cases, event, why);
    }

    /** What the whole story took from the event, but for the gaps. */
    private void seeAgain(AggregationEvent event) {
        List<String> about = List.of(event.eventID(), Happening.parent(event));
        if (all.gaps.whole().begun.contains(about)) all.begin(event);
        all.isPacked(event);
        for (String child : event.childEPCs()) {
            List<String> line = UnitsByHand.line(event, LinksByHand.name(child));
            if (isToldAgain(line))
                all.putIn(line.get(2), event, all.gaps.lines().get(line));
        }
        Map<String, BigDecimal> seen = new HashMap<>();
        for (QuantityElement child : event.childQuantityList())
            seen.merge(child.epcClass(), Objects.requireNonNull(child.quantity()), BigDecimal::add);
        seen.forEach((lot, cases) -> {
            List<String> line = UnitsByHand.line(event, lot);
            if (isToldAgain(line)) count(event, lot, cases, all.gaps.lines().get(line));
            if (all.gaps.whole().inUnits.contains(line))
                all.unit(Happening.parent(event)).lots.remove(lot);
        });
        all.goOutAsInTheWholeStory(event);
    }

    private boolean isToldAgain(List<String> line) {
        return all.gaps.lines().containsKey(line)
                && !all.gaps.untold().contains(line)
                && (!all.gaps.explained().contains(line)
                        || all.unit(line.get(1)).holds(line.get(2)));
    }

    /** What went out that day, and in the order of events before, though it is seen inside now. */
    private List<Going> goingsAfter(AggregationEvent event, String what, boolean isHeld, boolean receives) {
        if (isHeld && !receives) return List.of();
        List<Going> found = new ArrayList<>();
        boolean isPackedSince = isHeld;
        List<Object> story = all.unit(Happening.parent(event)).story;
        for (int i = story.size() - 1; i >= 0 && (receives || !isPackedSince); i--) {
            if (story.get(i) instanceof Load load
                    && load.how() == How.PACKED
                    && load.what().equals(what)) isPackedSince = true;
            if (!(story.get(i) instanceof Going going) || !CivilDates.isOneDay(going.event(), event)) continue;
            boolean wentOut = tookOut(going, event, what, receives);
            if (wentOut && (!isPackedSince || foundNothing(going, event, what))) found.add(0, going);
        }
        return found;
    }

    private List<Going> goingsAfterAmount(
            AggregationEvent event, String lot, BigDecimal cases, boolean isInside, boolean receives) {
        List<Going> goings = goingsAfter(event, lot, isInside, receives);
        for (int i = 0; i < goings.size(); i++) {
            BigDecimal then =
                    all.before(event, goings.get(i).time()).cases(lot, Happening.parent(event), new HashSet<>());
            if (then.compareTo(cases) == 0) return goings.subList(i, goings.size());
        }
        return receives || !all.unit(Happening.parent(event)).lots.containsKey(lot) ? goings : List.of();
    }

    private boolean tookOut(Going going, AggregationEvent event, String what, boolean receives) {
        if (going.ended() && !all.unit(Happening.parent(event)).ends.isEmpty()) return false;
        if (!going.ended() && going.named().containsKey(what)) return true;
        if (!going.ended() && going.named().isEmpty() && receives) return true;
        UnitsByHand then = all.before(event, going.time());
        Set<String> out = new HashSet<>();
        Set<String> open = going.ended() || going.named().isEmpty()
                ? Set.of(Happening.parent(event))
                : going.named().keySet();
        for (String one : open) then.addAllIn(one, out, new HashSet<>());
        return out.contains(what);
    }

    private boolean foundNothing(Going going, AggregationEvent event, String what) {
        Set<String> then = all.before(event, going.time()).lotsAndUnitsIn(Happening.parent(event));
        return going.named().isEmpty() ? then.isEmpty() : going.named().containsKey(what) && !then.contains(what);
    }

    /** @param by who says that it is inside: what several say at once goes out once */
    private void goOutAgain(AggregationEvent event, String what, List<Going> goings, String by) {
        String parent = Happening.parent(event);
        for (Going going : goings) {
            all.goingAgain.putIfAbsent(by + what + going, () -> {
                Map<String, Optional<BigDecimal>> named = new TreeMap<>();
                if (!UnitsByHand.isLot(what)) {
                    named.put(what, Optional.empty());
                    all.gone.onItAndOn(what, all.unit(parent)).forEach(one -> named.put(one, Optional.empty()));
                } else if (going.named().containsKey(what)) {
                    named.put(what, going.named().get(what));
                } else if (going.ended() || going.named().isEmpty()) {
                    named.put(what, Optional.empty());
                } else {
                    UnitsByHand then = all.before(event, going.time());
                    BigDecimal sum = BigDecimal.ZERO;
                    Set<String> seen = new HashSet<>();
                    for (String one : going.named().keySet())
                        if (!UnitsByHand.isLot(one)) sum = sum.add(then.cases(what, one, seen));
                    named.put(what, Optional.of(sum));
                }
                goOutOnceMore(event, going, named);
            });
        }
    }

    private void goOutOnceMore(AggregationEvent event, Going going, Map<String, Optional<BigDecimal>> named) {
        Going more = new Going(going.event(), event.eventTime(), named, going.left(), false);
        all.again
                .computeIfAbsent(List.of(event.eventID(), Happening.parent(event)), e -> new ArrayList<>())
                .add(more);
        all.goOut(Happening.parent(event), more);
    }

    /** It came with a receipt of that day and was taken out after it: it was packed before both. */
    void goOutIfItCame(AggregationEvent event, String what, @Nullable BigDecimal cases) {
        if (all.isWhole() && !goesOutAfterItCame(event, what, cases)) goOutIfNothingElseWasThere(event, what);
    }

    private boolean goesOutAfterItCame(AggregationEvent event, String what, @Nullable BigDecimal cases) {
        Going last = null;
        List<Object> story = all.unit(Happening.parent(event)).story;
        for (int i = story.size() - 1; i >= 0; i--) {
            if (story.get(i) instanceof Load load && load.what().equals(what) && load.how() != How.SEEN) {
                if (load.how() != How.CAME || !CivilDates.isOneDay(load.event(), event) || last == null) return false;
                Going going = last;
                all.goingAgain.put(event.eventID() + what, () -> {
                    Map<String, Optional<BigDecimal>> named = new TreeMap<>();
                    named.put(what, Optional.ofNullable(cases));
                    if (!UnitsByHand.isLot(what))
                        all.gone
                                .onItAndOn(what, all.unit(Happening.parent(event)))
                                .forEach(one -> named.put(one, Optional.empty()));
                    goOutOnceMore(event, going, named);
                });
                return true;
            }
            if (last == null && story.get(i) instanceof Going going && mayUnpack(going, what, event)) last = going;
        }
        return false;
    }

    private static boolean mayUnpack(Going going, String what, AggregationEvent event) {
        return !going.left()
                && !going.ended()
                && CivilDates.isOneDay(going.event(), event)
                && (going.named().isEmpty() || going.named().containsKey(what));
    }

    /** It was unpacked that day from a unit that had nothing else to unpack. */
    private void goOutIfNothingElseWasThere(AggregationEvent event, String what) {
        boolean isPackedSince = false;
        List<Object> story = all.unit(Happening.parent(event)).story;
        for (int i = story.size() - 1; i >= 0; i--) {
            if (story.get(i) instanceof Load load
                    && load.how() == How.PACKED
                    && load.what().equals(what)
                    && !load.event().eventTime().equals(event.eventTime())) isPackedSince = true;
            if (isPackedSince && !UnitsByHand.isLot(what)) return;
            if (!(story.get(i) instanceof Going going) || !mayUnpack(going, what, event)) continue;
            boolean isAmount =
                    going.named().getOrDefault(what, Optional.empty()).isPresent();
            if ((isPackedSince && isAmount) || !foundNothing(going, event, what)) continue;
            goOutAgain(event, what, List.of(going), Happening.parent(event));
            return;
        }
    }
}
