package io.lotledger.projections.cte.answers;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.Basis;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.AdHocPurchase;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Cooling;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FarmPurchase;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FarmToSchool;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Handover;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Harvesting;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPacking;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPackingExempt;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.ReceivingExempt;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.Destination;
import io.lotledger.projections.cte.model.Destination.Named;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.Quantity;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The places that lots went to or came from: one line for each place, lot and unit of measure, with the sum of its rows, and
 * of the movements that have no row. Feed it every row of a trace in order, then where its lots went, then read the lines.
 */
public final class WhoToCall {
    private static final Comparator<Key> IN_ORDER = Comparator.comparing(Key::role)
            .thenComparing(Key::name)
            .thenComparing(Key::place)
            .thenComparing(Key::lot)
            .thenComparing(Key::unit);

    private final Map<Key, Calls> calls = new TreeMap<>(IN_ORDER);
    /** Farms of initial packings: suppliers if no other row names them as one. */
    private final Map<Key, Calls> farms = new TreeMap<>(IN_ORDER);

    private final Set<String> suppliers = new HashSet<>();
    private final Map<Call, Set<String>> told = new HashMap<>();
    private final Set<Call> toldWhole = new HashSet<>();
    private final Map<String, LocationDescription> described = new HashMap<>();
    private String divided = "";
    private String shipment = "";
    private final Set<List<Object>> shipped = new HashSet<>();
    private final Set<List<Object>> handedOver = new HashSet<>();
    private final Set<List<Object>> received = new HashSet<>();

    /** In the order of the lines. */
    public enum Role {
        CONSIGNEE("consignee"),
        SUPPLIER("supplier"),
        /** A place that received a lot though no shipment of the lot names it. */
        RECEIVER("receiver");

        private final String word;

