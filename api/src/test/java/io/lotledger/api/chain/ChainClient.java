package io.lotledger.api.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.export.chain.SignedCheckpoint;
import io.lotledger.export.chain.merkle.ConsistencyProof;
import io.lotledger.export.chain.merkle.InclusionProof;
import io.lotledger.export.chain.merkle.MerkleHash;
import io.lotledger.export.chain.merkle.TreeHead;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** An organisation that captures and asks for proofs. */
final class ChainClient {
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LotledgerServer server;
    final UUID organisation;
    final ApiClient api;

    ChainClient(LotledgerServer server) {
        this.server = server;
        ApiKeys keys = server.bean(ApiKeys.class);
        organisation = keys.organisation("chain " + UUID.randomUUID());
        api = new ApiClient(server.baseUrl(), keys.create(organisation, "admin", Set.of(Role.ADMIN)));
    }

    /** With a key that has only this role. */
    ApiClient as(Role role) {
        String key = server.bean(ApiKeys.class).create(organisation, "one role", Set.of(role));
        return new ApiClient(server.baseUrl(), key);
    }

    static String event(String eventID, String lot) {
        return """
                {"type":"ObjectEvent","eventID":"%s","eventTime":"2026-04-17T09:26:42-04:00","eventTimeZoneOffset":"-04:00",\
                "action":"OBSERVE","bizStep":"shipping","readPoint":{"id":"https://id.gs1.org/414/9521101000153"},\
                "quantityList":[{"epcClass":"https://id.gs1.org/01/19521101004004/10/%s","quantity":40,"uom":"LBR"}]}""".formatted(eventID, lot);
    }

    static String declaration(String event) {
        return event.substring(0, event.length() - 1)
                + ",\"errorDeclaration\":{\"declarationTime\":\"2026-04-18T00:00:00Z\",\"reason\":\"did_not_occur\"}}";
    }

    static String id() {
        return "urn:uuid:" + UUID.randomUUID();
    }

    static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> id()).toList();
    }

    void capture(String... events) {
        assertThat(api.capture(document(String.join(",", events))).status()).isEqualTo(202);
    }

    void capture(List<String> eventIDs) {
        capture(eventIDs.stream().map(id -> event(id, "L")).toArray(String[]::new));
    }

    static String document(String events) {
        return "{\"@context\":[\"https://ref.gs1.org/standards/epcis/epcis-context.jsonld\"],\"type\":\"EPCISDocument\","
                + "\"schemaVersion\":\"2.0\",\"creationDate\":\"2026-04-17T11:26:42Z\",\"epcisBody\":{\"eventList\":["
                + events + "]}}";
    }

    ApiClient.Answer proofOf(String eventID) {
        return api.query("/audit/proof?event=" + URLEncoder.encode(eventID, StandardCharsets.UTF_8));
    }

    /** Once everything that was captured is covered. */
    SignedCheckpoint latest(long treeSize) {
        await().atMost(PATIENCE)
                .until(() -> api.query("/audit/checkpoints/latest")
                                .body()
                                .path("tree_size")
                                .asLong()
                        == treeSize);
        return checkpoint(api.query("/audit/checkpoints/latest").body().path("envelope"));
    }

    static SignedCheckpoint checkpoint(JsonNode envelope) {
        return SignedCheckpoint.read(envelope);
    }

    static InclusionProof inclusion(JsonNode proof) {
        return new InclusionProof(
                proof.path("leaf_index").asLong(), proof.path("tree_size").asLong(), hashes(proof.path("path")));
    }

    static ConsistencyProof consistency(JsonNode body) {
        return new ConsistencyProof(
                body.at("/from/tree_size").asLong(), body.at("/to/tree_size").asLong(), hashes(body.path("path")));
    }

    static TreeHead head(JsonNode head) {
        return new TreeHead(
                head.path("tree_size").asLong(),
                MerkleHash.parse(head.path("root_hash").asString()));
    }

    private static List<MerkleHash> hashes(JsonNode path) {
        return path.valueStream().map(hash -> MerkleHash.parse(hash.asString())).toList();
    }
}
