package io.lotledger.api.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import io.lotledger.api.security.Role;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The changes that {@code POST /validate} answers are those that the capture brings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckChangesIT {
    private static final String GTIN = "04012345111118";
    private static final String FIELD = "urn:epc:id:sgln:4012345.00001.0";
    private static final String CUSTOMER = "urn:epc:id:sgln:4012345.00002.0";

    private final LotledgerServer server = LotledgerServer.shared();
    private final CaptureClient partner = new CaptureClient(server);
    private final CaptureClient reader = partner.with(server, Role.QUERY);

    @Test
    void declaredUnpackingPutsTheLotIntoTheShipment() {
        String unpacking = unpacking("un-1", sscc(1), 3);
        capture(
                commissioning("B1"),
                packing("pk-1", sscc(1), quantity("B1"), 2),
                unpacking,
                shipping("sh-1", sscc(1), 4));

        assertForetold(Documents.declaredErroneous(unpacking));
    }

    @Test
    void declaredShipmentOfAPalletLeavesTheLot() {
        String shipping = shipping("sh-2", sscc(2), 4);
        capture(commissioning("B2"), packing("pk-2", sscc(2), quantity("B2"), 2), shipping);

        assertForetold(Documents.declaredErroneous(shipping));
    }

    @Test
    void lateContentOfACaseIsInThePalletThatWasShipped() {
        capture(packingUnit("pk-3", sscc(3), sscc(4), 2), shipping("sh-3", sscc(3), 3));

        assertForetold(packing("pk-4", sscc(4), quantity("B3"), 1));
    }

    @Test
    void declaredPackingTakesTheLotOutOfTheShipment() {
        String packing = packing("pk-5", sscc(5), quantity("B4"), 2);
        capture(commissioning("B4"), packing, shipping("sh-5", sscc(5), 3));

        assertForetold(Documents.declaredErroneous(packing));
    }

    @Test
    void productThatIsDescribedIsKnownForEachOfItsLots() {
        capture(
                commissioning("M1").replace(GTIN, "04012345222227"),
                commissioning("M2").replace(GTIN, "04012345222223"));

        assertChangesAreForetold(Documents.withMasterData("""
                [{"type":"urn:epcglobal:epcis:vtype:EPCClass","vocabularyElementList":[{"id":"urn:epc:idpat:sgtin:4012345.022222.*",
                "attributes":[{"id":"urn:epcglobal:cbv:mda#descriptionShort","attribute":"Romaine"}]}]}]"""));
    }

    @Test
    void placeThatIsDescribedIsKnownForEachLotThere() {
        capture(commissioning("M3").replace(FIELD, "urn:epc:id:sgln:4012345.00077.0"));

        assertChangesAreForetold(Documents.withMasterData("""
                [{"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[{"id":"urn:epc:id:sgln:4012345.00077.0",
                "attributes":[{"id":"urn:epcglobal:cbv:mda#name","attribute":"Salinas"}]}]}]"""));
    }

    @Test
    void lateHarvestOfAnInputConcernsWhatWasMadeFromIt() {
        capture(transformation("tr-1", quantity("C1") + "," + quantity("C2"), "C3"));

        assertForetold(harvest("C1"));
    }

    @Test
    void transformationInTwoEventsLinksTheInputsOfOneToTheOutputsOfTheOther() {
        capture(part("tr-2a", "urn:x:t2", "input", quantity("D1")), harvest("D1"));

        assertForetold(part("tr-2b", "urn:x:t2", "output", quantity("D2")));
    }

    @Test
    void lateContentOfAUsedUnitIsAnInputOfWhatWasMade() {
        capture(
                part("tr-3", "urn:x:t3", "output", quantity("E2"))
                        .replace(
                                "\"outputQuantityList\"",
                                "\"inputEPCList\":[\"" + sscc(6) + "\"],\"outputQuantityList\""),
                harvest("E1"));

        assertForetold(packing("pk-6", sscc(6), quantity("E1"), 2));
    }

    @Test
    void lateMakingOfAUsedUnitIsForetold() {
        capture(part("tr-6", "urn:x:t6", "output", quantity("U2"))
                .replace("\"outputQuantityList\"", "\"inputEPCList\":[\"" + sscc(12) + "\"],\"outputQuantityList\""));

        assertForetold(making("tr-7", quantity("U1"), sscc(12)));
    }

    @Test
    void useOfAUnitThatWasMadeOfALotIsForetold() {
        capture(harvest("U3"), making("tr-8", quantity("U3"), sscc(13)), shipping("sh-13", sscc(13), 9));

        assertForetold(part("tr-9", "urn:x:t9", "output", quantity("U4"))
                .replace("\"outputQuantityList\"", "\"inputEPCList\":[\"" + sscc(13) + "\"],\"outputQuantityList\""));
    }

    @Test
    void declaredMakingOfAUsedUnitIsForetold() {
        String making = making("tr-10", quantity("U5"), sscc(14));
        capture(
                harvest("U5"),
                making,
                part("tr-11", "urn:x:t11", "output", quantity("U6"))
                        .replace(
                                "\"outputQuantityList\"",
                                "\"inputEPCList\":[\"" + sscc(14) + "\"],\"outputQuantityList\""));

        assertForetold(Documents.declaredErroneous(making));
    }

    /** A unit without a lot. */
    private static String making(String id, String inputs, String unit) {
        return event(id, "TransformationEvent", 8, """
                "bizStep":"commissioning","inputQuantityList":[%s],"outputEPCList":["%s"]""".formatted(inputs, unit));
    }

    @Test
    void correctedPackingYieldsAnotherShareOfWhatWasHarvested() {
        String packing = transformation("tr-4", quantity("H1"), "H2")
                .replace("\"bizStep\"", "\"transformationID\":\"urn:x:t4\",\"bizStep\"");
        capture(harvest("H1"), packing);
        String corrected = packing.replace("tr-4", "tr-5").replace("H2\",\"quantity\":10", "H2\",\"quantity\":1");

        assertChangesAreForetold(Documents.of(Documents.declaredErroneous(packing), corrected));
    }

    @Test
    void lotOfASerialIsLearntAfterItsPalletWasShipped() {
        capture(packingUnit("pk-7", sscc(7), serial(7), 2), shipping("sh-7", sscc(7), 3));

        assertForetold(commissioningSerial("cs-7", serial(7), "F7"));
    }

    @Test
    void lotOfASerialIsLearntAfterItWasShipped() {
        capture(shipping("sh-8", serial(8), 3));

        assertForetold(commissioningSerial("cs-8", serial(8), "F8"));
    }

    @Test
    void declaredShipmentOfAProductWithoutALotIsNoFinding() {
        String shipping = shipping("sh-11", "https://id.gs1.org/01/" + GTIN, 3)
                .replaceFirst(
                        "\"epcList\":\\[\"([^\"]+)\"]", "\"quantityList\":[{\"epcClass\":\"$1\",\"quantity\":4}]");
        capture(shipping);

        assertForetold(Documents.declaredErroneous(shipping));
    }

    @Test
    void declaredCommissioningLeavesAShippedSerialWithoutLot() {
        String commissioning = commissioningSerial("cs-9", serial(9), "F9");
        capture(commissioning, shipping("sh-9", serial(9), 3));

        assertForetold(Documents.declaredErroneous(commissioning));
    }

    @Test
    void declarationWithoutEventIsAFindingUntilTheEventComes() {
        String shipping = shipping("sh-10", sscc(10), 3);
        capture(commissioning("B10"), packing("pk-10", sscc(10), quantity("B10"), 2));

        assertForetold(Documents.declaredErroneous(shipping));
        assertForetold(shipping);
    }

    @Test
    void declarationThatDiffersFromItsEventIsAFindingWhicheverComesFirst() {
        String made = commissioning("G1");
        capture(made);
        assertForetold(Documents.declaredErroneous(made.replace("\"quantity\":10", "\"quantity\":11")));

        String later = commissioning("G2");
        capture(Documents.declaredErroneous(later.replace("\"quantity\":10", "\"quantity\":11")));
        assertForetold(later);
    }

    @Test
    void correctionIsMissingUntilItComes() {
        String made = commissioning("G3");
        capture(made);
        String corrected = commissioning("G3").replace("cm-G3", "cm-G3b");
        assertForetold(corrected(made, corrected));

        assertForetold(corrected);
    }

    @Test
    void correctionsThatNameOneAnotherAreMissingUntilOneNamesAnEventInForce() {
        String one = commissioning("G5");
        String other = commissioning("G5").replace("cm-G5", "cm-G5b");
        String right = commissioning("G5").replace("cm-G5", "cm-G5c");
        capture(one, other, right);
        capture(corrected(one, other));
        assertForetold(corrected(other, one));

        assertForetold(corrected(one, right));
    }

    private static String corrected(String event, String correction) {
        return Documents.declaredErroneous(event)
                .replace("\"reason\"", "\"correctiveEventIDs\":[\"" + eventID(correction) + "\"],\"reason\"");
    }

    private static String eventID(String event) {
        return event.replaceAll("(?s).*\"eventID\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void eventAndItsDeclarationInOneDocumentLackNothing() {
        String made = commissioning("G4");
        JsonNode changes = check(Documents.of(made, Documents.declaredErroneous(made)));

        assertThat(bodies(changes.get("new_findings"))).noneMatch(finding -> finding.contains("declaration"));
    }

    @Test
    void whatWasAcknowledgedIsConsideredAtOnce() {
        for (int i = 0; i < 5; i++) {
            String lot = "H" + i;
            partner.post(Documents.of(commissioning(lot)));
            String shipped = Documents.event(lot, 1).replace("04012345123456", GTIN);

            JsonNode changes = check(Documents.of(shipped));

            assertThat(changes.get("new_lots")).isEmpty();
            assertThat(bodies(changes.get("new_findings"))).noneMatch(one -> one.contains("tlc_first_seen_at_ship"));
            assertThat(changes.has("behind")).isFalse();
        }
    }

    private void assertForetold(String event) {
        assertChangesAreForetold(Documents.of(event));
    }

    private void assertChangesAreForetold(String document) {
        JsonNode changes = check(document);
        Set<String> before = findings();
        project(partner.post(document));
        Set<String> after = findings();

        Set<String> added = new TreeSet<>(after);
        added.removeAll(before);
        Set<String> resolved = new TreeSet<>(before);
        resolved.removeAll(after);
        assertThat(bodies(changes.get("new_findings"))).isEqualTo(added);
        assertThat(bodies(changes.get("resolved_findings"))).isEqualTo(resolved);
        assertThat(added.size() + resolved.size()).isPositive();
        assertThat(changes.get("complete").booleanValue()).isTrue();
    }

    private JsonNode check(String document) {
        return partner.postTo(
                        "/validate", document.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/ld+json")
                .json()
                .get("changes");
    }

    private Set<String> findings() {
        return bodies(reader.get("/epcis/api/2.0/traceability/findings?per_page=1000")
                .json()
                .get("findings"));
    }

    private static Set<String> bodies(JsonNode findings) {
        return findings.valueStream().map(JsonNode::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    private void capture(String... events) {
        project(partner.post(Documents.of(events)));
    }

    private void project(Answer captured) {
        await().until(() ->
                partner.get(captured.header("Location")).json().get("projected").booleanValue());
    }

    private static String commissioning(String lot) {
        return event("cm-" + lot, "ObjectEvent", 1, """
                "action":"ADD","bizStep":"commissioning","quantityList":[%s]""".formatted(quantity(lot)));
    }

    private static String commissioningSerial(String id, String serial, String lot) {
        return event(id, "ObjectEvent", 1, """
                "action":"ADD","bizStep":"commissioning","epcList":["%s"],"ilmd":{"cbvmda:lotNumber":"%s"}""".formatted(serial, lot));
    }

    private static String harvest(String lot) {
        return commissioning(lot).replace("commissioning", "creating_class_instance");
    }

    private static String packing(String id, String parent, String quantity, int day) {
        return event(id, "AggregationEvent", day, """
                "action":"ADD","bizStep":"packing","parentID":"%s","childQuantityList":[%s]""".formatted(parent, quantity));
    }

    private static String packingUnit(String id, String parent, String child, int day) {
        return event(id, "AggregationEvent", day, """
                "action":"ADD","bizStep":"packing","parentID":"%s","childEPCs":["%s"]""".formatted(parent, child));
    }

    private static String unpacking(String id, String parent, int day) {
        return event(id, "AggregationEvent", day, """
                "action":"DELETE","bizStep":"unpacking","parentID":"%s\"""".formatted(parent));
    }

    private static String shipping(String id, String unit, int day) {
        return event(id, "ObjectEvent", day, """
                "action":"OBSERVE","bizStep":"shipping","epcList":["%s"],
                "destinationList":[{"type":"location","destination":"%s"}]""".formatted(unit, CUSTOMER));
    }

    private static String transformation(String id, String inputs, String lot) {
        return event(id, "TransformationEvent", 9, """
                "bizStep":"creating_class_instance","inputQuantityList":[%s],"outputQuantityList":[%s]""".formatted(inputs, quantity(lot)));
    }

    /** @param side {@code input} or {@code output} */
    private static String part(String id, String transformation, String side, String quantity) {
        return event(id, "TransformationEvent", 9, """
                "bizStep":"commissioning","transformationID":"%s","%sQuantityList":[%s]""".formatted(transformation, side, quantity));
    }

    private static String event(String id, String type, int day, String members) {
        return """
                {"type":"%s","eventID":"urn:x:%s","eventTime":"2026-05-0%dT10:00:00Z","eventTimeZoneOffset":"+00:00",
                "readPoint":{"id":"%s"},%s}""".formatted(type, id, day, FIELD, members);
    }

    private static String quantity(String lot) {
        return "{\"epcClass\":\"https://id.gs1.org/01/" + GTIN + "/10/" + lot + "\",\"quantity\":10,\"uom\":\"KGM\"}";
    }

    private static String sscc(int number) {
        return "urn:epc:id:sscc:4012345.01111111%02d".formatted(number);
    }

    private static String serial(int number) {
        return "urn:epc:id:sgtin:4012345.011111." + number;
    }
}
