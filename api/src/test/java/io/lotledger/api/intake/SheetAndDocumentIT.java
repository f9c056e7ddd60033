package io.lotledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.Effort;
import io.lotledger.api.LotledgerServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The law of formats: FDA's tabs and the EPCIS document of one trade give the same lineage, balances and findings. */
class SheetAndDocumentIT {
    @Test
    void sheetAndDocumentOfOneTradeGiveTheSameLineageBalancesAndFindings() {
        Set<String> kinds = new TreeSet<>();
        for (int seed = 0; seed < Effort.of(3, 60); seed++) {
            GeneratedTrade trade = new GeneratedTrade(seed);
            SheetPartner sheets = new SheetPartner(LotledgerServer.shared());
            SheetPartner events = new SheetPartner(LotledgerServer.shared());
            projected(sheets, sheets.capture(SheetPartner.XLSX, SheetPartner.workbookOf(trade.rows())));
            projected(
                    events,
                    events.capture("application/ld+json", trade.document().getBytes(UTF_8)));

            Map<String, String> ofDocument = conclusions(events, kinds);

            assertThat(ofDocument).as("seed " + seed).hasSizeGreaterThan(2);
            assertThat(conclusions(sheets, kinds)).as("seed " + seed).isEqualTo(ofDocument);
        }
        assertThat(kinds).as("the trades have something to find").hasSizeGreaterThan(1);
    }

    @Test
    void sheetAndDocumentOfOneLotMeetOnTheSameDay() {
        SheetPartner partner = new SheetPartner(LotledgerServer.shared());
        captureDocument(partner, """
                {"type": "ObjectEvent", "action": "ADD", "bizStep": "packing",
                 "eventTime": "2026-06-02T08:00:00-07:00", "eventTimeZoneOffset": "-07:00",
                 "quantityList": [{"epcClass": "https://id.gs1.org/01/10614141000019/10/A", "quantity": 40, "uom": "CS"}],
                 "readPoint": {"id": "https://id.gs1.org/414/0614141000012"}},
                {"type": "ObjectEvent", "action": "OBSERVE", "bizStep": "shipping",
                 "eventTime": "2026-06-02T09:00:00-07:00", "eventTimeZoneOffset": "-07:00",
                 "quantityList": [{"epcClass": "https://id.gs1.org/01/10614141000019/10/A", "quantity": 40, "uom": "CS"}],
                 "readPoint": {"id": "https://id.gs1.org/414/0614141000012"},
                 "destinationList": [{"type": "location", "destination": "https://id.gs1.org/414/0614141000029"}],
                 "bizTransactionList": [{"type": "bol", "bizTransaction": "urn:epcglobal:cbv:bt:0614141000012:B1"}]}
                """);
        Map<String, String> row = new TreeMap<>();
        Map<Integer, String> cells = Map.of(
                0, "(01)10614141000019(10)A",
                1, "40",
                2, "cases",
                9, "GLN 0614141000012",
                16, "GLN 0614141000029",
                23, "06/02/2026",
                32, "Bill of Lading (BOL)",
                33, "B1");
        cells.forEach((column, text) -> row.put(
                SheetPartner.tab("Receiving").columns().get(column).title().replace(" (mm/dd/yyyy)", ""), text));
        projected(
                partner,
                partner.capture(SheetPartner.XLSX, SheetPartner.workbookOf(Map.of("Receiving", List.of(row)))));

        String lot = onlyLot(partner, "10614141000019");
        JsonNode balance = partner.client
                .get("/lots/" + lot + "/mass-balance")
                .body()
                .path("balances")
                .get(0);

        assertThat(balance.path("unexplained").asInt()).as(balance.toString()).isZero();
        assertThat(balance.path("received").asInt()).isEqualTo(40);
        assertThat(kinds(partner, lot)).doesNotContain("unmatched_ship", "unmatched_receive", "use_before_creation");
    }

