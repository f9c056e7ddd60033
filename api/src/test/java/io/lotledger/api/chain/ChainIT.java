package io.lotledger.api.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.export.chain.ChainStep;
import io.lotledger.export.chain.SignedCheckpoint;
import io.lotledger.export.chain.merkle.MerkleHash;
import io.lotledger.export.proof.Dsse;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChainIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LotledgerServer server = server();

    LotledgerServer server() {
        return LotledgerServer.shared();
    }

    @Test
    void everyEntryHasAProofThatVerifies() {
        ChainClient organisation = new ChainClient(server);
        List<String> ids = ChainClient.ids(5);
        organisation.capture(ids);
        organisation.capture(ChainClient.declaration(ChainClient.event(ids.get(0), "L")));
        SignedCheckpoint signed = organisation.latest(6);
        assertThat(signed.isSignedBy(key(organisation))).isTrue();

        List<Long> indexes = new ArrayList<>();
        for (String id : ids) {
            ApiClient.Answer answer = organisation.proofOf(id);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(ChainClient.checkpoint(answer.body().path("checkpoint")).digest())
                    .isEqualTo(signed.digest());
            for (JsonNode proof : answer.body().path("proofs")) {
                MerkleHash leaf = MerkleHash.parse(proof.path("leaf_hash").asString());
                assertThat(ChainClient.inclusion(proof)
                                .verifies(leaf, signed.checkpoint().head()))
                        .isTrue();
                assertThat(proof.path("subject").asString()).isEqualTo(id);
                indexes.add(proof.path("leaf_index").asLong());
            }
        }

        assertThat(indexes).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void errorDeclarationIsALeafOfItsOwnWithItsReason() {
        ChainClient organisation = new ChainClient(server);
        String id = ChainClient.id();
        organisation.capture(ChainClient.event(id, "L"));
        organisation.capture(ChainClient.declaration(ChainClient.event(id, "L")));
        organisation.latest(2);

        JsonNode proofs = organisation.proofOf(id).body().path("proofs");

        assertThat(proofs).hasSize(2);
        String payload = new String(
                Base64.getDecoder().decode(proofs.at("/1/entry/payload").asString()), StandardCharsets.UTF_8);
        assertThat(payload).contains("did_not_occur");
    }

    @Test
    void eventOfAMomentAgoIsAnsweredOnceItIsCovered() {
        ChainClient organisation = new ChainClient(server);
        String id = ChainClient.id();
        organisation.capture(ChainClient.event(id, "L"));

        assertThat(organisation.proofOf(id).status()).isEqualTo(200);
    }

    @Test
    void indexCountsTheEntriesOfOneOrganisation() {
        ChainClient first = new ChainClient(server);
        ChainClient second = new ChainClient(server);
        String id = ChainClient.id();
        first.capture(ChainClient.ids(3));
        second.capture(ChainClient.ids(7));
        first.capture(ChainClient.event(id, "L"));
        first.latest(4);
        second.latest(7);

        assertThat(first.proofOf(id).body().at("/proofs/0/leaf_index").asLong()).isEqualTo(3);
        assertThat(first.api
                        .query("/audit/proof?index=3")
                        .body()
                        .at("/proofs/0/subject")
                        .asString())
                .isEqualTo(id);
        assertThat(second.proofOf(id).status()).isEqualTo(404);
        assertThat(first.api.query("/audit/proof?index=4").status()).isEqualTo(404);
    }

    @Test
    void treeOnlyGrows() {
        ChainClient organisation = new ChainClient(server);
        organisation.capture(ChainClient.ids(300));
        SignedCheckpoint first = organisation.latest(300);
        organisation.capture(ChainClient.ids(300));
        SignedCheckpoint last = organisation.latest(600);

        for (String query : List.of("?from=300&to=600", "?from=300", "?from=299&to=600", "?from=1&to=300")) {
            JsonNode body = organisation.api.query("/audit/consistency" + query).body();
            assertThat(ChainClient.consistency(body)
                            .verifies(ChainClient.head(body.path("from")), ChainClient.head(body.path("to"))))
                    .as(query)
                    .isTrue();
        }
        JsonNode both = organisation.api.query("/audit/consistency?from=300").body();
        assertThat(ChainClient.checkpoint(both.at("/from/checkpoint")).digest()).isEqualTo(first.digest());
        assertThat(ChainClient.checkpoint(both.at("/to/checkpoint")).digest()).isEqualTo(last.digest());
    }

    @Test
    void faultsOfSizesAreAllNamed() {
        ChainClient organisation = new ChainClient(server);
        organisation.capture(ChainClient.ids(2));
        organisation.latest(2);

        ApiClient.Answer both = organisation.api.query("/audit/consistency?from=0&to=9");
        assertThat(both.status()).isEqualTo(422);
        assertThat(both.body().path("errors")).hasSize(2);
        assertThat(both.text("detail")).contains("entries are gone");
        assertThat(organisation.api.query("/audit/consistency").status()).isEqualTo(422);
        assertThat(organisation.api.query("/audit/consistency?from=2&to=1").status())
                .isEqualTo(422);
        assertThat(organisation.api.query("/audit/proof").status()).isEqualTo(422);
        assertThat(organisation.api.query("/audit/proof?event=x&index=1").status())
                .isEqualTo(422);
        assertThat(organisation.api.query("/audit/proof?index=-1").status()).isEqualTo(422);
        assertThat(organisation.proofOf(ChainClient.id()).status()).isEqualTo(404);
    }

    @Test
    void checkpointsFormAChainAndLeaveAsAFile() {
        ChainClient organisation = new ChainClient(server);
        assertThat(organisation.api.query("/audit/checkpoints/latest").status()).isEqualTo(404);
        for (int i = 1; i <= 3; i++) {
            organisation.capture(ChainClient.ids(2));
            organisation.latest(2L * i);
        }

        ApiClient.Answer file = organisation.api.query("/audit/checkpoints/file");
        List<SignedCheckpoint> all = file.text()
                .lines()
                .map(line -> ChainClient.checkpoint(JSON.readTree(line)))
                .toList();
        JsonNode listed =
                organisation.api.query("/audit/checkpoints?per_page=2").body();

        assertThat(file.header("Content-Disposition")).contains("lotledger-checkpoints.ndjson");
        assertThat(all).hasSizeGreaterThanOrEqualTo(3);
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).isSignedBy(key(organisation))).isTrue();
            assertThat(all.get(i).checkpoint().sequence()).isEqualTo(i + 1);
            assertThat(all.get(i).checkpoint().previous())
                    .isEqualTo(i == 0 ? null : all.get(i - 1).digest());
        }
        assertThat(listed.path("checkpoints")).hasSize(2);
        assertThat(listed.at("/checkpoints/0/sequence").asLong()).isEqualTo(all.size());
        assertThat(listed.path("covered_until").asString())
                .isEqualTo(all.get(all.size() - 1).checkpoint().coveredUntil().toString());
        assertThat(listed.path("next_page_token").asString()).isNotEmpty();
    }

    /** Two nodes are two steps at once: the claim is in the database. */
    @Test
    void stepsAtOnceCoverEachEntryOnceAndInOrder() throws InterruptedException {
        ChainClient organisation = new ChainClient(server);
        ChainStep step = server.bean(ChainStep.class);
        AtomicBoolean capturing = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<CompletableFuture<Void>> nodes = new ArrayList<>();
        List<String> ids = ChainClient.ids(60);
        SignedCheckpoint signed;
        try {
            for (int i = 0; i < 3; i++) {
                nodes.add(CompletableFuture.runAsync(
                        () -> {
                            while (capturing.get()) step.run();
                        },
                        threads));
            }
            for (String id : ids) organisation.capture(ChainClient.event(id, "L"));
            signed = organisation.latest(60);
        } finally {
            capturing.set(false);
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        nodes.forEach(CompletableFuture::join);

        for (int i : new int[] {0, 17, 31, 59}) {
            JsonNode proof = organisation.proofOf(ids.get(i)).body().at("/proofs/0");
            assertThat(proof.path("leaf_index").asInt()).isEqualTo(i);
        }
        assertThat(signed.checkpoint().sequence()).isGreaterThan(1);
    }

    private static PublicKey key(ChainClient organisation) {
        return Dsse.publicKey(organisation.api.get("/manifest-key").text("public_key"));
    }
}
