package io.lotledger.api.exports;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.export.delivery.WorkbookStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One URL opens one export to a regulator without a key, and everything that is done with it is on record. */
class RegulatorLinkIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String LINKS = "/traceability/exports/";

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final UUID organisation = keys.organisation("Linked " + UUID.randomUUID());
    private final ApiClient client = client(Set.of(Role.CAPTURE, Role.QUERY, Role.EXPORT));
    private final ApiClient auditor = client(Set.of(Role.AUDIT));

    private ApiClient client(Set<Role> roles) {
        return new ApiClient(server.baseUrl(), keys.create(organisation, "recall desk", roles));
    }

    private String delivered() {
        assertThat(client.capture(ShortChains.document(1)).status()).isEqualTo(202);
        String order = "{\"gtins\": [\"" + ShortChains.GTIN + "\"]}";
        Answer asked = await().until(() -> client.post("/exports", order), answer -> answer.status() == 202);
        String job = asked.text("job_short_id");
        await().until(() -> client.get("/exports/" + job).text("status").equals("delivered"));
        return job;
    }

    private Answer make(String job, String body) {
        return client.create(LINKS + job + "/links", body);
    }

    private static HttpResponse<byte[]> send(String method, String url) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private List<String> history(String job) {
        return auditor.get("/exports/" + job + "/history")
                .body()
                .get("events")
                .valueStream()
                .map(event -> event.get("type").asString())
                .toList();
    }

    @Test
    void linkOpensOneExportWithoutAKeyAndEveryUseIsAnEventOfTheJob() throws Exception {
        String job = delivered();
        Answer made = make(job, "{\"expires_in\": \"PT12H\", \"note\": \"FDA, call of Friday\"}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        String url = made.text("url");
        assertThat(url).matches(server.baseUrl() + "/link/[A-Za-z0-9_-]{43}");
        assertThat(Instant.parse(made.text("expires_at")))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(719)),
                        Instant.now().plus(Duration.ofMinutes(721)));

        HttpResponse<byte[]> page = send("GET", url);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Security-Policy"))
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe", "script-src");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(page, "X-Robots-Tag")).contains("noindex");
        assertThat(header(page, "Cache-Control")).contains("no-store");
        assertThat(text(page))
                .contains(client.get("/exports/" + job).text("sha256"), "Linked ", "Export requested")
                .doesNotContain("/epcis/", "/compliance", "<script", "FDA, call", organisation.toString());

        HttpResponse<byte[]> workbook = send("GET", url + "/workbook");
        assertThat(workbook.statusCode()).isEqualTo(200);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(workbook.body())))
                .isEqualTo(client.get("/exports/" + job).text("sha256"));
        assertThat(header(workbook, "Content-Disposition")).startsWith("attachment; filename=\"fda-export_");
        HttpResponse<byte[]> manifest = send("GET", url + "/manifest");
        JsonNode envelope = JsonMapper.builder().build().readTree(manifest.body());
        assertThat(new String(Base64.getDecoder().decode(envelope.get("payload").asString()), UTF_8))
                .contains(job);
        assertThat(text(send("GET", url + "/history.csv")))
                .startsWith("\uFEFF\"sequence\"")
                .contains("\"Workbook downloaded\",\"the reader of link " + made.text("link_id") + "\"");
        assertThat(text(send("GET", url + "/verify"))).contains("The same.");
        assertThat(send("HEAD", url).statusCode()).as("no opening").isEqualTo(200);
        assertThat(send("HEAD", url + "/workbook").statusCode())
                .as("no download")
                .isEqualTo(200);

        assertThat(history(job))
                .endsWith(
                        "WorkbookDelivered",
                        "LinkMade",
                        "LinkOpened",
                        "WorkbookDownloaded",
                        "LinkOpened",
                        "LinkOpened",
                        "LinkOpened");
        JsonNode link = auditor.get("/exports/" + job + "/links").body().at("/links/0");
        assertThat(link.get("openings").asInt()).isEqualTo(4);
        assertThat(link.get("downloads").asInt()).isEqualTo(1);
        assertThat(link.get("note").asString()).isEqualTo("FDA, call of Friday");
        await().untilAsserted(() -> assertThat(client.get("/exports/" + job)
                        .body()
                        .get("download_count")
                        .asInt())
                .isEqualTo(1));
        assertSecretIsNowhere(url.substring(url.lastIndexOf('/') + 1), job);
    }

    private void assertSecretIsNowhere(String secret, String job) {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        assertThat(jdbc.sql("select count(*) from export_link l where cast(l as text) like :secret")
                        .param("secret", "%" + secret + "%")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(auditor.get("/exports/" + job + "/history").text()).doesNotContain(secret);
        assertThat(client.get("/exports/" + job + "/links").text()).doesNotContain(secret);
        assertThat(server.bean(MeterRegistry.class).getMeters())
                .isNotEmpty()
                .allSatisfy(meter -> assertThat(meter.getId().toString())
                        .as("name and tags of a metric")
                        .doesNotContain(secret));
    }

    @Test
    void revokedAndUnknownLinksAnswerAlikeAndOnlyGetIsAnswered() {
        String job = delivered();
        Answer made = make(job, "{}");
        String url = made.text("url");
        assertThat(Duration.between(Instant.now(), Instant.parse(made.text("expires_at"))))
                .isBetween(Duration.ofHours(167), Duration.ofHours(169));
        HttpResponse<byte[]> post = send("POST", url);
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(header(post, "Allow")).isEqualTo("GET, HEAD");
        String path = LINKS + job + "/links/" + made.text("link_id");
        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.delete(path).status()).as("again").isEqualTo(204);

        String unknown = server.baseUrl() + "/link/" + "A".repeat(43);
        byte[] nothing = send("GET", unknown).body();
        for (String dead : List.of(
                url,
                url + "/workbook",
                url + "/verify",
                unknown + "/manifest",
                url + "/other",
                server.baseUrl() + "/link",
                server.baseUrl() + "/link/")) {
            HttpResponse<byte[]> answer = send("GET", dead);
            assertThat(answer.statusCode()).as(dead).isEqualTo(404);
            assertThat(answer.body()).as(dead).isEqualTo(nothing);
            assertThat(header(answer, "Content-Type")).startsWith("text/html");
        }
        assertThat(history(job)).containsOnlyOnce("LinkRevoked").doesNotContain("LinkOpened");
        JsonNode link = client.get("/exports/" + job + "/links").body().at("/links/0");
        assertThat(link.get("status").asString()).isEqualTo("revoked");
        assertThat(link.get("revoked_by").asString())
                .isEqualTo(link.get("made_by").asString());
    }

    @Test
    void fileThatTheFileStoreLostIsAPageThatSaysSo() {
        String job = delivered();
        String url = make(job, "{}").text("url");
        WorkbookStore store = server.bean(WorkbookStore.class);
        auditor.get("/exports/" + job + "/history").body().get("events").forEach(event -> {
            for (String member : List.of("objectKey", "manifestKey")) {
                String key = event.at("/payload/" + member).asString();
                if (!key.isEmpty()) store.remove(key);
            }
        });

        for (String file : List.of("/workbook", "/manifest")) {
            HttpResponse<byte[]> lost = send("GET", url + file);
            assertThat(lost.statusCode()).as(file).isEqualTo(410);
            assertThat(header(lost, "Content-Type")).startsWith("text/html");
            assertThat(text(lost)).contains("The file is not there any more", "Ask the company");
        }
        assertThat(history(job)).doesNotContain("WorkbookDownloaded");
        assertThat(send("GET", url).statusCode()).isEqualTo(200);
    }

    @Test
    void failureOfTheServerRepeatsTheSecretNeitherInItsPageNorInItsLog() {
        String url = make(delivered(), "{}").text("url");
        String secret = url.substring(url.lastIndexOf('/') + 1);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        JdbcClient jdbc = server.bean(JdbcClient.class);
        log.start();
        root.addAppender(log);
        jdbc.sql("alter table export_link rename to export_link_away").update();
        try {
            HttpResponse<byte[]> failed = send("GET", url);
            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(text(failed)).contains("could not be made").doesNotContain(secret, "export_link");
        } finally {
            jdbc.sql("alter table export_link_away rename to export_link").update();
            root.detachAppender(log);
        }
        String said = log.list.stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
        assertThat(said).contains("A link is not answered").doesNotContain(secret);
    }

    @Test
    void wrongOrdersNameAllTheirFaultsAndOthersSeeNothing() {
        String job = delivered();
        Answer refused = make(job, "{\"expires_in\": \"P1Y\", \"note\": \"two\\nlines\", \"expire\": 1}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()
                        .get("errors")
                        .valueStream()
                        .map(e -> e.get("path").asString()))
                .containsExactly("$.expire", "$.expires_in", "$.note");
        assertThat(make(job, "{\"expires_in\": \"P91D\"}").text("detail")).contains("P90D");
        assertThat(make(job, "[").status()).isEqualTo(400);
        assertThat(auditor.create(LINKS + job + "/links", "{}").status()).isEqualTo(403);
        assertThat(client.delete(LINKS + job + "/links/never").status()).isEqualTo(404);
        assertThat(client.get("/exports/" + job + "/links").body().get("links")).isEmpty();
        ApiClient stranger = new ApiClient(
                server.baseUrl(),
                keys.create(keys.organisation("Stranger " + UUID.randomUUID()), "test", Set.of(Role.ADMIN)));
        String never = "2222222222222222222223";
        for (String id : List.of(job, never)) {
            assertThat(stranger.create(LINKS + id + "/links", "{}").status()).isEqualTo(404);
            assertThat(stranger.get("/exports/" + id + "/links").status()).isEqualTo(404);
        }
    }

    @Test
    void jobWithAHundredLinksTakesNoMore() {
        String job = delivered();
        for (int i = 0; i < 100; i++)
            assertThat(make(job, "{}").status()).as("link " + i).isEqualTo(201);

        Answer refused = make(job, "{}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("type")).isEqualTo("urn:lotledger:problem:too-many-links");
        assertThat(refused.text("detail")).contains(job, "100 links");
        assertThat(client.get("/exports/" + job + "/links").body().get("links")).hasSize(100);
        assertThat(server.bean(JdbcClient.class)
                        .sql("select count(*) from export_link where organisation = :organisation")
                        .param("organisation", organisation)
                        .query(Long.class)
                        .single())
                .as("rows of the index")
                .isEqualTo(100);
    }

    @Test
    void addressThatAsksTooOftenIsRefusedWhateverTheLink() throws Exception {
        String url = make(delivered(), "{}").text("url");
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 70; i++) answers.add(statusFrom("127.0.0.77", "/link/" + "B".repeat(43)));
        assertThat(answers).startsWith(404, 404, 404).endsWith(429);
        assertThat(statusFrom("127.0.0.77", URI.create(url).getPath()))
                .as("a right link too")
                .isEqualTo(429);
        assertThat(statusFrom("127.0.0.78", URI.create(url).getPath()))
                .as("another address")
                .isEqualTo(200);
    }

    private int statusFrom(String address, String path) throws IOException {
        try (Socket socket = new Socket()) {
            try {
                socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
            } catch (IOException e) {
                return abort("skipped: this machine has no address " + address);
            }
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), server.baseUrl().getPort()));
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(US_ASCII));
            String line = new String(socket.getInputStream().readNBytes(12), US_ASCII);
            return Integer.parseInt(line.substring(9));
        }
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
