package io.lotledger.api.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** A client that compresses its documents may compress its other bodies too. */
class CompressedBodiesIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final String key =
            keys.create(keys.organisation("Packers " + UUID.randomUUID()), "test", Set.of(Role.ADMIN));

    @Test
    void jsonBodiesMayBeCompressed() throws Exception {
        String query = "{\"name\":\"%s\",\"query\":{\"EQ_bizStep\":[\"shipping\"]}}";
        String subscription = "{\"dest\":\"https://example.com/events\",\"stream\":true}";

        assertThat(send("POST", "/queries", gzip(query.formatted("zipped")), "gzip")
                        .statusCode())
                .isEqualTo(201);
        assertThat(send("POST", "/queries", deflate(query.formatted("deflated")), "deflate")
                        .statusCode())
                .isEqualTo(201);
        assertThat(send("POST", "/queries/zipped/subscriptions", gzip(subscription), "GZIP")
                        .body())
                .contains("https://example.com/events");
        assertThat(send("POST", "/keys", gzip("{\"name\":\"zipped\",\"roles\":[\"query\"]}"), "gzip")
                        .statusCode())
                .isEqualTo(201);
        assertThat(send("POST", "/queries", query.formatted("plain").getBytes(UTF_8), "identity")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void bodyThatUnpacksBeyondTheLimitIsRefused() throws Exception {
        HttpResponse<String> bomb = send("POST", "/queries", gzip("{" + " ".repeat(20_000_000) + "}"), "gzip");

        assertThat(bomb.statusCode()).isEqualTo(413);
        assertThat(bomb.body()).contains("\"body_limit\":1048576");
    }

    @Test
    void bodyThatIsNotWhatItsCodingSaysIsRefusedWithTheReason() throws Exception {
        byte[] whole = gzip("{\"name\":\"cut\",\"query\":{}}");
        for (byte[] wrong : List.of("{}".getBytes(UTF_8), Arrays.copyOf(whole, whole.length - 12), new byte[0])) {
            HttpResponse<String> refused = send("POST", "/queries", wrong, "gzip");
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(refused.body()).contains("compress the body again");
        }
    }

    @Test
    void codingThatIsNotTakenIsRefusedWithThoseThatAre() throws Exception {
        for (String path : List.of("/queries", "/capture", "/validate")) {
            HttpResponse<String> refused = send("POST", path, "{}".getBytes(UTF_8), "br");
            assertThat(refused.statusCode()).as(path).isEqualTo(415);
            assertThat(refused.headers().firstValue("Accept-Encoding")).as(path).contains("gzip, deflate, identity");
        }
    }

    /** Several headers are one list, and a list of two codings is not taken. */
    @Test
    void secondContentEncodingIsNotOverlooked() throws Exception {
        for (String path : List.of("/queries", "/capture", "/validate")) {
            HttpResponse<String> refused = send("POST", path, gzip("{}"), "gzip", "br");
            assertThat(refused.statusCode()).as(path).isEqualTo(415);
            assertThat(refused.body()).as(path).contains("'gzip, br'");
        }
    }

    private HttpResponse<String> send(String method, String path, byte[] body, String... codings) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0" + path))
                .header("X-API-Key", key)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        for (String coding : codings) request.header("Content-Encoding", coding);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
