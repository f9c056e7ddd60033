package io.lotledger.api.lots;

import static io.lotledger.api.lots.SampleKeys.PRODUCT;
import static io.lotledger.api.lots.SampleKeys.lot;
import static io.lotledger.api.lots.SampleKeys.pallet;
import static io.lotledger.api.lots.SampleKeys.serial;
import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.DELETE;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.some;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.testing.EventBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small chain with every hard case in it: few lots, units, serials and hours, so that they meet often. */
final class GeneratedChain {
    private static final int LOTS = 6;
    private static final int UNITS = 3;
    private static final int SERIALS = 3;
    private static final int HOURS = 8;
    private static final String[] SEEN = {"shipping", "loading", "storing", "packing", "void_shipping"};

    private static final String[] CTES = {
        "harvesting",
        "cooling",
        "initialPacking",
        "initialPackingSprouts",
        "initialPackingExempt",
        "firstLandBasedReceiving",
        "shipping",
        "receiving",
        "receivingExempt",
        "transformation",
        "farmPurchase",
        "adHocPurchase",
        "farmToSchool"
    };

    private final Random random;
    private final boolean outspoken;
    private final boolean dated;
    private final boolean misplaced;
    private final List<EpcisEvent> events = new ArrayList<>();

    private GeneratedChain(Random random, boolean outspoken, boolean dated, boolean misplaced) {
        this.random = random;
        this.outspoken = outspoken;
        this.dated = dated;
        this.misplaced = misplaced;
    }

    /** In no particular order; the list may be changed. */
    static List<EpcisEvent> of(Random random) {
        return new GeneratedChain(random, false, true, false).tell();
    }

    /** With the times and draws of {@link #of}, but all events of one offset, and so few that are known by their date. */
    static List<EpcisEvent> inOneOffset(Random random) {
        return new GeneratedChain(random, false, false, false).tell();
    }

    /** Most of whose events say themselves what they are, so that every kind of critical tracking event is among them. */
    static List<EpcisEvent> ofEveryKind(Random random) {
        return new GeneratedChain(random, true, true, false).tell();
    }

    /**
     * With the times and draws of {@link #of}, but transformations name their units as quantities, and what they make as a
     * product among EPCs, whose lot is in the ilmd.
     */
    static List<EpcisEvent> ofMisplacedIdentifiers(Random random) {
        return new GeneratedChain(random, false, true, true).tell();
    }

    /** Of transformations most of which make units and serials without a lot, also from each other, and use them or what they are in. */
    static List<EpcisEvent> ofMadeUnits(Random random) {
        return new GeneratedChain(random, false, true, false).tellOfMadeUnits();
    }

    /** Of two units without a lot that are made, packed, emptied and used, over and over. */
    static List<EpcisEvent> ofRefilledUnits(Random random) {
        return new GeneratedChain(random, false, true, false).tellOfRefilledUnits();
    }

    /** With the events of {@link #of}, and movements of its lots and units between a few places, some of them recorded twice. */
    static List<EpcisEvent> ofMovements(Random random) {
        GeneratedChain chain = new GeneratedChain(random, false, true, false);
        chain.tell();
        for (int moves = 6 + random.nextInt(12); moves > 0; moves--) chain.move();
        return chain.events;
    }

    private void move() {
        if (random.nextInt(5) == 0) {
            events.add(story().step("creating_class_instance")
                    .at(aPlace())
                    .cases(aLot(), 10)
                    .object(ADD));
            return;
        }
        String step = pick("shipping", "shipping", "transporting", "receiving", "receiving", "accepting");
        EventBuilder story = story().step(step).at(aPlace());
        if (random.nextInt(3) > 0) story.between(aPlace(), aPlace());
        if (random.nextInt(6) == 0) story.to(aPlace());
        if (random.nextInt(4) == 0) story.epc(aUnit());
        else story.cases(aLot(), 1 + random.nextInt(5));
        if (random.nextInt(8) == 0) story.says("cte", pick("shipping", "receiving", "none"));
        events.add(story.object(OBSERVE));
    }

    /** Some with the extension of a dock. */
    private String aPlace() {
        return "urn:epc:id:sgln:0614141.0000" + random.nextInt(5) + (random.nextInt(4) == 0 ? ".7" : ".0");
    }

    static List<EpcisEvent> unrelated() {
        return List.of(
                SampleKeys.event("unrelated-1").at(1).cases(lot("U1"), 1).object(ADD),
                SampleKeys.event("unrelated-2")
                        .at(2)
                        .in(pallet(77))
                        .cases(lot("U1"), 1)
                        .aggregation(ADD),
                SampleKeys.event("unrelated-3")
                        .at(3)
                        .cases(lot("U1"), 1)
                        .intoCases(lot("U2"), 1)
                        .transformation());
    }

