package io.lotledger.api.lots;

import static io.lotledger.api.lots.Story.lot;
import static io.lotledger.api.lots.Story.pallet;
import static io.lotledger.api.lots.Story.serial;
import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.DELETE;
import static io.lotledger.ingest.epcis.Action.OBSERVE;

import io.lotledger.ingest.epcis.EpcisEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small chain with every hard case in it: few lots, units, serials and hours, so that they meet often. */
final class GeneratedChain {
    private static final int LOTS = 6;
    private static final int UNITS = 3;
    private static final int SERIALS = 3;
    private static final int HOURS = 8;

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
    private final List<EpcisEvent> events = new ArrayList<>();

    private GeneratedChain(Random random, boolean outspoken) {
        this.random = random;
        this.outspoken = outspoken;
    }

    /** In no particular order; the list may be changed. */
    static List<EpcisEvent> of(Random random) {
        return new GeneratedChain(random, false).tell();
    }

    /** Most of whose events say themselves what they are, so that every kind of critical tracking event is among them. */
    static List<EpcisEvent> ofEveryKind(Random random) {
        return new GeneratedChain(random, true).tell();
    }

    static List<EpcisEvent> unrelated() {
        return List.of(
                Story.event("unrelated-1").at(1).some(lot("U1"), 1).object(ADD),
                Story.event("unrelated-2")
                        .at(2)
                        .in(pallet(77))
                        .some(lot("U1"), 1)
                        .aggregation(ADD),
                Story.event("unrelated-3")
                        .at(3)
                        .some(lot("U1"), 1)
                        .making(lot("U2"), 1)
                        .transformation());
    }

    private List<EpcisEvent> tell() {
        int size = 8 + random.nextInt(18);
        while (events.size() < size) next();
        if (outspoken) for (String cte : CTES) events.add(ofKind(cte));
        int declared = random.nextInt(4);
        for (int i = 0; i < declared; i++) events.add(Story.takenBack(events.get(random.nextInt(size))));
        return events;
    }

    private void next() {
        switch (random.nextInt(9)) {
            case 0 ->
                events.add(story().step(pick("harvesting", "commissioning", "creating_class_instance"))
                        .from(pick("urn:farm:1", "urn:packer:1"))
                        .some(aLot(), 10)
                        .object(ADD));
            case 1 ->
                events.add(story().some(aLot(), 2)
                        .some(aLot(), 3)
                        .making(aLot(), 5)
                        .transformation());
            case 2 -> {
                String id = "urn:transformation:" + random.nextInt(2);
                events.add(story().partOf(id).some(aLot(), 1).transformation());
                events.add(story().partOf(id).making(aLot(), 1).transformation());
            }
            case 3 ->
                events.add(story().step("packing")
                        .in(aUnit())
                        .some(aLot(), 1 + random.nextInt(5))
                        .aggregation(ADD));
            case 4 ->
                events.add(story().step("packing")
                        .in(aUnit())
                        .unit(aUnit())
                        .unit(aSerial())
                        .aggregation(ADD));
            case 5 ->
                events.add(
                        random.nextBoolean()
                                ? story().step("unpacking").in(aUnit()).aggregation(DELETE)
                                : story().step("unpacking")
                                        .in(aUnit())
                                        .some(aLot(), 2)
                                        .aggregation(DELETE));
            case 6 ->
                events.add(story().step(pick("shipping", "receiving", "void_shipping"))
                        .unit(aUnit())
                        .with("urn:bol:" + random.nextInt(2))
                        .object(OBSERVE));
            case 7 ->
                events.add(story().unit(aSerial())
                        .lotNumber("L" + random.nextInt(LOTS))
                        .object(ADD));
            default ->
                events.add(
                        random.nextInt(4) == 0
                                ? story().step("void_shipping")
                                        .with("urn:bol:" + random.nextInt(2))
                                        .object(OBSERVE)
                                : story().unit(aSerial()).making(aLot(), 1).transformation());
        }
    }

    private EpcisEvent ofKind(String cte) {
        return Story.event("%04d-%s".formatted(events.size(), cte))
                .at(random.nextInt(HOURS))
                .some(aLot(), 1)
                .saying("cte", cte)
                .object(OBSERVE);
    }

    private Story story() {
        Story story = Story.event("%04d-%s".formatted(events.size(), Integer.toHexString(random.nextInt())))
                .at(random.nextInt(HOURS));
        if (!outspoken || random.nextInt(4) == 0) return story;
        if (random.nextBoolean()) story.between("urn:farm:" + random.nextInt(3), "urn:packer:" + random.nextInt(3));
        return story.saying("cte", pick(CTES));
    }

    private String aLot() {
        return lot("L" + random.nextInt(LOTS));
    }

    private String aUnit() {
        return pallet(random.nextInt(UNITS));
    }

    private String aSerial() {
        return serial("S" + random.nextInt(SERIALS));
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }
}
