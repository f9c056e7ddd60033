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
 * a receipt that answers none stays unannounced. The landing of a lot that was caught before is a receipt too.
 *
 * <p>Before initial packing {@code transporting} takes a lot away like a shipment. A movement told twice, under two steps
 * ({@code departing} and {@code shipping}, {@code receiving} and {@code accepting}) or by two types of event (a pallet's packing
 * and its shipment, goods and their document), is one.
 */
final class Consignments {
    private final LotKey lot;
    private final Interpretation read;
    private final List<Consignment> all = new ArrayList<>();
    private final List<Arrival> unannounced = new ArrayList<>();
    private final List<Arrival> landings = new ArrayList<>();

    private Consignments(LotKey lot, Interpretation read) {
        this.lot = lot;
        this.read = read;
    }

    static Consignments of(LotKey lot, Interpretation read) {
        Consignments found = new Consignments(lot, read);
        found.departures();
        found.receipts();
        found.receiptsWithout();
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

    /** Landings of what no known shipment took from the vessel. */
    List<Arrival> landings() {
        return landings;
    }

    private void departures() {
        List<Happening> told = new ArrayList<>();
        for (Happening happening : read.histories().of(lot)) {
            boolean shipped = MovementEvents.isShipment(happening) && read.voids().carries(happening, lot);
            boolean hauled = !shipped
                    && MovementEvents.isTransport(happening)
                    && read.origins().isBeforePacking(lot, happening);
            if (!shipped && !hauled) continue;
            Optional<Happening> earlier = toldBefore(happening, told, Consignments::leavesAs);
            if (earlier.isPresent()) {
                nameRecipients(earlier.get(), happening);
                continue;
            }
            told.add(happening);
            amounts(happening).forEach(amount -> all.add(new Consignment(happening, amount)));
        }
    }

    private void receipts() {
        List<Happening> told = new ArrayList<>();
        for (Happening happening : read.histories().of(lot)) {
            if (read.creations().landsEarlierCatch(lot, happening)) {
                amounts(happening).forEach(amount -> land(happening, amount));
                continue;
            }
            if (!MovementEvents.isReceipt(happening)) continue;
            boolean awaited = amounts(happening).anyMatch(amount -> isAwaited(happening, amount));
            if (!awaited && toldBefore(happening, told, Consignments::arrivesAs).isPresent()) continue;
            told.add(happening);
            amounts(happening).forEach(amount -> receive(happening, amount));
        }
    }

    private boolean isAwaited(Happening receipt, LotAmount amount) {
        return candidates(receipt, amount).stream().anyMatch(Consignment::isOpen);
    }

    private void land(Happening landing, LotAmount amount) {
        if (isAwaited(landing, amount)) receive(landing, amount);
        else landings.add(new Arrival(landing, amount));
    }

    /** Of two tellings of one movement, the one that says whom it goes to stands for it. */
    private void nameRecipients(Happening earlier, Happening again) {
        if (!Endpoints.recipients(earlier.event()).isEmpty()) return;
        if (Endpoints.recipients(again.event()).isEmpty()) return;
        all.replaceAll(one -> one.departure().order() == earlier.order() ? new Consignment(again, one.sent()) : one);
    }

    /** Somebody received the unit a lot was sent in and listed other things in it. */
    private void receiptsWithout() {
        for (Consignment one : all) {
            String unit = one.sent().unit();
            if (unit == null || !one.arrivals().isEmpty()) continue;
            read.histories().receiptsOf(unit).stream()
                    .filter(receipt -> one.departure().mayPrecede(receipt))
                    .filter(receipt -> !receipt.subjects().contains(lot))
                    .findFirst()
                    .ifPresent(one::receivedWithout);
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
        Set<String> at = Endpoints.places(Endpoints.receivedAt(receipt.event()));
        List<Consignment> possible = all.stream()
                .filter(c -> c.departure().mayPrecede(receipt))
                .filter(c -> c.mayBeFor(at))
                .toList();
        List<Consignment> sharing =
                possible.stream().filter(c -> sharesDocument(c, receipt)).toList();
        return (sharing.isEmpty() ? possible : sharing)
                .stream()
                        .sorted(Comparator.comparing((Consignment c) -> !c.countsWith(amount))
                                .thenComparing(c -> !c.isOpen())
                                .thenComparing(c -> !c.isFor(at)))
                        .toList();
    }

    private static boolean sharesDocument(Consignment consignment, Happening receipt) {
        Set<String> shared = Documents.keys(consignment.departure().event());
        shared.retainAll(Documents.keys(receipt.event()));
        return !shared.isEmpty();
    }

    /** Per unit of measure; what a void took back is out. */
    private Stream<LotAmount> amounts(Happening happening) {
        return LotAmount.summed(read.voids().remaining(happening, lot)).stream();
    }

    /** Where a movement was seen, and what must not contradict it at its other end. */
    private record Ends(List<String> here, List<String> there) {}

    private static Ends leavesAs(Happening departure) {
        return new Ends(Endpoints.shippedFrom(departure.event()), Endpoints.recipients(departure.event()));
    }

    private static Ends arrivesAs(Happening receipt) {
        return new Ends(Endpoints.receivedAt(receipt.event()), Endpoints.previousSources(receipt.event()));
    }

    /** What told the same of the same amount and place before, under another step or by another type of event; each telling is repeated once. */
    private Optional<Happening> toldBefore(
            Happening happening, List<Happening> told, Function<Happening, Ends> endsOf) {
        Ends ends = endsOf.apply(happening);
        for (Happening earlier : told) {
            if (isAnotherWay(earlier, happening)
                    && Endpoints.meet(endsOf.apply(earlier).here(), ends.here())
                    && Endpoints.agree(endsOf.apply(earlier).there(), ends.there())
                    && papersAgree(earlier, happening)
                    && quantities(earlier).equals(quantities(happening))) {
                told.remove(earlier);
                return Optional.of(earlier);
            }
        }
        return Optional.empty();
    }

    private static boolean isAnotherWay(Happening one, Happening other) {
        return !one.step().equals(other.step())
                || !one.event().type().equals(other.event().type());
    }

    private static boolean papersAgree(Happening one, Happening other) {
        Set<String> papers = Documents.keys(one.event());
        Set<String> others = Documents.keys(other.event());
        return papers.isEmpty() || others.isEmpty() || papers.stream().anyMatch(others::contains);
    }

    private List<String> quantities(Happening happening) {
        return amounts(happening)
                .map(amount -> plain(amount.quantity()) + " " + UnitOfMeasure.inWords(amount.uom()))
                .sorted()
                .toList();
    }

    private static String plain(@Nullable BigDecimal quantity) {
        return quantity == null ? "" : quantity.stripTrailingZeros().toPlainString();
    }
}
