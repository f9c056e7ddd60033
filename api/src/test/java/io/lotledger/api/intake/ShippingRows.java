package io.lotledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Rows of FDA's tab Shipping as a partner fills it in, and what an answer says of them. */
final class ShippingRows {
    private static final List<String> PARTS =
            List.of("Business Name", "Phone Number", "Street Address or Geographic Coordinates", "City", "Country");

    private ShippingRows() {}

    static List<String> statuses(JsonNode job) {
        return texts(job.path("events"), "status");
    }

    static List<String> texts(JsonNode list, String member) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(one -> one.path(member).asString())
                .toList();
    }

    static Map<String, String> shipment(String code, String quantity) {
        Map<String, String> row = shipment(code);
        row.put("Quantity", quantity);
        return row;
    }

    static Map<String, String> shipment(String code) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("Traceability Lot Code", code);
        row.put("Quantity", "40");
        row.put("Unit of Measure", "cases");
        row.put("Product Description - Product Name", "Romaine Hearts");
        row.put("Product Description - Packaging Size", "12 x 3 ct");
        row.put("Product Description - Packaging Style", "Carton");
        row.put("Shipping Date", "11/03/2026");
        row.put("Reference Document Type", "Bill of Lading");
        row.put("Reference Document Number", "BOL 17");
        place(
                row,
                "Location Description for the Immediate Subsequent Recipient (other than a transporter) - ",
                "Big Store DC");
        place(row, "Location Description for the Location from which you Shipped the Food - ", "Valley Packing");
        place(row, "Location Description for the Traceability Lot Code Source - ", "Valley Packing");
        return row;
    }

    private static void place(Map<String, String> row, String prefix, String name) {
        List<String> values = List.of(name, "555-0100", "1 Main St", "Salinas", "US");
        for (int i = 0; i < PARTS.size(); i++) row.put(prefix + PARTS.get(i), values.get(i));
    }

    static byte[] csv(List<Map<String, String>> rows) {
        List<String> titles = new ArrayList<>(SheetPartner.tab("Shipping").columns().stream()
                .map(column -> column.title().replace(" (mm/dd/yyyy)", ""))
                .toList());
        StringBuilder csv = new StringBuilder(line(titles));
        for (Map<String, String> row : rows) {
            csv.append(line(
                    titles.stream().map(title -> row.getOrDefault(title, "")).toList()));
        }
        return csv.toString().getBytes(UTF_8);
    }

    /** Rows that differ only in their quantities. */
    static byte[] quantities(String... quantities) {
        return csv(Arrays.stream(quantities)
                .map(quantity -> shipment("Q-1", quantity))
                .toList());
    }

    static String line(List<String> cells) {
        return cells.stream().map(cell -> '"' + cell + '"').collect(Collectors.joining(",")) + "\n";
    }
}
