package io.lotledger.api.lots;

import static io.lotledger.api.lots.LotClient.event;
import static io.lotledger.api.lots.LotClient.object;
import static io.lotledger.api.lots.LotClient.quantity;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Lot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A unit that a transformation makes without a word of its lot, and another uses: what was used for it is in what is made of it. */
class UnitsWithoutLotIT {
    private static final String TANK = "urn:epc:id:grai:0614141.12345.401";
    private static final String CRATE = "urn:epc:id:grai:0614141.12345.402";
    private static final String SERIAL = "urn:epc:id:sgtin:0614141.107346.78";
    private static final String PALLET = "urn:epc:id:sscc:0614141.1234567890";
    private static final String MILK = "urn:epc:class:lgtin:0614141.107346.MILK";
    private static final String RENNET = "urn:epc:class:lgtin:0614141.107346.RENNET";
    private static final String CHEESE = "urn:epc:class:lgtin:0614141.107346.CHEESE";
    private static final String CURD = "urn:epc:class:lgtin:0614141.107346.CURD";
    private static final String OTHER = "urn:epc:class:lgtin:0614141.107346.OTHER";

    private final LotClient client = new LotClient(LotledgerServer.shared());

    private static String made(int hour, String what) {
        return event("TransformationEvent", hour, "commissioning", 1, what);
    }

    private static String amount(String lot) {
        return "{\"epcClass\":\"" + lot + "\",\"quantity\":5,\"uom\":\"KGM\"}";
    }

    private static String unitMade(String unit) {
        return made(2, quantity("inputQuantityList", MILK, 50) + ",\"outputEPCList\":[\"" + unit + "\"]");
    }

    private static String unitMadeFrom(String used, int hour, String unit) {
        return made(hour, "\"inputEPCList\":[\"" + used + "\"],\"outputEPCList\":[\"" + unit + "\"]");
    }

    private static String declared(String event) {
        return event.replace(
                "\"bizStep\"", "\"errorDeclaration\":{\"declarationTime\":\"2026-03-02T10:00:00Z\"},\"bizStep\"");
    }

    private static String cheese(String unit) {
        return made(
                5,
                quantity("inputQuantityList", RENNET, 5) + ",\"inputEPCList\":[\"" + unit + "\"],"
                        + quantity("outputQuantityList", CHEESE, 40));
    }

    private static String packed(String unit) {
        return event(
                "AggregationEvent",
                3,
                "packing",
                1,
                "\"action\":\"ADD\",\"parentID\":\"" + unit + "\",\"childEPCs\":[],"
                        + quantity("childQuantityList", OTHER, 10));
    }

    private List<String> lineage(String lot, String direction) {
        return nodes(lot, "direction=" + direction);
    }

    private List<String> lineage(String lot, String direction, String position) {
        return nodes(lot, "direction=" + direction + "&as_of=" + position);
    }

    /** Of the log, now. */
    private String position() {
        return client.get("/lots/" + id(CHEESE) + "/lineage")
                .body()
                .at("/as_of/log_position")
                .asString();
    }

    private String id(String lot) {
        return new Lot(client.organisation, LotKey.of(lot).orElseThrow()).shortId();
    }

