package io.lotledger.api.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the HTTP API. Any answer but 2xx becomes an exception with the problem's body. */
final class DemoClient {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI api;
    private final String key;

    DemoClient(URI api, String key) {
        this.api = api;
        this.key = key;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    JsonNode postDocument(String path, byte[] document) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/ld+json")
                .POST(BodyPublishers.ofByteArray(document))
                .build());
    }

    /** Downloads from the signed link, without a key: the signature is the permission. */
    Path download(URI signedUrl, Path to) throws IOException, InterruptedException {
        HttpResponse<Path> answer =
                http.send(HttpRequest.newBuilder(signedUrl).GET().build(), BodyHandlers.ofFile(to));
        if (answer.statusCode() != 200) throw new IOException("the signed link answered " + answer.statusCode());
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path))
                .timeout(Duration.ofMinutes(2))
                .header("X-API-Key", key);
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2)
            throw new IOException(
                    request.method() + " " + request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        return JSON.readTree(answer.body());
    }
}
