package io.lotledger.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code GET /events}, by a partner who has just captured. */
class EventQueriesIT {
    private static final LotledgerServer SERVER = LotledgerServer.shared();

    private final UUID organisation = SERVER.bean(ApiKeys.class).organisation("queries " + UUID.randomUUID());
    private final String key =
            SERVER.bean(ApiKeys.class).create(organisation, "test", Set.of(Role.CAPTURE, Role.QUERY));
    private final ApiClient partner = new ApiClient(SERVER.baseUrl(), key);

    @Test
    void acceptedEventIsFoundAtOnceWithItsOffset() {
        for (int i = 0; i < 20; i++) {
            capture(event("urn:event:" + i, "2026-04-17T09:00:00-04:00", "S" + i));

            Answer found = partner.query("/events?MATCH_epc=urn:epc:id:sgtin:4012345.012345.S" + i);

            assertThat(ids(found)).containsExactly("urn:event:" + i);
            JsonNode event = found.body().at("/epcisBody/queryResults/resultsBody/eventList/0");
            assertThat(event.path("eventTimeZoneOffset").asString()).isEqualTo("-04:00");
            assertThat(event.path("eventTime").asString()).isEqualTo("2026-04-17T09:00:00-04:00");
            assertThat(event.path("recordTime").asString()).isNotEmpty();
        }
    }

    @Test
    void newestEventComesFirstUnlessAnotherOrderIsAskedFor() {
        capture(
                event("urn:event:1", "2026-04-17T09:00:00-04:00", "S1"),
                event("urn:event:3", "2026-04-17T16:00:00+01:00", "S3"),
                event("urn:event:2", "2026-04-17T14:00:00Z", "S2"));

        assertThat(ids(partner.query("/events"))).containsExactly("urn:event:3", "urn:event:2", "urn:event:1");
        assertThat(ids(partner.query("/events?orderBy=eventTime&orderDirection=ASC")))
                .containsExactly("urn:event:1", "urn:event:2", "urn:event:3");
        assertThat(ids(partner.query("/events?orderBy=recordTime&orderDirection=ASC")))
                .containsExactly("urn:event:1", "urn:event:3", "urn:event:2");
        assertThat(ids(partner.query("/events?orderBy=eventTime&eventCountLimit=2")))
                .containsExactly("urn:event:3", "urn:event:2");
    }

