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
import org.junit.jupiter.params.provider.ValueSource;

/** A unit that a transformation makes without a word of its lot, and another uses: what was used for it is in what is made of it. */
class UnitsWithoutLotIT {
    private static final String PALLET = "urn:epc:id:sscc:0614141.1234567890";
    private static final String MILK = "urn:epc:class:lgtin:0614141.107346.MILK";
    private static final String RENNET = "urn:epc:class:lgtin:0614141.107346.RENNET";
    private static final String CHEESE = "urn:epc:class:lgtin:0614141.107346.CHEESE";
    private static final String OTHER = "urn:epc:class:lgtin:0614141.107346.OTHER";

    private final LotClient client = new LotClient(LotledgerServer.shared());

    private static String made(int hour, String what) {
        return event("TransformationEvent", hour, "commissioning", 1, what);
    }

    private static String unitMade(String unit) {
        return made(2, quantity("inputQuantityList", MILK, 50) + ",\"outputEPCList\":[\"" + unit + "\"]");
    }

    private static String cheese(String unit) {
        return made(
                5,
                quantity("inputQuantityList", RENNET, 5) + ",\"inputEPCList\":[\"" + unit + "\"],"
                        + quantity("outputQuantityList", CHEESE, 40));
    }

    private List<String> lineage(String lot, String direction) {
        String id = new Lot(client.organisation, LotKey.of(lot).orElseThrow()).shortId();
        return client.get("/lots/" + id + "/lineage?direction=" + direction)
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

    @Test
    void unitThatIsPackedAfterwardsHoldsThatAlone() throws Exception {
        client.capture(
                List.of(
                        unitMade(PALLET),
                        event(
                                "AggregationEvent",
                                3,
                                "packing",
                                1,
                                "\"action\":\"ADD\",\"parentID\":\"" + PALLET + "\",\"childEPCs\":[],"
                                        + quantity("childQuantityList", OTHER, 10)),
                        cheese(PALLET)),
                "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "OTHER", "RENNET");
    }

    @Test
    void productWithoutLotOrSerialIsNoUnit() throws Exception {
        String product = "https://id.gs1.org/01/10614141073464";
        client.capture(List.of(unitMade(product), cheese(product)), "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "RENNET");
    }

    @Test
    void serialWhoseLotIsToldLaterIsOfThatLot() throws Exception {
        String serial = "urn:epc:id:sgtin:0614141.107346.78";
        client.capture(List.of(unitMade(serial), cheese(serial)), "");
        assertThat(lineage(CHEESE, "backward")).contains("MILK");
        String position = client.get("/lots/" + client.lotId("(01)10614141073464(10)CHEESE") + "/lineage")
                .body()
                .at("/as_of/log_position")
                .asString();

        client.capture(
                List.of(object(1, "ADD", "commissioning", 1, serial, "\"ilmd\":{\"cbvmda:lotNumber\":\"CURD\"}")), "");

        assertThat(lineage(CHEESE, "backward")).containsExactly("CHEESE", "CURD", "MILK", "RENNET");
        String asOf = client.get("/lots/" + client.lotId("(01)10614141073464(10)CHEESE")
                        + "/lineage?direction=backward&as_of=" + position)
                .text();
        assertThat(asOf).contains("MILK").doesNotContain("CURD");
    }
}
