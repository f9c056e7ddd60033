package io.lotledger.api.masterdata;

import static io.lotledger.api.masterdata.MasterDataClient.PACKER;
import static io.lotledger.api.masterdata.MasterDataClient.ROMAINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A partner's places and products, described by PUT. */
class MasterDataByPutIT {
    private final MasterDataClient client = new MasterDataClient(server());

    LotledgerServer server() {
        return LotledgerServer.shared();
    }

    @Test
    void whatWasPutIsReadAtOnceAndDescribesTheLotsOfThePlace() {
        Answer put =
                client.put(PACKER, "{\"attributes\":{\"name\":\"Valley Packing\",\"telephone\":\"+1 831 555 0100\"}}");
        assertThat(put.status()).isEqualTo(201);
        assertThat(client.put(ROMAINE, "{\"attributes\":{\"productName\":\"Romaine hearts\"}}")
                        .status())
                .isEqualTo(201);

        JsonNode known = client.get(PACKER).body();
        assertThat(known.at("/attributes/name").asString()).isEqualTo("Valley Packing");
        assertThat(known.at("/versions/0/since").asLong())
                .isEqualTo(put.body().get("log_position").asLong());
        client.capture("P1", "");
        JsonNode lot = client.get("/traceability/lots?tlc=P1").body().at("/lots/0");
        assertThat(lot.get("product_name").asString()).isEqualTo("Romaine hearts");
        assertThat(lot.at("/tlc_source/phone").asString()).isEqualTo("+1 831 555 0100");
    }

    @Test
    void samePutTwiceIsOneVersionAndAnotherIsTheNext() {
        String body = "{\"attributes\":{\"name\":\"Valley\",\"city\":\"Salinas\"}}";
        assertThat(client.put(PACKER, body).status()).isEqualTo(201);
        Answer again =
                client.put(PACKER, "{\"attributes\":{\"city\":\"Salinas\",\"urn:epcglobal:cbv:mda#name\":\"Valley\"}}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().get("changed").asBoolean()).isFalse();
        assertThat(client.put(PACKER, "{\"attributes\":{\"name\":\"Valley Inc.\"}}")
                        .body()
                        .get("changed")
                        .asBoolean())
                .isTrue();

        JsonNode known = client.get(PACKER).body();
        assertThat(known.get("versions")).hasSize(2);
        JsonNode newest = known.at("/versions/0");
        JsonNode first = known.at("/versions/1");
        assertThat(newest.get("until").isNull()).isTrue();
        assertThat(first.get("until").asLong()).isEqualTo(newest.get("since").asLong());
        assertThat(known.at("/attributes/city").isMissingNode())
                .as("a PUT replaces the whole")
                .isTrue();
        String asOfFirst = PACKER + "?as_of=" + first.get("since").asLong();
        await().until(() ->
                client.get(asOfFirst).status() == 200); // every read model covers a position that is asked for
        JsonNode then = client.get(asOfFirst).body();
        assertThat(then.at("/attributes/name").asString()).isEqualTo("Valley");
        assertThat(then.get("versions")).hasSize(1);
        assertThat(client.get(PACKER + "?before=" + newest.get("since").asLong())
                        .body()
                        .get("versions"))
                .hasSize(1);
    }

    @Test
    void concurrentPutsAreVersionsInARowAndNoneIsLost() {
        Executor inThreadsOfTheirOwn = task -> new Thread(task).start();
        List<CompletableFuture<Integer>> puts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String body = "{\"attributes\":{\"name\":\"Name %d\"}}".formatted(i);
            puts.add(
                    CompletableFuture.supplyAsync(() -> client.put(PACKER, body).status(), inThreadsOfTheirOwn));
        }
        List<Integer> statuses = puts.stream().map(CompletableFuture::join).toList();

        assertThat(statuses).containsOnlyOnce(201).allMatch(status -> status == 200 || status == 201);
        assertThat(client.get(PACKER).body().get("versions")).hasSize(12);
    }

    @Test
    void putLeavesTheHierarchyOfPlaces() {
        String dock = "urn:epc:id:sgln:0614141.00002.dock";
        client.capture("P2", """
                {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[{"id":"https://id.gs1.org/414/0614141000005",
                 "attributes":[{"id":"cbvmda:name","attribute":"Site"}],"children":["urn:epc:id:sgln:0614141.00002.0","%s"]}]}""".formatted(dock));
        String site = "/masterdata/locations/0614141000005";
        assertThat(client.put(site, "{\"attributes\":{\"name\":\"The site\"}}")
                        .body()
                        .get("removed_attributes"))
                .isEmpty();
        client.get(site);

        assertThat(client.found("WD_readPoint=urn:epc:id:sgln:0614141.00000.0")).hasSize(1);
        assertThat(client.patch(site, "{\"attributes\":{\"name\":null}}").status())
                .as("nothing would be left")
                .isEqualTo(422);
    }

