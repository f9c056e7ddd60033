package io.lotledger.api.masterdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.export.request.ReadModels;
import io.lotledger.projections.processor.ProjectionPositions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A partner's places and products, described by PUT. */
class MasterDataIT {
    private static final String PACKER = "/masterdata/locations/0614141000029";
    private static final String ROMAINE = "/masterdata/products/10614141073464";
    private static final Instant Y2024 = Instant.parse("2024-06-01T00:00:00Z");
    private static final Instant Y2025 = Instant.parse("2025-06-01T00:00:00Z");
    private static final Instant Y2026 = Instant.parse("2026-06-01T00:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LotledgerServer server = server();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final UUID organisation = keys.organisation("Master data " + UUID.randomUUID());
    private final String admin = keys.create(organisation, "admin", Set.of(Role.ADMIN));

    private record Answer(int status, JsonNode body) {}

    LotledgerServer server() {
        return LotledgerServer.shared();
    }

    @Test
    void whatWasPutIsReadAtOnceAndDescribesTheLotsOfThePlace() throws Exception {
        Answer put = put(PACKER, "{\"attributes\":{\"name\":\"Valley Packing\",\"telephone\":\"+1 831 555 0100\"}}");
        assertThat(put.status()).isEqualTo(201);
        assertThat(put(ROMAINE, "{\"attributes\":{\"productName\":\"Romaine hearts\"}}")
                        .status())
                .isEqualTo(201);

        JsonNode known = get(PACKER).body();
        assertThat(known.at("/attributes/name").asString()).isEqualTo("Valley Packing");
        assertThat(known.at("/versions/0/since").asLong())
                .isEqualTo(put.body().get("log_position").asLong());
        capture("P1", "");
        JsonNode lot = get("/traceability/lots?tlc=P1").body().at("/lots/0");
        assertThat(lot.get("product_name").asString()).isEqualTo("Romaine hearts");
        assertThat(lot.at("/tlc_source/phone").asString()).isEqualTo("+1 831 555 0100");
    }

    @Test
    void samePutTwiceIsOneVersionAndAnotherIsTheNext() throws Exception {
        String body = "{\"attributes\":{\"name\":\"Valley\",\"city\":\"Salinas\"}}";
        assertThat(put(PACKER, body).status()).isEqualTo(201);
        Answer again = put(PACKER, "{\"attributes\":{\"city\":\"Salinas\",\"urn:epcglobal:cbv:mda#name\":\"Valley\"}}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().get("changed").asBoolean()).isFalse();
        assertThat(put(PACKER, "{\"attributes\":{\"name\":\"Valley Inc.\"}}")
                        .body()
                        .get("changed")
                        .asBoolean())
                .isTrue();

        JsonNode known = get(PACKER).body();
        assertThat(known.get("versions")).hasSize(2);
        JsonNode newest = known.at("/versions/0");
        JsonNode first = known.at("/versions/1");
        assertThat(newest.get("until").isNull()).isTrue();
        assertThat(first.get("until").asLong()).isEqualTo(newest.get("since").asLong());
        assertThat(known.at("/attributes/city").isMissingNode())
                .as("a PUT replaces the whole")
                .isTrue();
        String asOfFirst = PACKER + "?as_of=" + first.get("since").asLong();
        await().until(() -> get(asOfFirst).status() == 200); // every read model covers a position that is asked for
        JsonNode then = get(asOfFirst).body();
        assertThat(then.at("/attributes/name").asString()).isEqualTo("Valley");
        assertThat(then.get("versions")).hasSize(1);
        assertThat(get(PACKER + "?before=" + newest.get("since").asLong())
                        .body()
                        .get("versions"))
                .hasSize(1);
    }

    @Test
    void putNamesWhatIsGoneAndPatchLeavesTheRest() throws Exception {
        put(PACKER, "{\"attributes\":{\"name\":\"Valley\",\"city\":\"Salinas\",\"telephone\":[\"1\",\"2\"]}}");
        assertThat(put(PACKER, "{\"attributes\":{\"name\":\"Valley\"}}").body().get("removed_attributes"))
                .extracting(JsonNode::asString)
                .containsExactly("city", "telephone");

        Answer merged = patch(PACKER, "{\"attributes\":{\"city\":\"Salinas\",\"cbvmda:telephone\":\"3\"}}");
        assertThat(merged.status()).isEqualTo(200);
        assertThat(merged.body().get("attributes").toString())
                .isEqualTo("{\"city\":\"Salinas\",\"name\":\"Valley\",\"telephone\":\"3\"}");
        Answer removed = patch(PACKER, "{\"attributes\":{\"city\":null,\"state\":null}}");
        assertThat(removed.body().get("removed_attributes"))
                .extracting(JsonNode::asString)
                .containsExactly("city");
        assertThat(get(PACKER).body().get("attributes").toString())
                .isEqualTo("{\"name\":\"Valley\",\"telephone\":\"3\"}");
        assertThat(patch(PACKER, "{\"attributes\":{\"city\":null}}")
                        .body()
                        .get("changed")
                        .asBoolean())
                .isFalse();

        assertThat(patch(PACKER, "{\"attributes\":{\"name\":null,\"telephone\":null}}")
                        .status())
                .as("nothing would be left")
                .isEqualTo(422);
        assertThat(patch(PACKER, "{\"attributes\":{\"latitude\":\"36.6\"}}")
                        .body()
                        .toString())
                .contains("latitude without longitude");
        assertThat(patch(PACKER, "{\"attributes\":{\"cty\":null,\"name\":{}}}")
                        .body()
                        .get("errors"))
                .hasSize(2);
        assertThat(get(PACKER).body().get("versions")).hasSize(4);
        assertThat(patch(ROMAINE, "{\"attributes\":{\"productName\":\"Romaine\"}}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void concurrentPatchesAreAllKept() throws Exception {
        put(PACKER, "{\"attributes\":{\"name\":\"Valley\"}}");
        List<String> names = List.of("city", "state", "telephone", "postalCode", "streetAddress", "countryCode");

        names.stream()
                .map(name -> HTTP.sendAsync(
                        patchRequest(PACKER, "{\"attributes\":{\"" + name + "\":\"US\"}}"), BodyHandlers.ofString()))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(get(PACKER).body().get("attributes").propertyNames())
                .containsAll(names)
                .hasSize(7);
    }

    @Test
    void concurrentPutsAreVersionsInARowAndNoneIsLost() throws Exception {
        List<CompletableFuture<Integer>> puts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String body = "{\"attributes\":{\"name\":\"Name %d\"}}".formatted(i);
            puts.add(HTTP.sendAsync(request(PACKER, admin, body), BodyHandlers.ofString())
                    .thenApply(HttpResponse::statusCode));
        }
        List<Integer> statuses = puts.stream().map(CompletableFuture::join).toList();

        assertThat(statuses).containsOnlyOnce(201).allMatch(status -> status == 200 || status == 201);
        assertThat(get(PACKER).body().get("versions")).hasSize(12);
    }

    @Test
    void newestOfAPutAndADocumentIsWhatIsKnown() throws Exception {
        String document = """
                {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[{"id":"urn:epc:id:sgln:0614141.00002.0",
                 "attributes":[{"id":"urn:epcglobal:cbv:mda#name","attribute":"Valey Paking"},
                               {"id":"urn:epcglobal:cbv:mda#city","attribute":"Salinas"}]}]}""";
        capture("P2", document);
        put(PACKER, "{\"attributes\":{\"name\":\"Valley Packing\"}}");
        capture("P3", document);

        JsonNode known = get(PACKER).body();
        assertThat(known.get("attributes").toString())
                .as("a PUT replaces the whole, and the document said nothing new since")
                .isEqualTo("{\"name\":\"Valley Packing\"}");
        String changed = document.replace("Valey Paking", "Packers of the Valley");
        capture("P4", changed);
        assertThat(get(PACKER).body().at("/attributes/name").asString())
                .as("its document was created before the PUT")
                .isEqualTo("Valley Packing");
        capture(
                "P5",
                changed.replace("of the Valley", "of Salinas"),
                server.bean(Clock.class).instant());
        assertThat(get(PACKER).body().at("/attributes/name").asString()).isEqualTo("Packers of Salinas");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void documentsDescribeAPlaceTogetherInAnyOrderOfArrival(boolean isNewestFirst) throws Exception {
        String old = place(
                "{\"id\":\"cbvmda:name\",\"attribute\":\"Valey Paking\"},{\"id\":\"cbvmda:city\",\"attribute\":\"Salinas\"}");
        String newest = place("{\"id\":\"gs1:name\",\"attribute\":\"Valley Packing\"}");
        Instant then = Instant.parse("2026-03-01T00:00:00Z");
        Instant later = Instant.parse("2026-03-02T00:00:00Z");

        if (isNewestFirst) capture("P2", newest, later);
        capture("P3", old, then);
        if (!isNewestFirst) capture("P2", newest, later);

        assertThat(get(PACKER).body().get("attributes").toString())
                .isEqualTo("{\"city\":\"Salinas\",\"name\":\"Valley Packing\"}");
        assertThat(found("EQATTR_readPoint_cbvmda:city=Salinas")).hasSize(2);
        assertThat(found("EQATTR_readPoint_gs1:name=Valley%20Packing")).hasSize(2);
        capture("P4", newest, later.plusSeconds(60));
        assertThat(get(PACKER).body().get("versions")).as("it said that before").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void placeHasOneDescriptionWhateverTheSpellingOfItsUri(boolean isNewestFirst) throws Exception {
        String old = place("""
                {"id":"cbvmda:name","attribute":"Valey Paking"},{"id":"cbvmda:streetAddressOne","attribute":"1 Old Row"},
                {"id":"cbvmda:city","attribute":"Oldtown"},{"id":"cbvmda:telephone","attribute":"1"}""");
        String newest = element("Location", "https://brand.example/x/414/0614141000029", """
                {"id":"gs1:physicalLocationName","attribute":"Valley Packing"},
                {"id":"gs1:address","attribute":{"gs1:streetAddress":"9 New Row"}}""");

        if (isNewestFirst) capture("P2", newest, Y2025);
        capture("P3", old, Y2024);
        if (!isNewestFirst) capture("P2", newest, Y2025);

        assertThat(attributes())
                .isEqualTo(
                        "{\"physicalLocationName\":\"Valley Packing\",\"streetAddress\":\"9 New Row\",\"telephone\":\"1\"}");
        assertThat(found("EQATTR_readPoint_cbvmda:streetAddressOne=1%20Old%20Row"))
                .isEmpty();
        assertThat(found("EQATTR_readPoint_gs1:physicalLocationName=Valley%20Packing"))
                .hasSize(2);
        assertThat(get("/masterdata/locations").body().toString()).contains("Valley Packing");
    }

    @Test
    void putAndPatchChangeWhatDocumentsSaidUnderAnySpelling() throws Exception {
        capture("P2", place("""
                {"id":"cbvmda:name","attribute":"Valley"},{"id":"cbvmda:city","attribute":"Salinas"},
                {"id":"gs1:telephone","attribute":"1"},{"id":"cbvmda:state","attribute":"CA"}"""), Y2024);

        Answer patched = patch(PACKER, "{\"attributes\":{\"telephone\":null,\"addressLocality\":\"Fresno\"}}");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.body().get("removed_attributes").toString()).isEqualTo("[\"city\",\"telephone\"]");
        assertThat(patched.body().get("attributes").toString())
                .isEqualTo("{\"addressLocality\":\"Fresno\",\"name\":\"Valley\",\"state\":\"CA\"}");
        assertThat(attributes()).isEqualTo(patched.body().get("attributes").toString());
        capture("P3", element("Party", "urn:epc:id:pgln:0614141.00002", """
                {"id":"cbvmda:phone","attribute":"2"},{"id":"cbvmda:state","attribute":"California"}"""), Y2025);
        assertThat(attributes())
                .as("the PATCH is newer than the phone, and did not state the state")
                .isEqualTo("{\"addressLocality\":\"Fresno\",\"name\":\"Valley\",\"state\":\"California\"}");

        Answer put = put(PACKER, "{\"attributes\":{\"name\":\"Valley Packing\"}}");
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.body().get("removed_attributes").toString()).isEqualTo("[\"addressLocality\",\"state\"]");
        assertThat(attributes()).isEqualTo("{\"name\":\"Valley Packing\"}");
        assertThat(found("EQATTR_readPoint_cbvmda:city=Salinas")).isEmpty();
        capture(
                "P4",
                place(
                        "{\"id\":\"cbvmda:city\",\"attribute\":\"Salinas\"},{\"id\":\"cbvmda:postalCode\",\"attribute\":\"93901\"}"),
                Y2025);
        assertThat(attributes()).as("an older document").isEqualTo("{\"name\":\"Valley Packing\"}");
        assertThat(found("EQATTR_readPoint_cbvmda:postalCode=93901")).isEmpty();
        capture("P5", place("{\"id\":\"cbvmda:name\",\"attribute\":\"Packers\"}"), now());
        assertThat(put(PACKER, "{\"attributes\":{\"name\":\"Valley Packing\"}}")
                        .body()
                        .get("changed")
                        .asBoolean())
                .as("a newer document said something else")
                .isTrue();
        assertThat(attributes()).isEqualTo("{\"name\":\"Valley Packing\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH"})
    void whatSaysAgainWhatIsKnownIsOfItsOwnTime(String method) throws Exception {
        capture("P2", place("{\"id\":\"cbvmda:name\",\"attribute\":\"Valley\"}"), Y2024);
        String body = "{\"attributes\":{\"name\":\"Valley\"}}";

        Answer again = method.equals("PUT") ? put(PACKER, body) : patch(PACKER, body);

        assertThat(again.body().get("changed").asBoolean()).isFalse();
        assertThat(get(PACKER).body().get("versions")).hasSize(1);
        capture("P3", place("{\"id\":\"cbvmda:name\",\"attribute\":\"Packers\"}"), Y2025);
        assertThat(attributes()).as("an older document").isEqualTo("{\"name\":\"Valley\"}");
    }

    @Test
    void patchSeesWhatWasCapturedAMomentAgo() throws Exception {
        for (int i = 0; i < 5; i++) {
            post(
                    place(
                            "{\"id\":\"cbvmda:name\",\"attribute\":\"Valley\"},{\"id\":\"cbvmda:city\",\"attribute\":\"Salinas %d\"}"
                                    .formatted(i)),
                    now());
            assertThat(patch(PACKER, "{\"attributes\":{\"city\":null}}")
                            .body()
                            .get("removed_attributes")
                            .toString())
                    .isEqualTo("[\"city\"]");
        }
        assertThat(attributes()).isEqualTo("{\"name\":\"Valley\"}");
    }

    @Test
    void halfAPositionOfADocumentRefusesNoPatchOfAnythingElse() throws Exception {
        capture("P", place("{\"id\":\"cbvmda:longitude\",\"attribute\":\"-121\"}"));

        assertThat(patch(PACKER, "{\"attributes\":{\"city\":\"Salinas\"}}").status())
                .isEqualTo(200);
        assertThat(attributes()).isEqualTo("{\"city\":\"Salinas\",\"longitude\":\"-121\"}");
        assertThat(patch(PACKER, "{\"attributes\":{\"longitude\":\"-122\"}}").status())
                .isEqualTo(422);
        assertThat(patch(PACKER, "{\"attributes\":{\"latitude\":\"36\"}}").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void newestOfALocationAndAPartyOfOneGlnCounts(boolean isNewestFirst) throws Exception {
        String location = place("""
                {"id":"cbvmda:name","attribute":"Old"},{"id":"cbvmda:telephone","attribute":"1"}""");
        String party = element("Party", "urn:epc:id:pgln:0614141.00002", """
                {"id":"gs1:organizationName","attribute":"New"}""");

        if (isNewestFirst) capture("P2", party, Y2025);
        capture("P3", location, Y2024);
        if (!isNewestFirst) capture("P2", party, Y2025);

        assertThat(attributes()).isEqualTo("{\"organizationName\":\"New\",\"telephone\":\"1\"}");
        assertThat(found("EQATTR_readPoint_gs1:organizationName=New")).hasSize(2);
        assertThat(found("EQATTR_readPoint_cbvmda:name=Old")).isEmpty();
        assertThat(found("HASATTR_readPoint=cbvmda:telephone")).hasSize(2);
        String lot =
                get("/traceability/lots?tlc=P3").body().at("/lots/0/tlc_source").toString();
        assertThat(lot).contains("\"New\"").contains("\"phone\":\"1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AbC", "ACb", "bAC", "bCA", "CAb", "CbA"})
    void valueThatIsSentAgainIsAsNewAsItsLastDocument(String order) throws Exception {
        for (char document : order.toCharArray()) {
            String name = document == 'b' ? "B" : "A";
            Instant created = document == 'A' ? Y2024 : document == 'b' ? Y2025 : Y2026;
            capture("P" + document, place("{\"id\":\"cbvmda:name\",\"attribute\":\"" + name + "\"}"), created);
        }

        assertThat(attributes()).isEqualTo("{\"name\":\"A\"}");
        assertThat(found("EQATTR_readPoint_cbvmda:name=A")).hasSize(3);
        long head = server.bean(ReadModels.class).head();
        capture("P4", place("{\"id\":\"cbvmda:name\",\"attribute\":\"A\"}"), Y2024);
        assertThat(server.bean(ReadModels.class).head()).as("the event alone").isEqualTo(head + 1);
    }

    @Test
    void datesAreComparedAsInstantsAndOfEqualOnesTheLastCaptureCounts() throws Exception {
        capture("P2", place("{\"id\":\"cbvmda:name\",\"attribute\":\"Late\"}"), "2026-03-01T23:00:00.000-08:00");
        capture("P3", place("{\"id\":\"cbvmda:name\",\"attribute\":\"Early\"}"), "2026-03-02T06:00:00Z");
        assertThat(attributes()).isEqualTo("{\"name\":\"Late\"}");

        capture(
                "P4",
                place("{\"id\":\"cbvmda:name\",\"attribute\":\"Same\"}")
                        + ","
                        + element("Location", "0614141000029", "{\"id\":\"cbvmda:name\",\"attribute\":\"Last\"}"),
                "2026-03-02T08:00:00+01:00");
        assertThat(attributes()).isEqualTo("{\"name\":\"Last\"}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void businessLocationIsNoReadPoint(boolean isNewestFirst) throws Exception {
        String place = place("{\"id\":\"cbvmda:city\",\"attribute\":\"Salinas\"}");
        String business = element(
                "BusinessLocation",
                "urn:epc:id:sgln:0614141.00002.0",
                "{\"id\":\"cbvmda:city\",\"attribute\":\"Fresno\"}");

        if (isNewestFirst) capture("P2", business, Y2025);
        capture("P3", place, Y2024);
        if (!isNewestFirst) capture("P2", business, Y2025);

        assertThat(attributes()).isEqualTo("{\"city\":\"Fresno\"}");
        assertThat(found("EQATTR_readPoint_cbvmda:city=Salinas")).hasSize(2);
        assertThat(found("EQATTR_readPoint_cbvmda:city=Fresno")).isEmpty();
        assertThat(found("EQATTR_bizLocation_cbvmda:city=Fresno")).hasSize(2);
        assertThat(found("EQATTR_bizLocation_cbvmda:city=Salinas")).isEmpty();
        put(PACKER, "{\"attributes\":{\"name\":\"Valley\"}}");
        get(PACKER);
        for (String field : List.of("readPoint", "bizLocation"))
            assertThat(found("HASATTR_" + field + "=cbvmda:city")).isEmpty();
    }

    @Test
    void locationCountsBeforeThePartyOfItsDocumentInQueriesToo() throws Exception {
        capture(
                "P2",
                place("{\"id\":\"cbvmda:city\",\"attribute\":\"Salinas\"}") + ","
                        + element(
                                "Party",
                                "urn:epc:id:pgln:0614141.00002",
                                "{\"id\":\"cbvmda:city\",\"attribute\":\"Fresno\"}"));

        assertThat(attributes()).isEqualTo("{\"city\":\"Salinas\"}");
        assertThat(found("EQATTR_readPoint_cbvmda:city=Salinas")).hasSize(1);
        assertThat(found("EQATTR_readPoint_cbvmda:city=Fresno")).isEmpty();
    }

    @Test
    void putLeavesTheHierarchyOfPlaces() throws Exception {
        String dock = "urn:epc:id:sgln:0614141.00002.dock";
        capture("P2", """
                {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[{"id":"https://id.gs1.org/414/0614141000005",
                 "attributes":[{"id":"cbvmda:name","attribute":"Site"}],"children":["urn:epc:id:sgln:0614141.00002.0","%s"]}]}""".formatted(dock));
        String site = "/masterdata/locations/0614141000005";
        assertThat(put(site, "{\"attributes\":{\"name\":\"The site\"}}").body().get("removed_attributes"))
                .isEmpty();
        get(site);

        assertThat(found("WD_readPoint=urn:epc:id:sgln:0614141.00000.0")).hasSize(1);
        assertThat(patch(site, "{\"attributes\":{\"name\":null}}").status())
                .as("nothing would be left")
                .isEqualTo(422);
    }

    @Test
    void descriptionOfAnotherOrganisationIsNotOurs() throws Exception {
        String stranger = keys.create(keys.organisation("Stranger " + UUID.randomUUID()), "s", Set.of(Role.ADMIN));
        send(request(PACKER, stranger, "{\"attributes\":{\"name\":\"Theirs\",\"city\":\"Fresno\"}}"));
        capture("P2", place("{\"id\":\"cbvmda:name\",\"attribute\":\"Ours\"}"), Y2024);

        assertThat(attributes()).isEqualTo("{\"name\":\"Ours\"}");
        assertThat(send(request(PACKER, stranger)).body().get("attributes").toString())
                .isEqualTo("{\"city\":\"Fresno\",\"name\":\"Theirs\"}");
    }

    @Test
    void pageBeforeTheFirstVersionIsEmpty() throws Exception {
        put(PACKER, "{\"attributes\":{\"name\":\"Valley\"}}");

        Answer page = get(PACKER + "?before=1");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body().get("attributes").toString()).isEqualTo("{\"name\":\"Valley\"}");
        assertThat(page.body().get("versions")).isEmpty();
        assertThat(page.body().get("next_before").isNull()).isTrue();
        assertThat(get(ROMAINE + "?before=1").status()).isEqualTo(404);
    }

    @Test
    void nestedAttributesAreReadListedAndQueried() throws Exception {
        capture("P2", place("""
                {"id":"gs1:physicalLocationName","attribute":"Valley Packing"},
                {"id":"gs1:address","attribute":{"type":"gs1:PostalAddress","gs1:streetAddress":"1 Row",
                  "gs1:addressLocality":"Salinas","gs1:addressRegion":"CA","gs1:postalCode":"93901",
                  "gs1:addressCountry":{"gs1:countryCode":"US"}}},
                {"id":"gs1:contactPoint","attribute":{"gs1:name":"Jane","gs1:telephone":"+1 831 555 0100"}}"""));

        assertThat(get(PACKER).body().get("attributes").toString())
                .contains("\"addressLocality\":\"Salinas\"")
                .contains("\"contactPoint.name\":\"Jane\"");
        JsonNode listed = get("/masterdata/locations").body();
        assertThat(listed.toString()).contains("Valley Packing").contains("\"missing\":[]");
        assertThat(found("EQATTR_readPoint_gs1:addressLocality=Salinas")).hasSize(1);
        assertThat(found("HASATTR_readPoint=gs1:address")).hasSize(1);
        assertThat(found("EQATTR_readPoint_gs1:name=Jane")).hasSize(1);
        assertThat(found("EQATTR_readPoint_gs1:addressLocality=Fresno")).isEmpty();
    }

    private static String place(String attributes) {
        return element("Location", "urn:epc:id:sgln:0614141.00002.0", attributes);
    }

    private static String element(String type, String id, String attributes) {
        return """
                {"type":"urn:epcglobal:epcis:vtype:%s","vocabularyElementList":[{"id":"%s","attributes":[%s]}]}""".formatted(type, id, attributes);
    }

    private String attributes() throws Exception {
        return get(PACKER).body().get("attributes").toString();
    }

    private Instant now() {
        return server.bean(Clock.class).instant();
    }

    private List<JsonNode> found(String query) throws Exception {
        JsonNode events = get("/events?" + query).body().at("/epcisBody/queryResults/resultsBody/eventList");
        return List.copyOf(events.values());
    }

    @Test
    void elementsOfOneIdInADocumentDescribeItTogether() throws Exception {
        String element =
                "{\"id\":\"urn:epc:id:sgln:0614141.00002.0\",\"attributes\":[{\"id\":\"cbvmda:%s\",\"attribute\":\"%s\"}]}";
        capture("P8", """
                {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[%s,%s]}""".formatted(element.formatted("name", "Valley Packing"), element.formatted("city", "Salinas")));

        JsonNode known = get(PACKER).body();
        assertThat(known.at("/attributes/name").asString()).isEqualTo("Valley Packing");
        assertThat(known.at("/attributes/city").asString()).isEqualTo("Salinas");
    }

    @Test
    void elementThatOnlySaysWhatIsInsideLeavesTheDescription() throws Exception {
        String place = """
                {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[{"id":"urn:epc:id:sgln:0614141.00002.0",%s}]}""";
        capture("P6", place.formatted("\"attributes\":[{\"id\":\"cbvmda:name\",\"attribute\":\"Valley Packing\"}]"));
        capture("P7", place.formatted("\"children\":[\"urn:epc:id:sgln:0614141.00002.dock\"]"));

        assertThat(get(PACKER).body().at("/attributes/name").asString()).isEqualTo("Valley Packing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "attributes":{"cbvmda:name":"Farm"}                       | .attributes
            "attributes":[{"attribute":"Farm"}]                       | .attributes[0].id
            "attributes":[{"id":"cbvmda:name","value":"Farm"}]        | .attributes[0].attribute
            "atributes":[{"id":"cbvmda:name","attribute":"Farm"}]     | .atributes
            """)
    void elementThatCannotBeReadErasesNoDescription(String members, String place) throws Exception {
        String document = """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-03-03T00:00:00Z","epcisHeader":{"epcisMasterData":{"vocabularyList":[
                  {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[
                   {"id":"urn:epc:id:sgln:0614141.00002.0",%s}]}]}},"epcisBody":{"eventList":[]}}""".formatted(members);
        Answer answer = send(builder("/validate", admin)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(document))
                .build());

        assertThat(answer.body().toString())
                .contains("vocabularyElementList[0]" + place + "\"")
                .contains("masterData");
    }

    @Test
    void answersAndWorkbooksAsOfAnEarlierPositionKnowWhatWasKnownThen() throws Exception {
        capture("P5", "");
        long before = server.bean(ReadModels.class).head();
        String lot =
                get("/traceability/lots?tlc=P5").body().at("/lots/0/lot_id").asString();
        String job = await().until(
                        () -> get("/traceability/lots/" + lot + "/fda-export"), answer -> answer.status() == 200)
                .body()
                .get("job_short_id")
                .asString();
        double scoreBefore = score(lot, "");

        put(
                PACKER,
                "{\"attributes\":{\"name\":\"Valley Packing\",\"phone\":\"1\",\"address\":\"1 Row\",\"city\":\"S\"}}");
        get(PACKER);
        awaitTables();

        assertThat(score(lot, "")).isGreaterThan(scoreBefore);
        assertThat(score(lot, "?as_of=" + before)).isEqualTo(scoreBefore);
        assertThat(get("/traceability/exports/" + job + "/verify")
                        .body()
                        .get("verdict")
                        .asString())
                .isEqualTo("identical");
    }

    @Test
    void everyFaultIsToldAndNothingIsKept() throws Exception {
        Answer refused = put(PACKER, """
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
        assertThat(put(PACKER, "{\"attributes\":{}}").status()).isEqualTo(422);
        assertThat(put(PACKER, "[]").status()).isEqualTo(422);
        assertThat(put(PACKER, "{\"attributes\":{\"name\":\"A\",\"name\":\"B\"}}")
                        .status())
                .isEqualTo(400);
        assertThat(put(PACKER, "{attributes:{}}").status()).isEqualTo(400);
        assertThat(put(PACKER, "{\"attributes\":{\"name\":\"A\\u0000\"}}").status())
                .isEqualTo(422);
        assertThat(put(ROMAINE, "{\"attributes\":{\"city\":\"Salinas\"}}").status())
                .isEqualTo(422);
        assertThat(get(PACKER).status()).isEqualTo(404);
    }

    @Test
    void numberBeyondAllExponentsIsRefused() throws Exception {
        Answer refused = put(PACKER, "{\"attributes\":{\"name\":\"Packer\",\"postalCode\":1e-2147483648}}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().toString()).contains("the exponent of a number is out of range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.10", "36.60", "93901", "1E+400", "12345678901234567890.5"})
    void numberIsKeptAsItWasSent(String number) throws Exception {
        assertThat(put(PACKER, "{\"attributes\":{\"postalCode\":" + number + "}}")
                        .body()
                        .at("/attributes/postalCode")
                        .asString())
                .isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {">", "@", "@value", "name>", "urn:lotledger:fsma204#said"})
    void attributeOfAnyNameLeavesTheOthers(String name) throws Exception {
        post(
                place("{\"id\":\"%s\",\"attribute\":\"V\"},{\"id\":\"cbvmda:city\",\"attribute\":\"Salinas\"}"
                        .formatted(name)),
                Y2024);

        assertThat(patch(PACKER, "{\"attributes\":{\"state\":\"CA\"}}").status())
                .isEqualTo(200);
        assertThat(get(PACKER).body().at("/attributes/city").asString()).isEqualTo("Salinas");
        assertThat(found("EQATTR_readPoint_cbvmda:city=Salinas")).hasSize(1);
    }

    @Test
    void lengthIsInCharactersAndNotInHalvesOfThem() throws Exception {
        assertThat(put(PACKER, "{\"attributes\":{\"name\":\"" + "\uD83E\uDD6C".repeat(600) + "\"}}")
                        .status())
                .isEqualTo(201);
        assertThat(put(PACKER, "{\"attributes\":{\"name\":\"" + "x".repeat(1001) + "\"}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void numberWithoutItsCheckDigitIsNoKey() throws Exception {
        Answer refused = put("/masterdata/locations/0614141000028", "{\"attributes\":{\"name\":\"A\"}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().get("detail").asString()).contains("its check digit should be 9");
        assertThat(get("/masterdata/locations/12").status()).isEqualTo(422);
        assertThat(get("/masterdata/products/10614141073465").status()).isEqualTo(422);

        put("/masterdata/products/012345678905", "{\"attributes\":{\"productName\":\"Chips\"}}");
        assertThat(get("/masterdata/products/00012345678905")
                        .body()
                        .at("/attributes/productName")
                        .asString())
                .as("12 digits and 14 are one GTIN")
                .isEqualTo("Chips");
    }

    @Test
    void onlyAnAdminWritesAndNobodyReadsAnotherOrganisations() throws Exception {
        String query = keys.create(organisation, "query", Set.of(Role.QUERY));
        String body = "{\"attributes\":{\"name\":\"A\"}}";
        assertThat(send(request(PACKER, query, body)).status()).isEqualTo(403);
        assertThat(send(builder(PACKER, query)
                                .header("Content-Type", "application/json")
                                .method("PATCH", BodyPublishers.ofString(body))
                                .build())
                        .status())
                .isEqualTo(403);
        put(PACKER, body);
        assertThat(send(request(PACKER, query)).status()).isEqualTo(200);
        String stranger = keys.create(keys.organisation("Stranger " + UUID.randomUUID()), "s", Set.of(Role.ADMIN));
        assertThat(send(request(PACKER, stranger)).status()).isEqualTo(404);
    }

    private double score(String lot, String query) throws Exception {
        return get("/traceability/lots/" + lot + "/readiness" + query)
                .body()
                .get("score")
                .asDouble();
    }

    private void capture(String lot, String vocabulary) throws Exception {
        capture(lot, vocabulary, Instant.parse("2026-03-03T00:00:00Z"));
    }

    private void capture(String lot, String vocabulary, Instant created) throws Exception {
        capture(lot, vocabulary, created.toString());
    }

    private void capture(String lot, String vocabulary, String created) throws Exception {
        post(lot, vocabulary, created);
        awaitTables();
    }

    private void post(String vocabulary, Instant created) throws Exception {
        post("P", vocabulary, created.toString());
    }

    private void post(String lot, String vocabulary, String created) throws Exception {
        String document = """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"%s",
                 "epcisHeader":{"epcisMasterData":{"vocabularyList":[%s]}},
                 "epcisBody":{"eventList":[{"type":"ObjectEvent","eventID":"urn:uuid:%s","eventTime":"2026-03-02T00:00:00Z",
                   "eventTimeZoneOffset":"+00:00","action":"ADD","bizStep":"packing",
                   "readPoint":{"id":"urn:epc:id:sgln:0614141.00002.0"},"bizLocation":{"id":"urn:epc:id:sgln:0614141.00002.0"},
                   "quantityList":[{"epcClass":"urn:epc:class:lgtin:0614141.107346.%s","quantity":5}]}]}}""".formatted(created, vocabulary, UUID.randomUUID(), lot);
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0/capture"))
                .header("X-API-Key", admin)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(document))
                .build();
        assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    }

    /** Every projection: an answer without as_of is as of the slowest. */
    private void awaitTables() {
        long head = server.bean(ReadModels.class).head();
        ProjectionPositions positions = server.bean(ProjectionPositions.class);
        await().until(() -> positions.covers(head));
    }

    private Answer get(String path) throws Exception {
        return send(request(path, admin));
    }

    private Answer put(String path, String body) throws Exception {
        return send(request(path, admin, body));
    }

    private Answer patch(String path, String body) throws Exception {
        return send(patchRequest(path, body));
    }

    private HttpRequest patchRequest(String path, String body) {
        return builder(path, admin)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(body))
                .build();
    }

    private Answer send(HttpRequest request) throws Exception {
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    }

    private HttpRequest request(String path, String key) {
        return builder(path, key).GET().build();
    }

    private HttpRequest request(String path, String key, String body) {
        return builder(path, key)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder builder(String path, String key) {
        return HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0" + path))
                .header("X-API-Key", key);
    }
}
