package io.lotledger.api.bench;

import io.lotledger.ingest.epcis.identifier.CheckDigit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Seasons of growers, packers, processors, warehouses and stores, for every benchmark: bare EPCIS JSON events of about 1 KB, always the
 * same for the same seed. A season is 68 events: 4 harvests go to a packer, who packs them into 2 lots; each is palletised,
 * shipped to a processor and received; the processor makes both into 2 salads; each goes to a warehouse and from there to 4 stores, where
 * it is sold.
 */
public final class SupplyChain {
    /** Events of one season. */
    public static final int SEASON = 68;

    private static final int PARTNERS = 40;
    /** The number of places. */
    public static final int PLACES = 5 * PARTNERS;

    private final Random random;
    private final Consumer<String> sink;
    private int season;
    private int told;

    public SupplyChain(long seed, Consumer<String> sink) {
        this.random = new Random(seed);
        this.sink = sink;
    }

    public void seasons(int count) {
        for (int i = 0; i < count; i++) season(4);
    }

    /** One more, each of whose two processed lots goes to so many stores: 24 events of either lot, and four for each store. */
    public void seasonOf(int stores) {
        season(stores);
    }

    /** The class URI of the first processed lot of a season, from 1. */
    public static String processedLot(int season) {
        return gtin(3) + "/10/S" + season + "-0";
    }

    /** A lot that goes into {@code width} lots, each of which goes into as many, {@code depth} times. */
    public void fan(String name, int width, int depth) {
        List<String> level = List.of(name);
        for (int d = 0; d < depth; d++) {
            List<String> next = new ArrayList<>();
            for (String lot : level) {
                for (int i = 0; i < width; i++) {
                    String made = lot + "." + i;
                    next.add(made);
                    transformation(d, gln(1), List.of(lotOf(name, lot)), List.of(lotOf(name, made)));
                }
            }
            level = next;
        }
    }

    /** The class URI of a lot of {@link #fan}. */
    public static String fanSeed(String name) {
        return lotOf(name, name);
    }

    private static String lotOf(String name, String lot) {
        return gtin(9) + "/10/" + (lot.equals(name) ? name : name + Integer.toHexString(lot.hashCode()) + lot.length());
    }

    /** The class of a product, from 1 to 3. */
    public static String product(int item) {
        return gtin(item);
    }

    /** The URI of a place, from 0. */
    public static String place(int number) {
        return gln(number);
    }

    /** A document that describes every product and place of the seasons, as EPCIS carries it. */
    public static String descriptions() {
        String products = IntStream.rangeClosed(1, 3)
                .mapToObj(item -> described(
                        gtin(item),
                        "productName",
                        "Food " + item,
                        "commodity",
                        "Lettuce",
                        "packagingSize",
                        "12 x 1 LB",
                        "packagingStyle",
                        "Cases"))
                .collect(Collectors.joining(","));
        String places = IntStream.range(0, PLACES)
                .mapToObj(place -> described(
                        gln(place),
                        "name",
                        "Partner " + place,
                        "telephone",
                        "+1 831 555 " + (1000 + place),
                        "streetAddressOne",
                        place + " Old Stage Road",
                        "city",
                        "Salinas",
                        "state",
                        "CA",
                        "postalCode",
                        "93908",
                        "countryCode",
                        "US"))
                .collect(Collectors.joining(","));
        return """
                {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"], "type": "EPCISDocument",
                 "schemaVersion": "2.0", "creationDate": "2026-01-01T00:00:00Z", "epcisHeader": {"epcisMasterData": {"vocabularyList": [
                 {"type": "urn:epcglobal:epcis:vtype:EPCClass", "vocabularyElementList": [%s]},
                 {"type": "urn:epcglobal:epcis:vtype:Location", "vocabularyElementList": [%s]}]}},
                 "epcisBody": {"eventList": []}}""".formatted(products, places);
    }

