package io.lotledger.api.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Pages of queries whose URLs are long or have characters that a URL must encode. */
class PageTokensIT {
    private static final LotledgerServer SERVER = LotledgerServer.shared();
    private static final List<String> EPCS = IntStream.range(0, 800)
            .mapToObj(i -> "urn:epc:id:sgtin:4012345.012345.S" + i)
            .toList();

    private final UUID organisation = SERVER.bean(ApiKeys.class).organisation("pages " + UUID.randomUUID());
    private final ApiClient partner = new ApiClient(
            SERVER.baseUrl(),
            SERVER.bean(ApiKeys.class).create(organisation, "test", Set.of(Role.CAPTURE, Role.QUERY)));

    @Test
    void keyOfTokensIsThereBeforeTheFirstRead() {
        Path data = LotledgerServer.newDataDirectory();
        try (LotledgerServer fresh = LotledgerServer.start(data)) {
            assertThat(fresh.bean(JdbcClient.class)
                            .sql("select octet_length(key) from page_token_key")
                            .query(Integer.class)
                            .list())
                    .containsExactly(32);
        } finally {
            LotledgerServer.delete(data);
        }
    }

    @Test
    void everyPageOfALongQueryIsReached() {
        capture(EPCS.subList(0, 5));
        for (int length : List.of(100, 200, 450, 750)) {
            Set<String> found = new HashSet<>();
            String next = url(length);
            for (int page = 0; !next.isEmpty(); page++) {
                Answer answer = partner.query(next);
                assertThat(answer.status())
                        .as("page %s, of a URL of %s characters", page, next.length())
                        .isEqualTo(200);
                ids(answer).forEach(id -> assertThat(found.add(id)).isTrue());
                next = next(answer);
            }
            assertThat(found).as("%s EPCs", length).hasSize(5);
        }
    }

    @Test
    void queryWhoseNextPageHasATooLongUrlIsRefusedBeforeItsFirst() {
        capture(EPCS.subList(0, 5));
        String url = url(750);
        int room = 32_768 - "/epcis/api/2.0".length() - url.length() + 1; // the limit does not count the question mark
        String longest = url + "%7Curn:x:" + "x".repeat(room - "%7Curn:x:".length());

        Answer refused = partner.query(longest);

        assertThat(refused.status()).as(refused.toString()).isEqualTo(414);
        assertThat(refused.text("type")).isEqualTo("epcisException:URITooLongException");
        assertThat(refused.text("detail")).contains("The URL of the next page has", "POST /epcis/api/2.0/queries");
        assertThat(partner.query(longest.replace("perPage=2&", "perPage=9&")).status())
                .as("all on one page")
                .isEqualTo(200);
    }

    @Test
    void linkKeepsEveryFilterAsItWasMeant() {
        capture(EPCS.subList(0, 5));
        String filters = "GE_eventTime=2026-04-17T09:00:00%2B00:00&EQ_bizStep=shipping%7Creceiving";

        Answer first = partner.query("/events?perPage=2&" + filters);
        assertThat(partner.query(next(first)).status()).isEqualTo(200);

        Answer odd = partner.query("/events?perPage=2&MATCH_epc=" + EPCS.get(0) + "%7C" + EPCS.get(1) + "%7C"
                + EPCS.get(2) + "%7Chttps:%2F%2Fex.example%2Fa%2Cb%3Bc%26d%3De%2525%2B%C3%A9%3F");
        assertThat(odd.status()).as(odd.toString()).isEqualTo(200);
        assertThat(ids(odd)).hasSize(2);
        assertThat(odd.header("Link").chars().filter(c -> c == ',' || c == '|').count())
                .isZero();
        Answer second = partner.query(next(odd));
        assertThat(second.status()).as(second.toString()).isEqualTo(200);
        assertThat(ids(second)).hasSize(1);
    }

    private static String url(int epcs) {
        return "/events?perPage=2&MATCH_epc=" + String.join("%7C", EPCS.subList(0, epcs));
    }

    private static String next(Answer answer) {
        String link = answer.header("Link");
        return link.isEmpty() ? "" : link.substring(link.indexOf("/epcis/api/2.0") + 14, link.indexOf('>'));
    }

    private void capture(List<String> epcs) {
        String events = epcs.stream()
                .map(epc -> """
                {"type":"ObjectEvent","eventID":"urn:event:%s","eventTime":"2026-04-17T09:00:00-04:00",
                 "eventTimeZoneOffset":"-04:00","action":"OBSERVE","bizStep":"shipping","epcList":["%s"]}""".formatted(epc.substring(epc.lastIndexOf('.') + 1), epc))
                .collect(Collectors.joining(","));
        Answer job = partner.capture("""
                {"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-04-17T11:26:42Z","epcisBody":{"eventList":[%s]}}""".formatted(events));
        assertThat(job.status()).as(job.toString()).isEqualTo(202);
    }

    private static List<String> ids(Answer answer) {
        List<String> ids = new ArrayList<>();
        for (JsonNode event : answer.body().at("/epcisBody/queryResults/resultsBody/eventList"))
            ids.add(event.path("eventID").asString());
        return ids;
    }
}
