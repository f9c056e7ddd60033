package io.lotledger.projections.cte.answers;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.reading.Endpoints;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trace as places and deliveries, the model of FoodChain-Lab.
 *
 * @param stations each once, by ID
 * @param deliveries deliveries of the trace's lots, in order of departure within a lot
 * @param relations pairs of deliveries: the incoming lot, or a lot made from it there, left with the outgoing delivery
 */
public record SupplyNetwork(List<Station> stations, List<Delivery> deliveries, List<Relation> relations) {
    /** The station for an unknown origin or destination. */
    public static final String UNKNOWN = Endpoints.NOWHERE;

    public SupplyNetwork {
        stations = List.copyOf(stations);
        deliveries = List.copyOf(deliveries);
        relations = List.copyOf(relations);
    }

    /** @param id GLN without extension, otherwise the place's URI */
    public record Station(String id, LocationDescription description) {}

    /**
     * One shipment of one lot.
     *
     * @param departure the shipping event; {@code null} if only the receipt is known
     * @param arrival the first matching receipt; {@code null} if none is known
     */
    public record Delivery(
            String id,
            LotKey lot,
            Kde productName,
            String from,
            String to,
            @Nullable EpcisEvent departure,
            @Nullable EpcisEvent arrival,
            @Nullable BigDecimal quantity,
            @Nullable String uom) {}

    /** IDs of deliveries; the first arrives where the second leaves. */
    public record Relation(String from, String to) {}
}
