package io.lotledger.projections.cte.balance;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.balance.Shipment.Arrival;
import io.lotledger.projections.cte.interpret.EventInterpretation;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.cte.reading.ResolvedEvent;
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
public final class ShipmentReconciliation {
    private final LotKey lot;
    private final EventInterpretation read;
    private final List<Shipment> all = new ArrayList<>();
    private final List<Arrival> unannounced = new ArrayList<>();
    private final List<Arrival> landings = new ArrayList<>();

    private ShipmentReconciliation(LotKey lot, EventInterpretation read) {
        this.lot = lot;
        this.read = read;
    }

    public static ShipmentReconciliation of(LotKey lot, EventInterpretation read) {
        ShipmentReconciliation found = new ShipmentReconciliation(lot, read);
        found.departures();
        found.receipts();
        found.receiptsWithout();
        return found;
    }

    /** In order of departure. */
    public List<Shipment> all() {
        return all;
    }

    /** Receipts, or what is left of them, that answer nothing known. */
    public List<Arrival> unannounced() {
        return unannounced;
    }

    /** Landings of what no known shipment took from the vessel. */
    List<Arrival> landings() {
        return landings;
    }

    private void departures() {
        List<ResolvedEvent> told = new ArrayList<>();
        for (ResolvedEvent happening : read.histories().of(lot)) {
            boolean shipped =
                    MovementEvents.isShipment(happening) && read.voids().carries(happening, lot);
            boolean hauled = !shipped
                    && MovementEvents.isTransport(happening)
                    && read.origins().isBeforePacking(lot, happening);
            if (!shipped && !hauled) continue;
            Optional<ResolvedEvent> earlier = toldBefore(happening, told, ShipmentReconciliation::leavesAs);
            if (earlier.isPresent()) {
                nameRecipients(earlier.get(), happening);
                continue;
            }
            told.add(happening);
            amounts(happening).forEach(amount -> all.add(new Shipment(happening, amount)));
        }
    }

    private void receipts() {
        List<ResolvedEvent> told = new ArrayList<>();
        for (ResolvedEvent happening : read.histories().of(lot)) {
            if (read.creations().landsEarlierCatch(lot, happening)) {
                amounts(happening).forEach(amount -> land(happening, amount));
                continue;
            }
            if (!MovementEvents.isReceipt(happening)) continue;
            boolean awaited = amounts(happening).anyMatch(amount -> isAwaited(happening, amount));
            if (!awaited
                    && toldBefore(happening, told, ShipmentReconciliation::arrivesAs)
                            .isPresent()) continue;
            told.add(happening);
            amounts(happening).forEach(amount -> receive(happening, amount));
        }
    }

    private boolean isAwaited(ResolvedEvent receipt, LotAmount amount) {
        return candidates(receipt, amount).stream().anyMatch(Shipment::isOpen);
    }

    private void land(ResolvedEvent landing, LotAmount amount) {
        if (isAwaited(landing, amount)) receive(landing, amount);
        else landings.add(new Arrival(landing, amount));
    }

    /** Of two tellings of one movement, the one that says whom it goes to stands for it. */
    private void nameRecipients(ResolvedEvent earlier, ResolvedEvent again) {
        if (!Endpoints.recipients(earlier.event()).isEmpty()) return;
        if (Endpoints.recipients(again.event()).isEmpty()) return;
        all.replaceAll(one -> one.departure().order() == earlier.order() ? new Shipment(again, one.sent()) : one);
    }

    /** Somebody received the unit a lot was sent in and listed other things in it. */
    private void receiptsWithout() {
        for (Shipment one : all) {
            String unit = one.sent().unit();
            if (unit == null || !one.arrivals().isEmpty()) continue;
            read.histories().receiptsOf(unit).stream()
                    .filter(receipt -> one.departure().mayPrecede(receipt))
                    .filter(receipt -> !receipt.subjects().contains(lot))
                    .findFirst()
                    .ifPresent(one::receivedWithout);
        }
    }

