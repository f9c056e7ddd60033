package io.lotledger.api.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import io.lotledger.ingest.capture.MasterDataCapture;
import io.lotledger.ingest.capture.masterdata.MasterDataDirectory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is accepted and worth noting, as a partner is told of it. */
class WarningsIT {
    private static final String SHIP_FROM = "https://id.gs1.org/414/4012345000054";
    private static final String SHIP_TO = "urn:epc:id:sgln:4012345.00006.0";
    private static final String PRODUCT = "https://id.gs1.org/01/04012345123456/10/L1";
    private static final String ANY_LOT = "https://id.gs1.org/01/04012345123456/10/";
    private static final String LOCATIONS = """
            [{"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[
              {"id":"urn:epc:id:sgln:4012345.00005.0","attributes":[{"id":"cbvmda:name","attribute":"Salinas"}]},
              {"id":"https://id.gs1.org/414/4012345000061","attributes":[{"id":"cbvmda:name","attribute":"Fresno"}]}]},
             {"type":"urn:epcglobal:epcis:vtype:EPCClass","vocabularyElementList":[
              {"id":"urn:epc:idpat:sgtin:4012345.012345.*","attributes":[{"id":"cbvmda:functionalName","attribute":"Romaine"}]}]}]""";

    private final LotledgerServer server = LotledgerServer.shared();
    private final CaptureClient partner = new CaptureClient(server);

    @Test
    void placesAndProductsNobodyDescribedAreToldOncePerDocument() {
        Answer posted = partner.post(
                Documents.of(Documents.event("L1", 1), Documents.event("L2", 2), Documents.event("L3", 3)));

        assertThat(posted.json().get("acceptedCount").intValue()).isEqualTo(3);
        assertThat(posted.json().get("warningCount").intValue()).isEqualTo(1);
        assertThat(values(posted, 0)).containsExactlyInAnyOrder(SHIP_FROM, SHIP_TO, PRODUCT);
        assertThat(posted.json().at("/events/0/warnings/0/path").asString())
                .isEqualTo("$.epcisBody.eventList[0].readPoint.id");
        assertThat(posted.json().at("/events/0/warnings/0/message").asString())
                .contains("PUT /masterdata/locations/4012345000054");
        assertThat(partner.get(posted.header("Location")).json().at("/events/0/warnings"))
                .isEqualTo(posted.json().at("/events/0/warnings"));
    }

    @Test
    void documentOfAnUnknownVersionIsCapturedWithTheVersionsThatAreSupported() {
        Answer posted = partner.post(Documents.of(Documents.event("L1", 1), Documents.event("L2", 2))
                .replace("\"schemaVersion\":\"2.0\"", "\"schemaVersion\":\"3.0\""));

        assertThat(posted.json().get("acceptedCount").intValue()).isEqualTo(2);
        JsonNode warning = posted.json().at("/events/0/warnings/0");
        assertThat(warning.get("path").asString()).isEqualTo("$.schemaVersion");
        assertThat(warning.get("value").asString()).isEqualTo("3.0");
        assertThat(warning.get("message").asString()).contains("EPCIS 2.0 and 1.x are supported");
    }

    @Test
    void whatTheDocumentsOwnHeaderDescribesIsKnownInAnyForm() {
        assertThat(values(partner.post(Documents.withMasterData(LOCATIONS, Documents.event("L1", 1))), 0))
                .isEmpty();
    }

    @Test
    void whatWasDescribedBeforeIsKnownAtOnce() {
        partner.post(Documents.withMasterData(LOCATIONS));

        assertThat(values(partner.post(Documents.of(Documents.event("L1", 1))), 0))
                .isEmpty();
        assertThat(values(new CaptureClient(server).post(Documents.of(Documents.event("L1", 1))), 0))
                .as("another organisation described it")
                .hasSize(3);
    }

