package io.lotledger.api.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All lists of ours page with the same parameters, limits apart. */
@SuppressWarnings("NullAway.Init") // set before all tests
class PagingIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static String key;

    private record Answer(int status, JsonNode body) {
        String detail() {
            return body.path("detail").asString();
        }
    }

    @BeforeAll
    static void organisation() {
        ApiKeys keys = LotledgerServer.shared().bean(ApiKeys.class);
        key = keys.create(keys.organisation("Pagers"), "test", Set.of(Role.ADMIN));
    }

    /** Path, the most items of a page, and a place in the list. */
    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of("/traceability/lots?q=a", 500, "urn:a"),
                Arguments.of("/traceability/findings?as_of=0", 1_000, "urn:a"),
                Arguments.of("/traceability/readiness?as_of=0", 1_000, "urn:a"),
                Arguments.of("/traceability/unclassified-events?", 1_000, "2026-03-02T02:00:00Z urn:a"),
                Arguments.of("/traceability/exports?status=failed", 500, "before 7"),
                Arguments.of("/parked-events?", 1_000, "7 lineage"));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void bothSpellingsAreTaken(String list, int most, String place) throws Exception {
        String token = PageRequest.token(place);

        for (String page : new String[] {
            "&per_page=" + most + "&next_page_token=" + token,
            "&perPage=" + most + "&nextPageToken=" + token,
            "&per_page=1&nextPageToken=" + token
        }) {
            Answer answer = get(list + page);
            assertThat(answer.status()).as(list + page + answer.body()).isEqualTo(200);
            assertThat(answer.body().get("next_page_token").isNull()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("lists")
    void bothSpellingsAtOnceAreRefused(String list, int most, String place) throws Exception {
        String token = PageRequest.token(place);

        Answer answer = get(list + "&per_page=5&perPage=5&next_page_token=" + token + "&nextPageToken=" + token);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.detail())
                .isEqualTo(
                        "per_page and perPage are two spellings of one parameter; send per_page alone. "
                                + "next_page_token and nextPageToken are two spellings of one parameter; send next_page_token alone");
        assertThat(answer.body()
                        .get("errors")
                        .valueStream()
                        .map(error -> error.get("parameter").asString()))
                .containsExactly("per_page", "next_page_token");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void badSizesAndTokensAreRefused(String list, int most, String place) throws Exception {
        for (String size : new String[] {"0", "-1", "x", "", "1.5", "99999999999", String.valueOf(most + 1)}) {
            for (String name : new String[] {"per_page", "perPage"}) {
                Answer answer = get(list + "&" + name + "=" + size);
                assertThat(answer.status()).as(name + "=" + size).isEqualTo(422);
                assertThat(answer.detail())
                        .isEqualTo(name + " must be a whole number from 1 to " + most + ", not '" + size + "'");
            }
        }
        for (String token : new String[] {"!", "", PageRequest.token("a\u0000b")}) {
            for (String name : new String[] {"next_page_token", "nextPageToken"}) {
                Answer answer = get(list + "&" + name + "=" + token);
                assertThat(answer.status()).as(name + "=" + token).isEqualTo(422);
                assertThat(answer.detail()).isEqualTo("Unknown " + name + "; take it from the page before");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/traceability/findings, ' event x'",
        "/traceability/findings, ' declaration 1x'",
        "/traceability/unclassified-events, urn:a",
        "/traceability/exports, urn:a",
        "/parked-events, urn:a"
    })
    void tokenOfAnotherListIsUnknown(String list, String place) throws Exception {
        Answer answer = get(list + "?nextPageToken=" + PageRequest.token(place));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.detail()).isEqualTo("Unknown nextPageToken; take it from the page before");
    }

    @Test
    void tokenOfLotsIsOfTheirSearch() throws Exception {
        String token = "&next_page_token=" + PageRequest.token("urn:a of 1");

        assertThat(get("/traceability/lots?q=a" + token).status()).isEqualTo(422);
        assertThat(get("/traceability/lots?q=a" + token).detail())
                .isEqualTo("Unknown next_page_token; take it from the page before");
    }

    @Test
    void allFaultsAreListed() throws Exception {
        Answer answer = get("/traceability/exports?per_page=0&next_page_token=!");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().get("errors")).hasSize(2);
    }

    @Test
    void typoNamesTheNearestAndAliasesAreNotSuggested() throws Exception {
        assertThat(get("/traceability/exports?next_pagetoken=a").detail())
                .isEqualTo("Unknown parameter 'next_pagetoken'; did you mean 'next_page_token'?");
        assertThat(get("/parked-events?colour=red").detail())
                .isEqualTo("Unknown parameter 'colour'; this call takes after, next_page_token, per_page");
    }

    @Test
    void gs1sPathsKeepGs1sSpelling() throws Exception {
        assertThat(get("/capture?perPage=5").status()).isEqualTo(200);

        Answer ours = get("/capture?per_page=5");
        assertThat(ours.status()).isEqualTo(400);
        assertThat(ours.detail()).isEqualTo("Unknown parameter 'per_page'; did you mean 'perPage'?");
    }

    private static Answer get(String path) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(LotledgerServer.shared().baseUrl() + "/epcis/api/2.0" + path))
                        .header("X-API-Key", key)
                        .header("Accept", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    }
}
