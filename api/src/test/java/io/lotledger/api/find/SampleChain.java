package io.lotledger.api.find;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.processor.ProjectionPositions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** An organisation of its own with the sample chain, and a key of each role. */
public final class SampleChain {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LotledgerServer server;
    private final String adminKey;
    public final UUID organisation;
    private final ApiKeys keys;
    public final ApiClient admin;

    public SampleChain(LotledgerServer server) throws IOException {
        this.server = server;
        keys = server.bean(ApiKeys.class);
        organisation = keys.organisation("Find " + UUID.randomUUID());
        adminKey = keys.create(organisation, "test", Set.of(Role.ADMIN));
        admin = new ApiClient(server.baseUrl(), adminKey);
        for (String sample :
                List.of("1-farms-and-cooler", "2-packer", "3-landing-and-processor", "4-distribution-and-stores")) {
            try (InputStream in = SampleChain.class.getResourceAsStream("/samples/" + sample + ".jsonld")) {
                capture(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
            }
        }
        awaitTables();
    }

    ApiClient with(Role... roles) {
        return new ApiClient(server.baseUrl(), keys.create(organisation, "test", Set.of(roles)));
    }

    void capture(String document) {
        ApiClient.Answer answer = admin.capture(document);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    }

    public void captureEvents(String events) {
        capture("""
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"lotledger":"urn:lotledger:fsma204#"}],
                 "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-11-10T00:00:00Z",
                 "epcisBody":{"eventList":[%s]}}""".formatted(events));
    }

    void put(String path, String json) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0" + path))
                    .header("X-API-Key", adminKey)
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString(json))
                    .build();
            assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isBetween(200, 201);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void awaitTables() {
        long head = server.bean(EventLog.class).head();
        await().until(() -> server.bean(ProjectionPositions.class).covers(head));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