    private List<String> nodes(String lot, String query) {
        return client.get("/lots/" + id(lot) + "/lineage?" + query)
                .body()
                .get("nodes")
                .valueStream()
                .map(node -> node.get("class").asString())
                .map(uri -> uri.substring(uri.lastIndexOf('/') + 1))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {PALLET, "urn:epc:id:grai:0614141.12345.400", "urn:epc:id:sgtin:0614141.107346.77"})
    void whatWasUsedForTheUnitIsInWhatIsMadeOfIt(String unit) throws Exception {
        List<String> events = new ArrayList<>(List.of(
                object(1, "ADD", "commissioning", 1, "", quantity("quantityList", MILK, 100)),
                unitMade(unit),
                object(3, "OBSERVE", "shipping", 1, unit, null),
                cheese(unit)));
        Collections.shuffle(events, new Random(unit.hashCode()));
        for (String event : events) client.capture(List.of(event), "");

        assertThat(lineage(MILK, "forward")).containsExactly("CHEESE", "MILK");
        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "MILK", "RENNET");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,2", "1,3", "1,4", "2,1", "2,2", "2,3", "2,4", "3,1", "3,2"})
    void whatWasUsedForAUnitIsInWhatIsMadeOfUnitsThatWereMadeOfIt(int between, int order) throws Exception {
        List<String> events =
                new ArrayList<>(List.of(unitMade(TANK), cheese(between == 3 ? CRATE : between == 2 ? SERIAL : PALLET)));
        events.add(unitMadeFrom(TANK, 3, PALLET));
        if (between > 1) events.add(unitMadeFrom(PALLET, 4, SERIAL));
        if (between > 2) events.add(unitMadeFrom(SERIAL, 5, CRATE));
        Collections.shuffle(events, new Random(order));
        for (String event : events) client.capture(List.of(event), "");

        assertThat(lineage(MILK, "forward")).containsExactly("CHEESE", "MILK");
        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "MILK", "RENNET");
    }

    private static String inside(int hour, String holder, String unit) {
        return inside("ADD", "packing", hour, holder, unit);
    }

    private static String inside(String action, String bizStep, int hour, String holder, String unit) {
        return event(
                "AggregationEvent",
                hour,
                bizStep,
                1,
                "\"action\":\"" + action + "\",\"parentID\":\"" + holder + "\",\"childEPCs\":[\"" + unit + "\"]");
    }

    /** As whoever packs serials on pallets, and uses the pallets. */
    @ParameterizedTest
    @CsvSource({"1,1", "1,2", "1,3", "1,4", "2,1", "2,2", "2,3", "2,4"})
    void whatWasUsedForAUnitIsInWhatIsMadeOfWhatItIsIn(int levels, int order) throws Exception {
        List<String> events = new ArrayList<>(List.of(unitMade(SERIAL), cheese(PALLET)));
        events.add(inside(3, levels == 1 ? PALLET : CRATE, SERIAL));
        if (levels == 2) events.add(inside(4, PALLET, CRATE));
        Collections.shuffle(events, new Random(order));
        for (String event : events) client.capture(List.of(event), "");

        assertThat(lineage(MILK, "forward")).containsExactly("CHEESE", "MILK");
        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "MILK", "RENNET");
    }

    @Test
    void unitThatWasTakenOutBeforeItsHolderIsUsedIsInNothingThatIsMadeOfIt() throws Exception {
        client.capture(List.of(unitMade(SERIAL), inside(3, PALLET, SERIAL), cheese(PALLET)), "");
        String before = position();

        client.capture(List.of(inside("DELETE", "unpacking", 4, PALLET, SERIAL)), "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "RENNET");
        assertThat(lineage(CHEESE, "backward", before)).containsExactly("CHEESE", "MILK", "RENNET");
    }

    @Test
    void lotOfAUnitInAUsedUnitThatIsToldLaterIsUsedInstead() throws Exception {
        client.capture(List.of(unitMade(SERIAL), inside(3, PALLET, SERIAL), cheese(PALLET)), "");
        String before = position();

        client.capture(
                List.of(object(1, "ADD", "commissioning", 1, SERIAL, "\"ilmd\":{\"cbvmda:lotNumber\":\"CURD\"}")), "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "CURD", "MILK", "RENNET");
        assertThat(lineage(CHEESE, "backward", before)).containsExactly("CHEESE", "MILK", "RENNET");
    }

    @Test
    void unitInAUsedUnitThatWasMadeOfSuchAUnitLinksWhatWasUsedAtFirst() throws Exception {
        client.capture(
                List.of(
                        unitMade(TANK),
                        inside(3, PALLET, TANK),
                        unitMadeFrom(PALLET, 4, SERIAL),
                        inside(4, CRATE, SERIAL),
                        cheese(CRATE)),
                "");

        assertThat(lineage(MILK, "forward")).containsExactly("CHEESE", "MILK");
    }

    /** Its event names no lot of the trace. */
    @Test
    void unitInBetweenThatIsToldLastLinksWhatIsAroundItFromThenOn() throws Exception {
        client.capture(List.of(unitMade(TANK), cheese(SERIAL), unitMadeFrom(PALLET, 4, SERIAL)), "");
        String before = position();

        client.capture(List.of(unitMadeFrom(TANK, 3, PALLET)), "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "MILK", "RENNET");
        assertThat(lineage(CHEESE, "backward", before)).containsExactly("CHEESE", "RENNET");
        assertThat(lineage(MILK, "forward", before)).containsExactly("MILK");
    }

    @Test
    void lotOfAUnitInBetweenThatIsToldLaterEndsTheWay() throws Exception {
        client.capture(List.of(unitMade(TANK), unitMadeFrom(TANK, 3, SERIAL), cheese(PALLET)), "");
        client.capture(List.of(unitMadeFrom(SERIAL, 4, PALLET)), "");
        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "MILK", "RENNET");
        String before = position();

        client.capture(
                List.of(object(1, "ADD", "commissioning", 1, SERIAL, "\"ilmd\":{\"cbvmda:lotNumber\":\"CURD\"}")), "");

        // the pallet is made of the serial's lot, and that of the milk
        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "CURD", "MILK", "RENNET");
        assertThat(client.get("/lots/" + id(CHEESE) + "/lineage?direction=backward")
                        .body()
                        .get("edges")
                        .valueStream()
                        .filter(edge -> edge.get("from").asString().equals(id(MILK)))
                        .map(edge -> edge.get("to").asString()))
                .doesNotContain(id(CHEESE))
                .hasSize(1);
        assertThat(lineage(CHEESE, "backward", before)).containsExactly("CHEESE", "MILK", "RENNET");
    }

    @Test
    void packingOfAUnitInBetweenAddsToWhatIsInIt() throws Exception {
        client.capture(List.of(unitMade(TANK), unitMadeFrom(TANK, 2, PALLET), unitMadeFrom(PALLET, 4, SERIAL)), "");
        client.capture(List.of(cheese(SERIAL)), "");
        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "MILK", "RENNET");

        client.capture(List.of(packed(PALLET)), "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "MILK", "OTHER", "RENNET");
        assertThat(lineage(MILK, "forward")).containsExactly("CHEESE", "MILK");
    }

    @Test
    void unitInBetweenThatWasDeclaredErroneousLinksNothing() throws Exception {
        String wrong = unitMadeFrom(TANK, 3, PALLET);
        client.capture(List.of(unitMade(TANK), wrong, unitMadeFrom(PALLET, 4, SERIAL), cheese(SERIAL)), "");
        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "MILK", "RENNET");
        String before = position();

        client.capture(List.of(declared(wrong)), "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "RENNET");
        assertThat(lineage(CHEESE, "backward", before)).containsExactly("CHEESE", "MILK", "RENNET");
    }

    @Test
    void unitThatIsMadeAnewIsThatOfTheLastMakingAllTheWay() throws Exception {
        client.capture(List.of(unitMade(TANK), unitMadeFrom(TANK, 4, PALLET), cheese(PALLET)), "");
        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "MILK", "RENNET");

        client.capture(
                List.of(made(3, quantity("inputQuantityList", OTHER, 50) + ",\"outputEPCList\":[\"" + TANK + "\"]")),
                "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "OTHER", "RENNET");
    }

    @Test
    void cratesThatAreMadeOfEachOtherAtOneInstantComeToAnEnd() throws Exception {
        List<String> events = new ArrayList<>(List.of(unitMade(CRATE), cheese(CRATE)));
        for (int i = 0; i < 20; i++) {
            events.add(unitMadeFrom(CRATE, 2, TANK));
            events.add(unitMadeFrom(TANK, 2, CRATE));
            events.add(unitMadeFrom(CRATE, 2, CRATE));
        }
        Collections.shuffle(events, new Random(1));
        client.capture(events.subList(0, 40), "");
        client.capture(events.subList(40, events.size()), "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "MILK", "RENNET");
    }

    @Test
    void crateThatIsFilledUpOverAndOverHoldsAllThatWasPutIn() throws Exception {
        List<String> events = new ArrayList<>(List.of(unitMade(TANK), cheese(TANK)));
        for (int i = 0; i < 150; i++)
            events.add(made(
                            3,
                            quantity("inputQuantityList", MILK + i, 1) + ",\"inputEPCList\":[\"" + TANK
                                    + "\"],\"outputEPCList\":[\"" + TANK + "\"]")
                    .replace("T03:00:00Z", "T03:%02d:%02dZ".formatted(i / 60, i % 60)));
        Collections.shuffle(events, new Random(2));
        client.capture(events.subList(0, 50), "");
        client.capture(events.subList(50, events.size()), "");

        assertThat(lineage(CHEESE, "backward")).hasSize(153);
    }

    /** An ADD adds: something was put onto the pallet. */
    @Test
    void unitThatIsPackedAfterwardsHoldsThatToo() throws Exception {
        client.capture(List.of(unitMade(PALLET), packed(PALLET), cheese(PALLET)), "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "MILK", "OTHER", "RENNET");
        assertThat(lineage(MILK, "forward")).containsExactly("CHEESE", "MILK");
    }

    /** The packing says which of the lots that were made with the pallet is on it. */
    @Test
    void unitThatIsPackedWithALotThatWasMadeWithItHoldsThatAlone() throws Exception {
        String beside = quantity("inputQuantityList", MILK, 50) + ",\"outputEPCList\":[\"" + PALLET
                + "\"],\"outputQuantityList\":[" + amount(OTHER) + "," + amount(CURD) + "]";
        client.capture(List.of(made(2, beside), cheese(PALLET)), "");
        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "CURD", "MILK", "OTHER", "RENNET");

        client.capture(List.of(packed(PALLET)), "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "MILK", "OTHER", "RENNET");
    }

    @Test
    void unitThatIsEmptiedAndPackedAgainHoldsThatAlone() throws Exception {
        String crate = unitMade(CRATE).replace("T02:00", "T01:30");
        client.capture(List.of(crate, packed(CRATE), cheese(CRATE)), "");
        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "MILK", "OTHER", "RENNET");
        String before = position();

        client.capture(
                List.of(event(
                        "AggregationEvent",
                        2,
                        "unpacking",
                        1,
                        "\"action\":\"DELETE\",\"parentID\":\"" + CRATE + "\",\"childEPCs\":[]")),
                "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "OTHER", "RENNET");
        assertThat(lineage(CHEESE, "backward", before)).containsExactly("CHEESE", "MILK", "OTHER", "RENNET");
    }

    @Test
    void productWithoutLotOrSerialIsNoUnit() throws Exception {
        String product = "https://id.gs1.org/01/10614141073464";
        client.capture(List.of(unitMade(product), cheese(product)), "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "RENNET");
    }

    @Test
    void serialWhoseLotIsToldLaterIsOfThatLot() throws Exception {
        client.capture(List.of(unitMade(SERIAL), cheese(SERIAL)), "");
        assertThat(lineage(CHEESE, "backward")).contains("MILK");
        String position = position();

        client.capture(
                List.of(object(1, "ADD", "commissioning", 1, SERIAL, "\"ilmd\":{\"cbvmda:lotNumber\":\"CURD\"}")), "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "CURD", "MILK", "RENNET");
        assertThat(lineage(CHEESE, "backward", position)).containsExactly("CHEESE", "MILK", "RENNET");
    }

    /** As partners send a pallet that a transformation filled, and a serial of the lot that it made. */
    @ParameterizedTest
    @CsvSource({
        PALLET + ", 107346, 'CHEESE, CURD, MILK, RENNET'",
        "urn:epc:id:sgtin:0614141.107346.77, 107346, 'CHEESE, CURD, MILK, RENNET'",
        "urn:epc:id:sgtin:0614141.107347.77, 107346, 'CHEESE, MILK, RENNET'"
    })
    void unitThatWasMadeBesideALotMayHoldIt(String unit, String product, String lots) throws Exception {
        String curd = "urn:epc:class:lgtin:0614141." + product + ".CURD";
        client.capture(
                List.of(
                        made(
                                2,
                                quantity("inputQuantityList", MILK, 50) + "," + quantity("outputQuantityList", curd, 40)
                                        + ",\"outputEPCList\":[\"" + unit + "\"]"),
                        cheese(unit)),
                "");

        assertThat(lineage(CHEESE, "backward")).isEqualTo(List.of(lots.split(", ")));
    }

    /** Nobody knows whether the tank was filled anew before it was used, or afterwards. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void tankThatIsMadeAgainOnTheDateOrAtTheInstantOfItsUseMayHoldWhatItHeldBefore(int hour) throws Exception {
        String again = made(hour, quantity("inputQuantityList", OTHER, 50) + ",\"outputEPCList\":[\"" + PALLET + "\"]");
        client.capture(
                List.of(
                        unitMade(PALLET),
                        again.replace("2026-03-02", "2026-03-03"),
                        cheese(PALLET).replace("2026-03-02", "2026-03-03")),
                "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "MILK", "OTHER", "RENNET");
    }

    /** A packing at the instant of a making is after it; a making known by its date may be later on that date. */
    @ParameterizedTest
    @CsvSource({"+00:00, 'CHEESE, CURD, MILK, OTHER, RENNET'", "-03:00, 'CHEESE, MILK, OTHER, RENNET'"})
    void unitThatIsPackedAsTheDateOfItsMakingBeginsMayHoldWhatWasMadeBesideIt(String offset, String lots)
            throws Exception {
        String made = unitMade(PALLET).replace("T02:00", "T00:00").replace("+00:00", offset);
        client.capture(
                List.of(
                        made.replaceFirst(
                                "}$", ",\"outputQuantityList\":[" + amount(CURD) + "," + amount(OTHER) + "]}"),
                        packed(PALLET).replace("T03:00", "T00:00").replace("+00:00", "-07:00"),
                        cheese(PALLET)),
                "");

        assertThat(lineage(CHEESE, "backward")).isEqualTo(List.of(lots.split(", ")));
    }

    @Test
    void sensorOnATankSaysNothingOfWhatIsInIt() throws Exception {
        client.capture(
                List.of(
                        unitMade(PALLET),
                        event(
                                "AssociationEvent",
                                3,
                                "commissioning",
                                1,
                                "\"action\":\"ADD\",\"parentID\":\"" + PALLET
                                        + "\",\"childEPCs\":[\"urn:epc:id:giai:0614141.sensor1\"]"),
                        cheese(PALLET)),
                "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "MILK", "RENNET");
    }
}