    @Test
    void inputsThatNobodyPackedAreAGapInTheRecord() {
        SheetPartner partner = new SheetPartner(LotledgerServer.shared());
        captureDocument(partner, """
                {"type": "TransformationEvent", "bizStep": "commissioning",
                 "eventTime": "2026-06-02T09:00:00Z", "eventTimeZoneOffset": "+00:00",
                 "inputEPCList": ["urn:epc:id:sscc:0614141.0000000077"],
                 "outputQuantityList": [{"epcClass": "https://id.gs1.org/01/10614141000118/10/X", "quantity": 5, "uom": "CS"}],
                 "bizLocation": {"id": "https://id.gs1.org/414/0614141000029"}}
                """);
        String lot = onlyLot(partner, "10614141000118");

        JsonNode readiness = partner.client.get("/lots/" + lot + "/readiness").body();

        JsonNode inputLotCode = readiness.at("/ctes/0/kdes/0");
        assertThat(readiness.toString()).doesNotContain("not on FTL");
        assertThat(inputLotCode.path("present").asBoolean(true))
                .as(inputLotCode.toString())
                .isFalse();
        assertThat(kinds(partner, lot)).contains("serial_without_lot");
    }

    private static void captureDocument(SheetPartner partner, String events) {
        String document = "{\"@context\": \"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","
                + " \"type\": \"EPCISDocument\", \"schemaVersion\": \"2.0\","
                + " \"creationDate\": \"2026-06-30T00:00:00Z\", \"epcisBody\": {\"eventList\": [" + events + "]}}";
        projected(partner, partner.capture("application/ld+json", document.getBytes(UTF_8)));
    }

    private static String onlyLot(SheetPartner partner, String gtin) {
        JsonNode lots = partner.client.get("/lots?gtin=" + gtin).body().path("lots");
        assertThat(lots).hasSize(1);
        return lots.get(0).path("lot_id").asString();
    }

    private static Set<String> kinds(SheetPartner partner, String lot) {
        Set<String> kinds = new TreeSet<>();
        partner.client
                .get("/findings?lot_id=" + lot)
                .body()
                .path("findings")
                .forEach(finding -> kinds.add(finding.path("kind").asString()));
        return kinds;
    }

    private static void projected(SheetPartner partner, JsonNode job) {
        String id = job.path("captureID").asString();
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        partner.client.captureJob(id).body().path("projected").asBoolean());
    }

    /** By lot: its lineage, balance and findings, with classes in place of ids, and without what names single events. */
    private static Map<String, String> conclusions(SheetPartner partner, Set<String> kinds) {
        Map<String, String> classes = new TreeMap<>();
        for (String gtin : GeneratedTrade.GTINS) {
            partner.client
                    .get("/lots?gtin=" + gtin)
                    .body()
                    .path("lots")
                    .forEach(lot -> classes.put(
                            lot.path("lot_id").asString(), lot.path("class").asString()));
        }
        Map<String, String> conclusions = new TreeMap<>();
        classes.forEach((id, lot) -> {
            JsonNode findings =
                    partner.client.get("/findings?lot_id=" + id).body().path("findings");
            findings.forEach(finding -> kinds.add(finding.path("kind").asString()));
            Set<String> found = new TreeSet<>();
            findings.forEach(finding -> found.add(plain(finding, classes)));
            Set<String> edges = new TreeSet<>();
            partner.client
                    .get("/lots/" + id + "/lineage")
                    .body()
                    .path("edges")
                    .forEach(edge -> edges.add(plain(edge, classes)));
            JsonNode balance =
                    partner.client.get("/lots/" + id + "/mass-balance").body();
            conclusions.put(lot, "edges " + edges + "\nbalance " + plain(balance, classes) + "\nfindings " + found);
        });
        return conclusions;
    }

    private static String plain(JsonNode node, Map<String, String> classes) {
        String text = node.toString().replaceAll("\"event_ids\":\\[[^\\]]*\\],?", "");
        for (Map.Entry<String, String> lot : classes.entrySet()) text = text.replace(lot.getKey(), lot.getValue());
        return text;
    }
}
