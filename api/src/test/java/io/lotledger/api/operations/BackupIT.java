package io.lotledger.api.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.exports.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A node as it runs for real: TLS, a log for machines, a stop that waits for uploads, a backup, and its restoration. */
@FullEffort
class BackupIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PASSWORD = "of-the-test";
    private final String key = "ll_backup_" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void nodeBehindTlsStopsGracefullyAndItsCopyServesAndReplaysTheSame() throws Exception {
        Path folder = LotledgerServer.newDataDirectory();
        Path data = folder.resolve("node");
        Path keyStore = keyStore(folder);
        HttpClient client = client(keyStore);
        List<String> settings = List.of(
                "lotledger.bootstrap.api-key=" + key,
                "logging.structured.format.console=ecs",
                "logging.level.org.springframework.web.servlet.DispatcherServlet=debug", // a line for each request
                "spring.ssl.bundle.jks.web.keystore.location=" + keyStore.toUri(),
                "spring.ssl.bundle.jks.web.keystore.password=" + PASSWORD,
                "spring.ssl.bundle.jks.web.keystore.type=PKCS12",
                "server.ssl.bundle=web");
        try (ServerProcess node = new ServerProcess(data, settings)) {
            node.start();
            URI server = address(node);
            assertThat(server.getScheme()).isEqualTo("https");
            for (String sample : List.of("1-farms-and-cooler", "2-packer")) {
                HttpRequest capture = request(server, "/epcis/api/2.0/capture")
                        .header("Content-Type", "application/ld+json")
                        .POST(HttpRequest.BodyPublishers.ofString(sample(sample)))
                        .build();
                assertThat(client.send(capture, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(202);
            }
            assertThat(probe(client, server, "liveness")).isEqualTo("UP");
            await().atMost(PATIENCE)
                    .until(() -> probe(client, server, "readiness").equals("UP"));

            JsonNode before = everything(client, server);
            assertThat(before.at("/lineage/edges")).isNotEmpty();
            String job = stopDuringAnUpload(node, server, keyStore, sample("2-packer"));
            assertThat(node.story()).contains("Lotledger has stopped.");
            assertLogIsForMachines(node.story());

            Path backup = folder.resolve("backup");
            copy(data, backup);
            FileSystemUtils.deleteRecursively(data); // the disk is lost

            try (ServerProcess restored = new ServerProcess(backup, settings)) {
                restored.start();
                URI again = address(restored);
                assertThat(everything(client, again)).isEqualTo(before);
                assertThat(get(client, again, job).path("duplicateCount").asInt())
                        .isPositive();
                for (String projection : List.of("event-index", "lineage", "find")) rebuild(client, again, projection);
                assertThat(everything(client, again)).isEqualTo(before);
            }
        } finally {
            LotledgerServer.delete(folder);
        }
    }

    private static URI address(ServerProcess node) {
        await().atMost(PATIENCE).until(() -> node.baseUrl().isPresent() || !node.isAlive());
        return node.baseUrl().orElseThrow(() -> new AssertionError(node.tail()));
    }

    /** As {@code cp -a} does: PostgreSQL refuses a directory that others may read. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList())
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /**
     * The signal comes when half of the body is sent. The other half is still read, captured and answered.
     *
     * @return the path of the job
     */
    private String stopDuringAnUpload(ServerProcess node, URI server, Path keyStore, String document) throws Exception {
        byte[] body = document.getBytes(UTF_8);
        HttpsURLConnection upload = (HttpsURLConnection)
                server.resolve("/epcis/api/2.0/capture").toURL().openConnection();
        upload.setSSLSocketFactory(context(keyStore).getSocketFactory());
        upload.setDoOutput(true);
        upload.setRequestMethod("POST");
        upload.setRequestProperty("X-API-Key", key);
        upload.setRequestProperty("X-Request-Id", "upload-17");
        upload.setRequestProperty("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
        upload.setRequestProperty("Content-Type", "application/ld+json");
        upload.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = upload.getOutputStream()) {
            out.write(body, 0, body.length / 2);
            out.flush();
            awaitReading(server, keyStore);
            node.stop();
            await().atMost(PATIENCE).until(() -> isRefused(server, keyStore));
            assertThat(node.isAlive()).isTrue();
            out.write(body, body.length / 2, body.length - body.length / 2);
        }
        assertThat(upload.getResponseCode()).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> !node.isAlive());
        return URI.create(upload.getHeaderField("Location")).getPath();
    }

    /** The upload came first on its connection: when a later request is answered, it is being read. */
    private void awaitReading(URI server, Path keyStore) throws Exception {
        assertThat(probe(client(keyStore), server, "liveness")).isEqualTo("UP");
    }

    private boolean isRefused(URI server, Path keyStore) throws Exception {
        try {
            probe(client(keyStore), server, "liveness");
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private void assertLogIsForMachines(String story) {
        List<JsonNode> lines = story.lines()
                .filter(line -> line.startsWith("{"))
                .map(JSON::readTree)
                .toList();
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.propertyNames()).contains("@timestamp", "log", "message", "ecs"));
        assertThat(lines.stream().map(JsonNode::toString))
                .anySatisfy(line -> assertThat(line).contains("/capture", "upload-17", TRACE));
        assertThat(story).doesNotContain(key);
    }

    private void rebuild(HttpClient client, URI server, String projection) throws Exception {
        String path = "/epcis/api/2.0/projections/" + projection;
        HttpRequest begin = request(server, path + "/rebuild")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(begin, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> get(client, server, path)
                        .at("/rebuild/status")
                        .asString()
                        .equals("done"));
    }

    /** Events with their record times, lots, a lineage and a search. */
    private JsonNode everything(HttpClient client, URI server) throws Exception {
        ObjectNode answers = JSON.createObjectNode();
        await().atMost(PATIENCE).until(() -> {
            for (JsonNode one :
                    get(client, server, "/epcis/api/2.0/projections").path("projections"))
                if (one.path("lag").asLong() > 0) return false;
            return true;
        });
        answers.set(
                "events",
                get(client, server, "/epcis/api/2.0/events?perPage=1000").at("/epcisBody/queryResults/resultsBody"));
        JsonNode lots = get(client, server, "/epcis/api/2.0/traceability/lots?gtin=19521101002000")
                .path("lots");
        answers.set("lots", lots);
        String lot = lots.path(0).path("lot_id").asString();
        answers.set(
                "lineage", get(client, server, "/epcis/api/2.0/traceability/lots/" + lot + "/lineage?direction=both"));
        answers.set("found", get(client, server, "/epcis/api/2.0/traceability/find?q=9521101000153"));
        return answers;
    }

    private JsonNode get(HttpClient client, URI server, String path) throws Exception {
        HttpResponse<String> answer = client.send(request(server, path).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private String probe(HttpClient client, URI server, String group) throws Exception {
        HttpRequest probe = HttpRequest.newBuilder(server.resolve("/actuator/health/" + group))
                .build();
        return JSON.readTree(
                        client.send(probe, HttpResponse.BodyHandlers.ofString()).body())
                .path("status")
                .asString();
    }

    private HttpRequest.Builder request(URI server, String path) {
        return HttpRequest.newBuilder(server.resolve(path)).header("X-API-Key", key);
    }

    private static String sample(String name) throws IOException {
        try (InputStream in = LotledgerServer.class.getResourceAsStream("/samples/" + name + ".jsonld")) {
            return new String(requireNonNull(in).readAllBytes(), UTF_8);
        }
    }

    /** Made by itself, for the loopback. */
    private static Path keyStore(Path folder) throws Exception {
        Path file = folder.resolve("web.p12");
        Process keytool = new ProcessBuilder(Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "web",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=ip:127.0.0.1,dns:localhost",
                                "-validity",
                                "30",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                PASSWORD)
                        .toList())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.exists(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
        return file;
    }

    private static HttpClient client(Path keyStore) throws Exception {
        return HttpClient.newBuilder().sslContext(context(keyStore)).build();
    }

    private static SSLContext context(Path keyStore) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
