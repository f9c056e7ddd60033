package io.lotledger.api.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A partner with a key of an organisation of its own. */
final class CaptureClient {
    static final String CAPTURE = "/epcis/api/2.0/capture";
    static final String ERROR_BEHAVIOUR = "GS1-Capture-Error-Behaviour";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final UUID organisation;
    private final URI base;
    private final String key;

    CaptureClient(LotledgerServer server) {
        ApiKeys keys = server.bean(ApiKeys.class);
        organisation = keys.organisation("partner " + UUID.randomUUID());
        key = keys.create(organisation, "test", Set.of(Role.CAPTURE));
        base = server.baseUrl();
    }

    private CaptureClient(UUID organisation, String key, URI base) {
        this.organisation = organisation;
        this.key = key;
        this.base = base;
    }

    /** Another program of the same organisation, with a key of its own. */
    CaptureClient with(LotledgerServer server, Role... roles) {
        return new CaptureClient(
                organisation, server.bean(ApiKeys.class).create(organisation, "another", Set.of(roles)), base);
    }

    /** The same partner with the same key, at another node. */
    CaptureClient at(LotledgerServer node) {
        return new CaptureClient(organisation, key, node.baseUrl());
    }

    String key() {
        return key;
    }

    record Answer(HttpResponse<String> response, JsonNode json) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text(String member) {
            return CaptureClient.text(json, member);
        }

        JsonNode event(int index) {
            return json.get("events").get(index);
        }

        List<String> statuses() {
            return each("status");
        }

        List<String> eventIDs() {
            return each("eventID");
        }

        private List<String> each(String member) {
            return json.get("events")
                    .valueStream()
                    .map(event -> CaptureClient.text(event, member))
                    .toList();
        }

        /** The rules that an event breaks. */
        List<String> rules(int event) {
            return event(event)
                    .get("errors")
                    .valueStream()
                    .map(error -> CaptureClient.text(error, "rule"))
                    .toList();
        }

        void assertProblem(String type) {
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(text("type")).isEqualTo(type);
            assertThat(json.path("status").asInt(0)).as(response.body()).isEqualTo(status());
            assertThat(text("detail")).isNotBlank();
        }
    }

    static String text(JsonNode object, String member) {
        return object.get(member).stringValue();
    }

    Answer post(String document, String... headers) {
        return postAs("application/ld+json", document, headers);
    }

    Answer postAs(String contentType, String document, String... headers) {
        HttpRequest.Builder request = request(URI.create(base + CAPTURE)).header("Content-Type", contentType);
        if (headers.length > 0) request.headers(headers);
        return send(request.POST(HttpRequest.BodyPublishers.ofString(document)).build());
    }

    /** One event alone, by the capture interface for single events. */
    Answer postEvent(String event) {
        return postTo(
                "/events",
                ("{" + Documents.CONTEXT + "," + event.substring(1)).getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/ld+json");
    }

    /** A body of bytes to any path of the API. */
    Answer postTo(String path, byte[] body, String... headers) {
        return send(request(URI.create(base + "/epcis/api/2.0" + path))
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    Answer get(String pathOrUrl, String... headers) {
        HttpRequest.Builder request = request(base.resolve(pathOrUrl)).GET();
        if (headers.length > 0) request.headers(headers);
        return send(request.build());
    }

    Answer get(String pathOrUrl) {
        return send(request(base.resolve(pathOrUrl)).GET().build());
    }

    Answer send(String method, String path) {
        return send(request(base.resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).header("X-API-Key", key);
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            String body = response.body();
            return new Answer(
                    response,
                    body.startsWith("{") || body.startsWith("[") ? MAPPER.readTree(body) : MAPPER.missingNode());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