    @Test
    void aProductIsKnownByTheOneLotThatIsDescribed() {
        String lot = """
                [{"type":"urn:epcglobal:epcis:vtype:EPCClass","vocabularyElementList":[
                  {"id":"urn:epc:class:lgtin:4012345.012345.L1","attributes":[{"id":"cbvmda:functionalName","attribute":"Romaine"}]}]}]""";
        partner.post(Documents.withMasterData(lot));

        assertThat(values(partner.post(Documents.of(Documents.event("L1", 1))), 0))
                .as("at once, and when it is projected")
                .doesNotContain(PRODUCT);
        await().untilAsserted(
                        () -> assertThat(described(PRODUCT, ANY_LOT)).containsExactlyInAnyOrder(PRODUCT, ANY_LOT));
        assertThat(described("https://id.gs1.org/01/04012345123456/10/L2")).isEmpty();
        assertThat(described("04012345123456")).isEmpty();
        assertThat(values(partner.post(Documents.of(Documents.event("L2", 1))), 0))
                .as("another lot of it")
                .contains("https://id.gs1.org/01/04012345123456/10/L2");
    }

    private Set<String> described(String... keys) {
        return server.bean(MasterDataDirectory.class).described(partner.organisation, List.of(keys));
    }

    @Test
    void whatWasPutIsKnownAtOnce() {
        server.bean(MasterDataCapture.class)
                .replace(
                        new MasterDataCapture.Target(partner.organisation, "key", "Location", SHIP_FROM),
                        Map.of("name", List.of("Salinas")));

        assertThat(values(partner.post(Documents.of(Documents.event("L1", 1))), 0))
                .containsExactlyInAnyOrder(SHIP_TO, PRODUCT);
    }

    @Test
    void idsOfMasterDataAreCheckedLikeThoseOfEvents() {
        String vocabularies = """
                [{"type":"urn:epcglobal:epcis:vtype:EPCClass","vocabularyElementList":[
                  {"id":"urn:epc:idpat:sgtin:4012345.012345","attributes":[{"id":"cbvmda:functionalName","attribute":"Romaine"}]},
                  {"id":"urn:epc:idpat:sgtin:4012345.12345.*"},
                  {"id":"https://id.gs1.org/10/A/01/04012345123456"},
                  {"id":"04012345123456"},
                  {"id":"romaine"}]},
                 {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[
                  {"id":"https://id.gs1.org/414/4012345000055"},
                  {"id":"4012345000054"}]}]""";

        Answer posted = partner.post(Documents.withMasterData(vocabularies, Documents.event("L1", 1)));

        JsonNode warnings = posted.json().get("masterDataWarnings");
        assertThat(posted.json().get("success").asBoolean()).isTrue();
        assertThat(warnings)
                .extracting(warning -> warning.get("rule").asString())
                .containsExactly("identifier", "digital-link", "uri", "check-digit");
        assertThat(warnings.get(0).get("path").asString())
                .isEqualTo("$.epcisHeader.epcisMasterData.vocabularyList[0].vocabularyElementList[1].id");
        assertThat(partner.get(posted.header("Location")).json().get("masterDataWarnings"))
                .isEqualTo(warnings);
        assertThat(values(posted, 0)).as("the class is described").containsExactly(SHIP_TO);
    }

