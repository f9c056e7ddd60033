package io.lotledger.projections.cte.model;

import java.util.List;
import java.util.Set;

/**
 * A place to which a lot went, as the events say it, whether or not FDA's tabs have a row for the movement: a food before its
 * initial packing has none on Shipping and Receiving (21 CFR 1.1340(c), 1.1345(c)).
 *
 * @param quantities what came to the place or was sent to it, one for each unit of measure; never empty
 * @param basis the event that names the place
 * @param records event IDs of the records of the movement, also that of the basis
 */
public record Destination(
        Named named, LocationDescription place, List<Quantity> quantities, Basis basis, Set<String> records) {
    public Destination {
        quantities = List.copyOf(quantities);
        records = Set.copyOf(records);
    }

    /** What names the place. */
    public enum Named {
        /** A shipment, as its recipient. */
        BY_SHIPMENT,
        /** A receipt there. */
        BY_RECEIPT
    }
}