    @Test
    void pageBeforeTheFirstVersionIsEmpty() {
        client.put(PACKER, "{\"attributes\":{\"name\":\"Valley\"}}");

        Answer page = client.get(PACKER + "?before=1");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body().get("attributes").toString()).isEqualTo("{\"name\":\"Valley\"}");
        assertThat(page.body().get("versions")).isEmpty();
        assertThat(page.body().get("next_before").isNull()).isTrue();
        assertThat(client.get(ROMAINE + "?before=1").status()).isEqualTo(404);
    }

    @Test
    void answersAndWorkbooksAsOfAnEarlierPositionKnowWhatWasKnownThen() {
        client.capture("P5", "");
        long before = client.head();
        String lot = client.get("/traceability/lots?tlc=P5")
                .body()
                .at("/lots/0/lot_id")
                .asString();
        String job = await().until(
                        () -> client.get("/traceability/lots/" + lot + "/fda-export"), answer -> answer.status() == 200)
                .body()
                .get("job_short_id")
                .asString();
        double scoreBefore = score(lot, "");

        client.put(
                PACKER,
                "{\"attributes\":{\"name\":\"Valley Packing\",\"phone\":\"1\",\"address\":\"1 Row\",\"city\":\"S\"}}");
        client.get(PACKER);
        client.awaitTables();

        assertThat(score(lot, "")).isGreaterThan(scoreBefore);
        assertThat(score(lot, "?as_of=" + before)).isEqualTo(scoreBefore);
        assertThat(client.get("/traceability/exports/" + job + "/verify")
                        .body()
                        .get("verdict")
                        .asString())
                .isEqualTo("identical");
    }

    private double score(String lot, String query) {
        return client.get("/traceability/lots/" + lot + "/readiness" + query)
                .body()
                .get("score")
                .asDouble();
    }

    @Test
    void everyFaultIsToldAndNothingIsKept() {
        Answer refused = client.put(PACKER, """
                {"attributes":{"nam":"Valley","city":"  ","countryCode":"USA","latitude":"91","telephone":{"a":1},
                 "urn:x:state":"CA","state":"CA"},"gln":"1"}""");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()
                        .get("errors")
                        .valueStream()
                        .map(e -> e.get("path").asString()))
                .containsExactlyInAnyOrder(
                        "$.gln",
                        "$.attributes.nam",
                        "$.attributes.city",
                        "$.attributes.countryCode",
                        "$.attributes.latitude",
                        "$.attributes.latitude",
                        "$.attributes.telephone",
                        "$.attributes.state");
        assertThat(refused.body().toString()).contains("did you mean 'name'?").contains("ISO 3166-1");
        assertThat(client.put(PACKER, "{\"attributes\":{}}").status()).isEqualTo(422);
        assertThat(client.put(PACKER, "[]").status()).isEqualTo(422);
        assertThat(client.put(PACKER, "{\"attributes\":{\"name\":\"A\",\"name\":\"B\"}}")
                        .status())
                .isEqualTo(400);
        assertThat(client.put(PACKER, "{attributes:{}}").status()).isEqualTo(400);
        assertThat(client.put(PACKER, "{\"attributes\":{\"name\":\"A\\u0000\"}}")
                        .status())
                .isEqualTo(422);
        assertThat(client.put(ROMAINE, "{\"attributes\":{\"city\":\"Salinas\"}}")
                        .status())
                .isEqualTo(422);
        assertThat(client.get(PACKER).status()).isEqualTo(404);
    }

    @Test
    void numberBeyondAllExponentsIsRefused() {
        Answer refused = client.put(PACKER, "{\"attributes\":{\"name\":\"Packer\",\"postalCode\":1e-2147483648}}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().toString()).contains("the exponent of a number is out of range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.10", "36.60", "93901", "1E+400", "12345678901234567890.5"})
    void numberIsKeptAsItWasSent(String number) {
        assertThat(client.put(PACKER, "{\"attributes\":{\"postalCode\":" + number + "}}")
                        .body()
                        .at("/attributes/postalCode")
                        .asString())
                .isEqualTo(number);
    }

    @Test
    void lengthIsInCharactersAndNotInHalvesOfThem() {
        assertThat(client.put(PACKER, "{\"attributes\":{\"name\":\"" + "\uD83E\uDD6C".repeat(600) + "\"}}")
                        .status())
                .isEqualTo(201);
        assertThat(client.put(PACKER, "{\"attributes\":{\"name\":\"" + "x".repeat(1001) + "\"}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void numberWithoutItsCheckDigitIsNoKey() {
        Answer refused = client.put("/masterdata/locations/0614141000028", "{\"attributes\":{\"name\":\"A\"}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().get("detail").asString()).contains("its check digit should be 9");
        assertThat(client.get("/masterdata/locations/12").status()).isEqualTo(422);
        assertThat(client.get("/masterdata/products/10614141073465").status()).isEqualTo(422);

        client.put("/masterdata/products/012345678905", "{\"attributes\":{\"productName\":\"Chips\"}}");
        assertThat(client.get("/masterdata/products/00012345678905")
                        .body()
                        .at("/attributes/productName")
                        .asString())
                .as("12 digits and 14 are one GTIN")
                .isEqualTo("Chips");
    }

    @Test
    void onlyAnAdminWritesAndNobodyReadsAnotherOrganisations() {
        ApiClient query = client.as(Role.QUERY);
        String body = "{\"attributes\":{\"name\":\"A\"}}";
        assertThat(query.put(PACKER, body).status()).isEqualTo(403);
        assertThat(query.patch(PACKER, body).status()).isEqualTo(403);
        client.put(PACKER, body);
        assertThat(query.query(PACKER).status()).isEqualTo(200);
        assertThat(client.stranger().get(PACKER).status()).isEqualTo(404);
    }
}
