package io.lotledger.api.masterdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.export.request.ReadModels;
import io.lotledger.projections.processor.ProjectionPositions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** An organisation of its own that describes its places and products, and takes the first answer to each request. */
final class MasterDataClient {
    static final String PACKER = "/masterdata/locations/0614141000029";
    static final String ROMAINE = "/masterdata/products/10614141073464";

    private final LotledgerServer server;
    private final ApiKeys keys;
    private final UUID organisation;
    private final ApiClient admin;

    MasterDataClient(LotledgerServer server) {
        this.server = server;
        keys = server.bean(ApiKeys.class);
        organisation = keys.organisation("Master data " + UUID.randomUUID());
        admin = new ApiClient(server.baseUrl(), keys.create(organisation, "admin", Set.of(Role.ADMIN))).once();
    }

    /** With another key of the same organisation. */
    ApiClient as(Role role) {
        return admin.with(keys.create(organisation, role.name(), Set.of(role)));
    }

    /** Of an organisation of its own on the same server. */
    MasterDataClient stranger() {
        return new MasterDataClient(server);
    }

    Answer get(String path) {
        return admin.query(path);
    }

    Answer put(String path, String body) {
        return admin.put(path, body);
    }

    Answer patch(String path, String body) {
        return admin.patch(path, body);
    }

    Answer validate(String document) {
        return admin.create("/validate", document);
    }

    /** What is known of the packer. */
    String attributes() {
        return get(PACKER).body().get("attributes").toString();
    }

    List<JsonNode> found(String query) {
        JsonNode events = get("/events?" + query).body().at("/epcisBody/queryResults/resultsBody/eventList");
        return List.copyOf(events.values());
    }

    Instant now() {
        return server.bean(Clock.class).instant();
    }

    /** The position of the newest entry of the log. */
    long head() {
        return server.bean(ReadModels.class).head();
    }

    static String place(String attributes) {
        return element("Location", "urn:epc:id:sgln:0614141.00002.0", attributes);
    }

    static String element(String type, String id, String attributes) {
        return """
                {"type":"urn:epcglobal:epcis:vtype:%s","vocabularyElementList":[{"id":"%s","attributes":[%s]}]}""".formatted(type, id, attributes);
    }

    void capture(String lot, String vocabulary) {
        capture(lot, vocabulary, Instant.parse("2026-03-03T00:00:00Z"));
    }

    void capture(String lot, String vocabulary, Instant created) {
        capture(lot, vocabulary, created.toString());
    }

    /** Captures the packing of a lot, and waits for the tables. */
    void capture(String lot, String vocabulary, String created) {
        post(lot, vocabulary, created);
        awaitTables();
    }

    /** Captures, and does not wait for the tables. */
    void post(String vocabulary, Instant created) {
        post("P", vocabulary, created.toString());
    }

    private void post(String lot, String vocabulary, String created) {
        Answer posted = admin.create("/capture", """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"%s",
                 "epcisHeader":{"epcisMasterData":{"vocabularyList":[%s]}},
                 "epcisBody":{"eventList":[{"type":"ObjectEvent","eventID":"urn:uuid:%s","eventTime":"2026-03-02T00:00:00Z",
                   "eventTimeZoneOffset":"+00:00","action":"ADD","bizStep":"packing",
                   "readPoint":{"id":"urn:epc:id:sgln:0614141.00002.0"},"bizLocation":{"id":"urn:epc:id:sgln:0614141.00002.0"},
                   "quantityList":[{"epcClass":"urn:epc:class:lgtin:0614141.107346.%s","quantity":5}]}]}}""".formatted(created, vocabulary, UUID.randomUUID(), lot));
        assertThat(posted.status()).as(posted.toString()).isEqualTo(202);
    }

    /** Every projection: an answer without as_of is as of the slowest. */
    void awaitTables() {
        long head = head();
        ProjectionPositions positions = server.bean(ProjectionPositions.class);
        await().until(() -> positions.covers(head));
    }
}
