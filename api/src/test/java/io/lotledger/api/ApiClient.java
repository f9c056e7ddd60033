package io.lotledger.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A partner's program: HTTP with a key, and nothing else of ours. It does not follow redirects. When the server says that its
 * read models are behind the log, it asks again, as the answer tells it to.
 */
public final class ApiClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient(); // does not follow redirects

    private final URI server;
    private final @Nullable String key;
    private final boolean asksAgain;

    public ApiClient(URI server, @Nullable String key) {
        this(server, key, true);
    }

    private ApiClient(URI server, @Nullable String key, boolean asksAgain) {
        this.server = server;
        this.key = key;
        this.asksAgain = asksAgain;
    }

    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public JsonNode body() {
            return JSON.readTree(response.body());
        }

        public String text(String field) {
            return body().path(field).asString();
        }

        /** The body as it is, where it is not JSON. */
        public String text() {
            return new String(response.body(), UTF_8);
        }

        /** Whether the read models had not caught up: a busy machine, not a fault of the request. */
        private boolean isBehindTheLog() {
            return status() == 503 && text().contains("\"log_position\"");
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status() + " " + new String(response.body(), UTF_8);
        }
    }

    /** The same program with the same key, at another node. */
    public ApiClient at(URI node) {
        return new ApiClient(node, key, asksAgain);
    }

    /** The same server, with another key. */
    public ApiClient with(String otherKey) {
        return new ApiClient(server, otherKey, asksAgain);
    }

    /** The same program, which takes the first answer even if the read models are behind. */
    public ApiClient once() {
        return new ApiClient(server, key, false);
    }

    /** @param path of a page, from the root */
    public Answer page(String path) {
        return send("GET", URI.create(server + path));
    }

    public Answer get(String path) {
        return send("GET", URI.create(server + "/epcis/api/2.0/traceability" + path));
    }

    public Answer get(String path, String accept) {
        return send(HttpRequest.newBuilder(URI.create(server + "/epcis/api/2.0/traceability" + path))
                .header("Accept", accept)
                .GET());
    }

    /** @param path below {@code /epcis/api/2.0}, encoded */
    public Answer query(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + "/epcis/api/2.0" + path))
                .GET();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** @param path below {@code /epcis/api/2.0}, encoded */
    public Answer delete(String path) {
        return send("DELETE", URI.create(server + "/epcis/api/2.0" + path));
    }

    /** @param path below {@code /epcis/api/2.0}, encoded */
    public Answer options(String path) {
        return send("OPTIONS", URI.create(server + "/epcis/api/2.0" + path));
    }

    /** @param path below {@code /epcis/api/2.0}, encoded */
    public Answer create(String path, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + "/epcis/api/2.0" + path))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .setHeader("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) request.setHeader(headers[i], headers[i + 1]);
        return send(request);
    }

    /** @param path below {@code /epcis/api/2.0}, encoded */
    public Answer put(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(server + "/epcis/api/2.0" + path))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** @param path below {@code /epcis/api/2.0}, encoded */
    public Answer patch(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(server + "/epcis/api/2.0" + path))
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json)));
    }

    public Answer head(String path) {
        return send("HEAD", URI.create(server + "/epcis/api/2.0/traceability" + path));
    }

    public Answer post(String path) {
        return send("POST", URI.create(server + "/epcis/api/2.0/traceability" + path));
    }

    public Answer post(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(server + "/epcis/api/2.0/traceability" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public Answer capture(String document) {
        return send(HttpRequest.newBuilder(URI.create(server + "/epcis/api/2.0/capture"))
                .header("Content-Type", "application/ld+json")
                .POST(HttpRequest.BodyPublishers.ofString(document)));
    }

    public Answer captureJob(String captureID) {
        return send("GET", URI.create(server + "/epcis/api/2.0/capture/" + captureID));
    }

    /** With the details that the key may see. */
    public Answer health() {
        return send("GET", URI.create(server + "/actuator/health"));
    }

    /** @param path below {@code /actuator} */
    public Answer actuator(String path) {
        return send("GET", URI.create(server + "/actuator" + path));
    }

    /** Without the key, as any browser would. */
    public static Answer fetch(String url) {
        return new ApiClient(URI.create("http://unused"), null).send("GET", URI.create(url));
    }

    private Answer send(String method, URI uri) {
        return send(HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private Answer send(HttpRequest.Builder request) {
        if (key != null) request.header("X-API-Key", key);
        HttpRequest built = request.build();
        Answer answer = exchange(built);
        if (!asksAgain || !answer.isBehindTheLog()) return answer;
        return await().until(() -> exchange(built), later -> !later.isBehindTheLog());
    }

    private static Answer exchange(HttpRequest request) {
        try {
            return new Answer(HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
