package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.projections.cte.Consignment.Arrival;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The consignments of one lot and their receipts. A receipt answers consignments that are not after it and were not sent
 * elsewhere: those that share a document with it if there are any, then those with its place as their ship-to, then those still
 * open; of equal ones the earliest. What a receipt has beyond what was sent is counted to the last consignment it answers;
 * a receipt that answers none stays unannounced.
 *
 * <p>Before initial packing {@code transporting} takes a lot away like a shipment. A movement told twice, under two steps
 * ({@code departing} and {@code shipping}, {@code receiving} and {@code accepting}), is one.
 */
final class Consignments {
    private final LotKey lot;
    private final Interpretation read;
    private final List<Consignment> all = new ArrayList<>();
    private final List<Arrival> unannounced = new ArrayList<>();

    private Consignments(LotKey lot, Interpretation read) {
        this.lot = lot;
        this.read = read;
    }

    static Consignments of(LotKey lot, Interpretation read) {
        Consignments found = new Consignments(lot, read);
        found.departures();
        found.receipts();
        return found;
    }

    /** In order of departure. */
    List<Consignment> all() {
        return all;
    }

    /** Receipts, or what is left of them, that answer nothing known. */
    List<Arrival> unannounced() {
        return unannounced;
    }

    private void departures() {
        List<Happening> told = new ArrayList<>();
        for (Happening happening : read.histories().of(lot)) {
            boolean shipped = Movements.isShipment(happening) && read.voids().carries(happening, lot);
            boolean hauled = !shipped
                    && Movements.isTransport(happening)
                    && read.origins().isBeforePacking(lot, happening);
            if ((!shipped && !hauled) || isToldAgain(happening, told, h -> Endpoints.shippedFrom(h.event()))) continue;
            told.add(happening);
            amounts(happening).forEach(amount -> all.add(new Consignment(happening, amount)));
        }
    }

    private void receipts() {
        List<Happening> told = new ArrayList<>();
        for (Happening happening : read.histories().of(lot)) {
            if (!Movements.isReceipt(happening)) continue;
            boolean awaited = amounts(happening)
                    .anyMatch(amount -> candidates(happening, amount).stream().anyMatch(Consignment::isOpen));
            if (!awaited && isToldAgain(happening, told, h -> Endpoints.receivedAt(h.event()))) continue;
            told.add(happening);
            amounts(happening).forEach(amount -> receive(happening, amount));
        }
    }

    private void receive(Happening receipt, LotAmount amount) {
        List<Consignment> candidates = candidates(receipt, amount);
        BigDecimal quantity = amount.quantity();
        if (candidates.isEmpty()) {
            unannounced.add(new Arrival(receipt, amount));
            return;
        }
        if (quantity == null || !candidates.get(0).countsWith(amount)) {
            candidates.get(0).answer(receipt, amount, quantity);
            return;
        }
        Consignment last = candidates.get(0);
        for (Consignment candidate : candidates) {
            if (quantity.signum() <= 0) return;
            if (!candidate.countsWith(amount) || !candidate.isOpen()) continue;
            BigDecimal part = candidate.isCountable() ? quantity.min(candidate.open()) : quantity;
            candidate.answer(receipt, amount, part);
            quantity = quantity.subtract(part);
            last = candidate;
        }
        if (quantity.signum() > 0) last.answer(receipt, amount, quantity);
    }

    private List<Consignment> candidates(Happening receipt, LotAmount amount) {
        Optional<String> at = Endpoints.receivedAt(receipt.event());
        List<Consignment> possible = all.stream()
                .filter(c -> c.departure().mayPrecede(receipt))
                .filter(c -> at.isEmpty() || c.shipTo().isEmpty() || Endpoints.same(c.shipTo(), at))
                .toList();
        List<Consignment> sharing =
                possible.stream().filter(c -> sharesDocument(c, receipt)).toList();
        return (sharing.isEmpty() ? possible : sharing)
                .stream()
                        .sorted(Comparator.comparing((Consignment c) -> !c.countsWith(amount))
                                .thenComparing(c -> !c.isOpen())
                                .thenComparing(c -> !Endpoints.same(c.shipTo(), at)))
                        .toList();
    }

    private static boolean sharesDocument(Consignment consignment, Happening receipt) {
        Set<String> shared = Documents.keys(consignment.departure().event());
        shared.retainAll(Documents.keys(receipt.event()));
        return !shared.isEmpty();
    }

    /** Per unit of measure; what a void took back is out. */
    private Stream<LotAmount> amounts(Happening happening) {
        return LotAmount.summed(read.voids().remaining(happening)).stream()
                .filter(amount -> amount.lot().equals(lot));
    }

    /** Whether another step told the same of the same amount and place; each telling is repeated once. */
    private boolean isToldAgain(
            Happening happening, List<Happening> told, Function<Happening, Optional<String>> placeOf) {
        for (Happening earlier : told) {
            if (!earlier.step().equals(happening.step())
                    && Endpoints.same(placeOf.apply(earlier), placeOf.apply(happening))
                    && papersAgree(earlier, happening)
                    && quantities(earlier).equals(quantities(happening))) {
                told.remove(earlier);
                return true;
            }
        }
        return false;
    }

    private static boolean papersAgree(Happening one, Happening other) {
        Set<String> papers = Documents.keys(one.event());
        Set<String> others = Documents.keys(other.event());
        return papers.isEmpty() || others.isEmpty() || papers.stream().anyMatch(others::contains);
    }

    private List<String> quantities(Happening happening) {
        return amounts(happening)
                .map(amount -> plain(amount.quantity()) + " " + amount.uom())
                .sorted()
                .toList();
    }

    private static String plain(@Nullable BigDecimal quantity) {
        return quantity == null ? "" : quantity.stripTrailingZeros().toPlainString();
    }
}
