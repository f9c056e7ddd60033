package io.lotledger.api.lots;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.cte.answers.SupplyNetwork;
import io.lotledger.projections.cte.answers.SupplyNetwork.Delivery;
import io.lotledger.projections.cte.answers.SupplyNetwork.Relation;
import io.lotledger.projections.cte.answers.SupplyNetwork.Station;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network in the JSON exchange format of FoodChain-Lab (BfR), version 1.1.1: three tables, each with its columns and the non-empty
 * cells of each row. Ids of stations and deliveries are unique. A relation joins a delivery to one that departs from its destination.
 */
record FoodChainLabBody(String version, Data data) {
    private static final String VERSION = "1.1.1";

    record Data(String version, Table stations, Table deliveries, Table deliveryRelations) {}

    record Table(List<Column> columnProperties, List<List<Cell>> data) {}

    record Column(String id, String type) {}

    record Cell(String id, Object value) {}

    static FoodChainLabBody of(SupplyNetwork network) {
        return new FoodChainLabBody(
                VERSION,
                new Data(
                        VERSION,
                        table(network.stations().stream()
                                .map(FoodChainLabBody::station)
                                .toList()),
                        table(network.deliveries().stream()
                                .map(FoodChainLabBody::delivery)
                                .toList()),
                        table(network.relations().stream()
                                .map(FoodChainLabBody::relation)
                                .toList())));
    }

    private static Map<String, @Nullable Object> station(Station station) {
        LocationDescription place = station.description();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("ID", station.id());
        row.put("Name", text(place.businessName()) == null ? station.id() : text(place.businessName()));
        row.put("Address", text(place.street()));
        row.put("City", text(place.city()));
        row.put("State", text(place.state()));
        row.put("ZIP", text(place.zip()));
        row.put("Country", text(place.country()));
        row.put("Phone", text(place.phone()));
        return row;
    }

    private static Map<String, @Nullable Object> delivery(Delivery delivery) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("ID", delivery.id());
        row.put("from", delivery.from());
        row.put("to", delivery.to());
        row.put("Name", text(delivery.productName()));
        row.put("Lot ID", delivery.lot().printed());
        row.put("Product_k", delivery.lot().uri());
        row.put("Date Delivery", date(delivery.departure()));
        row.put("Date Delivery Arrival", date(delivery.arrival()));
        row.put(
                "Amount",
                delivery.quantity() == null ? null : delivery.quantity().toPlainString());
        row.put("Unit", delivery.uom());
        row.put("Event ID", id(delivery.departure()));
        row.put("Receiving event ID", id(delivery.arrival()));
        return row;
    }

    private static Map<String, @Nullable Object> relation(Relation relation) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("from", relation.from());
        row.put("to", relation.to());
        return row;
    }

    private static Table table(List<Map<String, @Nullable Object>> rows) {
        Map<String, Column> columns = new LinkedHashMap<>();
        List<List<Cell>> data = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            List<Cell> cells = new ArrayList<>();
            row.forEach((name, value) -> {
                columns.computeIfAbsent(name, n -> new Column(n, "string"));
                if (value != null) cells.add(new Cell(name, value));
            });
            data.add(cells);
        }
        return new Table(List.copyOf(columns.values()), data);
    }

    /** The event's local date. */
    private static @Nullable String date(@Nullable EpcisEvent event) {
        return event == null
                ? null
                : event.eventTime()
                        .atOffset(ZoneOffset.of(event.fields().eventTimeZoneOffset()))
                        .toLocalDate()
                        .toString();
    }

    private static @Nullable String id(@Nullable EpcisEvent event) {
        return event == null ? null : event.eventID();
    }

    private static @Nullable String text(Kde kde) {
        return kde instanceof Kde.Known known ? known.text() : null;
    }
}