    private void receive(ResolvedEvent receipt, LotAmount amount) {
        List<Shipment> candidates = candidates(receipt, amount);
        BigDecimal quantity = amount.quantity();
        if (candidates.isEmpty()) {
            unannounced.add(new Arrival(receipt, amount));
            return;
        }
        if (quantity == null || !candidates.get(0).countsWith(amount)) {
            candidates.get(0).answer(receipt, amount, quantity);
            return;
        }
        Shipment last = candidates.get(0);
        for (Shipment candidate : candidates) {
            if (quantity.signum() <= 0) return;
            if (!candidate.countsWith(amount) || !candidate.isOpen()) continue;
            BigDecimal part = candidate.isCountable() ? quantity.min(candidate.open()) : quantity;
            candidate.answer(receipt, amount, part);
            quantity = quantity.subtract(part);
            last = candidate;
        }
        if (quantity.signum() > 0) last.answer(receipt, amount, quantity);
    }

    private List<Shipment> candidates(ResolvedEvent receipt, LotAmount amount) {
        Set<String> at = Endpoints.places(Endpoints.receivedAt(receipt.event()));
        List<Shipment> possible = all.stream()
                .filter(c -> c.departure().mayPrecede(receipt))
                .filter(c -> c.mayBeFor(at))
                .toList();
        List<Shipment> sharing =
                possible.stream().filter(c -> sharesDocument(c, receipt)).toList();
        return (sharing.isEmpty() ? possible : sharing)
                .stream()
                        .sorted(Comparator.comparing((Shipment c) -> !c.countsWith(amount))
                                .thenComparing(c -> !c.isOpen())
                                .thenComparing(c -> !c.isFor(at)))
                        .toList();
    }

    private static boolean sharesDocument(Shipment consignment, ResolvedEvent receipt) {
        Set<String> shared =
                ReferenceDocumentReader.keys(consignment.departure().event());
        shared.retainAll(ReferenceDocumentReader.keys(receipt.event()));
        return !shared.isEmpty();
    }

    /** Per unit of measure; what a void took back is out. */
    private Stream<LotAmount> amounts(ResolvedEvent happening) {
        return LotAmount.summed(read.voids().remaining(happening, lot)).stream();
    }

    /** Where a movement was seen, and what must not contradict it at its other end. */
    private record Ends(List<String> here, List<String> there) {}

    private static Ends leavesAs(ResolvedEvent departure) {
        return new Ends(Endpoints.shippedFrom(departure.event()), Endpoints.recipients(departure.event()));
    }

    private static Ends arrivesAs(ResolvedEvent receipt) {
        return new Ends(Endpoints.receivedAt(receipt.event()), Endpoints.previousSources(receipt.event()));
    }

    /** What told the same of the same amount and place before, under another step or by another type of event; each telling is repeated once. */
    private Optional<ResolvedEvent> toldBefore(
            ResolvedEvent happening, List<ResolvedEvent> told, Function<ResolvedEvent, Ends> endsOf) {
        Ends ends = endsOf.apply(happening);
        for (ResolvedEvent earlier : told) {
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

    private static boolean isAnotherWay(ResolvedEvent one, ResolvedEvent other) {
        return !one.step().equals(other.step())
                || !one.event().type().equals(other.event().type());
    }

    private static boolean papersAgree(ResolvedEvent one, ResolvedEvent other) {
        Set<String> papers = ReferenceDocumentReader.keys(one.event());
        Set<String> others = ReferenceDocumentReader.keys(other.event());
        return papers.isEmpty() || others.isEmpty() || papers.stream().anyMatch(others::contains);
    }

    private List<String> quantities(ResolvedEvent happening) {
        return amounts(happening)
                .map(amount -> plain(amount.quantity()) + " " + UnitOfMeasure.inWords(amount.uom()))
                .sorted()
                .toList();
    }

    private static String plain(@Nullable BigDecimal quantity) {
        return quantity == null ? "" : quantity.stripTrailingZeros().toPlainString();
    }
}
