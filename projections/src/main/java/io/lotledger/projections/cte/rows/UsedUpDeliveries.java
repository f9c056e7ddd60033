package io.lotledger.projections.cte.rows;

import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.LotCreationEvents;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.LotledgerExtension;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of a lot of which nothing was left: all that the packer had received by an earlier packing was packed by
 * then. Quantities in different units, or unknown ones, are not compared, and nor are those of a packer that harvests.
 */
final class UsedUpDeliveries {
    private final LotEventHistory history;
    private final LotCreationEvents creations;

    private final Map<LotKey, Map<Optional<String>, Users>> users = new HashMap<>();

    /**
     * The events that used a lot at a place, in event order.
     *
     * @param used how much had been used after each
     */
    private record Users(List<ResolvedEvent> all, List<Optional<LotAmount>> used) {
        /** @param some of them, in their order */
        boolean beginWith(List<ResolvedEvent> some) {
            return some.isEmpty() || all.get(some.size() - 1).equals(some.get(some.size() - 1));
        }
    }

    UsedUpDeliveries(LotEventHistory history, LotCreationEvents creations) {
        this.history = history;
        this.creations = creations;
    }

    /** Those of the receipts of the lot at the place that earlier packings had used up before this one. */
    List<ResolvedEvent> before(
            LotKey lot, Optional<String> place, List<ResolvedEvent> receipts, ResolvedEvent packing) {
        boolean begunHere = creations.of(lot).stream()
                .anyMatch(made -> Endpoints.same(Endpoints.farm(made.event().event()), place));
        if (begunHere) return List.of();
        Users users = users(lot, place);
        List<ResolvedEvent> earlier =
                users.all().stream().filter(h -> isEarlier(h, packing)).toList();
        if (earlier.stream().anyMatch(UsedUpDeliveries::repeatsDeliveries)) return List.of();
        List<Optional<LotAmount>> used = users.beginWith(earlier) ? users.used() : used(lot, earlier);
        List<ResolvedEvent> received = List.of();
        Optional<LotAmount> came = Optional.empty();
        for (int i = earlier.size() - 1; i >= 0; i--) {
            ResolvedEvent last = earlier.get(i);
            List<ResolvedEvent> by =
                    receipts.stream().filter(h -> h.mayPrecede(last)).toList();
            if (!by.equals(received)) came = only(sums(by.stream().flatMap(h -> h.objects(lot).stream())));
            received = by;
            Optional<LotAmount> went = used.get(i);
            if (came.isPresent() && went.isPresent() && covers(went.get(), came.get())) return received;
        }
        return List.of();
    }

    private Users users(LotKey lot, Optional<String> place) {
        return users.computeIfAbsent(lot, l -> new HashMap<>()).computeIfAbsent(place, p -> {
            List<ResolvedEvent> all = history.of(lot).stream()
                    .filter(h -> !h.inputs(lot).isEmpty())
                    .filter(h -> Endpoints.same(Endpoints.place(h.event()), place))
                    .toList();
            return new Users(all, used(lot, all));
        });
    }

    /** How much of the lot had been used after each packing, in order. */
    private static List<Optional<LotAmount>> used(LotKey lot, List<ResolvedEvent> packings) {
        List<Optional<LotAmount>> used = new ArrayList<>();
        List<LotAmount> sums = List.of();
        for (ResolvedEvent packing : packings) {
            sums = sums(Stream.concat(sums.stream(), packing.inputs(lot).stream()));
            used.add(only(sums));
        }
        return used;
    }

    private static boolean isEarlier(ResolvedEvent event, ResolvedEvent packing) {
        String transformation = transformationId(packing);
        return !packing.mayPrecede(event)
                && event.order() != packing.order()
                && (transformation == null || !Objects.equals(transformation, transformationId(event)));
    }

    private static @Nullable String transformationId(ResolvedEvent resolved) {
        return resolved.event() instanceof TransformationEvent made ? made.transformationID() : null;
    }

    /** Every packing that names a delivery as FDA's spreadsheet does has its whole quantity as input. */
    private static boolean repeatsDeliveries(ResolvedEvent packing) {
        return !LotledgerExtension.objects(packing.event(), "received").isEmpty();
    }

    private static List<LotAmount> sums(Stream<LotAmount> amounts) {
        return LotAmount.summed(amounts.map(LotAmount::withoutUnit).toList());
    }

    /** Empty if there are several units of measure. */
    private static Optional<LotAmount> only(List<LotAmount> sums) {
        return sums.size() == 1 ? Optional.of(sums.get(0)) : Optional.empty();
    }

    private static boolean covers(LotAmount went, LotAmount came) {
        BigDecimal used = went.quantity();
        BigDecimal received = came.quantity();
        return used != null && received != null && went.countsWith(came) && used.compareTo(received) >= 0;
    }
}
