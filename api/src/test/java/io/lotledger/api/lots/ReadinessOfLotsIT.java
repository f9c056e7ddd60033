package io.lotledger.api.lots;

import static io.lotledger.api.lots.LotClient.sentTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Which key data elements of a lot are known, and whom to ask for those that are not. */
class ReadinessOfLotsIT {
    private final LotClient client = new LotClient(LotledgerServer.shared());

    @Test
    void readinessNamesEachElementItsParagraphAndWhomToAsk() throws Exception {
        client.capture(LotClient.chain(0), """
                {"id": "urn:epcglobal:epcis:vtype:Location", "vocabularyElementList": [{"id": "urn:epc:id:sgln:0614141.00002.0",
                  "attributes": [{"id": "urn:epcglobal:cbv:mda#name", "attribute": "Valley Packing"}]}]}""");

        JsonNode readiness =
                client.get("/lots/" + client.lotId("P0") + "/readiness").body();
        assertThat(readiness.get("tlc_score").asDouble()).isEqualTo(1);
        assertThat(readiness.get("tlc_source_score").asDouble()).isBetween(0.01, 0.99);
        assertThat(readiness.get("score").asDouble()).isBetween(0.01, 0.99);
        JsonNode shipping = readiness
                .get("ctes")
                .valueStream()
                .filter(cte -> cte.get("cte").asString().equals("Shipping"))
                .findFirst()
                .orElseThrow();
        JsonNode lotCode = shipping.get("kdes").get(0);
        assertThat(lotCode.get("kde").asString()).isEqualTo("Traceability lot code");
        assertThat(lotCode.get("cfr").asString()).isEqualTo("21 CFR 1.1340(a)(1)");
        assertThat(lotCode.get("present").asBoolean()).isTrue();
        assertThat(lotCode.get("ask").isNull()).isTrue();
        JsonNode phone = shipping.get("kdes")
                .valueStream()
                .filter(kde -> kde.get("kde").asString().equals("Location shipped from"))
                .filter(kde -> kde.get("column").asString().endsWith("Phone Number"))
                .findFirst()
                .orElseThrow();
        assertThat(phone.get("present").asBoolean()).isFalse();
        assertThat(phone.get("ask").get("gln").asString()).isEqualTo("0614141000029");
        assertThat(phone.get("ask").get("name").asString()).isEqualTo("Valley Packing");
        assertThat(phone.get("ask").get("phone").isNull()).isTrue();
        List<String> lacking = new ArrayList<>();
        for (JsonNode cte : readiness.get("ctes")) {
            for (JsonNode kde : cte.get("kdes")) {
                if (kde.get("required").asBoolean() && !kde.get("present").asBoolean())
                    lacking.add(cte.get("cte") + " " + cte.get("event_id") + kde);
            }
        }
        assertThat(readiness.get("missing").asInt())
                .isEqualTo(Set.copyOf(lacking).size());
    }

    @Test
    void readinessOfManyLotsIsTheirScores() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 3; i++) events.addAll(LotClient.chain(i));
        client.capture(events, "");

        Set<String> seen = new HashSet<>();
        String token = "";
        do {
            JsonNode page = client.get("/readiness?gtin=10614141073464&perPage=4" + token)
                    .body();
            page.get("lots").forEach(lot -> seen.add(lot.get("class").asString()));
            page.get("lots")
                    .forEach(lot -> assertThat(lot.get("missing").asInt()).isPositive());
            token = page.get("next_page_token").isNull()
                    ? ""
                    : "&next_page_token=" + page.get("next_page_token").asString();
        } while (!token.isEmpty());
        assertThat(seen).hasSize(6);
        assertThat(client.get("/readiness?to=2026-03-02T02:00:00Z").body().get("lots"))
                .as("only harvests had happened by then")
                .hasSize(3);
        assertThat(client.get("/readiness?as_of=0").body().get("lots"))
                .as("no lot was known then")
                .isEmpty();
        assertThat(client.get("/readiness?from=spring").status()).isEqualTo(422);
    }

    @Test
    void sourceReferenceNobodySentIsAGapInReadiness() throws Exception {
        String lot = "https://id.gs1.org/01/10614141073464/10/NR";
        client.capture(List.of(sentTo(4, lot, 40, 4)), "");

        JsonNode readiness =
                client.get("/lots/" + client.lotId("NR") + "/readiness").body();
        assertThat(readiness.get("tlc_source_score").asDouble()).isZero();
        JsonNode reference = readiness
                .get("ctes")
                .get(0)
                .get("kdes")
                .valueStream()
                .filter(kde -> kde.get("column").asString().contains("Reference"))
                .filter(kde -> kde.get("cfr").asString().contains("1.1340(a)(7)"))
                .findFirst()
                .orElseThrow();
        assertThat(reference.get("present").asBoolean()).isFalse();
        assertThat(reference.get("value").isNull()).isTrue();
        assertThat(client.get("/findings?lot_id=" + client.lotId("NR") + "&kind=missing_tlc_source")
                        .body()
                        .get("findings"))
                .hasSize(1);
    }
}