    /** It was captured without a word, and every export that printed the place failed. */
    @Test
    void aDescriptionThatNoCellOfTheWorkbookHoldsIsNoted() {
        Answer posted = partner.post(Documents.withMasterData(
                "[{\"type\":\"urn:epcglobal:epcis:vtype:Location\",\"vocabularyElementList\":[{\"id\":\"4012345000054\","
                        + "\"attributes\":[{\"id\":\"cbvmda:name\",\"attribute\":\"" + "x".repeat(40_000)
                        + "\"}]}]}]"));

        JsonNode warnings = posted.json().get("masterDataWarnings");
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0).get("rule").asString()).isEqualTo("tooLong");
        assertThat(warnings.get(0).get("message").asString()).contains("name has 40,000 characters");
    }

    @Test
    void aHundredWarningsOfMasterDataAreToldAndTheRestIsCounted() {
        String elements = IntStream.range(0, 1_500)
                .mapToObj(i -> "{\"id\":\"name " + i + "\"}")
                .collect(Collectors.joining(","));

        Answer posted = partner.post(Documents.withMasterData(
                "[{\"type\":\"urn:epcglobal:epcis:vtype:Location\",\"vocabularyElementList\":[" + elements + "]}]"));

        JsonNode warnings = partner.get(posted.header("Location")).json().get("masterDataWarnings");
        assertThat(warnings).hasSize(100).isEqualTo(posted.json().get("masterDataWarnings"));
        assertThat(warnings.get(99).get("message").asString()).contains("1400 more elements");
    }

    @Test
    void aDescriptionThatWasRolledBackIsNotKnown() {
        String faulty = Documents.event("L1", 1).replace("shipping", "shiping");
        partner.post(Documents.withMasterData(LOCATIONS, faulty));

        assertThat(values(partner.post(Documents.of(Documents.event("L1", 1))), 0))
                .hasSize(3);
    }

    @Test
    void aPartnerWhoDescribesNothingIsToldOfAHundredAndHowManyMore() {
        List<String> events = IntStream.range(0, 250)
                .mapToObj(i -> Documents.event("L1", 1)
                        .replace(
                                "https://id.gs1.org/01/04012345123456",
                                "https://id.gs1.org/01/0401234500" + (1000 + i)))
                .toList();

        Answer posted = partner.post(Documents.of(events));

        List<JsonNode> warnings = posted.json()
                .get("events")
                .valueStream()
                .flatMap(event -> event.get("warnings").valueStream())
                .filter(warning -> warning.get("rule").asString().equals("master-data"))
                .toList();
        assertThat(warnings).hasSize(100);
        assertThat(warnings.get(99).get("message").asString()).contains("152 more places and products");
    }

    @Test
    void aUnitNobodyKnowsIsNotedWithTheOneThatWasMeant() {
        Answer posted = partner.post(Documents.of(Documents.event("L1", 1).replace("LBR", "LB")));

        assertThat(posted.json().get("acceptedCount").intValue()).isEqualTo(1);
        assertThat(posted.json().at("/events/0/warnings/0/rule").asString()).isEqualTo("uom");
        assertThat(posted.json().at("/events/0/warnings/0/message").asString())
                .isEqualTo("'LB' is not a code of UN/CEFACT Rec. 20; did you mean 'LBR'?");
    }

    @Test
    void aSingleEventIsAnsweredWithItselfAndItsWarningsInHeaders() {
        String event = "{" + Documents.CONTEXT + ","
                + Documents.event("Fénouil", 1).replace("LBR", "LB").substring(1);

        Answer created = partner.postTo(
                "/events", event.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/ld+json");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Lotledger-Warning-Count")).isEqualTo("4");
        List<JsonNode> warnings = created.response().headers().allValues("Lotledger-Warning").stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertThat(warnings)
                .extracting(warning -> warning.get("rule").asString())
                .containsExactlyInAnyOrder("uom", "master-data", "master-data", "master-data");
        assertThat(warnings)
                .anySatisfy(
                        warning -> assertThat(warning.get("value").asString()).endsWith("Fénouil"));
        String job = created.header("Link").replaceAll("<(.*)>; rel=\"status\"", "$1");
        assertThat(partner.get(job).json().at("/events/0/warnings")).hasSize(4);
        assertThat(created.json().propertyNames()).doesNotContain("warnings");
    }

    private static List<String> values(Answer job, int event) {
        return job.json()
                .at("/events/" + event + "/warnings")
                .valueStream()
                .filter(warning -> warning.get("rule").asString().equals("master-data"))
                .map(warning -> warning.get("value").asString())
                .toList();
    }
}
