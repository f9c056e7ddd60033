package io.lotledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.Effort;
import io.lotledger.api.LotledgerServer;
import java.time.Duration;
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
