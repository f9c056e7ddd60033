package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.identifier.LotKey;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event says of lots and units, read without any other event: so it is the same whenever the event arrives.
 *
 * @param lots the lots the event names, one entry per line; serials of one lot are one line that counts them
 * @param units logistic units, assets, and serials of which the event does not tell the lot
 * @param packings what the event puts into a parent or takes out of it
 * @param serials serials of which the event tells the lot
 * @param documents business documents of a shipment, or of the void of one
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

    /** @param tlc the traceability lot code the event prints for the lot ({@code lotledger:tlc}), where it names this lot only; else the lot number the making event
     *     says of a class that is no GS1 key */
    public record LotLine(
            Role role,
            LotKey lot,
            @Nullable BigDecimal quantity,
            @Nullable String uom,
            @Nullable String tlc) {}

    public record UnitLine(Role role, String unit) {}

    /** @param child null where a DELETE names no children: the parent is emptied */
    public record Packing(
            Action action, String parent, @Nullable Child child) {}

    /** Either a unit or so much of a lot. */
    public record Child(
            @Nullable String unit,
            @Nullable LotKey lot,
            @Nullable BigDecimal quantity,
            @Nullable String uom) {}

    public record SerialOfLot(String unit, LotKey lot) {}
}