    @Test
    void correctedEventIsFoundWithTheDeclarationThatMarksIt() {
        String event = event("urn:event:1", "2026-04-17T09:00:00-04:00", "S1");
        capture(event);
        capture(
                event.replace(
                        "\"action\"",
                        "\"errorDeclaration\":{\"declarationTime\":\"2026-04-18T00:00:00Z\",\"reason\":\"did_not_occur\"},\"action\""));

        assertThat(ids(partner.query("/events?EQ_eventID=urn:event:1"))).hasSize(2);
        assertThat(ids(partner.query("/events?EXISTS_errorDeclaration=true&EQ_errorReason=did_not_occur")))
                .containsExactly("urn:event:1");
        assertThat(ids(partner.query("/events?GE_errorDeclarationTime=2026-04-18T00:00:00Z")))
                .hasSize(1);
        assertThat(ids(partner.query("/events?LT_errorDeclaration_Time=2026-04-18T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void barIsTakenBareAndEncoded() throws IOException {
        capture(
                event("urn:event:1", "2026-04-17T09:00:00-04:00", "S1"),
                event("urn:event:2", "2026-04-17T10:00:00-04:00", "S2"));

        assertThat(ids(partner.query("/events?EQ_eventID=urn:event:1%7Curn:event:2")))
                .hasSize(2);
        assertThat(bare("/epcis/api/2.0/events?EQ_eventID=urn:event:1|urn:event:2"))
                .startsWith("HTTP/1.1 200")
                .contains("urn:event:1", "urn:event:2");
    }

    @Test
    void everyFaultIsAnsweredWithItsParameter() {
        Answer refused = partner.query(
                "/events?EQ_bizStep=shiping&maxEventCount=1&eventCountLimit=1&orderBy=eventTime&orderDirection=up&EQ_bizsteps=x&GE_eventTime=2026-04-17T09:00:00+01:00");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("type")).isEqualTo("epcisException:QueryParameterException");
        List<String> parameters = new ArrayList<>();
        refused.body()
                .path("errors")
                .forEach(one -> parameters.add(one.path("parameter").asString()));
        assertThat(parameters).contains("EQ_bizStep", "maxEventCount", "orderDirection", "EQ_bizsteps", "GE_eventTime");
        assertThat(refused.text("detail")).contains("did you mean 'shipping'", "%2B", "did you mean EQ_bizStep?");
        assertThat(partner.query("/events?EQ_eventID=urn:a&EQ_eventID=urn:b").status())
                .isEqualTo(400);
    }

    @Test
    void namespaceOfAPrefixIsAUri() {
        for (String namespace : List.of("\"https://a/\"", "<https://a/>", "https://a b/", "foo", "")) {
            Answer refused = partner.query("/events?EQ_ex:a=1", "GS1-Extensions", "ex=" + namespace);
            assertThat(refused.status()).as(namespace).isEqualTo(400);
            assertThat(refused.text("detail")).contains("such as ex=https://example.com/ns/");
        }
        for (String namespace : List.of("https://a/#", "urn:a:", "https://a/?b=c&d=(e)"))
            assertThat(ids(partner.query("/events?EQ_ex:a=1", "GS1-Extensions", "ex=" + namespace)))
                    .isEmpty();
    }

    @Test
    void anotherOrganisationAndAKeyThatOnlyCapturesSeeNothing() {
        capture(event("urn:event:1", "2026-04-17T09:00:00-04:00", "S1"));
        ApiKeys keys = SERVER.bean(ApiKeys.class);
        ApiClient stranger = new ApiClient(
                SERVER.baseUrl(),
                keys.create(keys.organisation("strangers " + UUID.randomUUID()), "k", Set.of(Role.QUERY)));
        ApiClient sender = new ApiClient(SERVER.baseUrl(), keys.create(organisation, "k", Set.of(Role.CAPTURE)));

        Answer none = stranger.query("/events?EQ_eventID=urn:event:1");

        assertThat(none.status()).isEqualTo(200);
        assertThat(ids(none)).isEmpty();
        assertThat(sender.query("/events").status()).isEqualTo(403);
    }

    @Test
    void pagesNeitherRepeatNorMissAnEventWhileOthersArrive() throws InterruptedException {
        List<String> first = new ArrayList<>();
        for (int i = 0; i < 200; i++) first.add(event("urn:first:" + i, time(i % 60), "S" + i));
        capture(first.toArray(String[]::new));
        AtomicBoolean enough = new AtomicBoolean();
        Thread sender = new Thread(() -> {
            for (int i = 0; !enough.get(); i++) capture(event("urn:later:" + i, time(i % 60), "L" + i));
        });
        sender.start();
        List<String> paged;
        try {
            paged = ids(partner, "/events?EQ_bizStep=shipping&perPage=7");
        } finally {
            enough.set(true);
            sender.join();
        }

        assertThat(paged).doesNotHaveDuplicates();
        assertThat(paged).filteredOn(id -> id.startsWith("urn:first:")).hasSize(200);
        assertThat(ids(partner, "/events?EQ_bizStep=shipping&perPage=1000"))
                .as("what arrived meanwhile is in the next query")
                .containsAll(paged)
                .hasSizeGreaterThan(paged.size());
        assertThat(ids(partner, "/events?orderBy=eventTime&eventCountLimit=25&perPage=10"))
                .hasSize(25);
        assertThat(ids(
                        partner,
                        "/events?orderBy=recordTime&orderDirection=ASC&perPage=90&EQ_eventID="
                                + String.join("%7C", paged.subList(0, 150))))
                .hasSize(150);
        assertThat(partner.query("/events?maxEventCount=199").status()).isEqualTo(413);
        assertThat(partner.query("/events?maxEventCount=199").text("type"))
                .isEqualTo("epcisException:QueryTooLargeException");
        assertThat(partner.query("/events?EQ_eventID=urn:first:1&maxEventCount=1")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void pagesAreOrderedByAnExtensionField() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String rank = i % 10 == 0 ? "" : ",\"ex:rank\":" + (i * 7 % 40) / 4 + ".5";
            events.add(event("urn:event:" + i, time(i), "S" + i).replaceFirst("}$", rank + "}"));
        }
        capture(events.toArray(String[]::new));

        List<String> ranks = new ArrayList<>();
        List<String> found = new ArrayList<>();
        walk(
                partner,
                "/events?orderBy=ex:rank&orderDirection=ASC&perPage=6",
                event -> {
                    found.add(event.path("eventID").asString());
                    ranks.add(event.path("ex:rank").asString(""));
                },
                "GS1-Extensions",
                "ex=https://ex.example/");

        assertThat(found).hasSize(40).doesNotHaveDuplicates();
        assertThat(ranks.subList(36, 40)).containsOnly("");
        assertThat(ranks.subList(0, 36)).isSortedAccordingTo(Comparator.comparing(Double::parseDouble));
    }

    @Test
    void tokenIsOfOneQueryOfOneOrganisationUntilItIsDeleted() {
        capture(IntStream.range(0, 5)
                .mapToObj(i -> event("urn:event:" + i, time(i), "S" + i))
                .toArray(String[]::new));
        Answer page = partner.query("/events?perPage=2");
        String token = page.header("Link").replaceAll(".*nextPageToken=([^&>]+)>.*", "$1");

        assertThat(Instant.parse(page.header("GS1-Next-Page-Token-Expires"))).isAfter(Instant.now());
        assertThat(partner.query("/events?perPage=3&nextPageToken=" + token).status())
                .as("another size of page")
                .isEqualTo(200);
        assertThat(partner.query("/events?EQ_action=ADD&nextPageToken=" + token).text("detail"))
                .contains("belongs to another query", "GS1-Extensions", "only perPage may differ");
        String forged = (token.charAt(0) == 'A' ? 'B' : 'A') + token.substring(1);
        for (String wrong : List.of(forged, "nonsense", "%20", token.substring(3))) {
            Answer refused = partner.query("/events?nextPageToken=" + wrong);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("type")).isEqualTo("epcisException:QueryParameterException");
            assertThat(refused.text("parameter")).isEqualTo("nextPageToken");
        }
        ApiKeys keys = SERVER.bean(ApiKeys.class);
        ApiClient stranger = new ApiClient(
                SERVER.baseUrl(),
                keys.create(keys.organisation("others " + UUID.randomUUID()), "k", Set.of(Role.QUERY)));
        assertThat(stranger.query("/events?nextPageToken=" + token).status()).isEqualTo(400);
        assertThat(stranger.delete("/nextPageToken/" + token).status()).isEqualTo(404);

        assertThat(partner.delete("/nextPageToken/" + token).status()).isEqualTo(204);
        assertThat(partner.delete("/nextPageToken/" + token).status()).isEqualTo(404);
        assertThat(partner.query("/events?nextPageToken=" + token).text("detail"))
                .contains("was deleted");
        for (String size : List.of("0", "-1", "ten", "")) {
            assertThat(partner.query("/events?perPage=" + size).status())
                    .as(size)
                    .isEqualTo(400);
        }
    }

    @Test
    void faultOfPagingIsListedWithThoseOfTheQuery() {
        Answer refused =
                partner.query("/events?EQ_bizStep=shipping&eq_disposition=active&GE_foo=1&perPage=0&GE_eventTime=x");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("errors").findValuesAsString("parameter"))
                .containsExactlyInAnyOrder("eq_disposition", "GE_foo", "GE_eventTime", "perPage");
        assertThat(refused.text("detail")).contains("perPage must be a whole number from 1, not '0'");
    }

