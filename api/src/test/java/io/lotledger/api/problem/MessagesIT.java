package io.lotledger.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a client reads after a mistake: what is wrong, and the next step. */
class MessagesIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static String key = "";

    @BeforeAll
    static void makeKey() {
        ApiKeys keys = LotledgerServer.shared().bean(ApiKeys.class);
        key = keys.create(keys.organisation("Messages " + UUID.randomUUID()), "test", EnumSet.allOf(Role.class));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /masterdata/locations/0614141000028 | '0614141000028' is not a valid GLN: its check digit should be 9
            /masterdata/locations/12 | '12' is not a GLN (13 digits)
            /masterdata/products/10614141073465 | '10614141073465' is not a valid GTIN: its check digit should be 4
            /masterdata/locations/0614141000029?before=x | before must be a whole number of at most 9223372036854775807, not 'x'
            /traceability/lots/HFK308-2 | 'HFK308-2' looks like a lot code; find its lot_id with /traceability/lots?tlc=HFK308-2
            /traceability/lots/HFK308-2/fda-export | 'HFK308-2' looks like a lot code; find its lot_id with /traceability/lots?tlc=HFK308-2
            /traceability/lots/2222222222222222222222/fda-export?format=csv | format must be xlsx, not 'csv'
            /traceability/lots/2222222222222222222222/lineage?direction=x | direction must be forward, backward or both, not 'x'
            /traceability/lots?gtin=123 | '123' is not a GTIN (8, 12, 13 or 14 digits)
            /traceability/lots | Name the lots: send at least one of tlc, gtin, class or q
            /traceability/lots?q=a&next_page_token=! | Unknown next_page_token; take it from the page before
            /traceability/exports?next_page_token=no | Unknown next_page_token; take it from the page before
            /traceability/lots?q=a&per_page=0 | per_page must be a whole number from 1 to 500, not '0'
            /traceability/findings?perPage=x | perPage must be a whole number from 1 to 1000, not 'x'
            /traceability/findings?severity=bad | severity must be error, warning or info, not 'bad'
            /traceability/readiness?from=spring | from must be a time with an offset such as 2026-11-23T00:00:00Z, not 'spring'
            """)
    void badValueOfOurPathsIs422(String path, String detail) throws Exception {
        HttpResponse<String> answer = send(request(path).GET());
        assertThat(detail(answer)).isEqualTo(detail);
        assertThat(answer.statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /keys | 400 | `` | The request body is empty; send a JSON object
            /keys | 422 | {"roles": ["query"]} | name must be a non-empty string that says who uses the key
            /keys | 422 | {"name": "  ", "roles": ["query"]} | name must be a non-empty string that says who uses the key
            /keys | 422 | {"name": "a", "roles": "capture"} | roles must be a list, such as ["capture"]
            /keys | 422 | {"name": "a", "roles": ["captur", "ADMIN"]} | Unknown roles: captur, ADMIN. Roles are lower case: capture, query, export, audit, admin
            /keys | 422 | {"nam": "a", "roles": "capture"} | Unknown member 'nam'; did you mean 'name'?
            /traceability/exports | 400 | `` | The request body is empty; send a JSON object
            /traceability/exports | 422 | {"tlc": ["A"]} | Unknown member 'tlc'; did you mean 'tlcs'?
            /traceability/exports | 422 | {"tlcs": "A"} | tlcs must be an array of non-empty strings
            /traceability/exports | 422 | {"gtins": ["123"]} | '123' is not a GTIN (8, 12, 13 or 14 digits)
            /traceability/exports | 422 | {"lots": ["HFK308-2"]} | 'HFK308-2' looks like a lot code; find its lot_id with /traceability/lots?tlc=HFK308-2
            /traceability/exports | 422 | {"tlcs": ["A"], "direction": "x"} | direction must be forward, backward or both, not 'x'
            /capture | 400 | `` | Nothing was captured: The body is empty
            /capture | 400 | "text" | Nothing was captured: expected an object, found a string
            /keys | 422 | "text" | the body must be an object with name, roles, limits and expires_at
            /keys | 422 | {"name": "a", "roles": {"capture": true}} | roles must be a list, such as ["capture"]
            /traceability/exports | 422 | "text" | the body must be an object, such as {"tlcs": ["LOT-1"]}
            /event-hashes | 400 | `` | No hash was computed: The body is empty
            /event-hashes | 400 | {"@context": [], "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-03-02T02:00:00Z", "epcisBody": {"eventList": []}} | No hash was computed: the document has no event
            """)
    void badBodySaysTheNextStep(String path, int status, String body, String detail) throws Exception {
        HttpResponse<String> answer = send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.body().replace("\\\"", "\"")).contains(detail);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void positionAheadOfTheLogNamesTheLatest() throws Exception {
        HttpResponse<String> answer =
                send(request("/traceability/findings?as_of=999999999999").GET());

        assertThat(detail(answer)).matches("Position 999999999999 does not exist yet; the latest is \\d+");
        assertThat(answer.statusCode()).isEqualTo(422);
    }

    @Test
    void glnWithoutMasterDataIs404() throws Exception {
        HttpResponse<String> answer =
                send(request("/masterdata/locations/0614141000029").GET());

        assertThat(detail(answer)).matches("No master data for this GLN up to log position \\d+.*");
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void documentPostedToEventsBelongsToCapture() throws Exception {
        HttpResponse<String> answer = post("/events", """
                {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"], "type": "EPCISDocument",
                 "schemaVersion": "2.0", "creationDate": "2026-03-02T02:00:00Z", "epcisBody": {"eventList": []}}
                """);

        assertThat(detail(answer)).isEqualTo("Nothing was captured: This is an EPCISDocument; post it to /capture");
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void eventPostedAgainIsAlreadyStored() throws Exception {
        String event = event("OBSERVE");
        assertThat(post("/events", event).statusCode()).isEqualTo(201);

        HttpResponse<String> again = post("/events", event);
        assertThat(detail(again)).isEqualTo("This event is already stored with identical content");
        assertThat(again.statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "action": "OBSERVE" | "action": "observe" | action must be ADD, OBSERVE or DELETE
            "action": "OBSERVE", | `` | action is missing: send ADD, OBSERVE or DELETE
            "epcList": ["urn:uuid:4898a223-216a-4f46-9e18-338ccf6fa3ba"] | "epcList": "A" | epcList must be an array, not a string
            "bizStep": "shipping" | "bizStep": "shipping", "sensorElementList": [{"sensorReport": {"type": "Temperature", "value": 4, "uom": "CEL"}}] | sensorReport must be an array, not an object
            "bizStep": "shipping" | "bizStep": "shipping", "sensorElementList": {"sensorReport": [{"type": "Temperature", "value": 4, "uom": "CEL"}]} | sensorElementList must be an array, not an object
            "bizStep": "shipping" | "bizStep": "shiping" | 'shiping' is not a bizStep of CBV 2.0; did you mean 'shipping'?
            "bizStep" | "bizStp" | 'bizStp' is not a field of an ObjectEvent; did you mean 'bizStep'?
            "ObjectEvent" | "ObjectEvnt" | 'ObjectEvnt' is not a type of EPCIS 2.0; did you mean 'ObjectEvent'?
            "ObjectEvent" | "Delivery" | type must be EPCISDocument, EPCISQueryDocument or the type of a single event (AggregationEvent, AssociationEvent, ObjectEvent, TransactionEvent, TransformationEvent), not 'Delivery'
            "-05:00" | "Z" | eventTimeZoneOffset must be the local offset from UTC, such as -05:00 (+00:00 for UTC, not Z)
            """)
    void faultOfAnEventSaysWhatWouldBeRight(String right, String wrong, String message) throws Exception {
        HttpResponse<String> answer = post("/events", event("OBSERVE").replace(right, wrong));

        assertThat(detail(answer)).isEqualTo("Nothing was captured: " + message);
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void eventTypeWithATypoNamesTheNearest() throws Exception {
        HttpResponse<String> answer =
                post("/capture", """
                {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"], "type": "EPCISDocument",
                 "schemaVersion": "2.0", "creationDate": "2026-03-02T02:00:00Z", "epcisBody": {"eventList": [%s]}}
                """.formatted(event("OBSERVE").replace("ObjectEvent", "ObjectEvnt")));

        assertThat(answer.body())
                .contains("$.epcisBody.eventList[0].type")
                .contains("'ObjectEvnt' is not an event type of EPCIS 2.0; did you mean 'ObjectEvent'?");
    }

    @Test
    void xmlEventTypeWithATypoNamesTheNearest() throws Exception {
        HttpResponse<String> answer = send(request("/capture")
                .header("Content-Type", "application/xml")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0"
                            creationDate="2026-03-02T02:00:00Z"><EPCISBody><EventList><ObjectEvnt/></EventList></EPCISBody>
                        </epcis:EPCISDocument>
                        """)));

        assertThat(answer.body()).contains("did you mean 'ObjectEvent'?");
    }

    private static String event(String action) {
        return """
                {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"], "type": "ObjectEvent",
                 "action": "%s", "eventTime": "2026-03-02T02:00:00Z", "eventTimeZoneOffset": "-05:00",
                 "epcList": ["urn:uuid:4898a223-216a-4f46-9e18-338ccf6fa3ba"], "bizStep": "shipping"}
                """.formatted(action);
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Tomcat refuses the path, and our first filter the query, before a page could be made. */
    @ParameterizedTest
    @ValueSource(strings = {"/compliance/lots/%00", "/compliance/find?q=%00", "/link/a%00b"})
    void browserThatSendsANulGetsAPage(String path) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(LotledgerServer.shared().baseUrl() + path));

        HttpResponse<String> plain = send(request);
        HttpResponse<String> page =
                send(request.header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        HttpResponse<String> problem = send(request.setHeader("Accept", "application/json"));

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.body()).contains("<h1>").doesNotContain("%00", "{");
        assertThat(plain.body()).as("without Accept").isEqualTo(page.body());
        assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    /** The address is that of a page, whoever asks for it; a script that wants JSON says so. */
    @ParameterizedTest
    @ValueSource(strings = {"", "*/*", "text/html", "text/*;q=0.5, */*;q=0.1"})
    void formThatIsNotUtf8GetsAPageThatSaysSo(String accept) throws Exception {
        for (String form : List.of("key=%FF%FE", "key=%00%")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(LotledgerServer.shared().baseUrl() + "/compliance/sign-in"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form));

            HttpResponse<String> page = send(accept.isEmpty() ? request : request.setHeader("Accept", accept));
            HttpResponse<String> problem = send(request.setHeader("Accept", "application/json, */*"));

            assertThat(page.statusCode()).as(form).isEqualTo(400);
            assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
            assertThat(page.body()).contains("form fields are not percent-encoded UTF-8");
            assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(LotledgerServer.shared().baseUrl() + "/epcis/api/2.0" + path))
                .header("X-API-Key", key);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String detail(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body()).path("detail").asString();
    }
}
