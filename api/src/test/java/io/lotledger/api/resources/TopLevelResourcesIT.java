package io.lotledger.api.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code /epcs}, {@code /bizSteps} and the other top-level resources, by a partner who has just captured. */
class TopLevelResourcesIT {
    private static final LotledgerServer SERVER = LotledgerServer.shared();
    private static final String LINK = "https://id.gs1.org/01/04012345123456/21/";

    private final UUID organisation = SERVER.bean(ApiKeys.class).organisation("resources " + UUID.randomUUID());
    private final ApiClient partner = client(organisation, Role.CAPTURE, Role.QUERY);

    @Test
    void listsHoldWhatTheEventsHoldAsSoonAsTheyAreAccepted() {
        capture("""
                {"type":"ObjectEvent","eventID":"urn:event:1","eventTime":"2026-04-17T09:00:00Z","eventTimeZoneOffset":"+00:00",
                 "action":"OBSERVE","bizStep":"shipping","disposition":"in_transit","epcList":["urn:epc:id:sgtin:4012345.012345.S1"],
                 "readPoint":{"id":"urn:epc:id:sgln:4012345.00001.0"},"bizLocation":{"id":"https://brand.example/x/414/4012345000023"}}""", """
                {"type":"AggregationEvent","eventID":"urn:event:2","eventTime":"2026-04-17T10:00:00Z","eventTimeZoneOffset":"+00:00",
                 "action":"ADD","bizStep":"https://ref.gs1.org/cbv/BizStep-packing","parentID":"urn:epc:id:sscc:4012345.0000000001",
                 "childEPCs":["https://brand.example/01/04012345123456/21/S1"]}""", """
                {"type":"TransformationEvent","eventID":"urn:event:3","eventTime":"2026-04-17T11:00:00Z","eventTimeZoneOffset":"+00:00",
                 "bizStep":"ex:mixing","inputEPCList":["https://id.gs1.org/01/04012345123456/21/S2"],
                 "outputEPCList":["https://id.gs1.org/01/04012345123456/21/S3"]}""", """
                {"type":"ex:Inspection","eventID":"urn:event:4","eventTime":"2026-04-17T12:00:00Z","eventTimeZoneOffset":"+00:00"}""");

        assertThat(members("/eventTypes"))
                .containsExactly(
                        "AggregationEvent", "ObjectEvent", "TransformationEvent", "https://ex.example/Inspection");
        assertThat(members("/epcs"))
                .containsExactly("https://id.gs1.org/00/040123450000000016", LINK + "S1", LINK + "S2", LINK + "S3");
        assertThat(members("/bizSteps")).containsExactly("https://ex.example/mixing", "packing", "shipping");
        assertThat(members("/readPoints")).containsExactly("https://id.gs1.org/414/4012345000016");
        assertThat(members("/bizLocations")).containsExactly("https://id.gs1.org/414/4012345000023");
        assertThat(members("/dispositions")).containsExactly("in_transit");
    }

    @Test
    void valuesAreShownInTheFormThatIsAskedFor() {
        capture(event("urn:event:1", "urn:epc:id:sgtin:4012345.012345.S1", "ex:mixing"));

        Answer urns = partner.query("/epcs", "GS1-EPC-Format", "Always_EPC_URN");
        assertThat(members(urns)).containsExactly("urn:epc:id:sgtin:4012345.012345.S1");
        assertThat(urns.header("GS1-EPC-Format")).isEqualTo("Always_EPC_URN");
        Answer links = partner.query("/epcs", "GS1-EPC-Format", "Never_Translates");
        assertThat(members(links)).containsExactly(LINK + "S1");
        assertThat(links.header("GS1-EPC-Format")).isEqualTo("Always_GS1_Digital_Link");
        assertThat(partner.query("/epcs", "GS1-EPC-Format", "urn").status()).isEqualTo(406);

        Answer shortened = partner.query("/bizSteps", "GS1-Extensions", "my=https://ex.example/");
        assertThat(members(shortened)).containsExactly("my:mixing");
        assertThat(shortened.body().at("/@context/1/my").asString()).isEqualTo("https://ex.example/");
        assertThat(partner.query("/bizSteps/my:mixing", "GS1-Extensions", "my=https://ex.example/")
                        .status())
                .isEqualTo(200);

        Answer xml = partner.query("/bizSteps", "Accept", "application/xml");
        assertThat(xml.header("Content-Type")).startsWith("application/xml");
        assertThat(xml.text())
                .contains(
                        "<Collection xmlns=\"https://ref.gs1.org/epcis/\"><member>https://ex.example/mixing</member>");
        assertThat(partner.query("/bizSteps", "Accept", "text/html").status()).isEqualTo(406);
    }