    @Test
    void tooLongUrlIsRefusedWithAWayOut() {
        String epcs = IntStream.range(0, 1_000)
                .mapToObj(i -> "urn:epc:id:sgtin:4012345.012345.S" + i)
                .collect(Collectors.joining("%7C"));

        Answer refused = partner.query("/events?MATCH_epc=" + epcs);

        assertThat(refused.status()).isEqualTo(414);
        assertThat(refused.text("type")).isEqualTo("epcisException:URITooLongException");
        assertThat(partner.query("/events?MATCH_epc=" + epcs.substring(0, 25_000))
                        .status())
                .isEqualTo(200);
    }

    /** Tomcat reads a request line of 48 KB and no more. */
    @Test
    void urlThatTheContainerRefusesIsAnsweredAsOneThatWeRefuse() {
        for (int length : List.of(40_000, 50_000, 100_000)) {
            Answer refused = partner.query("/events?MATCH_epc=urn:x:" + "x".repeat(length));

            assertThat(refused.status()).as(length + ": " + refused).isEqualTo(414);
            assertThat(refused.text("type")).isEqualTo("epcisException:URITooLongException");
            assertThat(refused.text("detail")).contains("POST /epcis/api/2.0/queries");
        }
        Answer headers = partner.query("/events", "GS1-Extensions", "ex=urn:x:" + "x".repeat(50_000));
        assertThat(headers.status()).as(headers.toString()).isEqualTo(431);
    }

    @Test
    void placeThatAnExtensionFieldNamesIsFoundByItsMasterDataAsItsIdWasSent() {
        String place = "urn:ACME:loc:7";
        describe(place, "Dock 7");
        capture(event("urn:event:7", "2026-04-17T09:00:00-04:00", "S7")
                .replace("\"epcList\"", "\"ex:place\":\"" + place + "\",\"epcList\""));

        String extensions = "ex=https://ex.example/";
        assertThat(ids(partner.query("/events?EQATTR_ex:place_cbvmda:name=Dock%207", "GS1-Extensions", extensions)))
                .containsExactly("urn:event:7");
        assertThat(ids(partner.query("/events?HASATTR_ex:place=cbvmda:name", "GS1-Extensions", extensions)))
                .containsExactly("urn:event:7");
    }

