package io.lotledger.api.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A partner of an organisation of its own that captures documents and queries events. */
final class EventQueryClient {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; *rel=\"next\"");

    private final URI base;
    private final String key;

    EventQueryClient(LotledgerServer server) {
        ApiKeys keys = server.bean(ApiKeys.class);
        UUID organisation = keys.organisation("event queries " + UUID.randomUUID());
        key = keys.create(organisation, "test", Set.of(Role.CAPTURE, Role.QUERY));
        base = server.baseUrl();
    }

    record Answer(int status, String text, @Nullable URI next) {
        JsonNode json() {
            return JSON.readTree(text);
        }

        List<JsonNode> events() {
            List<JsonNode> events = new ArrayList<>();
            json().at("/epcisBody/queryResults/resultsBody/eventList").forEach(events::add);
            return events;
        }
    }

    /** Fails unless every event of the document is captured. */
    void capture(String document) {
        HttpResponse<String> accepted = send(request(URI.create(base + "/epcis/api/2.0/capture"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(document)));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String job = accepted.headers().firstValue("Location").orElseThrow();
        JsonNode state = JSON.readTree(send(request(base.resolve(job)).GET()).body());
        assertThat(state.path("success").asBoolean()).as(state.toString()).isTrue();
    }

    /** Waits until queries find the event, and so every event captured before it. */
    void awaitEvent(String eventID) {
        await().atMost(Duration.ofMinutes(2))
                .until(() ->
                        !query(Map.of("EQ_eventID", eventID), Map.of()).events().isEmpty());
    }

    /** Sends a document whose events may be refused, or be there already. */
    void offer(String document, String contentType) {
        send(request(URI.create(base + "/epcis/api/2.0/capture"))
                .header("Content-Type", contentType)
                .header("GS1-Capture-Error-Behaviour", "proceed")
                .POST(HttpRequest.BodyPublishers.ofString(document)));
    }

    /** The first page. */
    Answer query(Map<String, String> parameters, Map<String, String> prefixes) {
        String query = parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return get(URI.create(base + "/epcis/api/2.0/events?" + query), prefixes);
    }

    /** The events of all pages; fails unless each is answered with 200. */
    List<JsonNode> allEvents(Map<String, String> parameters, Map<String, String> prefixes) {
        return following(query(parameters, prefixes), prefixes);
    }

    private List<JsonNode> following(Answer first, Map<String, String> prefixes) {
        Answer page = first;
        List<JsonNode> events = new ArrayList<>();
        while (true) {
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            events.addAll(page.events());
            if (page.next() == null) return events;
            page = get(page.next(), prefixes);
        }
    }

    /** The events of all pages of a query that is stored for this answer; fails unless each is answered with 200. */
    List<JsonNode> allEventsOfNamed(ObjectNode query) {
        String name = "q" + UUID.randomUUID();
        ObjectNode named = JSON.createObjectNode().put("name", name);
        named.set("query", query);
        HttpResponse<String> created = send(request(URI.create(base + "/epcis/api/2.0/queries"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(named.toString())));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return following(get(URI.create(base + "/epcis/api/2.0/queries/" + name + "/events"), Map.of()), Map.of());
    }

    private Answer get(URI uri, Map<String, String> prefixes) {
        HttpRequest.Builder request = request(uri).GET();
        prefixes.forEach((prefix, namespace) -> request.header("GS1-Extensions", prefix + "=" + namespace));
        HttpResponse<String> response = send(request);
        URI next = response.headers().allValues("Link").stream()
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(link -> base.resolve(link.group(1)))
                .findFirst()
                .orElse(null);
        return new Answer(response.statusCode(), response.body(), next);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).header("X-API-Key", key);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
