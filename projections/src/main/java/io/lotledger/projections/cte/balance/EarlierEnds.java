package io.lotledger.projections.cte.balance;

import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.QuantityText;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was sold, used or destroyed of one lot: decommissioning it afterwards only takes it off the books. It is the same
 * serial or logistic unit, otherwise an equal quantity at the same place, named by its class in one of the two events.
 */
final class EarlierEnds {
    private final Map<String, Set<End>> byIdentity = new HashMap<>();

    /** Equality is identity: an event may end ten thousand serials. */
    private static final class End {
        final ResolvedEvent event;
        /** The identities of its units and serials. */
        final List<String> things;
        /** The identities of these together, for an event that names no unit. */
        final List<String> sums;

        End(ResolvedEvent event, List<String> things, List<String> sums) {
            this.event = event;
            this.things = things;
            this.sums = sums;
        }
    }

    void remember(ResolvedEvent event, List<LotAmount> amounts, Optional<String> place) {
        List<LotAmount> units = things(amounts);
        List<String> sums = LotAmount.summed(units).stream()
                .map(sum -> ofThings(place, sum))
                .toList();
        End end =
                new End(event, units.stream().map(unit -> identity(place, unit)).toList(), sums);
        Stream.of(end.things.stream(), end.sums.stream(), rest(amounts).stream().map(rest -> identity(place, rest)))
                .flatMap(identities -> identities)
                .forEach(identity -> byIdentity
                        .computeIfAbsent(identity, i -> new LinkedHashSet<>())
                        .add(end));
    }

    /** Takes from the earlier ends what the decommissioning repeats. @return what it ends itself, per unit of measure */
    List<LotAmount> without(ResolvedEvent last, List<LotAmount> amounts) {
        Optional<String> place = Endpoints.place(last.event());
        List<LotAmount> unseen = things(amounts).stream()
                .filter(unit -> !take(last, identity(place, unit)))
                .toList();
        Stream<LotAmount> newThings =
                LotAmount.summed(unseen).stream().filter(sum -> !take(last, identity(place, sum.withoutUnit())));
        Stream<LotAmount> newRest = rest(amounts).stream()
                .filter(rest -> !take(last, identity(place, rest)) && !take(last, ofThings(place, rest)));
        return Stream.concat(newThings, newRest).toList();
    }

    private boolean take(ResolvedEvent last, String identity) {
        Optional<End> earlier = byIdentity.getOrDefault(identity, Set.of()).stream()
                .filter(end -> end.event.mayPrecede(last))
                .findFirst();
        earlier.ifPresent(end -> {
            forget(end, List.of(identity));
            if (end.sums.contains(identity)) forget(end, end.things);
            forget(end, end.sums);
        });
        return earlier.isPresent();
    }

    private void forget(End end, List<String> identities) {
        identities.forEach(identity ->
                byIdentity.getOrDefault(identity, new LinkedHashSet<>()).remove(end));
    }

    private static List<LotAmount> things(List<LotAmount> amounts) {
        return amounts.stream().filter(amount -> amount.unit() != null).toList();
    }

    /** The sum of what the event names by its class. */
    private static List<LotAmount> rest(List<LotAmount> amounts) {
        return LotAmount.summed(
                amounts.stream().filter(amount -> amount.unit() == null).toList());
    }

    /** The serial or logistic unit, otherwise the place; and the quantity. */
    private static String identity(Optional<String> place, LotAmount amount) {
        String unit = amount.unit();
        String thing = unit != null ? unit : Endpoints.placeKey(place);
        return thing + " " + QuantityText.of(amount);
    }

    private static String ofThings(Optional<String> place, LotAmount sum) {
        return "units at " + identity(place, sum.withoutUnit());
    }
}
