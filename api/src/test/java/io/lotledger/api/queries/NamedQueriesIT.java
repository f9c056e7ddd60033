package io.lotledger.api.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A partner stores queries, runs them by name, and deletes them. */
class NamedQueriesIT {
    private static final LotledgerServer SERVER = LotledgerServer.shared();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final UUID organisation = SERVER.bean(ApiKeys.class).organisation("named queries " + UUID.randomUUID());
    private final ApiClient partner = client(organisation, Role.CAPTURE, Role.QUERY);

    @Test
    void storedQueryIsShownRunAndDeleted() {
        capture(event(1, "shipping", "1"), event(2, "receiving", "2"), event(3, "shipping", "3"));

        Answer created = create("shipments", "{\"EQ_bizStep\":[\"shipping\"],\"eventType\":[\"ObjectEvent\"]}");

        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(SERVER.baseUrl() + "/epcis/api/2.0/queries/shipments");
        assertThat(created.header("GS1-EPCIS-Version")).isEqualTo("2.0.0");
        JsonNode shown = partner.query("/queries/shipments").body();
        assertThat(shown.path("name").asString()).isEqualTo("shipments");
        assertThat(shown.path("query").toString())
                .isEqualTo("{\"EQ_bizStep\":[\"shipping\"],\"eventType\":[\"ObjectEvent\"]}");
        assertThat(shown.path("createdAt").asString()).startsWith("20");
        Answer found = partner.query("/queries/shipments/events");
        assertThat(ids(found)).containsExactly("urn:event:3", "urn:event:1");
        assertThat(found.body().at("/epcisBody/queryResults/queryName").asString())
                .isEqualTo("shipments");
        assertThat(partner.query("/queries/shipments/events", "Accept", "application/xml")
                        .text())
                .contains("<queryName>shipments</queryName>");

        assertThat(partner.delete("/queries/shipments").status()).isEqualTo(204);

        for (Answer gone : List.of(
                partner.query("/queries/shipments"),
                partner.query("/queries/shipments/events"),
                partner.delete("/queries/shipments"))) {
            assertThat(gone.status()).isEqualTo(404);
            assertThat(gone.text("type")).isEqualTo("epcisException:NoSuchNameException");
            assertThat(gone.text("detail")).contains("'shipments'");
        }
    }

    @Test
    void predefinedQueryFindsEveryEventAndStays() {
        capture(event(1, "shipping", "1"), event(2, "receiving", "2"));

        assertThat(ids(partner.query("/queries/SimpleEventQuery/events")))
                .containsExactly("urn:event:2", "urn:event:1");
        assertThat(partner.query("/queries/SimpleEventQuery").body().toString())
                .isEqualTo("{\"name\":\"SimpleEventQuery\",\"query\":{}}");
        Answer deleted = partner.delete("/queries/SimpleEventQuery");
        assertThat(deleted.status()).isEqualTo(403);
        assertThat(deleted.text("detail")).contains("predefined");
        Answer created = create("SimpleEventQuery", "{}");
        assertThat(created.status()).isEqualTo(409);
        assertThat(created.text("detail")).contains("predefined");
    }

    @Test
    void listPagesByNameWithoutRepeats() {
        for (String name : List.of("zebra", "Alpha", "alpha", "S.1")) create(name, "{}");

        assertThat(names(partner.query("/queries")))
                .containsExactly("Alpha", "S.1", "SimpleEventQuery", "alpha", "zebra");
        List<String> walked = new ArrayList<>();
        String next = "/queries?perPage=2";
        while (!next.isEmpty()) {
            Answer page = partner.query(next);
            walked.addAll(names(page));
            next = next(page);
            if (!next.isEmpty()) create("between", "{}"); // sorts behind the pages to come, or among them
        }
        assertThat(walked).doesNotHaveDuplicates().contains("Alpha", "S.1", "SimpleEventQuery", "alpha", "zebra");
        assertThat(partner.query("/queries?perPage=0").status()).isEqualTo(400);
        assertThat(partner.query("/queries?per_page=2").text("detail")).contains("did you mean 'perPage'");
    }

