package io.lotledger.projections.lineage.packing;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.identifier.LotKey;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of what is in the parent.
 *
 * <table>
 *   <caption>What it means</caption>
 *   <tr><th>action</th><th>child</th><th>sets</th><th></th></tr>
 *   <tr><td>ADD</td><td>one</td><td>no</td><td>it is put in</td></tr>
 *   <tr><td>ADD</td><td>one</td><td>yes</td><td>it, or this much of the lot, is inside: the event observes, ships or receives the parent</td></tr>
 *   <tr><td>ADD</td><td>none</td><td>yes</td><td>nothing is inside but what the event puts in: it receives the parent</td></tr>
 *   <tr><td>ADD</td><td>none</td><td>no</td><td>the parent is made without being used: what has ended in it is gone</td></tr>
 *   <tr><td>DELETE</td><td>one</td><td>no</td><td>it is taken out</td></tr>
 *   <tr><td>DELETE</td><td>none</td><td>no</td><td>the parent is emptied</td></tr>
 *   <tr><td>DELETE</td><td>none</td><td>yes</td><td>the parent ends with all that is in it: used, sold or destroyed</td></tr>
 *   <tr><td>DELETE</td><td>lot</td><td>yes</td><td>of this lot, what ends is the quantity; unknown if several units end</td></tr>
 * </table>
 */
public record Packing(
        Action action, String parent, @Nullable Child child, boolean sets) {
    public boolean ends() {
        return action == Action.DELETE && child == null && sets;
    }

    boolean endsPart() {
        return action == Action.DELETE && child != null && sets;
    }

    boolean excludesOthers() {
        return action == Action.ADD && child == null && sets;
    }

    boolean makesAnew() {
        return action == Action.ADD && child == null && !sets;
    }

    boolean putsIn() {
        return action == Action.ADD && child != null;
    }

    boolean putsInUnit() {
        return action == Action.ADD && child != null && child.unit() != null;
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
}
