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
 * A trace as places and what went between them, which is how FoodChain-Lab sees a supply chain.
 *
 * @param stations each once, by id
 * @param deliveries of the trace's lots, in order of departure within a lot
 * @param relations what came in by one delivery went out by the other: the same lot, or one made of it there
 */
public record SupplyNetwork(List<Station> stations, List<Delivery> deliveries, List<Relation> relations) {
    /** The station of what was sent nobody knows where to, or came nobody knows where from. */
    public static final String UNKNOWN = Endpoints.NOWHERE;

    public SupplyNetwork {
        stations = List.copyOf(stations);
        deliveries = List.copyOf(deliveries);
        relations = List.copyOf(relations);
    }

    /** @param id GLN without extension, else the place's URI */
    public record Station(String id, LocationDescription description) {}

    /**
     * One consignment of one lot.
     *
     * @param departure the event that sent it; {@code null} where only its receipt is known
     * @param arrival the first receipt of it; {@code null} where none is known
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

    /** Ids of deliveries; the one arrives where the other leaves. */
    public record Relation(String from, String to) {}
}
