package io.lotledger.api.masterdata;

import static io.lotledger.api.masterdata.MasterDataClient.PACKER;
import static io.lotledger.api.masterdata.MasterDataClient.ROMAINE;
import static io.lotledger.api.masterdata.MasterDataClient.element;
import static io.lotledger.api.masterdata.MasterDataClient.place;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A partner's places and products, of which PATCH changes a part. */
class MasterDataByPatchIT {
    private static final Instant Y2024 = Instant.parse("2024-06-01T00:00:00Z");
    private static final Instant Y2025 = Instant.parse("2025-06-01T00:00:00Z");

    private final MasterDataClient client = new MasterDataClient(server());

    LotledgerServer server() {
        return LotledgerServer.shared();
    }

    @Test
    void putNamesWhatIsGoneAndPatchLeavesTheRest() {
        client.put(PACKER, "{\"attributes\":{\"name\":\"Valley\",\"city\":\"Salinas\",\"telephone\":[\"1\",\"2\"]}}");
        assertThat(client.put(PACKER, "{\"attributes\":{\"name\":\"Valley\"}}")
                        .body()
                        .get("removed_attributes"))
                .extracting(JsonNode::asString)
                .containsExactly("city", "telephone");

        Answer merged = client.patch(PACKER, "{\"attributes\":{\"city\":\"Salinas\",\"cbvmda:telephone\":\"3\"}}");
        assertThat(merged.status()).isEqualTo(200);
        assertThat(merged.body().get("attributes").toString())
                .isEqualTo("{\"city\":\"Salinas\",\"name\":\"Valley\",\"telephone\":\"3\"}");
        Answer removed = client.patch(PACKER, "{\"attributes\":{\"city\":null,\"state\":null}}");
        assertThat(removed.body().get("removed_attributes"))
                .extracting(JsonNode::asString)
                .containsExactly("city");
        assertThat(client.get(PACKER).body().get("attributes").toString())
                .isEqualTo("{\"name\":\"Valley\",\"telephone\":\"3\"}");
        assertThat(client.patch(PACKER, "{\"attributes\":{\"city\":null}}")
                        .body()
                        .get("changed")
                        .asBoolean())
                .isFalse();

        assertThat(client.patch(PACKER, "{\"attributes\":{\"name\":null,\"telephone\":null}}")
                        .status())
                .as("nothing would be left")
                .isEqualTo(422);
        assertThat(client.patch(PACKER, "{\"attributes\":{\"latitude\":\"36.6\"}}")
                        .body()
                        .toString())
                .contains("latitude without longitude");
        assertThat(client.patch(PACKER, "{\"attributes\":{\"cty\":null,\"name\":{}}}")
                        .body()
                        .get("errors"))
                .hasSize(2);
        assertThat(client.get(PACKER).body().get("versions")).hasSize(4);
        assertThat(client.patch(ROMAINE, "{\"attributes\":{\"productName\":\"Romaine\"}}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void concurrentPatchesAreAllKept() {
        client.put(PACKER, "{\"attributes\":{\"name\":\"Valley\"}}");
        Executor inThreadsOfTheirOwn = task -> new Thread(task).start();
        List<String> names = List.of("city", "state", "telephone", "postalCode", "streetAddress", "countryCode");

        names.stream()
                .map(name -> CompletableFuture.runAsync(
                        () -> client.patch(PACKER, "{\"attributes\":{\"" + name + "\":\"US\"}}"), inThreadsOfTheirOwn))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(client.get(PACKER).body().get("attributes").propertyNames())
                .containsAll(names)
                .hasSize(7);
    }

    @Test
    void putAndPatchChangeWhatDocumentsSaidUnderAnySpelling() {
        client.capture("P2", place("""
                {"id":"cbvmda:name","attribute":"Valley"},{"id":"cbvmda:city","attribute":"Salinas"},
                {"id":"gs1:telephone","attribute":"1"},{"id":"cbvmda:state","attribute":"CA"}"""), Y2024);

        Answer patched = client.patch(PACKER, "{\"attributes\":{\"telephone\":null,\"addressLocality\":\"Fresno\"}}");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.body().get("removed_attributes").toString()).isEqualTo("[\"city\",\"telephone\"]");
        assertThat(patched.body().get("attributes").toString())
                .isEqualTo("{\"addressLocality\":\"Fresno\",\"name\":\"Valley\",\"state\":\"CA\"}");
        assertThat(client.attributes())
                .isEqualTo(patched.body().get("attributes").toString());
        client.capture("P3", element("Party", "urn:epc:id:pgln:0614141.00002", """
                {"id":"cbvmda:phone","attribute":"2"},{"id":"cbvmda:state","attribute":"California"}"""), Y2025);
        assertThat(client.attributes())
                .as("the PATCH is newer than the phone, and did not state the state")
                .isEqualTo("{\"addressLocality\":\"Fresno\",\"name\":\"Valley\",\"state\":\"California\"}");

        Answer put = client.put(PACKER, "{\"attributes\":{\"name\":\"Valley Packing\"}}");
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.body().get("removed_attributes").toString()).isEqualTo("[\"addressLocality\",\"state\"]");
        assertThat(client.attributes()).isEqualTo("{\"name\":\"Valley Packing\"}");
        assertThat(client.found("EQATTR_readPoint_cbvmda:city=Salinas")).isEmpty();
        client.capture(
                "P4",
                place(
                        "{\"id\":\"cbvmda:city\",\"attribute\":\"Salinas\"},{\"id\":\"cbvmda:postalCode\",\"attribute\":\"93901\"}"),
                Y2025);
        assertThat(client.attributes()).as("an older document").isEqualTo("{\"name\":\"Valley Packing\"}");
        assertThat(client.found("EQATTR_readPoint_cbvmda:postalCode=93901")).isEmpty();
        client.capture("P5", place("{\"id\":\"cbvmda:name\",\"attribute\":\"Packers\"}"), client.now());
        assertThat(client.put(PACKER, "{\"attributes\":{\"name\":\"Valley Packing\"}}")
                        .body()
                        .get("changed")
                        .asBoolean())
                .as("a newer document said something else")
                .isTrue();
        assertThat(client.attributes()).isEqualTo("{\"name\":\"Valley Packing\"}");
    }

