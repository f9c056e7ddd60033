package io.lotledger.api.exports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A partner's program: HTTP with a key, and nothing else of ours. */
final class Client {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient(); // does not follow redirects

    private final URI server;
    private final @Nullable String key;

    Client(URI server, @Nullable String key) {
        this.server = server;
        this.key = key;
    }

    record Answer(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        JsonNode body() {
            return JSON.readTree(response.body());
        }

        String text(String field) {
            return body().path(field).asString();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status() + " " + new String(response.body(), UTF_8);
        }
    }

    /** The same program with the same key, at another node. */
    Client at(URI node) {
        return new Client(node, key);
    }

    Answer get(String path) {
        return send("GET", URI.create(server + "/epcis/api/2.0/traceability" + path));
    }

    Answer get(String path, String accept) {
        return send(HttpRequest.newBuilder(URI.create(server + "/epcis/api/2.0/traceability" + path))
                .header("Accept", accept)
                .GET());
    }

    Answer head(String path) {
        return send("HEAD", URI.create(server + "/epcis/api/2.0/traceability" + path));
    }

    Answer post(String path) {
        return send("POST", URI.create(server + "/epcis/api/2.0/traceability" + path));
    }

    Answer post(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(server + "/epcis/api/2.0/traceability" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    Answer capture(String document) {
        return send(HttpRequest.newBuilder(URI.create(server + "/epcis/api/2.0/capture"))
                .header("Content-Type", "application/ld+json")
                .POST(HttpRequest.BodyPublishers.ofString(document)));
    }

    Answer captureJob(String captureID) {
        return send("GET", URI.create(server + "/epcis/api/2.0/capture/" + captureID));
    }

    /** With the details that the key may see. */
    Answer health() {
        return send("GET", URI.create(server + "/actuator/health"));
    }

    /** Without the key, as any browser would. */
    static Answer fetch(String url) {
        return new Client(URI.create("http://unused"), null).send("GET", URI.create(url));
    }

    private Answer send(String method, URI uri) {
        return send(HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private Answer send(HttpRequest.Builder request) {
        if (key != null) request.header("X-API-Key", key);
        try {
            return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
