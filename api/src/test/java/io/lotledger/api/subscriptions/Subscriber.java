package io.lotledger.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A partner's program that captures, names queries and subscribes. */
final class Subscriber {
    /** The query for shipments. */
    static final String SHIPPING = "{\"EQ_bizStep\":[\"shipping\"]}";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI server;
    private final String key;

    Subscriber(URI server, String key) {
        this.server = server;
        this.key = key;
    }

    /** One of the organisation, with a key of its own. */
    Subscriber(LotledgerServer server, UUID organisation) {
        this(
                server.baseUrl(),
                server.bean(ApiKeys.class).create(organisation, "test", Set.of(Role.CAPTURE, Role.QUERY)));
    }

    /** Of a subscription to the query {@code shipments}. */
    static String path(String id) {
        return "/queries/shipments/subscriptions/" + id;
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String json) {
        return send("POST", path, json);
    }

    Answer patch(String path, String json) {
        return send("PATCH", path, json);
    }

    Answer delete(String path) {
        return send("DELETE", path, "");
    }

    private Answer send(String method, String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + "/epcis/api/2.0" + path))
                .header("X-API-Key", key)
                .method(
                        method,
                        json.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(json));
        if (!json.isEmpty()) request.header("Content-Type", "application/json");
        try {
            return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void name(String query, String json) {
        assertThat(post("/queries", "{\"name\":\"" + query + "\",\"query\":" + json + "}")
                        .status())
                .isEqualTo(201);
    }

    /** Subscribes with {@code stream: true} and further members. @return the subscriptionID */
    String stream(String query, URI dest, String... members) {
        String more = List.of(members).stream().map(member -> "," + member).collect(Collectors.joining());
        Answer answer =
                post("/queries/" + query + "/subscriptions", "{\"dest\":\"" + dest + "\",\"stream\":true" + more + "}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.text("subscriptionID");
    }

    /** Captures one document of events, each shipped in its place of the order. */
    void capture(String bizStep, Collection<String> eventIDs) {
        String events = eventIDs.stream().map(id -> event(id, bizStep)).collect(Collectors.joining(","));
        Answer answer = post(
                "/capture",
                "{\"@context\":[\"https://ref.gs1.org/standards/epcis/epcis-context.jsonld\"],\"type\":\"EPCISDocument\","
                        + "\"schemaVersion\":\"2.0\",\"creationDate\":\"2026-04-17T11:26:42Z\",\"epcisBody\":{\"eventList\":["
                        + events + "]}}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        String job = answer.header("Location").replaceFirst(".*/", "");
        await().until(() -> !get("/capture/" + job).body().path("running").asBoolean());
        assertThat(get("/capture/" + job).body().path("success").asBoolean()).isTrue();
    }

    static List<String> eventIDs(String prefix, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "urn:event:" + prefix + ":" + i)
                .toList();
    }

    private static String event(String eventID, String bizStep) {
        return """
                {"type":"ObjectEvent","eventID":"EVENT_ID","eventTime":"2026-04-17T09:26:42-04:00","eventTimeZoneOffset":"-04:00",\
                "action":"OBSERVE","bizStep":"STEP","readPoint":{"id":"https://id.gs1.org/414/4012345000054"},\
                "epcList":["urn:epc:id:sgtin:4012345.012345.SERIAL"]}""".replace("EVENT_ID", eventID)
                .replace("STEP", bizStep)
                .replace("SERIAL", eventID.replaceAll("[^0-9a-zA-Z]", ""));
    }
}
