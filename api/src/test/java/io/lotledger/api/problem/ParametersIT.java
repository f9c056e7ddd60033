package io.lotledger.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Query parameters with a typo, and what a client accepts. */
@SuppressWarnings("NullAway.Init") // set before all tests
class ParametersIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
    private static String key;

    @BeforeAll
    static void organisation() {
        ApiKeys keys = LotledgerServer.shared().bean(ApiKeys.class);
        key = keys.create(keys.organisation("Typists"), "test", Set.of(Role.ADMIN));
    }

    @ParameterizedTest
    @CsvSource({
        "/traceability/findings?lotid=2222222222222222222222, lotid, lot_id",
        "/traceability/lots?q=a&perpage=5, perpage, per_page",
        "/traceability/lots/2222222222222222222222/fda-export?fdaonly=true, fdaonly, fda_only",
        "/traceability/lots/2222222222222222222222/lineage?direktion=both, direktion, direction",
        "/traceability/exports?statuss=failed, statuss, status",
        "/audit/keys?organisationid=1, organisationid, organisation_id",
        "/masterdata/locations/0614141000029?asof=1, asof, as_of"
    })
    void unknownParameterIsRefusedWithTheNearestName(String path, String sent, String meant) throws Exception {
        HttpResponse<String> answer = get(path, "application/json");

        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("parameter").asString()).isEqualTo(sent);
        assertThat(problem.get("detail").asString())
                .isEqualTo("Unknown parameter '" + sent + "'; did you mean '" + meant + "'?");
        assertThat(problem.get("allowed").valueStream().map(JsonNode::asString)).contains(meant);
    }

    @Test
    void allUnknownParametersAreListedAndOneGivenTwiceIsRefused() throws Exception {
        HttpResponse<String> answer = get("/traceability/lots?q=a&q=b&colour=red&size=9", "application/json");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(answer.body())
                        .get("errors")
                        .valueStream()
                        .map(error -> error.get("parameter").asString()))
                .containsExactlyInAnyOrder("q", "colour", "size");
    }

    @ParameterizedTest
    @CsvSource({"/audit/consistency?from=x, from", "/audit/proof?index=1.5, index", "/parked-events?after=a, after"})
    void valueOfAnotherTypeIsAFaultOfItsParameter(String path, String parameter) throws Exception {
        HttpResponse<String> answer = get(path, "application/json");

        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("title").asString()).isEqualTo("Unprocessable parameter");
        assertThat(problem.path("parameter").asString()).isEqualTo(parameter);
        assertThat(problem.at("/errors/0/parameter").asString()).isEqualTo(parameter);
        assertThat(problem.at("/errors/0/message").asString()).startsWith(parameter + " must be a whole number");
    }

    @Test
    void gs1sPathsAnswerWithGs1sException() throws Exception {
        HttpResponse<String> answer = get("/capture?perpage=5", "application/json");

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("type").asString()).isEqualTo("epcisException:QueryParameterException");
        assertThat(problem.get("detail").asString()).endsWith("did you mean 'perPage'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.json?foo=1", "/openapi.yaml?foo=1"})
    void ourPathsAnswerWith422(String path) throws Exception {
        assertThat(get(path, "*/*").statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/traceability/lots?q=a", "/traceability/findings", "/keys", "/traceability/exports"})
    void answerThatHasNoXmlFormIsNotAcceptable(String path) throws Exception {
        assertThat(get(path, "application/xml").statusCode()).isEqualTo(406);
        assertThat(get(path, "application/xml, application/json;q=0.5").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/events?%01=1", "/events?foo%0Abar=1", "/queries?%7F=1", "/traceability/lots?%C2%80=1"})
    void parameterNameWithAControlCharacterIs400(String path) throws Exception {
        HttpResponse<String> answer = get(path, "application/json");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).get("detail").asString()).contains("control character");
    }

    /** The client sends the bytes C3 9C. */
    @Test
    void headerInUtf8IsReadAsWhatItSays() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(LotledgerServer.shared().baseUrl() + "/epcis/api/2.0/events?EQ_ex:a=1"))
                .header("X-API-Key", key);
        String umlaut = "\u00c3\u009c";

        assertThat(status(request.copy().header("GS1-Extensions", "ex=https://ex.example/" + umlaut + "/")))
                .isEqualTo(200);
        assertThat(status(request.copy().header("GS1-EPC-Format", umlaut))).isEqualTo(400);
        assertThat(status(request.copy().header("GS1-EPCIS-Version", umlaut))).isEqualTo(400);
    }

    @Test
    void anyTextIsAnsweredInXmlWhereThereIsOne() throws Exception {
        HttpResponse<String> answer = get("/events?perPage=1", "text/*");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/xml");
    }

    private static int status(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nowhere", "/traceability/lots", "/traceability/lots?q=a"})
    void browserIsAnsweredInJson(String path) throws Exception {
        assertThat(get(path, BROWSER).headers().firstValue("Content-Type").orElse(""))
                .contains("json");
    }

    private static HttpResponse<String> get(String path, String accept) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(LotledgerServer.shared().baseUrl() + "/epcis/api/2.0" + path))
                        .header("X-API-Key", key)
                        .header("Accept", accept)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
