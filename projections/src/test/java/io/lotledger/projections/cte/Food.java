package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;

import io.lotledger.ingest.epcis.identifier.CheckDigit;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.testing.EventBuilder;

/** A lot of some food and what the people of our chain say of it, in the patterns of GS1 US. */
public record Food(String link, String uom) {
    public static final String FARM = gln("09520011");
    static final String FIELD = gln("09520012");
    public static final String COOLER = gln("09520013");
    public static final String PACKER = gln("09520014");
    public static final String PROCESSOR = gln("09520015");
    public static final String WAREHOUSE = gln("09520016");
    public static final String STORE = gln("09520017");
    public static final String DOCK = gln("09520018");
    static final String HARVESTER = "https://id.gs1.org/417/" + glnDigits("09520019");

    public static final String PALLET = sscc("1");
    public static final String CASE_ONE = sscc("2");
    static final String CASE_TWO = sscc("3");

    /** Romaine off the field, not packed yet. */
    public static Food romaine() {
        return romaine("H-0417");
    }

    public static Food romaine(String lot) {
        return new Food(lotOf("09520001", lot), "LBR");
    }

    /** The same romaine in cases. */
    public static Food packedRomaine() {
        return packedRomaine("P-0418");
    }

    public static Food packedRomaine(String lot) {
        return new Food(lotOf("09520002", lot), "CS");
    }

    public static Food salad() {
        return salad("S-0420");
    }

    public static Food salad(String lot) {
        return new Food(lotOf("09520003", lot), "CS");
    }

    public static Food swordfish() {
        return new Food(lotOf("09520004", "SWF-1"), "LBR");
    }

    static Food croutons() {
        return new Food(lotOf("09520005", "CR-1"), "CS");
    }

    static Food sprouts() {
        return new Food(lotOf("09520006", "SP-1"), "CS");
    }

    public LotKey key() {
        return LotKey.of(link).orElseThrow();
    }

    public EventBuilder harvestedAt(String farm) {
        return add("creating_class_instance")
                .on("2026-04-17T06:00:00-04:00")
                .at(farm)
                .of(link, "25000", uom);
    }

    /** The harvest's transport: GS1 US names the harvester as the owner. */
    public EventBuilder takenFrom(String farm, String recipient) {
        return observe("transporting")
                .on("2026-04-17T08:00:00-04:00")
                .readAt(farm)
                .of(link, "25000", uom)
                .source("owning_party", HARVESTER)
                .to(recipient);
    }

    EventBuilder transported(String from, String recipient) {
        return observe("transporting")
                .on("2026-04-17T14:00:00-04:00")
                .readAt(from)
                .of(link, "25000", uom)
                .from(from)
                .to(recipient);
    }

    EventBuilder cooledAt(String cooler) {
        return observe("other")
                .on("2026-04-17T12:00:00-04:00")
                .at(cooler)
                .of(link, "25000", uom)
                .temperatureTaken();
    }

    public EventBuilder receivedAt(String place) {
        return observe("receiving").on("2026-04-17T16:00:00-04:00").at(place).of(link, "25000", uom);
    }

    EventBuilder packedAt(String packer, Food packed) {
        return transformation("creating_class_instance")
                .on("2026-04-18T10:00:00-04:00")
                .at(packer)
                .of(link, "25000", uom)
                .into(packed.link, "500", packed.uom);
    }

    EventBuilder usedAt(String processor, Food made) {
        return transformation("creating_class_instance")
                .on("2026-04-20T10:00:00-04:00")
                .at(processor)
                .of(link, "100", uom)
                .into(made.link, "2000", made.uom);
    }

    EventBuilder shipped(String from, String recipient) {
        return observe("shipping")
                .on("2026-04-19T08:00:00-04:00")
                .readAt(from)
                .of(link, "500", uom)
                .from(from)
                .to(recipient);
    }

    EventBuilder arrivedAt(String place, String from) {
        return observe("receiving")
                .on("2026-04-19T16:00:00-04:00")
                .at(place)
                .of(link, "500", uom)
                .from(from);
    }

    EventBuilder landedAt(String dock) {
        return add("creating_class_instance")
                .on("2026-02-23T11:00:00-05:00")
                .readAt(dock)
                .of(link, "1000", uom)
                .ilmd("gs1:catchZone", java.util.List.of("21.4R", "27.14.a"))
                .ilmd("gs1:harvestDateStart", "2026-02-16")
                .ilmd("gs1:harvestDateEnd", "2026-02-18")
                .ilmd("gs1:fishType", "SWORDFISH");
    }

    static String glnDigits(String start) {
        String twelve = (start + "0000").substring(0, 12);
        return twelve + CheckDigit.of(twelve);
    }

    private static String gln(String start) {
        return "https://id.gs1.org/414/" + glnDigits(start);
    }

    private static String sscc(String serial) {
        String seventeen = "0095200" + "0".repeat(10 - serial.length()) + serial;
        return "https://id.gs1.org/00/" + seventeen + CheckDigit.of(seventeen);
    }

    private static String lotOf(String itemStart, String lot) {
        String thirteen = "0" + (itemStart + "0000").substring(0, 12);
        return "https://id.gs1.org/01/" + thirteen + CheckDigit.of(thirteen) + "/10/" + lot;
    }
}
