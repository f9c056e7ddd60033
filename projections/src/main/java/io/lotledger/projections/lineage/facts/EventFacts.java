package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.identifier.LotKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
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

    /**
     * A change of what is in the parent.
     *
     * <table>
     *   <caption>What it means</caption>
     *   <tr><th>action</th><th>child</th><th>sets</th><th></th></tr>
     *   <tr><td>ADD</td><td>one</td><td>no</td><td>it is put in</td></tr>
     *   <tr><td>ADD</td><td>one</td><td>yes</td><td>it, or this much of the lot, is inside: the event observes, ships or receives the parent</td></tr>
     *   <tr><td>ADD</td><td>none</td><td>yes</td><td>nothing is inside but what the event puts in: it receives the parent</td></tr>
     *   <tr><td>DELETE</td><td>one</td><td>no</td><td>it is taken out</td></tr>
     *   <tr><td>DELETE</td><td>none</td><td>no</td><td>the parent is emptied</td></tr>
     *   <tr><td>DELETE</td><td>none</td><td>yes</td><td>the parent ends with all that is in it: used, sold or destroyed</td></tr>
     *   <tr><td>DELETE</td><td>lot</td><td>yes</td><td>of this lot, what ends is the quantity; unknown if several units end</td></tr>
     * </table>
     */
    public record Packing(
            Action action, String parent, @Nullable Child child, boolean sets) {
        boolean ends() {
            return action == Action.DELETE && child == null && sets;
        }

        boolean endsPart() {
            return action == Action.DELETE && child != null && sets;
        }

        boolean excludesOthers() {
            return action == Action.ADD && child == null;
        }

        boolean putsIn() {
            return action == Action.ADD && child != null;
        }

        boolean putsInUnit() {
            return action == Action.ADD && child != null && child.unit() != null;
        }
    }

    /** Either a unit or an amount of a lot. */
    public record Child(
            @Nullable String unit,
            @Nullable LotKey lot,
            @Nullable BigDecimal quantity,
            @Nullable String uom) {
        static Child of(String unit) {
            return new Child(unit, null, null, null);
        }

        /** The name of the unit, or the lot. */
        Object what() {
            return Objects.requireNonNull(unit != null ? unit : lot);
        }

        /** Whether it is the same unit or lot, in any amount. */
        boolean isSame(Child other) {
            return Objects.equals(unit, other.unit) && Objects.equals(lot, other.lot);
        }
    }

    public record SerialOfLot(String unit, LotKey lot) {}
}
