package io.lotledger.api.intake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A chain from harvest to a bowl as rows of FDA's tabs, generated from a seed: lots of text codes and of GS1 keys. */
final class GeneratedSheets {
    private static final String RECIPIENT =
            "Location Description for the Immediate Subsequent Recipient (other than a transporter) - ";
    private static final String PREVIOUS =
            "Location Description for the Immediate Previous Source (other than a transporter) - ";
    private static final String FARM = "Location Description for the Farm where the Food was Harvested - ";
    private static final String SOURCE = "Location Description for the Traceability Lot Code Source - ";

    private final Random random;
    private final Map<String, List<Map<String, String>>> rows = new LinkedHashMap<>();
    private final String lastCode;

    GeneratedSheets(int seed) {
        random = new Random(seed);
        int lots = 1 + random.nextInt(3);
        lastCode = "BOWL-" + seed;
        for (int lot = 0; lot < lots; lot++) chain(lot);
        boolean isCut = random.nextBoolean();
        for (int lot = 0; lot < lots; lot++) {
            Map<String, String> row = row("Transformation");
            row.put("Traceability Lot Code for the FTL Food used in Transformation (if applicable)", code(lot));
            product(
                    row,
                    "Product Description for the Incoming FTL Food used in Transformation (if applicable) - ",
                    lot);
            row.put(
                    "Quantity of the food from this traceability lot that was used in the transformation (if applicable)",
                    Integer.toString(5 + lot));
            row.put(
                    "Unit of measure for the food from this traceability lot that was used in the transformation (if"
                            + " applicable)",
                    "cases");
            row.put("New Traceability Lot Code you assigned to the Food Produced Through Transformation", lastCode);
            place(
                    row,
                    "Location Description for where you Transformed the Food (i.e., the Traceability Lot Code Source) - ",
                    "Kitchen",
                    true);
            row.put("Traceability Lot Code Source Reference (if applicable)", isCut ? "FFRN:1234" : "n/a");
            row.put("Transformation Completion Date", "11/20/2026");
            product(row, "Product Description for the Food Produced through Transformation - ", 9);
            row.put("Quantity of the Food Produced through Transformation", "100.5");
            row.put("Unit of Measure for the Food Produced through Transformation", "pounds");
            documents(row, "Work Order", "WO-7");
        }
        if (random.nextBoolean()) shipment(lastCode, 9, "Kitchen", "Store 12", "11/21/2026", "Kitchen");
    }

    /** Text for some lots, a GS1 key for others. */
    private String code(int lot) {
        return lot % 2 == 0 ? "L:" + lot + "/17 é" : "(01)09506000134352(10)ROM-" + lot;
    }

    private void chain(int lot) {
        String day = String.format("11/%02d/2026", 1 + random.nextInt(9));
        boolean isCooled = random.nextBoolean();
        int harvests = 1 + random.nextInt(2);
        for (int field = 0; field < harvests; field++) {
            Map<String, String> harvest = row("Harvesting");
            place(harvest, RECIPIENT, isCooled ? "Cooler" : "Packer", false);
            harvest.put("Commodity", "Lettuce");
            harvest.put("Variety (if applicable)", "Romaine");
            harvest.put("Quantity", Integer.toString(100 + field));
            harvest.put("Unit of Measure", "bins");
            place(harvest, FARM, "Farm " + lot, false);
            String area = "For produce, the name of the field or other growing area from which the food was harvested"
                    + " (which must correspond to the name used by the grower)";
            harvest.put(area, "Field " + field);
            harvest.put(
                    "For aquacultured food, the name of the container (e.g., pond, pool, tank, cage) from which the food"
                            + " was harvested (which must correspond to the container name used by the aquaculture"
                            + " farmer)",
                    "n/a");
            harvest.put("Harvest Date", day);
            documents(harvest, "Harvest Log", "H-" + lot + field);
            if (isCooled) cooling(lot, field);
            packing(lot, field, day, isCooled);
        }
        shipment(code(lot), lot, "Packer", "Kitchen", "11/15/2026", "Packer");
        if (random.nextBoolean()) receipt(lot);
    }

    private void cooling(int lot, int field) {
        Map<String, String> row = row("Cooling");
        place(row, RECIPIENT, "Packer", false);
        row.put("Commodity", "Lettuce");
        row.put("Variety (if applicable)", "Romaine");
        row.put("Quantity", Integer.toString(100 + field));
        row.put("Unit of Measure", "bins");
        place(row, "Location Description for where the Food was Cooled - ", "Cooler", false);
        row.put("Cooling Date", "11/10/2026");
        place(row, FARM, "Farm " + lot, false);
        documents(row, "Production Log", "C-" + lot + field);
    }

