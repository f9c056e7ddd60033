package io.lotledger.api.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.projections.processor.ProjectionProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** An operator of the server, who takes the first answer to each request, and sees the rows of the tables. */
final class ProjectionsClient {
    private static final String PLAIN_EVENT = """
            <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-04-17T09:26:42Z">
            <EPCISBody><EventList><ObjectEvent><eventTime>2026-04-17T09:26:42Z</eventTime>
            <eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
            <epcList><epc>urn:epc:id:sgtin:0614141.107346.SERIAL</epc></epcList><action>OBSERVE</action>
            </ObjectEvent></EventList></EPCISBody></e:EPCISDocument>""";

    final UUID organisation;
    final String key;
    private final LotledgerServer server;
    private final ApiClient api;

    ProjectionsClient(LotledgerServer server) {
        ApiKeys keys = server.bean(ApiKeys.class);
        keys.organisation("Lotledger"); // the first of a new server
        this.server = server;
        organisation = server.bean(JdbcClient.class)
                .sql("select organisation from organisation order by created_at, organisation limit 1")
                .query(UUID.class)
                .single();
        key = keys.create(organisation, "test", Set.of(Role.ADMIN));
        api = new ApiClient(server.baseUrl(), key).once();
    }

    Answer get(String path) {
        return api.query(path);
    }

    Answer post(String path) {
        return api.create(path, "");
    }

    Answer delete(String path) {
        return api.delete(path);
    }

    /** One of the documents of the sample chain. */
    JsonNode capture(String document) {
        try {
            return api.capture(Files.readString(Path.of("src/main/resources/samples/" + document + ".jsonld")))
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document of an event of this item alone. */
    static String eventOf(String serial) {
        return PLAIN_EVENT.replace("SERIAL", serial);
    }

    void captureXml(String document) {
        Answer answer =
                api.create("/capture", document, "Content-Type", "application/xml", "Accept", "application/json");
        assertThat(answer.body().path("acceptedCount").asInt())
                .as(answer.toString())
                .isEqualTo(1);
    }

    void rebuild(String projection) {
        assertThat(post("/projections/" + projection + "/rebuild").status()).isEqualTo(202);
        awaitRebuilt(projection);
    }

    void awaitRebuilt(String projection) {
        await().until(() -> get("/projections/" + projection)
                .body()
                .at("/rebuild/status")
                .asString()
                .equals("done"));
    }

    /** Of each table that a rebuild fills, once it has all that is in the log. */
    Map<String, List<String>> rows() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        long head = jdbc.sql("select max(global_index) from domain_event")
                .query(Long.class)
                .single();
        await().until(() -> server.bean(ProjectionProgress.class).covers(head));
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : ProjectedTables.ALL) {
            rows.put(
                    table,
                    jdbc.sql("select cast(t as text) from " + table + " t order by 1")
                            .query(String.class)
                            .list());
        }
        assertThat(rows.get("lot_edge")).isNotEmpty();
        return rows;
    }
}