    @Test
    void listOfNothingIsEmpty() {
        Answer none = partner.query("/bizSteps");

        assertThat(none.status()).isEqualTo(200);
        assertThat(none.text("type")).isEqualTo("Collection");
        assertThat(none.body().path("@context").isMissingNode()).isFalse();
        assertThat(members(none)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "eventTypes, ObjectEvent",
        "eventTypes, https://ref.gs1.org/epcis/ObjectEvent",
        "epcs, urn:epc:id:sgtin:4012345.012345.S/1",
        "epcs, https://id.gs1.org/01/04012345123456/21/S%2F1",
        "epcs, https://brand.example/x/01/04012345123456/10/L/21/S%2F1?x=1",
        "bizSteps, shipping",
        "bizSteps, urn:epcglobal:cbv:bizstep:shipping",
        "bizSteps, https://ref.gs1.org/cbv/BizStep-shipping",
        "bizSteps, cbv:BizStep-shipping",
        "dispositions, in_transit",
        "dispositions, urn:epcglobal:cbv:disp:in_transit",
        "readPoints, urn:epc:id:sgln:4012345.00001.0",
        "readPoints, https://id.gs1.org/414/4012345000016",
        "bizLocations, urn:epc:id:sgln:4012345.00002.7",
        "bizLocations, https://id.gs1.org/414/4012345000023/254/7"
    })
    void everyFormOfAValueHasItsEvents(String resource, String value) {
        capture("""
                {"type":"ObjectEvent","eventID":"urn:event:1","eventTime":"2026-04-17T09:00:00Z","eventTimeZoneOffset":"+00:00",
                 "action":"OBSERVE","bizStep":"shipping","disposition":"in_transit","epcList":["urn:epc:id:sgtin:4012345.012345.S%2F1"],
                 "readPoint":{"id":"urn:epc:id:sgln:4012345.00001.0"},"bizLocation":{"id":"urn:epc:id:sgln:4012345.00002.7"}}""");
        String path = "/" + resource + "/" + encoded(value.replace("S/1", "S%2F1"));

        assertThat(members(path)).containsExactly("events");
        assertThat(ids(partner.query(path + "/events"))).containsExactly("urn:event:1");
        assertThat(ids(partner.query(path + "/events?EQ_action=OBSERVE"))).containsExactly("urn:event:1");
        assertThat(ids(partner.query(path + "/events?EQ_action=ADD"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bizSteps, urn:epcglobal:cbv:bizstep:transforming, urn:epcglobal:cbv:bizstep:transforming",
        "bizSteps, https://ref.gs1.org/cbv/BizStep-transforming, urn:epcglobal:cbv:bizstep:transforming",
        "bizSteps, URN:epcglobal:cbv:bizstep:TR%61NS, urn:epcglobal:cbv:bizstep:tr%61ns",
        "bizSteps, https://ref.gs1.org/cbv/Disp-active, urn:epcglobal:cbv:bizstep:active",
        "bizSteps, https://ref.gs1.org/cbv/BizStep-shipping#x, urn:epcglobal:cbv:bizstep:shipping#x",
        "dispositions, urn:epcglobal:cbv:disp:non_sellable_expired, urn:epcglobal:cbv:disp:non_sellable_expired",
        "dispositions, urn:epcglobal:cbv:disp:a:b, a:b",
        "eventTypes, epcis:RecallEvent, https://ref.gs1.org/epcis/RecallEvent"
    })
    void wordThatNoStandardKnowsIsListedUnderAnAddressThatFindsIt(String resource, String sent, String listed) {
        String other = event("urn:event:2", LINK + "S2", "shipping");
        String one = event("urn:event:1", LINK + "S1", "shipping");
        capture(
                switch (resource) {
                    case "bizSteps" -> one.replace("shipping", sent);
                    case "dispositions" -> one.replace("\"action\"", "\"disposition\":\"" + sent + "\",\"action\"");
                    default -> one.replace("ObjectEvent", sent);
                },
                other);

        assertThat(members("/" + resource)).contains(listed);
        for (String form : List.of(listed, sent)) {
            String path = "/" + resource + "/" + encoded(form);
            assertThat(members(path)).containsExactly("events");
            assertThat(ids(partner.query(path + "/events"))).containsExactly("urn:event:1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/eventTypes/AssociationEvent",
                "/epcs/urn:epc:id:sgtin:4012345.012345.S2",
                "/bizSteps/receiving",
                "/bizLocations/https:%2F%2Fid.gs1.org%2F414%2F4012345000023",
                "/readPoints/urn:nowhere:1",
                "/dispositions/retail_sold"
            })
    void valueThatNoEventHasIsNotThere(String path) {
        capture(event("urn:event:1", LINK + "S1", "shipping"));
        ApiClient other = client(SERVER.bean(ApiKeys.class).organisation("others " + UUID.randomUUID()), Role.QUERY);

        for (String below : List.of("", "/events")) {
            Answer none = partner.query(path + below);
            assertThat(none.status()).as(none.toString()).isEqualTo(404);
            assertThat(none.text("type")).isEqualTo("epcisException:NoSuchResourceException");
        }
        assertThat(other.query("/bizSteps/shipping").status()).isEqualTo(404);
        assertThat(members(other.query("/epcs"))).isEmpty();
    }

    @Test
    void patternHasTheEventsThatMatchAnyEpcFinds() {
        capture(event("urn:event:1", LINK + "S1", "shipping"));

        assertThat(members("/epcs/urn:epc:idpat:sgtin:4012345.012345.*")).containsExactly("events");
        assertThat(ids(partner.query("/epcs/urn:epc:idpat:sgtin:4012345.012345.*/events")))
                .containsExactly("urn:event:1");
        assertThat(ids(partner.query("/epcs/urn:epc:idpat:sgtin:0614141.*.*/events")))
                .isEmpty();
        assertThat(partner.query("/epcs/urn:epc:idpat:sgtin:4012345.012345/events")
                        .text("parameter"))
                .isEqualTo("MATCH_anyEPC");
    }

    @Test
    void whatThereIsOfAValueIsOnePage() {
        capture(event("urn:event:1", LINK + "S1", "shipping"));

        assertThat(members("/bizSteps/shipping?perPage=10")).containsExactly("events");
        assertThat(partner.query("/bizSteps/shipping?perPage=0").text("parameter"))
                .isEqualTo("perPage");
        assertThat(partner.query("/bizSteps/shipping?nextPageToken=x").text("parameter"))
                .isEqualTo("nextPageToken");
    }

    @Test
    void badRequestsAreRefusedWithTheirParameter() {
        capture(event("urn:event:1", LINK + "S1", "shipping"));

        for (String path : List.of("/bizSteps/shiping", "/bizSteps/shiping/events", "/epcs/S1", "/eventTypes/Event")) {
            Answer refused = partner.query(path);
            assertThat(refused.status()).as(path + refused).isEqualTo(400);
            assertThat(refused.text("type")).isEqualTo("epcisException:QueryParameterException");
        }
        assertThat(partner.query("/bizSteps?EQ_action=ADD").text("type"))
                .isEqualTo("epcisException:QueryParameterException");
        assertThat(partner.query("/bizSteps?perPage=0").text("parameter")).isEqualTo("perPage");
        assertThat(partner.query("/bizSteps/shipping?per_page=1").status()).isEqualTo(400);
        assertThat(partner.query("/bizSteps/shipping/events?EQ_acton=ADD").text("parameter"))
                .isEqualTo("EQ_acton");
        assertThat(partner.query("/bizSteps/shipping%2Fevents").status()).isEqualTo(400);
        assertThat(partner.query("/queries/a%2Fb").status()).isEqualTo(400);
    }

    @Test
    void semicolonIsPartOfAValue() {
        String ofA = "ni:///sha-256;" + "a".repeat(64) + "?ver=CBV2.0";
        capture(event(ofA, LINK + "A", "shipping"), event("urn:event:2;B", LINK + "A;B", "ex:mixing;2"));

        String epc = "/epcs/" + LINK.replace("/", "%2F");
        assertThat(ids(partner.query(epc + "A/events"))).containsExactly(ofA);
        assertThat(ids(partner.query(epc + "A;B/events"))).containsExactly("urn:event:2;B");
        assertThat(ids(partner.query(epc + "A%3BB/events"))).containsExactly("urn:event:2;B");
        assertThat(partner.query(epc + "A;C/events").status()).isEqualTo(404);
        assertThat(ids(partner.query("/bizSteps/https:%2F%2Fex.example%2Fmixing;2/events")))
                .containsExactly("urn:event:2;B");
        assertThat(ids(partner.query("/events/" + ofA.replace("/", "%2F").replace("?", "%3F"))))
                .containsExactly(ofA);
        assertThat(ids(partner.query("/events/urn:event:2;B"))).containsExactly("urn:event:2;B");
        assertThat(partner.query("/events/urn:event:2").status()).isEqualTo(404);
        assertThat(partner.query("/bizSteps/..;x/events").status()).isEqualTo(400);
        assertThat(partner.query("/queries/a;%2Fb").status()).isEqualTo(400);
    }

    @Test
    void keyThatOnlyCapturesSeesNoValues() {
        ApiClient sender = client(organisation, Role.CAPTURE);

        for (String path : List.of("/epcs", "/bizSteps/shipping", "/bizSteps/shipping/events")) {
            assertThat(sender.query(path).status()).as(path).isEqualTo(403);
        }
    }

    @Test
    void pagesNeitherRepeatNorMissAValueWhileOthersArrive() throws InterruptedException {
        capture(IntStream.range(0, 100)
                .mapToObj(i -> event("urn:first:" + i, LINK + "S" + (1_000 + i), "shipping"))
                .toArray(String[]::new));
        AtomicBoolean enough = new AtomicBoolean();
        Thread sender = new Thread(() -> {
            for (int i = 0; !enough.get(); i++)
                capture(event("urn:later:" + i, LINK + (i % 2 == 0 ? "A" : "T") + i, "shipping"));
        });
        sender.start();
        List<String> paged;
        try {
            paged = walk("/epcs?perPage=7");
        } finally {
            enough.set(true);
            sender.join();
        }

        assertThat(paged).doesNotHaveDuplicates().isSorted();
        assertThat(paged)
                .containsAll(IntStream.range(0, 100)
                        .mapToObj(i -> LINK + "S" + (1_000 + i))
                        .toList());
    }

    @Test
    void tokenOfOneListIsOfNoUseToAnother() {
        capture(event("urn:event:1", LINK + "S1", "shipping"), event("urn:event:2", LINK + "S2", "receiving"));
        Answer page = partner.query("/epcs?perPage=1");
        String token = page.header("Link").replaceAll(".*nextPageToken=([^&>]+)>.*", "$1");

        assertThat(members(page)).containsExactly(LINK + "S1");
        assertThat(members("/epcs?nextPageToken=" + token)).containsExactly(LINK + "S2");
        assertThat(partner.query("/epcs?nextPageToken=" + token).header("Link")).isEmpty();
        assertThat(partner.query("/bizSteps?nextPageToken=" + token).text("parameter"))
                .isEqualTo("nextPageToken");
        assertThat(partner.delete("/nextPageToken/" + token).status()).isEqualTo(204);
        assertThat(partner.query("/epcs?nextPageToken=" + token).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventTypes", "epcs", "bizSteps", "bizLocations", "readPoints", "dispositions"})
    void everyPathIsAnnounced(String resource) throws IOException, InterruptedException {
        List<String> top = new ArrayList<>();
        partner.query("/").body().path("member").forEach(one -> top.add(one.asString()));
        assertThat(top).contains(resource);
        for (String below : List.of("", "/https:%2F%2Fid.gs1.org%2F414%2F4012345000023", "/urn:a:b/events")) {
            HttpResponse<Void> options = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(SERVER.baseUrl() + "/epcis/api/2.0/" + resource + below))
                                    .header(
                                            "X-API-Key",
                                            SERVER.bean(ApiKeys.class).create(organisation, "k", Set.of(Role.QUERY)))
                                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            assertThat(options.statusCode()).as(resource + below).isEqualTo(204);
            assertThat(options.headers().firstValue("Allow").orElse("")).contains("GET", "OPTIONS");
        }
    }

    private static ApiClient client(UUID organisation, Role... roles) {
        return new ApiClient(SERVER.baseUrl(), SERVER.bean(ApiKeys.class).create(organisation, "test", Set.of(roles)));
    }

    private void capture(String... events) {
        Answer job = partner.capture("""
                {"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld",{"ex":"https://ex.example/"}],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-04-17T11:26:42Z","epcisBody":{"eventList":[%s]}}""".formatted(String.join(",", events)));
        assertThat(job.status()).as(job.toString()).isEqualTo(202);
    }

    private static String event(String id, String epc, String bizStep) {
        return """
                {"type":"ObjectEvent","eventID":"%s","eventTime":"2026-04-17T09:00:00Z","eventTimeZoneOffset":"+00:00","action":"OBSERVE",
                 "bizStep":"%s","epcList":["%s"]}""".formatted(id, bizStep, epc);
    }

    private List<String> members(String path) {
        return members(partner.query(path));
    }

    private static List<String> members(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        List<String> members = new ArrayList<>();
        for (JsonNode member : answer.body().path("member")) members.add(member.asString());
        return members;
    }

    private static List<String> ids(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        answer.body()
                .at("/epcisBody/queryResults/resultsBody/eventList")
                .forEach(event -> ids.add(event.path("eventID").asString()));
        return ids;
    }

    /** The members of all pages, by {@code Link}. */
    private List<String> walk(String path) {
        List<String> members = new ArrayList<>();
        @Nullable String next = path;
        while (next != null) {
            Answer page = partner.query(next);
            members.addAll(members(page));
            String link = page.header("Link");
            next = link.isEmpty() ? null : link.substring(link.indexOf("/epcis/api/2.0") + 14, link.indexOf('>'));
        }
        return members;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