    private List<EpcisEvent> tell() {
        int size = 8 + random.nextInt(18);
        while (events.size() < size) next();
        if (outspoken) for (String cte : CTES) events.add(ofKind(cte));
        int declared = random.nextInt(4);
        String[][] correctives = {{}, {"urn:event:never"}, {events.get(0).eventID()}};
        for (int i = 0; i < declared; i++) {
            EpcisEvent wrong = events.get(random.nextInt(size));
            events.add(EventBuilder.errorDeclaration(wrong, correctives[i]));
        }
        return events;
    }

    private List<EpcisEvent> tellOfRefilledUnits() {
        int size = 4 + random.nextInt(8);
        while (events.size() < size) {
            String unit = pallet(random.nextInt(2));
            EventBuilder story = story();
            events.add(
                    switch (random.nextInt(8)) {
                        case 0, 1 -> story.cases(aLot(), 1).intoEpc(unit).transformation();
                        case 2 ->
                            story.cases(aLot(), 1)
                                    .intoEpc(unit)
                                    .intoCases(aLot(), 1)
                                    .transformation();
                        case 3, 4 ->
                            story.step("packing")
                                    .in(unit)
                                    .cases(aLot(), 1)
                                    .epc(everyThird(aSerial()))
                                    .aggregation(ADD);
                        case 5 -> story.step("unpacking").in(unit).aggregation(DELETE);
                        case 6 ->
                            story.epc(aSerial())
                                    .lotNumber("L" + random.nextInt(LOTS))
                                    .object(ADD);
                        default -> story.epc(unit).intoCases(aLot(), 1).transformation();
                    });
        }
        int declared = random.nextInt(2);
        while (declared-- > 0) events.add(EventBuilder.errorDeclaration(events.get(random.nextInt(size))));
        return events;
    }

    private List<EpcisEvent> tellOfMadeUnits() {
        int size = 4 + random.nextInt(12);
        while (events.size() < size) {
            EventBuilder story = story();
            if (random.nextInt(4) == 0) story.partOf("urn:transformation:" + random.nextInt(2));
            switch (random.nextInt(13)) {
                case 0, 1 ->
                    events.add(maybe(story.cases(aLot(), 1)).intoEpc(made()).transformation());
                case 2 ->
                    events.add(maybe(story.cases(aLot(), 1))
                            .intoEpc(made())
                            .intoCases(aLot(), 1)
                            .transformation());
                case 3, 4 ->
                    events.add(maybe(story.epc(made())).intoCases(aLot(), 1).transformation());
                case 5 ->
                    events.add(
                            story().step("packing").in(aUnit()).cases(aLot(), 1).aggregation(ADD));
                case 6 ->
                    events.add(story().epc(aSerial())
                            .lotNumber("L" + random.nextInt(LOTS))
                            .object(ADD));
                case 7 ->
                    events.add(story().step("packing").in(aUnit()).epc(made()).aggregation(ADD));
                case 8 ->
                    events.add(
                            random.nextInt(3) == 0
                                    ? story().step("unpacking")
                                            .in(aUnit())
                                            .epc(everyThird(aSerial()))
                                            .aggregation(DELETE)
                                    : story().step("packing")
                                            .in(aUnit())
                                            .epc(made())
                                            .epc(aSerial())
                                            .aggregation(ADD));
                default -> events.add(story.epc(made()).intoEpc(made()).transformation());
            }
        }
        for (int declared = random.nextInt(3); declared > 0; declared--)
            events.add(EventBuilder.errorDeclaration(events.get(random.nextInt(size))));
        return events;
    }

    private EventBuilder maybe(EventBuilder story) {
        return random.nextInt(3) == 0 ? story.epc(made()) : story;
    }

    private String made() {
        return random.nextBoolean() ? aSerial() : aUnit();
    }