    @Test
    void eventsPageAndATokenEndsWithItsQuery() {
        capture(event(1, "shipping", "1"), event(2, "shipping", "2"), event(3, "shipping", "3"));
        create("mine", "{\"EQ_bizStep\":[\"shipping\"],\"orderBy\":\"eventTime\",\"orderDirection\":\"ASC\"}");

        Answer first = partner.query("/queries/mine/events?perPage=2");
        assertThat(ids(first)).containsExactly("urn:event:1", "urn:event:2");
        assertThat(ids(partner.query(next(first)))).containsExactly("urn:event:3");

        partner.delete("/queries/mine");
        create("mine", "{\"EQ_bizStep\":[\"receiving\"]}");
        Answer other = partner.query(next(first));
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.text("detail")).contains("another query");
    }

    @Test
    void tokenEndsWithItsQueryEvenIfTheSameIsStoredAnew() {
        capture(event(1, "shipping", "1"), event(2, "shipping", "2"));
        create("same", "{\"EQ_bizStep\":[\"shipping\"]}");
        String next = next(partner.query("/queries/same/events?perPage=1"));

        partner.delete("/queries/same");
        create("same", "{\"EQ_bizStep\":[\"shipping\"]}");

        Answer old = partner.query(next);
        assertThat(old.status()).isEqualTo(400);
        assertThat(old.text("detail"))
                .contains("the query 'same' as it is now", "one of this name that was deleted", "begin without it");
    }

    @Test
    void parameterOfAWebSocketNamesTheHeaderThatOpensOne() {
        create("live", "{}");

        for (String parameter : List.of("stream=true", "minute=5")) {
            Answer refused = partner.query("/queries/live/events?" + parameter);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("detail")).contains("Upgrade: websocket");
        }
    }

    @Test
    void parametersBesideThePageAreRefused() {
        create("all", "{}");

        Answer refused = partner.query("/queries/all/events?EQ_bizStep=shipping&perPage=1");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("type")).isEqualTo("epcisException:QueryParameterException");
        assertThat(refused.text("detail")).contains("EQ_bizStep", "perPage");
    }

    @Test
    void resultBeyondMaxEventCountIs413() {
        capture(event(1, "shipping", "1"), event(2, "shipping", "2"));
        create("few", "{\"maxEventCount\":1}");

        Answer refused = partner.query("/queries/few/events");

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.text("type")).isEqualTo("epcisException:QueryTooLargeException");
        create("enough", "{\"maxEventCount\":2}");
        assertThat(ids(partner.query("/queries/enough/events"))).hasSize(2);
    }

    @Test
    void everyFaultOfNameAndQueryIsListed() {
        Answer refused = partner.create("/queries", """
                {"name":"a/b","qery":{},"query":{"EQ_bizStep":["shiping"],"EQ_bizsteps":["x"],"GE_eventTime":"yesterday","EQ_ex:a":["1"],"@context":7}}""");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("type")).isEqualTo("epcisException:QueryValidationException");
        List<String> parameters = new ArrayList<>();
        refused.body()
                .path("errors")
                .forEach(one -> parameters.add(one.path("parameter").asString()));
        assertThat(parameters)
                .containsExactlyInAnyOrder(
                        "name", "qery", "EQ_bizStep", "EQ_bizsteps", "GE_eventTime", "EQ_ex:a", "@context");
        assertThat(refused.text("detail")).contains("did you mean 'query'?", "did you mean 'shipping'?");
    }

    @Test
    void textThatCannotBeStoredIsRefusedWithItsParameter() {
        Answer refused = partner.create("/queries", """
                {"name":"a","query":{"WD_readPoint":["urn:x:a\\u0000b"],"HASATTR_readPoint":["a\\u0000"],"EQ_x\\u0000":["1"]}}""");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("errors")).hasSize(3);
        assertThat(refused.text("detail")).contains("WD_readPoint", "NUL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "null",
                "{",
                "{}",
                "{\"name\":\"a\"}",
                "{\"query\":{}}",
                "{\"name\":7,\"query\":{}}",
                "{\"name\":null,\"query\":{}}",
                "{\"name\":\"a\",\"query\":null}",
                "{\"name\":\"a\",\"query\":[]}",
                "{\"name\":\"a\",\"query\":{}} trailing",
                "{\"name\":\"a\",\"name\":\"b\",\"query\":{}}",
                "{\"name\":\"a\",\"query\":{\"maxEventCount\":1,\"maxEventCount\":2}}",
                "{\"name\":\"\",\"query\":{}}",
                "{\"name\":\".\",\"query\":{}}",
                "{\"name\":\"..\",\"query\":{}}",
                "{\"name\":\"a b\",\"query\":{}}",
                "{\"name\":\"a%2Fb\",\"query\":{}}",
                "{\"name\":\"a\\u0000\",\"query\":{}}",
                "{\"name\":\"größe\",\"query\":{}}"
            })
    void bodyThatIsNoNamedQueryIs400(String body) {
        Answer refused = partner.create("/queries", body);

        assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
        assertThat(refused.text("type")).isEqualTo("epcisException:QueryValidationException");
        assertThat(names(partner.query("/queries"))).containsExactly("SimpleEventQuery");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "urn:acme:query:7", "A.b_c~d-9", "...", "events"})
    void nameThatAUrlHoldsIsAccepted(String name) {
        Answer created = create(name, "{}");

        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        String location = created.header("Location");
        String path = location.substring(location.indexOf("/queries"));
        assertThat(partner.query(path).text("name")).isEqualTo(name);
        assertThat(partner.query(path + "/events").status()).isEqualTo(200);
        assertThat(partner.delete(path).status()).isEqualTo(204);
    }

    @Test
    void longestNameHas128Characters() {
        assertThat(create("a".repeat(128), "{}").status()).isEqualTo(201);
        assertThat(create("a".repeat(129), "{}").status()).isEqualTo(400);
    }

    @Test
    void prefixesOfTheHeaderAreKeptWithTheQuery() {
        capture("""
                {"type":"ObjectEvent","eventID":"urn:event:1","eventTime":"2026-04-17T09:00:00Z","eventTimeZoneOffset":"+00:00",
                 "action":"OBSERVE","epcList":["urn:epc:id:sgtin:4012345.012345.1"],"ex:line":"7"}""");
        partner.create(
                "/queries",
                "{\"name\":\"header\",\"query\":{\"EQ_ex:line\":[\"7\"]}}",
                "GS1-Extensions",
                "ex=https://ex.example/");
        create("own", "{\"@context\":[{\"x\":\"https://ex.example/\"}],\"EQ_x:line\":[\"7\"]}");
        partner.create(
                "/queries",
                "{\"name\":\"both\",\"query\":{\"@context\":{\"ex\":\"https://ex.example/\"},\"EQ_ex:line\":[\"7\"]}}",
                "GS1-Extensions",
                "ex=https://other.example/");

        for (String name : List.of("header", "own", "both")) {
            assertThat(ids(partner.query("/queries/" + name + "/events")))
                    .as(name)
                    .containsExactly("urn:event:1");
        }
        assertThat(partner.query("/queries/header").text()).contains("https://ex.example/");
    }

    @Test
    void takenNameIs409AndTheStoredQueryStays() throws Exception {
        create("mine", "{\"EQ_bizStep\":[\"shipping\"]}");

        Answer again = create("mine", "{\"EQ_bizStep\":[\"receiving\"]}");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("type")).isEqualTo("epcisException:ResourceAlreadyExistsException");
        assertThat(partner.query("/queries/mine").text()).contains("shipping").doesNotContain("receiving");

        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> posts = Stream.generate(() ->
                            (Callable<Integer>) () -> create("raced", "{}").status())
                    .limit(16)
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : clients.invokeAll(posts)) statuses.add(status.get());
            assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
        } finally {
            clients.shutdown();
        }
    }

    @Test
    void otherBodiesAreRefusedByTheirType() {
        for (String type : List.of("application/xml", "text/plain", "application/ld+json")) {
            Answer refused = partner.create("/queries", "<query/>", "Content-Type", type);
            assertThat(refused.status()).as(type).isEqualTo(415);
            assertThat(refused.text("type")).isEqualTo("epcisException:UnsupportedMediaTypeException");
            assertThat(refused.text("detail")).contains("'" + type, "; send application/json");
        }
        assertThat(partner.query("/queries", "Accept", "application/xml").status())
                .isEqualTo(406);
        assertThat(partner.query("/queries", "GS1-EPCIS-Min", "3.0").status()).isEqualTo(406);
    }

    /** A version of the server may refuse what the one before accepted. */
    @Test
    void storedQueryThatIsNotValidAnyMoreSaysSo() {
        SERVER.bean(JdbcClient.class)
                .sql("insert into named_query values (?, 'old', '{\"EQ_bizSteps\":[\"shipping\"]}', now(), 'key')")
                .param(organisation)
                .update();

        Answer refused = partner.query("/queries/old/events");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("type")).isEqualTo("epcisException:QueryValidationException");
        assertThat(refused.text("detail")).contains("'old'", "not valid in this version", "did you mean EQ_bizStep?");
        assertThat(partner.query("/queries/old").status()).isEqualTo(200);
        assertThat(names(partner.query("/queries"))).contains("old");
        assertThat(partner.delete("/queries/old").status()).isEqualTo(204);
    }

    @Test
    void organisationsDoNotShareNamesAndCapturersHaveNone() {
        create("mine", "{}");
        ApiClient stranger = client(
                SERVER.bean(ApiKeys.class).organisation("strangers " + UUID.randomUUID()), Role.QUERY, Role.ADMIN);

        assertThat(stranger.query("/queries/mine").status()).isEqualTo(404);
        assertThat(stranger.query("/queries/mine/events").status()).isEqualTo(404);
        assertThat(stranger.delete("/queries/mine").status()).isEqualTo(404);
        assertThat(names(stranger.query("/queries"))).containsExactly("SimpleEventQuery");
        assertThat(stranger.create("/queries", "{\"name\":\"mine\",\"query\":{}}")
                        .status())
                .isEqualTo(201);

        ApiClient capturer = client(organisation, Role.CAPTURE);
        for (Answer refused : List.of(
                capturer.query("/queries"),
                capturer.query("/queries/mine"),
                capturer.query("/queries/mine/events"),
                capturer.delete("/queries/mine"),
                capturer.create("/queries", "{\"name\":\"other\",\"query\":{}}"))) {
            assertThat(refused.status()).isEqualTo(403);
        }
    }

    @Test
    void optionsSayWhatEachPathTakes() {
        for (String path : List.of("/queries GET,POST", "/queries/a GET,DELETE", "/queries/a/events GET")) {
            Answer options = partner.options(path.substring(0, path.indexOf(' ')));
            assertThat(options.status()).as(path).isEqualTo(204);
            for (String method : path.substring(path.indexOf(' ') + 1).split(",")) {
                assertThat(options.header("Allow")).as(path).contains(method);
            }
        }
        assertThat(partner.query("").body().path("member").toString()).contains("\"queries\"");
    }

    @Test
    void queriesOfOpenEpcisAreStoredAndRun() throws IOException {
        Path folder = Path.of("../../shared/epcis/openepcis/2.0/EPCIS/JSON/Query/Queries");
        assumeTrue(Files.isDirectory(folder), "skipped: no corpus");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".json")).toList()) {
                String name = file.getFileName().toString().replace("SimpleEventQuery", "simple");
                Answer created = create(name, Files.readString(file));
                assertThat(created.status()).as(created.toString()).isEqualTo(201);
                JsonNode shown = partner.query("/queries/" + name).body().path("query");
                assertThat(shown).isEqualTo(JSON.readTree(Files.readString(file)));
                assertThat(partner.query("/queries/" + name + "/events").status())
                        .as(name)
                        .isEqualTo(200);
            }
        }
    }

    private Answer create(String name, String query) {
        return partner.create("/queries", "{\"name\":\"" + name + "\",\"query\":" + query + "}");
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

    private static String event(int minute, String bizStep, String serial) {
        return """
                {"type":"ObjectEvent","eventID":"urn:event:%d","eventTime":"2026-04-17T09:%02d:00Z","eventTimeZoneOffset":"+00:00",
                 "action":"OBSERVE","bizStep":"%s","epcList":["urn:epc:id:sgtin:4012345.012345.%s"]}""".formatted(minute, minute, bizStep, serial);
    }

    private static List<String> ids(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body()
                .at("/epcisBody/queryResults/resultsBody/eventList")
                .valueStream()
                .map(event -> event.path("eventID").asString())
                .toList();
    }

    private static List<String> names(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body()
                .valueStream()
                .map(query -> query.path("name").asString())
                .toList();
    }

    private static String next(Answer page) {
        String link = page.header("Link");
        return link.isEmpty() ? "" : link.substring(link.indexOf("/epcis/api/2.0") + 14, link.indexOf('>'));
    }
}
