package io.lotledger.api.intake;

import io.lotledger.ingest.epcis.identifier.CheckDigit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Landed lots, their shipments and receipts and what a kitchen makes of them, generated from a seed: as rows of FDA's tabs
 * and, written apart from the intake, as the EPCIS events of a partner who has them. Some receipts are short, late or
 * missing, and some inputs are more than was received.
 */
final class GeneratedTrade {
    private static final String GTIN = "09506000134352";
    private static final String BOWL_GTIN = "0950600013436" + CheckDigit.of("0950600013436");
    static final List<String> GTINS = List.of(GTIN, BOWL_GTIN);
    private static final String PORT = gln(1);
    private static final String KITCHEN = gln(2);
    private static final String STORE = gln(3);
    private static final String BEFORE_EVENTS = """
            {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"], "type": "EPCISDocument",
             "schemaVersion": "2.0", "creationDate": "2026-11-27T00:00:00Z", "epcisBody": {"eventList": [
            """;

    private final int seed;
    private final Random random;
    private final Map<String, List<Map<String, String>>> rows = new LinkedHashMap<>();
    private final List<String> events = new ArrayList<>();

    private record Lot(String gtin, String number) {
        String code() {
            return "(01)" + gtin + "(10)" + number;
        }

        String epcClass() {
            return "https://id.gs1.org/01/" + gtin + "/10/" + number;
        }

        String quantity(int cases) {
            return "{\"epcClass\": \"" + epcClass() + "\", \"quantity\": " + cases + ", \"uom\": \"XCS\"}";
        }
    }

    GeneratedTrade(int seed) {
        this.seed = seed;
        this.random = new Random(seed);
        List<String> used = new ArrayList<>();
        Lot bowl = new Lot(BOWL_GTIN, "BOWL" + seed);
        int made = 50 + random.nextInt(20);
        for (int i = 0; i <= random.nextInt(3) + 1; i++) {
            Lot lot = new Lot(GTIN, "FISH" + seed + "-" + i);
            int cases = 60 + random.nextInt(40);
            land(lot, cases);
            int shipped = cases - random.nextInt(30);
            move(lot, shipped, PORT, KITCHEN, 5 + i, "BOL-" + seed + i, PORT);
            int input = shipped - 10 + random.nextInt(20);
            used.add(lot.quantity(input));
            transformationRow(lot, input, bowl, made);
        }
        events.add("{\"type\": \"TransformationEvent\", " + time(15) + ", \"inputQuantityList\": ["
                + String.join(", ", used)
                + "], \"outputQuantityList\": [" + bowl.quantity(made) + "], " + at(KITCHEN) + ", "
                + document("wo", "WO-" + seed)
                + ", \"bizStep\": \"creating_class_instance\"}");
        move(bowl, made - random.nextInt(5), KITCHEN, STORE, 17, "BOL-" + seed + "B", KITCHEN);
    }

    Map<String, List<Map<String, String>>> rows() {
        return rows;
    }

    String document() {
        return BEFORE_EVENTS + String.join(",\n", events) + "]}}";
    }

    private void land(Lot lot, int cases) {
        Cells row = row("First Land-Based Receiving");
        row.put(0, lot.code()).put(8, Integer.toString(cases)).put(9, "cases").put(13, "GLN " + PORT);
        row.put(21, day(3)).put(22, "Landing Report").put(23, "LR-" + lot.number());
        events.add("{\"type\": \"ObjectEvent\", \"action\": \"ADD\", " + time(3) + ", \"quantityList\": ["
                + lot.quantity(cases) + "], \"bizStep\": \"urn:gdst:bizStep:landing\", " + at(PORT) + "}");
    }