    @Test
    void patchSeesWhatWasCapturedAMomentAgo() {
        for (int i = 0; i < 5; i++) {
            client.post(
                    place(
                            "{\"id\":\"cbvmda:name\",\"attribute\":\"Valley\"},{\"id\":\"cbvmda:city\",\"attribute\":\"Salinas %d\"}"
                                    .formatted(i)),
                    client.now());
            assertThat(client.patch(PACKER, "{\"attributes\":{\"city\":null}}")
                            .body()
                            .get("removed_attributes")
                            .toString())
                    .isEqualTo("[\"city\"]");
        }
        assertThat(client.attributes()).isEqualTo("{\"name\":\"Valley\"}");
    }

    @Test
    void halfAPositionOfADocumentRefusesNoPatchOfAnythingElse() {
        client.capture("P", place("{\"id\":\"cbvmda:longitude\",\"attribute\":\"-121\"}"));

        assertThat(client.patch(PACKER, "{\"attributes\":{\"city\":\"Salinas\"}}")
                        .status())
                .isEqualTo(200);
        assertThat(client.attributes()).isEqualTo("{\"city\":\"Salinas\",\"longitude\":\"-121\"}");
        assertThat(client.patch(PACKER, "{\"attributes\":{\"longitude\":\"-122\"}}")
                        .status())
                .isEqualTo(422);
        assertThat(client.patch(PACKER, "{\"attributes\":{\"latitude\":\"36\"}}")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {">", "@", "@value", "name>", "urn:lotledger:fsma204#said"})
    void attributeOfAnyNameLeavesTheOthers(String name) {
        client.post(
                place("{\"id\":\"%s\",\"attribute\":\"V\"},{\"id\":\"cbvmda:city\",\"attribute\":\"Salinas\"}"
                        .formatted(name)),
                Y2024);

        assertThat(client.patch(PACKER, "{\"attributes\":{\"state\":\"CA\"}}").status())
                .isEqualTo(200);
        assertThat(client.get(PACKER).body().at("/attributes/city").asString()).isEqualTo("Salinas");
        assertThat(client.found("EQATTR_readPoint_cbvmda:city=Salinas")).hasSize(1);
    }
}
