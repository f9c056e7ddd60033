package io.lotledger.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The id of a request in its answer. */
class RequestIdsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private final String server = LotledgerServer.shared().baseUrl().toString();

    @Test
    void clientsIdAndTraceAreInTheAnswerAndInAProblem() throws Exception {
        HttpResponse<String> answer = send(
                "/epcis/api/2.0/events",
                "X-Request-Id",
                "packer-17",
                "traceparent",
                "00-" + TRACE + "-00f067aa0ba902b7-01");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("X-Request-Id")).contains("packer-17");
        assertThat(answer.headers().firstValue("traceresponse").orElseThrow())
                .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
                .doesNotContain("00f067aa0ba902b7");
        assertThat(answer.body()).contains("\"request_id\":\"packer-17\"");
    }

    @Test
    void answerWithoutThemHasOnesOfItsOwn() {
        ApiClient.Answer first = ApiClient.fetch(server + "/actuator/health");
        ApiClient.Answer second = ApiClient.fetch(server + "/actuator/health");

        assertThat(first.header("X-Request-Id")).matches("[0-9a-f]{32}").isNotEqualTo(second.header("X-Request-Id"));
        assertThat(first.header("traceresponse")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void idsThatCouldForgeALineOfTheLogAreNotTakenOver() throws Exception {
        for (String id : List.of("a b", "x".repeat(129), "a\"b", "\u00e9")) {
            HttpResponse<String> answer = send("/epcis/api/2.0/events", "X-Request-Id", id, "traceparent", "00-" + id);
            assertThat(answer.headers().firstValue("X-Request-Id").orElseThrow())
                    .as(id)
                    .matches("[0-9a-f]{32}");
        }
        String zero = "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01";
        assertThat(send("/", "traceparent", zero)
                        .headers()
                        .firstValue("traceresponse")
                        .orElseThrow())
                .doesNotContain("0".repeat(32));
    }

    private HttpResponse<String> send(String path, String... headers) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(server + path))
                        .headers(headers)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