    private void packing(int lot, int field, String harvested, boolean isCooled) {
        Map<String, String> row = row("Initial Packing");
        row.put("Commodity of the food received", "Lettuce");
        row.put("Variety (if applicable) of the food received", "Romaine");
        row.put("Receive Date", "11/11/2026");
        row.put("Quantity of the food received", Integer.toString(100 + field));
        row.put("Unit of Measure of the food received", "bins");
        place(row, FARM, "Farm " + lot, false);
        row.put(
                "For Produce, the Name of the Field or Other Growing Area from which the Food was Harvested (which must"
                        + " correspond to the name used by the grower)",
                "Field " + field);
        row.put(
                "For Aquacultured food, the Name of the Container (e.g., pond, pool, tank, cage) from which the Food was"
                        + " Harvested (which must correspond to the container name used by the aquaculture farmer)",
                "n/a");
        row.put("Harvester Business Name", "Crew " + lot);
        row.put("Harvesting Date", harvested);
        if (isCooled) {
            place(row, "Location Description for where the Food was Cooled (if applicable) - ", "Cooler", false);
            row.put("Cooling Date (if applicable)", "11/10/2026");
        }
        row.put("Traceability Lot Code", code(lot));
        product(row, "Product Description of the Packed Food - ", lot);
        row.put("Quantity of Packed Food", "500");
        row.put("Unit of Measure of Packed Food", "cases");
        place(
                row,
                "Location Description for where you Initially Packed the Food (i.e., the Traceability Lot Code Source) - ",
                "Packer",
                false);
        row.put("Traceability Lot Code Source Reference (if applicable)", "n/a");
        row.put("Initial Packing Date", "11/12/2026");
        documents(row, "Production Order", "P-" + lot);
    }

    private void shipment(String code, int product, String from, String to, String day, String source) {
        Map<String, String> row = row("Shipping");
        row.put("Traceability Lot Code", code);
        row.put("Quantity", "40");
        row.put("Unit of Measure", "cases");
        product(row, "Product Description - ", product);
        place(row, RECIPIENT, to, false);
        place(row, "Location Description for the Location from which you Shipped the Food - ", from, false);
        row.put("Shipping Date", day);
        place(row, SOURCE, source, true);
        documents(row, "Bill of Lading", "BOL " + code.hashCode());
    }

    private void receipt(int lot) {
        Map<String, String> row = row("Receiving");
        row.put("Traceability Lot Code", code(lot));
        row.put("Quantity", "40");
        row.put("Unit of Measure", "cases");
        product(row, "Product Description - ", lot);
        place(row, PREVIOUS, "Packer", false);
        place(row, "Location Description for where the Food was Received - ", "Kitchen", false);
        row.put("Date you Received the Food", "11/16/2026");
        place(row, SOURCE, "Packer", true);
        documents(row, "Bill of Lading", "BOL " + code(lot).hashCode());
    }

    private Map<String, String> row(String tab) {
        Map<String, String> row = new LinkedHashMap<>();
        rows.computeIfAbsent(tab, t -> new ArrayList<>()).add(row);
        return row;
    }

    private static void product(Map<String, String> row, String prefix, int product) {
        row.put(prefix + "Product Name", "Product " + product);
        row.put(prefix + "Brand Name (if applicable)", product % 2 == 0 ? "Brand" : "n/a");
        row.put(prefix + "Packaging Size", "12 x " + product);
        row.put(prefix + "Packaging Style", "Carton");
    }

    private static void place(Map<String, String> row, String prefix, String name, boolean hasSlashes) {
        row.put(prefix + "Business Name", name);
        row.put(prefix + "Phone Number", "555-01" + Math.abs(name.hashCode() % 100));
        row.put(prefix + "Street Address or Geographic Coordinates", name.length() + " Main St, Suite 1");
        row.put(prefix + "City", "Salinas");
        row.put(prefix + (hasSlashes ? "State/Region" : "State or Region"), "CA");
        row.put(prefix + (hasSlashes ? "ZIP/Postal Code" : "ZIP or Postal Code"), "01234");
        row.put(prefix + "Country", name.startsWith("Farm") ? "Mexico" : "US");
    }

    private static void documents(Map<String, String> row, String type, String number) {
        row.put("Reference Document Type", type);
        row.put("Reference Document Number", number);
    }

    Map<String, List<Map<String, String>>> rows() {
        return rows;
    }

    /** The tabs, and the rows of each, in another order. */
    Map<String, List<Map<String, String>>> shuffled() {
        Map<String, List<Map<String, String>>> shuffled = new LinkedHashMap<>();
        List<String> tabs = new ArrayList<>(rows.keySet());
        Collections.shuffle(tabs, random);
        for (String tab : tabs) {
            List<Map<String, String>> order = new ArrayList<>(rows.getOrDefault(tab, List.of()));
            Collections.shuffle(order, random);
            shuffled.put(tab, order);
        }
        return shuffled;
    }

    /** Adds rows that repeat others, wholly or but for a cell that describes the same thing otherwise. */
    GeneratedSheets contradicting() {
        rows.values().forEach(of -> {
            for (Map<String, String> row : List.copyOf(of)) {
                Map<String, String> other = new LinkedHashMap<>(row);
                List<String> titles = new ArrayList<>(other.keySet());
                for (int i = random.nextInt(3); i > 0; i--) {
                    String title = titles.get(random.nextInt(titles.size()));
                    if (title.contains("Date")) continue;
                    if (random.nextInt(3) == 0) other.remove(title);
                    else other.merge(title, random.nextBoolean() ? "0" : "7", String::concat);
                }
                if (random.nextBoolean()) of.add(other);
                if (random.nextInt(4) == 0) {
                    for (Map<String, String> named : List.of(row, other)) {
                        named.replaceAll((title, text) -> title.endsWith("Business Name") ? "GLN 9506000134352" : text);
                    }
                }
            }
        });
        return this;
    }

    String lastCode() {
        return lastCode;
    }
}