    /** A shipment and mostly its receipt: of all, of less, before the shipment, or none. */
    private void move(Lot lot, int cases, String from, String to, int day, String bol, String source) {
        movement("Shipping", lot, cases, to, from, day(day), bol, source);
        events.add("{\"type\": \"ObjectEvent\", \"action\": \"OBSERVE\", " + time(day) + ", \"quantityList\": ["
                + lot.quantity(cases)
                + "], \"bizStep\": \"shipping\", \"disposition\": \"in_transit\", \"readPoint\": {\"id\": \""
                + location(from) + "\"}, " + end("source", from) + ", " + end("destination", to) + ", "
                + document("bol", bol) + "}");
        int kind = random.nextInt(5);
        if (kind == 0) return;
        int received = kind == 1 ? cases - 1 - random.nextInt(8) : cases;
        int receivedOn = kind == 2 ? day - 1 : day + 1;
        movement("Receiving", lot, received, from, to, day(receivedOn), bol, source);
        events.add("{\"type\": \"ObjectEvent\", \"action\": \"OBSERVE\", " + time(receivedOn) + ", \"quantityList\": ["
                + lot.quantity(received) + "], \"bizStep\": \"receiving\", \"disposition\": \"in_progress\", " + at(to)
                + ", "
                + end("source", from) + ", " + document("bol", bol) + "}");
    }

    private void movement(
            String tab, Lot lot, int cases, String far, String near, String day, String bol, String source) {
        Cells row = row(tab);
        row.put(0, lot.code()).put(1, Integer.toString(cases)).put(2, "cases").put(9, "GLN " + far);
        row.put(16, "GLN " + near).put(23, day).put(24, "GLN " + source);
        row.put(32, "Bill of Lading").put(33, bol);
    }

    private void transformationRow(Lot input, int used, Lot output, int made) {
        Cells row = row("Transformation");
        row.put(0, input.code()).put(7, Integer.toString(used)).put(8, "cases");
        row.put(9, output.code()).put(10, "GLN " + KITCHEN).put(18, day(15));
        row.put(25, Integer.toString(made))
                .put(26, "cases")
                .put(27, "Work Order")
                .put(28, "WO-" + seed);
    }

    /** A row's cells by the number of the column. */
    private record Cells(List<String> titles, Map<String, String> row) {
        Cells put(int column, String text) {
            row.put(titles.get(column), text);
            return this;
        }
    }

    private Cells row(String tab) {
        UnaryOperator<String> plain = title -> title.replace(" (mm/dd/yyyy)", "");
        Map<String, String> row = new LinkedHashMap<>();
        rows.computeIfAbsent(tab, t -> new ArrayList<>()).add(row);
        return new Cells(
                SheetPartner.tab(tab).columns().stream()
                        .map(column -> plain.apply(column.title()))
                        .collect(Collectors.toList()),
                row);
    }

    private static String gln(int number) {
        String body = String.format(Locale.ROOT, "086000977%03d", number);
        return body + CheckDigit.of(body);
    }

    private static String location(String gln) {
        return "https://id.gs1.org/414/" + gln;
    }

    private static String day(int day) {
        return String.format(Locale.ROOT, "11/%02d/2026", day);
    }

    private static String time(int day) {
        return String.format(
                Locale.ROOT, "\"eventTime\": \"2026-11-%02dT00:00:00Z\", \"eventTimeZoneOffset\": \"+00:00\"", day);
    }

    private static String at(String gln) {
        return "\"readPoint\": {\"id\": \"" + location(gln) + "\"}, \"bizLocation\": {\"id\": \"" + location(gln)
                + "\"}";
    }

    private static String end(String end, String gln) {
        return "\"" + end + "List\": [{\"type\": \"location\", \"" + end + "\": \"" + location(gln) + "\"}]";
    }

    private static String document(String type, String number) {
        String typed = type.equals("wo") ? "" : "\"type\": \"" + type + "\", ";
        return "\"bizTransactionList\": [{" + typed + "\"bizTransaction\": \"urn:epcglobal:cbv:bt:" + number + "\"}]";
    }
}