    /** The newest statement of an attribute counts, as in the place's master data. */
    @Test
    void newestDescriptionOfAPlaceCountsHoweverItsIdIsSpelled() {
        String place = "urn:epc:id:sgln:0614141.00050.0";
        String first = "urn:epc:id:sgln:0614141.00051.0";
        String second = "urn:epc:id:sgln:0614141.00052.0";
        describe(place, "OLD", first, second);
        describe("https://id.gs1.org/414/0614141000500", "NEW", first);
        capture(at("urn:event:0", place), at("urn:event:1", first), at("urn:event:2", second));

        assertThat(ids(partner.query("/events?WD_bizLocation=" + place)))
                .containsExactlyInAnyOrder("urn:event:0", "urn:event:1");
        assertThat(ids(partner.query("/events?EQATTR_bizLocation_cbvmda:name=OLD")))
                .isEmpty();
        assertThat(ids(partner.query("/events?EQATTR_bizLocation_cbvmda:name=NEW")))
                .containsExactly("urn:event:0");
        assertThat(ids(partner.query("/events?EQATTR_bizLocation_cbvmda:city=Yuma")))
                .as("which only the first description states")
                .containsExactly("urn:event:0");
        describe(place, "NEW");
        assertThat(ids(partner.query("/events?WD_bizLocation=" + place)))
                .as("the last child is withdrawn")
                .containsExactly("urn:event:0");
        assertThat(ids(partner.query("/events?HASATTR_bizLocation=cbvmda:name")))
                .containsExactly("urn:event:0");
    }

    private static String at(String id, String place) {
        return event(id, "2026-04-17T09:00:00-04:00", "S1")
                .replace("\"epcList\"", "\"bizLocation\":{\"id\":\"" + place + "\"},\"epcList\"");
    }

    private void describe(String place, String name, String... children) {
        String city = name.equals("OLD") ? ",{\"id\":\"cbvmda:city\",\"attribute\":\"Yuma\"}" : "";
        Answer job = partner.capture("""
                {"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-04-17T11:26:42Z","epcisHeader":{"epcisMasterData":{"vocabularyList":[
                 {"type":"urn:epcglobal:epcis:vtype:BusinessLocation","vocabularyElementList":[{"id":"%s",
                  "attributes":[{"id":"cbvmda:name","attribute":"%s"}%s],"children":[%s]}]}]}},"epcisBody":{"eventList":[]}}""".formatted(
                place,
                name,
                city,
                String.join(",", Stream.of(children).map(one -> '"' + one + '"').toList())));
        assertThat(job.status()).as(job.toString()).isEqualTo(202);
    }

    private void capture(String... events) {
        Answer job = partner.capture("""
                {"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld",{"ex":"https://ex.example/"}],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-04-17T11:26:42Z","epcisBody":{"eventList":[%s]}}""".formatted(String.join(",", events)));
        assertThat(job.status()).as(job.toString()).isEqualTo(202);
    }

    private static String event(String id, String time, String serial) {
        return """
                {"type":"ObjectEvent","eventID":"%s","eventTime":"%s","eventTimeZoneOffset":"-04:00","action":"OBSERVE",
                 "bizStep":"shipping","epcList":["https://id.gs1.org/01/04012345123456/21/%s"]}""".formatted(id, time, serial);
    }

    private static List<String> ids(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        answer.body()
                .at("/epcisBody/queryResults/resultsBody/eventList")
                .forEach(event -> ids.add(event.path("eventID").asString()));
        return ids;
    }

    private static String time(int minute) {
        return "2026-04-17T09:%02d:00-04:00".formatted(minute);
    }

    /** The ids on all pages. */
    private static List<String> ids(ApiClient client, String path) {
        List<String> ids = new ArrayList<>();
        walk(client, path, event -> ids.add(event.path("eventID").asString()));
        return ids;
    }

    /** Follows {@code Link} from page to page. */
    private static void walk(ApiClient client, String path, Consumer<JsonNode> visitor, String... headers) {
        @Nullable String next = path;
        while (next != null) {
            Answer page = client.query(next, headers);
            assertThat(page.status()).as(page.toString()).isEqualTo(200);
            page.body().at("/epcisBody/queryResults/resultsBody/eventList").forEach(visitor);
            String link = page.header("Link");
            next = link.isEmpty() ? null : link.substring(link.indexOf("/epcis/api/2.0") + 14, link.indexOf('>'));
        }
    }

    /** As a client that does not encode what its user typed. */
    private String bare(String path) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), SERVER.baseUrl().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: " + key
                            + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