    private static String described(String id, String... namesAndValues) {
        List<String> attributes = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2)
            attributes.add(
                    "{\"id\":\"cbvmda:%s\",\"attribute\":\"%s\"}".formatted(namesAndValues[i], namesAndValues[i + 1]));
        return "{\"id\":\"" + id + "\",\"attributes\":[" + String.join(",", attributes) + "]}";
    }

    private void season(int stores) {
        season++;
        String grower = gln(partner(0));
        String packer = gln(partner(1));
        String processor = gln(partner(2));
        String warehouse = gln(partner(3));
        List<String> harvested = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String lot = gtin(1) + "/10/H" + season + "-" + i;
            harvested.add(lot);
            object("ADD", "creating_class_instance", 0, grower, quantity(lot, 1000, "KGM"), null, null);
            object("OBSERVE", "transporting", 1, grower, quantity(lot, 1000, "KGM"), grower, packer);
            object("OBSERVE", "receiving", 3, packer, quantity(lot, 1000, "KGM"), grower, packer);
        }
        List<String> packed = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String lot = gtin(2) + "/10/P" + season + "-" + i;
            packed.add(lot);
            transformation(5, packer, harvested.subList(2 * i, 2 * i + 2), List.of(lot));
            String pallet = sscc(season * 4 + i);
            aggregation("ADD", "packing", 6, packer, pallet, lot);
            object("OBSERVE", "shipping", 7, packer, units(pallet), packer, processor);
            object("OBSERVE", "receiving", 9, processor, units(pallet), packer, processor);
            aggregation("DELETE", "unpacking", 10, processor, pallet, null);
        }
        for (int i = 0; i < 2; i++) {
            String lot = gtin(3) + "/10/S" + season + "-" + i;
            transformation(12, processor, packed, List.of(lot));
            String pallet = sscc(season * 4 + 2 + i);
            aggregation("ADD", "packing", 13, processor, pallet, lot);
            object("OBSERVE", "shipping", 14, processor, units(pallet), processor, warehouse);
            object("OBSERVE", "receiving", 16, warehouse, units(pallet), processor, warehouse);
            aggregation("DELETE", "unpacking", 17, warehouse, pallet, null);
            for (int s = 0; s < stores; s++) {
                String store = gln(partner(4));
                object("OBSERVE", "shipping", 20, warehouse, quantity(lot, 20, "CS"), warehouse, store);
                object("OBSERVE", "receiving", 22, store, quantity(lot, 20, "CS"), warehouse, store);
                object("OBSERVE", "retail_selling", 30, store, quantity(lot, 10, "CS"), null, null);
                object("DELETE", "destroying", 40, store, quantity(lot, 5, "CS"), null, null);
            }
        }
        object(
                "OBSERVE",
                "inspecting",
                45,
                warehouse,
                quantity(gtin(3) + "/10/S" + season + "-0", 1, "CS"),
                null,
                null);
        object("OBSERVE", "storing", 46, warehouse, quantity(gtin(3) + "/10/S" + season + "-1", 1, "CS"), null, null);
    }

    private void transformation(int hour, String place, Collection<String> inputs, Collection<String> outputs) {
        event(
                "TransformationEvent",
                hour,
                place,
                "\"bizStep\":\"creating_class_instance\",\"inputQuantityList\":[" + quantities(inputs, 500, "KGM")
                        + "],\"outputQuantityList\":[" + quantities(outputs, 100, "CS") + "]",
                null,
                null);
    }

    private void aggregation(String action, String step, int hour, String place, String parent, @Nullable String lot) {
        String children = lot == null ? "" : ",\"childQuantityList\":[" + quantity(lot, 100, "CS") + "]";
        event(
                "AggregationEvent",
                hour,
                place,
                "\"action\":\"" + action + "\",\"bizStep\":\"" + step + "\",\"parentID\":\"" + parent
                        + "\",\"childEPCs\":[]" + children,
                null,
                null);
    }

    private void object(
            String action,
            String step,
            int hour,
            String place,
            String what,
            @Nullable String from,
            @Nullable String to) {
        String things = what.startsWith("[") ? "\"epcList\":" + what : "\"quantityList\":[" + what + "]";
        event(
                "ObjectEvent",
                hour,
                place,
                "\"action\":\"" + action + "\",\"bizStep\":\"" + step + "\"," + things,
                from,
                to);
    }

    private void event(String type, int hour, String place, String rest, @Nullable String from, @Nullable String to) {
        int number = told++;
        String ends = from == null || to == null
                ? ""
                : ",\"sourceList\":[{\"type\":\"location\",\"source\":\"" + from
                        + "\"}],\"destinationList\":[{\"type\":\"location\",\"destination\":\"" + to + "\"}]";
        sink.accept("""
                {"type":"%s","eventID":"urn:event:%d","eventTime":"2026-%02d-%02dT%02d:00:00Z","eventTimeZoneOffset":"-08:00",\
                "disposition":"active","readPoint":{"id":"%s"},"bizLocation":{"id":"%s"},\
                "bizTransactionList":[{"type":"bol","bizTransaction":"urn:epcglobal:cbv:bt:9521101000108:BOL-%d"}],%s%s}""".formatted(
                        type,
                        number,
                        1 + season % 12,
                        1 + season / 12 % 26 + hour / 24,
                        hour % 24,
                        place,
                        place,
                        season,
                        rest,
                        ends));
    }

    private int partner(int kind) {
        return kind * PARTNERS + random.nextInt(PARTNERS);
    }

    private static String units(String unit) {
        return "[\"" + unit + "\"]";
    }

    private static String quantities(Collection<String> classes, int quantity, String uom) {
        return String.join(
                ",", classes.stream().map(c -> quantity(c, quantity, uom)).toList());
    }

    private static String quantity(String epcClass, int quantity, String uom) {
        return "{\"epcClass\":\"%s\",\"quantity\":%d,\"uom\":\"%s\"}".formatted(epcClass, quantity, uom);
    }

    private static String gtin(int item) {
        String digits = "095211010%04d".formatted(item);
        return "https://id.gs1.org/01/" + digits + CheckDigit.of(digits);
    }

    private static String gln(int place) {
        String digits = "95211020%04d".formatted(place);
        return "https://id.gs1.org/414/" + digits + CheckDigit.of(digits);
    }

    private static String sscc(int number) {
        String digits = "09521101%09d".formatted(number);
        return "https://id.gs1.org/00/" + digits + CheckDigit.of(digits);
    }
}