    private void next() {
        switch (random.nextInt(11)) {
            case 0 ->
                events.add(story().step(pick("harvesting", "commissioning", "creating_class_instance"))
                        .at(pick("urn:farm:1", "urn:packer:1"))
                        .cases(aLot(), 10)
                        .object(ADD));
            case 1 ->
                events.add(making(
                                using(
                                        story().cases(aLot(), 2).cases(aLot(), 3),
                                        everyThird(pallet(events.size() % UNITS))),
                                5)
                        .transformation());
            case 2 -> {
                String id = "urn:transformation:" + random.nextInt(2);
                events.add(story().partOf(id).cases(aLot(), 1).transformation());
                events.add(making(story().partOf(id), 1).transformation());
            }
            case 3 ->
                events.add(story().step(events.size() % 4 == 0 ? "receiving" : inHand())
                        .in(aUnit())
                        .cases(aLot(), 1 + random.nextInt(5))
                        .aggregation(packedOrSeen()));
            case 9 -> // what is listed may be less than what was packed
                events.add(
                        random.nextBoolean()
                                ? story().step("receiving")
                                        .in(aUnit())
                                        .cases(aLot(), 1 + random.nextInt(5))
                                        .aggregation(OBSERVE)
                                : story().step("receiving")
                                        .in(aUnit())
                                        .epc(aUnit())
                                        .aggregation(OBSERVE));
            case 10 ->
                events.add(story().step(pick("retail_selling", "destroying", "decommissioning"))
                        .epc(random.nextInt(3) == 0 ? aSerial() : aUnit())
                        .object(random.nextBoolean() ? DELETE : OBSERVE));
            case 4 -> // at times flat, as of a truck: units and what may be in them, some of it as a quantity
                events.add(story().step(inHand())
                        .in(aUnit())
                        .epc(aUnit())
                        .epc(aSerial())
                        .epc(everyThird(pallet(0)))
                        .epc(everyThird(pallet(1)))
                        .epc(everyThird(serial("S0")))
                        .cases(aLot(), 1 + random.nextInt(3))
                        .aggregation(packedOrSeen()));
            case 5 ->
                events.add(
                        random.nextBoolean()
                                ? story().step("unpacking").in(aUnit()).aggregation(DELETE)
                                : story().step("unpacking")
                                        .in(aUnit())
                                        .epc(everyThird(aUnit()))
                                        .of(some(aLot(), dated && events.size() % 4 == 1 ? null : "2", "CS"))
                                        .aggregation(DELETE));
            case 6 ->
                events.add(story().step(pick("shipping", "receiving", "void_shipping"))
                        .epc(aUnit())
                        .paper("bol", "urn:bol:" + random.nextInt(2))
                        .object(OBSERVE));
            case 7 ->
                events.add(story().epc(aSerial())
                        .lotNumber("L" + random.nextInt(LOTS))
                        .object(ADD));
            default ->
                events.add(
                        random.nextInt(4) == 0
                                ? story().step("void_shipping")
                                        .paper("bol", "urn:bol:" + random.nextInt(2))
                                        .object(OBSERVE)
                                : making(using(story(), events.size() % 3 == 0 ? aSerial() : aUnit()), 1)
                                        .intoEpc(everyThird(pallet(events.size() % UNITS)))
                                        .transformation());
        }
    }

    private EventBuilder using(EventBuilder story, String... units) {
        if (!misplaced) return story.epc(units);
        for (String unit : units) story.of(some(unit, "1", null));
        return story;
    }

    private EventBuilder making(EventBuilder story, int cases) {
        String lot = "L" + random.nextInt(LOTS);
        return misplaced ? story.intoEpc(PRODUCT).lotNumber(lot) : story.intoCases(lot(lot), cases);
    }

    /** Many events are known by one date, each in an offset in which it is midnight then. */
    private static void at(EventBuilder story, int hour, int chance) {
        switch (chance) {
            case 0, 1, 2 -> story.at(hour).offset("%+03d:00".formatted(-hour));
            case 3 -> story.at(hour).offset("-07:00"); // the date before
            case 4 -> story.at(hour).offset("+09:00");
            case 5 -> story.at(20 + hour).offset("-07:00"); // the same date
            case 6 -> story.at(10 - hour).offset("+%02d:00".formatted(14 + hour - HOURS)); // near the date after
            case 7 -> story.at(24); // the date after
            default -> story.at(hour);
        }
    }

    private EpcisEvent ofKind(String cte) {
        return SampleKeys.event("%04d-%s".formatted(events.size(), cte))
                .at(random.nextInt(HOURS))
                .cases(aLot(), 1)
                .says("cte", cte)
                .object(OBSERVE);
    }

    private EventBuilder story() {
        int chance = random.nextInt();
        EventBuilder story = SampleKeys.event("%04d-%s".formatted(events.size(), Integer.toHexString(chance)));
        at(story, random.nextInt(HOURS), dated ? chance >>> 28 : 15);
        if (!outspoken || random.nextInt(4) == 0) return story;
        if (random.nextBoolean()) story.between("urn:farm:" + random.nextInt(3), "urn:packer:" + random.nextInt(3));
        return story.says("cte", pick(CTES));
    }

    /** What is seen in a unit may be known, or be more or less than that. */
    private Action packedOrSeen() {
        return isSeen() ? OBSERVE : ADD;
    }

    private String inHand() {
        return isSeen() ? SEEN[events.size() % SEEN.length] : "packing";
    }

    private boolean isSeen() {
        return events.size() % 3 == 1;
    }

    private String[] everyThird(String unit) {
        return events.size() % 3 == 0 ? new String[] {unit} : new String[0];
    }

    private String aLot() {
        return lot("L" + random.nextInt(LOTS));
    }

    private String aUnit() {
        int unit = random.nextInt(UNITS);
        return unit == 2 && events.size() % 2 == 0 ? SampleKeys.serialOf("L0", "C") : pallet(unit);
    }

    private String aSerial() {
        return serial("S" + random.nextInt(SERIALS));
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }
}
