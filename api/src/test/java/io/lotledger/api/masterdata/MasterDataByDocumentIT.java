package io.lotledger.api.masterdata;

import static io.lotledger.api.masterdata.MasterDataClient.PACKER;
import static io.lotledger.api.masterdata.MasterDataClient.element;
import static io.lotledger.api.masterdata.MasterDataClient.place;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A partner's places and products, described in the documents that it captures. */
class MasterDataByDocumentIT {
    private static final Instant Y2024 = Instant.parse("2024-06-01T00:00:00Z");
    private static final Instant Y2025 = Instant.parse("2025-06-01T00:00:00Z");
    private static final Instant Y2026 = Instant.parse("2026-06-01T00:00:00Z");

    private final MasterDataClient client = new MasterDataClient(server());

    LotledgerServer server() {
        return LotledgerServer.shared();
    }

    @Test
    void newestOfAPutAndADocumentIsWhatIsKnown() {
        String document = """
                {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[{"id":"urn:epc:id:sgln:0614141.00002.0",
                 "attributes":[{"id":"urn:epcglobal:cbv:mda#name","attribute":"Valey Paking"},
                               {"id":"urn:epcglobal:cbv:mda#city","attribute":"Salinas"}]}]}""";
        client.capture("P2", document);
        client.put(PACKER, "{\"attributes\":{\"name\":\"Valley Packing\"}}");
        client.capture("P3", document);

        JsonNode known = client.get(PACKER).body();
        assertThat(known.get("attributes").toString())
                .as("a PUT replaces the whole, and the document said nothing new since")
                .isEqualTo("{\"name\":\"Valley Packing\"}");
        String changed = document.replace("Valey Paking", "Packers of the Valley");
        client.capture("P4", changed);
        assertThat(client.get(PACKER).body().at("/attributes/name").asString())
                .as("its document was created before the PUT")
                .isEqualTo("Valley Packing");
        client.capture("P5", changed.replace("of the Valley", "of Salinas"), client.now());
        assertThat(client.get(PACKER).body().at("/attributes/name").asString()).isEqualTo("Packers of Salinas");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH"})
    void whatSaysAgainWhatIsKnownIsOfItsOwnTime(String method) {
        client.capture("P2", place("{\"id\":\"cbvmda:name\",\"attribute\":\"Valley\"}"), Y2024);
        String body = "{\"attributes\":{\"name\":\"Valley\"}}";

        Answer again = method.equals("PUT") ? client.put(PACKER, body) : client.patch(PACKER, body);

        assertThat(again.body().get("changed").asBoolean()).isFalse();
        assertThat(client.get(PACKER).body().get("versions")).hasSize(1);
        client.capture("P3", place("{\"id\":\"cbvmda:name\",\"attribute\":\"Packers\"}"), Y2025);
        assertThat(client.attributes()).as("an older document").isEqualTo("{\"name\":\"Valley\"}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void documentsDescribeAPlaceTogetherInAnyOrderOfArrival(boolean isNewestFirst) {
        String old = place(
                "{\"id\":\"cbvmda:name\",\"attribute\":\"Valey Paking\"},{\"id\":\"cbvmda:city\",\"attribute\":\"Salinas\"}");
        String newest = place("{\"id\":\"gs1:name\",\"attribute\":\"Valley Packing\"}");
        Instant then = Instant.parse("2026-03-01T00:00:00Z");
        Instant later = Instant.parse("2026-03-02T00:00:00Z");

        if (isNewestFirst) client.capture("P2", newest, later);
        client.capture("P3", old, then);
        if (!isNewestFirst) client.capture("P2", newest, later);

        assertThat(client.get(PACKER).body().get("attributes").toString())
                .isEqualTo("{\"city\":\"Salinas\",\"name\":\"Valley Packing\"}");
        assertThat(client.found("EQATTR_readPoint_cbvmda:city=Salinas")).hasSize(2);
        assertThat(client.found("EQATTR_readPoint_gs1:name=Valley%20Packing")).hasSize(2);
        client.capture("P4", newest, later.plusSeconds(60));
        assertThat(client.get(PACKER).body().get("versions"))
                .as("it said that before")
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void placeHasOneDescriptionWhateverTheSpellingOfItsUri(boolean isNewestFirst) {
        String old = place("""
                {"id":"cbvmda:name","attribute":"Valey Paking"},{"id":"cbvmda:streetAddressOne","attribute":"1 Old Row"},
                {"id":"cbvmda:city","attribute":"Oldtown"},{"id":"cbvmda:telephone","attribute":"1"}""");
        String newest = element("Location", "https://brand.example/x/414/0614141000029", """
                {"id":"gs1:physicalLocationName","attribute":"Valley Packing"},
                {"id":"gs1:address","attribute":{"gs1:streetAddress":"9 New Row"}}""");

        if (isNewestFirst) client.capture("P2", newest, Y2025);
        client.capture("P3", old, Y2024);
        if (!isNewestFirst) client.capture("P2", newest, Y2025);

        assertThat(client.attributes())
                .isEqualTo(
                        "{\"physicalLocationName\":\"Valley Packing\",\"streetAddress\":\"9 New Row\",\"telephone\":\"1\"}");
        assertThat(client.found("EQATTR_readPoint_cbvmda:streetAddressOne=1%20Old%20Row"))
                .isEmpty();
        assertThat(client.found("EQATTR_readPoint_gs1:physicalLocationName=Valley%20Packing"))
                .hasSize(2);
        assertThat(client.get("/masterdata/locations").body().toString()).contains("Valley Packing");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void newestOfALocationAndAPartyOfOneGlnCounts(boolean isNewestFirst) {
        String location = place("""
                {"id":"cbvmda:name","attribute":"Old"},{"id":"cbvmda:telephone","attribute":"1"}""");
        String party = element("Party", "urn:epc:id:pgln:0614141.00002", """
                {"id":"gs1:organizationName","attribute":"New"}""");

        if (isNewestFirst) client.capture("P2", party, Y2025);
        client.capture("P3", location, Y2024);
        if (!isNewestFirst) client.capture("P2", party, Y2025);

        assertThat(client.attributes()).isEqualTo("{\"organizationName\":\"New\",\"telephone\":\"1\"}");
        assertThat(client.found("EQATTR_readPoint_gs1:organizationName=New")).hasSize(2);
        assertThat(client.found("EQATTR_readPoint_cbvmda:name=Old")).isEmpty();
        assertThat(client.found("HASATTR_readPoint=cbvmda:telephone")).hasSize(2);
        String lot = client.get("/traceability/lots?tlc=P3")
                .body()
                .at("/lots/0/tlc_source")
                .toString();
        assertThat(lot).contains("\"New\"").contains("\"phone\":\"1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AbC", "ACb", "bAC", "bCA", "CAb", "CbA"})
    void valueThatIsSentAgainIsAsNewAsItsLastDocument(String order) {
        for (int i = 0; i < order.length(); i++) {
            char document = order.charAt(i);
            String name = document == 'b' ? "B" : "A";
            Instant created = document == 'A' ? Y2024 : document == 'b' ? Y2025 : Y2026;
            client.capture("P" + document, place("{\"id\":\"cbvmda:name\",\"attribute\":\"" + name + "\"}"), created);
        }

        assertThat(client.attributes()).isEqualTo("{\"name\":\"A\"}");
        assertThat(client.found("EQATTR_readPoint_cbvmda:name=A")).hasSize(3);
        long head = client.head();
        client.capture("P4", place("{\"id\":\"cbvmda:name\",\"attribute\":\"A\"}"), Y2024);
        assertThat(client.head()).as("the event alone").isEqualTo(head + 1);
    }

    @Test
    void datesAreComparedAsInstantsAndOfEqualOnesTheLastCaptureCounts() {
        client.capture("P2", place("{\"id\":\"cbvmda:name\",\"attribute\":\"Late\"}"), "2026-03-01T23:00:00.000-08:00");
        client.capture("P3", place("{\"id\":\"cbvmda:name\",\"attribute\":\"Early\"}"), "2026-03-02T06:00:00Z");
        assertThat(client.attributes()).isEqualTo("{\"name\":\"Late\"}");

        client.capture(
                "P4",
                place("{\"id\":\"cbvmda:name\",\"attribute\":\"Same\"}")
                        + ","
                        + element("Location", "0614141000029", "{\"id\":\"cbvmda:name\",\"attribute\":\"Last\"}"),
                "2026-03-02T08:00:00+01:00");
        assertThat(client.attributes()).isEqualTo("{\"name\":\"Last\"}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void businessLocationIsNoReadPoint(boolean isNewestFirst) {
        String place = place("{\"id\":\"cbvmda:city\",\"attribute\":\"Salinas\"}");
        String business = element(
                "BusinessLocation",
                "urn:epc:id:sgln:0614141.00002.0",
                "{\"id\":\"cbvmda:city\",\"attribute\":\"Fresno\"}");

        if (isNewestFirst) client.capture("P2", business, Y2025);
        client.capture("P3", place, Y2024);
        if (!isNewestFirst) client.capture("P2", business, Y2025);

        assertThat(client.attributes()).isEqualTo("{\"city\":\"Fresno\"}");
        assertThat(client.found("EQATTR_readPoint_cbvmda:city=Salinas")).hasSize(2);
        assertThat(client.found("EQATTR_readPoint_cbvmda:city=Fresno")).isEmpty();
        assertThat(client.found("EQATTR_bizLocation_cbvmda:city=Fresno")).hasSize(2);
        assertThat(client.found("EQATTR_bizLocation_cbvmda:city=Salinas")).isEmpty();
        client.put(PACKER, "{\"attributes\":{\"name\":\"Valley\"}}");
        client.get(PACKER);
        for (String field : List.of("readPoint", "bizLocation"))
            assertThat(client.found("HASATTR_" + field + "=cbvmda:city")).isEmpty();
    }

    @Test
    void locationCountsBeforeThePartyOfItsDocumentInQueriesToo() {
        client.capture(
                "P2",
                place("{\"id\":\"cbvmda:city\",\"attribute\":\"Salinas\"}") + ","
                        + element(
                                "Party",
                                "urn:epc:id:pgln:0614141.00002",
                                "{\"id\":\"cbvmda:city\",\"attribute\":\"Fresno\"}"));

        assertThat(client.attributes()).isEqualTo("{\"city\":\"Salinas\"}");
        assertThat(client.found("EQATTR_readPoint_cbvmda:city=Salinas")).hasSize(1);
        assertThat(client.found("EQATTR_readPoint_cbvmda:city=Fresno")).isEmpty();
    }

    @Test
    void descriptionOfAnotherOrganisationIsNotOurs() {
        MasterDataClient stranger = client.stranger();
        stranger.put(PACKER, "{\"attributes\":{\"name\":\"Theirs\",\"city\":\"Fresno\"}}");
        client.capture("P2", place("{\"id\":\"cbvmda:name\",\"attribute\":\"Ours\"}"), Y2024);

        assertThat(client.attributes()).isEqualTo("{\"name\":\"Ours\"}");
        assertThat(stranger.attributes()).isEqualTo("{\"city\":\"Fresno\",\"name\":\"Theirs\"}");
    }

    @Test
    void nestedAttributesAreReadListedAndQueried() {
        client.capture("P2", place("""
                {"id":"gs1:physicalLocationName","attribute":"Valley Packing"},
                {"id":"gs1:address","attribute":{"type":"gs1:PostalAddress","gs1:streetAddress":"1 Row",
                  "gs1:addressLocality":"Salinas","gs1:addressRegion":"CA","gs1:postalCode":"93901",
                  "gs1:addressCountry":{"gs1:countryCode":"US"}}},
                {"id":"gs1:contactPoint","attribute":{"gs1:name":"Jane","gs1:telephone":"+1 831 555 0100"}}"""));

        assertThat(client.get(PACKER).body().get("attributes").toString())
                .contains("\"addressLocality\":\"Salinas\"")
                .contains("\"contactPoint.name\":\"Jane\"");
        JsonNode listed = client.get("/masterdata/locations").body();
        assertThat(listed.toString()).contains("Valley Packing").contains("\"missing\":[]");
        assertThat(client.found("EQATTR_readPoint_gs1:addressLocality=Salinas")).hasSize(1);
        assertThat(client.found("HASATTR_readPoint=gs1:address")).hasSize(1);
        assertThat(client.found("EQATTR_readPoint_gs1:name=Jane")).hasSize(1);
        assertThat(client.found("EQATTR_readPoint_gs1:addressLocality=Fresno")).isEmpty();
    }

    @Test
    void elementsOfOneIdInADocumentDescribeItTogether() {
        String element =
                "{\"id\":\"urn:epc:id:sgln:0614141.00002.0\",\"attributes\":[{\"id\":\"cbvmda:%s\",\"attribute\":\"%s\"}]}";
        client.capture(
                "P8", """
                {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[%s,%s]}""".formatted(element.formatted("name", "Valley Packing"), element.formatted("city", "Salinas")));

        JsonNode known = client.get(PACKER).body();
        assertThat(known.at("/attributes/name").asString()).isEqualTo("Valley Packing");
        assertThat(known.at("/attributes/city").asString()).isEqualTo("Salinas");
    }

    @Test
    void elementThatOnlySaysWhatIsInsideLeavesTheDescription() {
        String place = """
                {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[{"id":"urn:epc:id:sgln:0614141.00002.0",%s}]}""";
        client.capture(
                "P6", place.formatted("\"attributes\":[{\"id\":\"cbvmda:name\",\"attribute\":\"Valley Packing\"}]"));
        client.capture("P7", place.formatted("\"children\":[\"urn:epc:id:sgln:0614141.00002.dock\"]"));

        assertThat(client.get(PACKER).body().at("/attributes/name").asString()).isEqualTo("Valley Packing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "attributes":{"cbvmda:name":"Farm"}                       | .attributes
            "attributes":[{"attribute":"Farm"}]                       | .attributes[0].id
            "attributes":[{"id":"cbvmda:name","value":"Farm"}]        | .attributes[0].attribute
            "atributes":[{"id":"cbvmda:name","attribute":"Farm"}]     | .atributes
            """)
    void elementThatCannotBeReadErasesNoDescription(String members, String place) {
        String document = """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-03-03T00:00:00Z","epcisHeader":{"epcisMasterData":{"vocabularyList":[
                  {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[
                   {"id":"urn:epc:id:sgln:0614141.00002.0",%s}]}]}},"epcisBody":{"eventList":[]}}""".formatted(members);
        Answer answer = client.validate(document);

        assertThat(answer.body().toString())
                .contains("vocabularyElementList[0]" + place + "\"")
                .contains("masterData");
    }
}
