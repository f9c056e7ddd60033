package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.packing.Packing;
import io.lotledger.projections.lineage.packing.SerialOfLot;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Facts about lots and units in one event, read without other events, so that they do not depend on the order of
 * arrival.
 *
 * @param lots the lots the event names, one entry per line; serials of one lot form one line with their count
 * @param units logistic units, assets and serials: each may hold other things, whether its lot is named or not
 * @param packings what the event puts into a parent or removes from it
 * @param serials serials whose lot the event names
 * @param documents business documents of a shipment or of its void
 */
public record EventFacts(
        List<LotLine> lots,
        List<UnitLine> units,
        List<Packing> packings,
        List<SerialOfLot> serials,
        List<String> documents) {

    public EventFacts {
        lots = List.copyOf(lots);
        units = List.copyOf(units);
        packings = List.copyOf(packings);
        serials = List.copyOf(serials);
        documents = List.copyOf(documents);
    }

    /** Whether a transformation makes the unit, and does not use it: it makes it anew. */
    public boolean makesAnew(UnitLine line) {
        return makesAnew(line, units);
    }

    static boolean makesAnew(UnitLine line, Collection<UnitLine> units) {
        return line.isOutput() && !units.contains(new UnitLine(Role.INPUT, line.unit()));
    }

    enum Role {
        WHAT,
        PARENT,
        CHILD,
        INPUT,
        OUTPUT;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * @param tlc the traceability lot code that the event prints for the lot ({@code lotledger:tlc}), if it names this
     * lot only; otherwise the lot number in the producing event of a class that is not a GS1 key
     */
    public record LotLine(
            Role role,
            LotKey lot,
            @Nullable BigDecimal quantity,
            @Nullable String uom,
            @Nullable String tlc) {
        /** Whether a transformation used this lot. */
        public boolean isInput() {
            return role == Role.INPUT;
        }

        /** Whether a transformation made this lot. */
        public boolean isOutput() {
            return role == Role.OUTPUT;
        }
    }

    public record UnitLine(Role role, String unit) {
        /** Whether the event says that it holds others. */
        public boolean isParent() {
            return role == Role.PARENT;
        }

        /** Whether a transformation used what was in this unit. */
        public boolean isInput() {
            return role == Role.INPUT;
        }

        /** Whether what was in this unit came out of a transformation. */
        public boolean isOutput() {
            return role == Role.OUTPUT;
        }
    }
}