        Role(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    private record Call(Role role, String place, String lot) {}

    private record Key(Role role, String name, String place, String lot, String unit) {}

    /**
     * @param amount the sum; the partial sum, marked, when a row has no number; missing or not applicable when no row has one
     * @param total the sum, if every row has a number
     * @param times number of rows, and of movements without one
     * @param first the earliest event
     */
    public record Line(
            Role role,
            LocationDescription place,
            LotKey lot,
            Kde amount,
            @Nullable BigDecimal total,
            Kde unit,
            long times,
            Basis first,
            Basis last) {}

    /** Takes the places that the lot of a row went to or came from. */
    public void learn(CriticalTrackingEvent row) {
        if (row instanceof Shipping r) noteShipment(r);
        if (row instanceof Harvesting r) {
            if (r.handovers().isEmpty()) noteWhole(r.farm(), r.recipient(), r.quantity(), r);
            else noteHandovers(r.farm(), r.recipient(), r.handovers(), r);
        }
        if (row instanceof Cooling r) {
            if (r.handovers().isEmpty()) noteWhole(r.cooledAt(), r.recipient(), r.quantity(), r);
            else noteHandovers(r.cooledAt(), r.recipient(), r.handovers(), r);
        }
        if (row instanceof Receiving r) noteReceipt(r.previousSource(), r.receivedAt(), r.quantity(), r);
        if (row instanceof ReceivingExempt r) noteReceipt(r.previousSource(), r.receivedAt(), r.quantity(), r);
        if (row instanceof FarmPurchase r) noteReceipt(r.farm(), r.receivedAt(), r.quantity(), r);
        if (row instanceof AdHocPurchase r) noteReceipt(r.place(), r.receivedAt(), r.quantity(), r);
        if (row instanceof FarmToSchool r) noteReceipt(r.farm(), r.receivedAt(), r.quantity(), r);
        if (row instanceof InitialPacking r) noteFarm(r);
        if (row instanceof InitialPackingExempt r)
            note(Role.SUPPLIER, r.receivedFrom(), r.receivedQuantity(), r.basis());
    }

    /** Takes a place that the lot went to, unless a row tells of the movement. Comes after all rows. */
    public void learn(Destination destination) {
        LocationDescription place = described.getOrDefault(identity(destination.place()), destination.place());
        Call call = call(
                destination.named() == Named.BY_SHIPMENT ? Role.CONSIGNEE : Role.RECEIVER, place, destination.basis());
        Set<String> known = told.computeIfAbsent(call, c -> new HashSet<>());
        boolean isTold =
                toldWhole.contains(call) || destination.records().stream().anyMatch(known::contains);
        if (!isTold)
            for (Quantity quantity : destination.quantities()) note(call.role(), place, quantity, destination.basis());
        known.addAll(destination.records());
    }

    /** Consignees, then suppliers, each by name; places that no shipment names come last. */
    public List<Line> lines() {
        Map<Key, Calls> all = new TreeMap<>(IN_ORDER);
        all.putAll(calls);
        farms.forEach((key, farm) -> {
            if (!suppliers.contains(identity(farm.place))) all.put(key, farm);
        });
        return all.entrySet().stream()
                .filter(call -> call.getKey().role() != Role.RECEIVER || !isAnnounced(call.getValue()))
                .map(call -> call.getValue().line(call.getKey().role()))
                .toList();
    }

    private boolean isAnnounced(Calls receiver) {
        return told.containsKey(call(Role.CONSIGNEE, receiver.place, receiver.first));
    }

    /** Where the event names several places it was shipped from, there is a row for each, and its recipients are in all of them. */
    private void noteShipment(Shipping row) {
        String event = row.basis().eventID();
        if (!event.equals(shipment)) shipped.clear();
        shipment = event;
        if (shipped.add(List.of(row.basis().lot(), row.quantity(), row.recipient()))) {
            note(Role.CONSIGNEE, row.recipient(), row.quantity(), row.basis());
        }
    }

    /** A departure may be in the rows of several harvests and coolings, and took its quantity once. */
    private void noteHandovers(
            LocationDescription supplier,
            LocationDescription recipient,
            List<Handover> handovers,
            CriticalTrackingEvent row) {
        for (Handover one : handovers) {
            if (handedOver.add(List.of(Role.SUPPLIER, row.basis().lot(), one, identity(supplier))))
                note(Role.SUPPLIER, supplier, one.quantity(), basis(one, row));
            if (handedOver.add(List.of(Role.CONSIGNEE, row.basis().lot(), one, identity(recipient))))
                note(Role.CONSIGNEE, recipient, one.quantity(), basis(one, row));
        }
    }

    /** The food left with the departure, which may be days after the harvest. */
    private static Basis basis(Handover departure, CriticalTrackingEvent row) {
        return new Basis(
                departure.eventID(),
                departure.eventTime(),
                departure.eventTimeZoneOffset(),
                row.basis().lot(),
                row.basis().reason());
    }

    private void noteWhole(
            LocationDescription supplier, LocationDescription recipient, Quantity quantity, CriticalTrackingEvent row) {
        noteOnce(supplier, quantity, row);
        note(Role.CONSIGNEE, recipient, quantity, row.basis());
        toldWhole.add(call(Role.CONSIGNEE, recipient, row.basis()));
    }

    /** Where the event names several sources, there is a row for each. */
    private void noteReceipt(
            LocationDescription supplier, LocationDescription receiver, Quantity quantity, CriticalTrackingEvent row) {
        note(Role.SUPPLIER, supplier, quantity, row.basis());
        if (received.add(List.of(row.basis().eventID(), row.basis().lot(), quantity, identity(receiver))))
            note(Role.RECEIVER, receiver, quantity, row.basis());
    }

    /** Food divided among several recipients has consecutive rows, one for each, and every row repeats the whole quantity. */
    private void noteOnce(LocationDescription supplier, Quantity quantity, CriticalTrackingEvent row) {
        String event = row.basis().eventID() + row.basis().lot().uri();
        if (event.equals(divided)) return;
        divided = event;
        note(Role.SUPPLIER, supplier, quantity, row.basis());
    }

    /** A farm that packs its own harvest supplied nobody. */
    private void noteFarm(InitialPacking row) {
        if (!identity(row.farm()).equals(identity(row.packedAt())))
            note(farms, Role.SUPPLIER, row.farm(), row.receivedQuantity(), row.basis());
    }

    private void note(Role role, LocationDescription place, Quantity quantity, Basis basis) {
        if (role == Role.SUPPLIER) suppliers.add(identity(place));
        else {
            described.putIfAbsent(identity(place), place);
            told.computeIfAbsent(call(role, place, basis), c -> new HashSet<>()).add(basis.eventID());
        }
        note(calls, role, place, quantity, basis);
    }

    private static Call call(Role role, LocationDescription place, Basis basis) {
        return new Call(role, identity(place), basis.lot().uri());
    }

    private static void note(
            Map<Key, Calls> calls, Role role, LocationDescription place, Quantity quantity, Basis basis) {
        if (!isNamed(place)) return;
        Key key = new Key(role, name(place), place(place), basis.lot().uri(), text(quantity.unit()));
        Calls known = calls.get(key);
        if (known == null) calls.put(key, new Calls(place, basis, quantity));
        else known.add(basis, quantity.amount());
    }

    /** A geographic point has neither a name nor an identifier of ours. */
    private static boolean isNamed(LocationDescription place) {
        return place.isIdentified() || place.street() instanceof Kde.Known;
    }

    static String name(LocationDescription place) {
        return text(place.businessName());
    }

    /** The GLN, or the street of a place without one; the URI of a place without a name. */
    static String place(LocationDescription place) {
        String gln = place.gln();
        String uri = place.uri();
        if (gln != null) return gln;
        return uri != null && name(place).isEmpty() ? uri : text(place.street());
    }

    /** The GLN, or the name and street of a place without one: two places of unknown street are not the same place. */
    private static String identity(LocationDescription place) {
        String gln = place.gln();
        return gln == null ? name(place) + '\n' + place(place) : gln;
    }

    private static String text(Kde kde) {
        return kde instanceof Kde.Known known ? known.text() : "";
    }

    /** The rows that one line sums up. */
    private static final class Calls {
        private final LocationDescription place;
        private final Quantity quantity;
        private Basis first;
        private Basis last;
        private BigDecimal sum = BigDecimal.ZERO;
        private long times;
        private boolean uncounted;

        Calls(LocationDescription place, Basis basis, Quantity quantity) {
            this.place = place;
            this.quantity = quantity;
            this.first = basis;
            this.last = basis;
            add(basis, quantity.amount());
        }

        void add(Basis basis, Kde amount) {
            times++;
            if (basis.eventTime().isBefore(first.eventTime())) first = basis;
            if (basis.eventTime().isAfter(last.eventTime())) last = basis;
            BigDecimal number = number(amount);
            if (number == null) uncounted = true;
            else sum = sum.add(number);
        }

        Line line(Role role) {
            BigDecimal total = uncounted ? null : sum.stripTrailingZeros();
            return new Line(
                    role,
                    place,
                    first.lot(),
                    total == null ? amount() : Kde.of(total.toPlainString()),
                    total,
                    quantity.unit(),
                    times,
                    first,
                    last);
        }

        /** Replaces the sum when a row has no number. */
        private Kde amount() {
            if (sum.signum() != 0) return Kde.of(sum.stripTrailingZeros().toPlainString() + " and more");
            return quantity.amount() instanceof Kde.NotApplicable ? quantity.amount() : Kde.MISSING;
        }

        private static @Nullable BigDecimal number(Kde amount) {
            try {
                return amount instanceof Kde.Known known ? new BigDecimal(known.text()) : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }
}
