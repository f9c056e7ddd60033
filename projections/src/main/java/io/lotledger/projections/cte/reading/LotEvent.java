package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.lineage.units.LogisticUnit;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lots of one event, with the amounts of each lot indexed. All lots of the event share one instance, so its content
 * does not depend on the lot in question, and queries about one lot do not scan the others. Equality is identity.
 */
public final class LotEvent {
    private final EpcisEvent event;
    private final String step;
    private final Optional<CteKind> explicit;
    private final Side objects;
    private final Side inputs;
    private final Side outputs;
    private final Set<LotKey> lots;
    private final Set<LotKey> subjects;
    private final EventEnds ends;
    private @Nullable Set<String> units;
    private @Nullable Boolean isShipment;
    private @Nullable Boolean isReceipt;

    /** Amounts in event order, and by lot. */
    private record Side(List<LotAmount> all, Map<LotKey, List<LotAmount>> byLot) {
        private static final Side NONE = new Side(List.of(), Map.of());

        static Side of(List<LotAmount> amounts) {
            return amounts.isEmpty() ? NONE : new Side(List.copyOf(amounts), LotAmount.byLot(amounts));
        }

        List<LotAmount> of(LotKey lot) {
            return byLot.getOrDefault(lot, List.of());
        }
    }

    LotEvent(
            EpcisEvent event,
            String step,
            Optional<CteKind> explicit,
            List<LotAmount> objects,
            List<LotAmount> inputs,
            List<LotAmount> outputs) {
        this.event = event;
        this.ends = new EventEnds(event);
        this.step = step;
        this.explicit = explicit;
        this.objects = Side.of(objects);
        this.inputs = Side.of(inputs);
        this.outputs = Side.of(outputs);
        this.lots = keys(inputs, objects, outputs);
        this.subjects = inputs.isEmpty() ? lots : keys(objects, outputs);
    }

    public EpcisEvent event() {
        return event;
    }

    public String step() {
        return step;
    }

    boolean isShipment() {
        Boolean known = isShipment;
        if (known == null) isShipment = known = MovementEvents.isReadAsShipment(this);
        return known;
    }

    boolean isReceipt() {
        Boolean known = isReceipt;
        if (known == null) isReceipt = known = MovementEvents.isReadAsReceipt(this);
        return known;
    }

    /** The {@linkplain Endpoints#places places} from which it ships. */
    public Set<String> shippedFrom() {
        return ends.shippedFrom();
    }

    /** The {@linkplain Endpoints#places places} at which it receives. */
    public Set<String> receivedAt() {
        return ends.receivedAt();
    }

    public NamedEnd sources() {
        return ends.sources();
    }

    public NamedEnd destinations() {
        return ends.destinations();
    }

    /** These documents of its movement. */
    public MovementDocuments documents(List<BizTransaction> ofMovement) {
        boolean areOwn = ofMovement.equals(event.fields().bizTransactionList());
        return areOwn ? ends.documents() : MovementDocuments.of(ofMovement);
    }

    Optional<CteKind> explicit() {
        return explicit;
    }

    public List<LotAmount> objects() {
        return objects.all();
    }

    public List<LotAmount> objects(LotKey lot) {
        return objects.of(lot);
    }

    public List<LotAmount> inputs() {
        return inputs.all();
    }

    public List<LotAmount> inputs(LotKey lot) {
        return inputs.of(lot);
    }

    public List<LotAmount> outputs() {
        return outputs.all();
    }

    public List<LotAmount> outputs(LotKey lot) {
        return outputs.of(lot);
    }

    public Map<LotKey, List<LotAmount>> objectsByLot() {
        return objects.byLot();
    }

    Stream<LotAmount> amounts() {
        return Stream.of(inputs(), objects(), outputs()).flatMap(List::stream);
    }

    Stream<LotAmount> amounts(LotKey lot) {
        return Stream.of(inputs(lot), objects(lot), outputs(lot)).flatMap(List::stream);
    }

    Set<LotKey> lots() {
        return lots;
    }

    public Set<LotKey> subjects() {
        return subjects;
    }

    /** The names of the units and serials that the event lists. */
    Set<String> units() {
        Set<String> known = units;
        if (known == null) {
            known = new HashSet<>();
            for (String epc : event.epcs()) known.add(LogisticUnit.name(epc));
            units = known;
        }
        return known;
    }

    /** The logistic units and serials that held the lot in this event. */
    public Set<String> unitsOf(LotKey lot) {
        Set<String> held = new HashSet<>();
        for (LotAmount amount : objects(lot)) {
            String unit = amount.unit();
            if (unit != null) held.add(LogisticUnit.name(unit));
        }
        String parent = event instanceof AggregationEvent e ? e.parentID() : null;
        if (parent != null) held.add(LogisticUnit.name(parent));
        return held;
    }

    /** Whether the event lists a unit or serial. */
    public boolean namesUnit() {
        return !units().isEmpty();
    }

    /** Number of amounts. */
    public int size() {
        return objects().size() + inputs().size() + outputs().size();
    }

    @SafeVarargs
    private static Set<LotKey> keys(List<LotAmount>... amounts) {
        Set<LotKey> keys = new LinkedHashSet<>();
        for (List<LotAmount> some : amounts) {
            for (LotAmount amount : some) if (amount.isLot()) keys.add(amount.lot());
        }
        return keys;
    }
}
