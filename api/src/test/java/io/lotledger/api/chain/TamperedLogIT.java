package io.lotledger.api.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.export.chain.ChainBrokenException;
import io.lotledger.export.chain.ChainFollower;
import io.lotledger.export.chain.ChainStep;
import io.lotledger.export.chain.SignedCheckpoint;
import io.lotledger.export.chain.check.CheckTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Changes the database behind the server's back, as the superuser who may change anything, and expects the check to say what was
 * changed and where. A server of its own: its log is not that of other tests. Each test puts everything back.
 */
@SuppressWarnings("NullAway.Init") // set before all tests
class TamperedLogIT {
    private static final List<String> TABLES =
            List.of("domain_event", "chain_tile", "chain_checkpoint", "chain_progress");

    private static LotledgerServer server;
    private static Path data;
    private static JdbcClient sql;

    @BeforeAll
    static void start() {
        data = LotledgerServer.newDataDirectory();
        server = LotledgerServer.start(data);
        sql = server.bean(JdbcClient.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        LotledgerServer.delete(data);
    }

    @Test
    void everyChangeOfTheLogIsFoundAndLocated() {
        ChainClient organisation = new ChainClient(server);
        ChainClient other = new ChainClient(server);
        List<String> ids = ChainClient.ids(12);
        String declared = ChainClient.declaration(ChainClient.event(ids.get(0), "L"));
        organisation.capture(ids);
        organisation.capture(declared);
        assertThat(organisation
                        .api
                        .patch(
                                "/masterdata/products/19521101004004",
                                "{\"attributes\": {\"descriptionShort\": \"Romaine\"}}")
                        .status())
                .isLessThan(300);
        sql.sql("select nextval('domain_event_global_index_seq')")
                .query(Long.class)
                .single(); // a rolled-back append
        organisation.capture(ChainClient.ids(2));
        other.capture(ChainClient.ids(3));
        organisation.latest(16);
        other.latest(3);
        long[] at = positions(organisation);
        assertThat(at).hasSize(16);
        long gap = at[13] + 1;
        assertThat(gap).isLessThan(at[14]);
        assertThat(faults(organisation)).as("nothing is changed yet").isEmpty();

        Map<String, String> expected = new LinkedHashMap<>();
        try (Changes changes = new Changes()) {
            changes.run(
                    "update domain_event set payload = set_byte(payload, 400, get_byte(payload, 400) # 1) where global_index = "
                            + at[1]);
            expected.put("entry_changed 1", "one bit of a document");
            changes.run(
                    "update domain_event set recorded_at = recorded_at + interval '1 microsecond' where global_index = "
                            + at[2]);
            expected.put("entry_changed 2", "the recorded time");
            changes.run("update domain_event set payload = convert_to(replace(convert_from(payload, 'UTF8'), '"
                    + organisation.organisation + "', '" + other.organisation + "'), 'UTF8') where global_index = "
                    + at[3]);
            expected.put("entry_changed 3", "the organisation");
            changes.run("delete from domain_event where global_index = " + at[4]);
            expected.put("entry_missing 4", "a deleted row");
            changes.run("update domain_event set global_index = -1 where global_index = " + at[5]);
            changes.run("update domain_event set global_index = " + at[5] + " where global_index = " + at[6]);
            changes.run("update domain_event set global_index = " + at[6] + " where global_index = -1");
            expected.put("entry_changed 5", "a swapped pair");
            expected.put("entry_changed 6", "a swapped pair");
            changes.run(
                    "update domain_event set event_identifier = event_identifier || '0' where global_index = " + at[7]);
            expected.put("entry_changed 7", "the identifier");
            changes.run("update domain_event set sequence_number = 1 where global_index = " + at[8]);
            expected.put("entry_changed 8", "the sequence number");
            changes.run("update domain_event set meta_data = 'x' where global_index = " + at[9]);
            expected.put("entry_changed 9", "the metadata");
            changes.run("update domain_event set aggregate_type = 'Other' where global_index = " + at[10]);
            expected.put("entry_missing 10", "a row that no longer counts as captured");
            changes.run("update domain_event set payload_revision = '1' where global_index = " + at[11]);
            expected.put("entry_changed 11", "the revision");
            changes.run(
                    "update domain_event set payload = convert_to(replace(convert_from(payload, 'UTF8'), 'did_not_occur', 'incorrect_data'), 'UTF8') where global_index = "
                            + at[12]);
            expected.put("entry_changed 12", "the reason of the error declaration");
            changes.run(
                    "update domain_event set payload = convert_to(replace(convert_from(payload, 'UTF8'), 'Romaine', 'Spinach'), 'UTF8') where global_index = "
                            + at[13]);
            expected.put("entry_changed 13", "master data");
            changes.run("""
                    insert into domain_event
                    select %d, event_identifier, gen_random_uuid()::text, sequence_number, aggregate_type, recorded_at,
                           payload_type, payload_revision, payload, meta_data
                      from domain_event where global_index = %d""".formatted(gap, at[15]));
            expected.put("entry_added at " + gap, "a row put in");

            List<String> found = faults(organisation);

            assertThat(found).containsExactlyInAnyOrderElementsOf(expected.keySet());
            assertThat(faults(other)).isEmpty();
            JsonNode check = organisation.api.query("/audit/checks").body();
            assertThat(check.path("log_position").asLong()).isGreaterThanOrEqualTo(at[15]);
            for (JsonNode fault : check.path("faults")) {
                assertThat(fault.path("log_position").isNumber())
                        .as(fault.toString())
                        .isTrue();
                assertThat(fault.path("action").asString())
                        .as(fault.toString())
                        .startsWith("Copy the database as it is")
                        .contains("backup", "request another check");
            }
            assertThat(organisation
                            .proofOf(ids.get(1))
                            .body()
                            .path("log_position")
                            .asLong())
                    .isEqualTo(at[1]);
            assertThat(faultsSeenByOperator()).contains(organisation.organisation + " " + at[1]);
            assertThat(organisation.proofOf(ids.get(1)).status()).isEqualTo(409);
            assertThat(organisation.proofOf(ids.get(1)).text("type")).endsWith("chain-mismatch");
            assertThat(organisation.proofOf(ids.get(4)).text("detail")).contains("gone from the log");
            assertThat(health().path("status").asString()).isEqualTo("DEGRADED");
            assertThat(health().at("/details/faults").asInt()).isEqualTo(expected.size());
        }
        assertThat(faults(organisation)).as("all is as it was").isEmpty();
        assertThat(health().path("status").asString()).isEqualTo("UP");
        assertThat(organisation.proofOf(ids.get(1)).status()).isEqualTo(200);
    }

    @Test
    void everyChangeOfTheChainIsFoundAndLocated() {
        List<ChainClient> all = organisations(9);
        ChainClient hash = all.get(0);
        ChainClient position = all.get(1);
        ChainClient both = all.get(2);
        ChainClient root = all.get(3);
        ChainClient signature = all.get(4);
        ChainClient first = all.get(5);
        ChainClient last = all.get(6);
        ChainClient large = all.get(7);
        ChainClient tiles = all.get(8);

        try (Changes changes = new Changes()) {
            changes.run(
                    "update chain_tile set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 4) where level = 0 and "
                            + of(hash));
            changes.run(
                    "update chain_tile set positions = set_byte(positions, 8, get_byte(positions, 8) # 64) where level = 0 and "
                            + of(position));
            long swapped = positions(both)[1];
            changes.run("update domain_event set meta_data = 'x' where global_index = " + swapped);
            changes.run(
                    "update chain_tile set hashes = set_byte(hashes, 33, get_byte(hashes, 33) # 4) where level = 0 and "
                            + of(both));
            changes.run(
                    "update chain_tile set hashes = set_byte(hashes, 5, get_byte(hashes, 5) # 4) where level = 1 and "
                            + of(large));
            changes.run(
                    "update chain_checkpoint set payload = convert_to(replace(convert_from(payload, 'UTF8'), '\"tree_size\":3', '\"tree_size\":2'), 'UTF8') where sequence = 1 and "
                            + of(root));
            changes.run(
                    "update chain_checkpoint set signature = set_byte(signature, 3, get_byte(signature, 3) # 1) where sequence = 1 and "
                            + of(signature));
            changes.run("delete from chain_checkpoint where sequence = 1 and " + of(first));
            changes.run(
                    "delete from chain_checkpoint where sequence = (select max(sequence) from chain_checkpoint where "
                            + of(last) + ") and " + of(last));
            changes.run("delete from chain_tile where level = 0 and tile = 1 and " + of(tiles));
            check();

            assertThat(faultsOf(hash)).containsExactly("hash_changed 1");
            assertThat(faultsOf(position)).containsExactly("hash_changed 1 at " + positions(position)[1]);
            assertThat(faultsOf(both)).contains("entry_or_hash_changed 1", "tree_changed 0");
            assertThat(faultsOf(large)).containsExactly("tree_changed 0");
            assertThat(faultsOf(root)).containsExactly("checkpoint_changed #1");
            assertThat(faultsOf(signature)).containsExactly("checkpoint_changed #1");
            assertThat(faultsOf(first)).contains("checkpoint_missing #1");
            assertThat(faultsOf(last)).containsExactly("checkpoint_missing 3");
            assertThat(faultsOf(tiles)).contains("tree_changed 256");
        }
        check();
        all.forEach(each -> assertThat(faultsOf(each)).isEmpty());
    }

    @Test
    void brokenTreeIsNotSignedAgain() {
        ChainClient organisation = organisations(1).get(0);
        ChainStep step = server.bean(ChainStep.class);
        String id = ChainClient.id();
        try (Changes changes = new Changes()) {
            organisation.capture(ChainClient.event(id, "L"));
            changes.keepNewEvents();

            changes.run(
                    "update chain_tile set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 4) where level = 0 and "
                            + of(organisation));
            assertThatThrownBy(step::run)
                    .isInstanceOf(ChainBrokenException.class)
                    .hasMessageContaining("another root than the stored hashes")
                    .hasMessageContaining(organisation.organisation.toString());
            changes.takeBack();
            changes.run("update chain_checkpoint set key_id = '0123' where " + of(organisation));
            assertThatThrownBy(step::run)
                    .isInstanceOf(ChainBrokenException.class)
                    .hasMessageContaining("neither this server's key");
            changes.takeBack();
            changes.run("update chain_progress set position = 0");
            assertThatThrownBy(step::run).isInstanceOf(ChainBrokenException.class);
        }
        assertThat(organisation.latest(7).checkpoint().head().size()).isEqualTo(7);
        assertThat(organisation.proofOf(id).status()).isEqualTo(200);
    }

    /** An exported checkpoint shows what the database alone cannot: that its end was cut off, and everything signed anew. */
    @Test
    void logThatWasCutBackDoesNotReachAnExportedCheckpoint() {
        ChainClient organisation = organisations(1).get(0);
        SignedCheckpoint exported = organisation.latest(6);
        long[] at = positions(organisation);
        try (Changes changes = new Changes()) {
            changes.run("delete from domain_event where global_index >= " + at[3]);
            changes.run("delete from chain_checkpoint where tree_size > 3 and " + of(organisation));
            changes.run(
                    "update chain_tile set hashes = substr(hashes, 1, 96), positions = substr(positions, 1, 24) where level = 0 and "
                            + of(organisation));
            changes.run("update chain_progress set position = " + at[2]);

            assertThat(faults(organisation)).isEmpty();
            assertThat(organisation
                            .api
                            .query("/audit/consistency?from="
                                    + exported.checkpoint().head().size())
                            .text("detail"))
                    .contains("entries are gone");
        }
    }

    @Test
    void positionThatIsGoneIsAFault() {
        ChainClient organisation = organisations(1).get(0);
        String id = ChainClient.id();
        organisation.capture(ChainClient.event(id, "L"));
        organisation.latest(7);
        try (Changes changes = new Changes()) {
            changes.run("delete from chain_progress");

            assertThatThrownBy(() -> server.bean(ChainStep.class).run())
                    .isInstanceOf(ChainBrokenException.class)
                    .hasMessageContaining("the position of the chain is gone");
            assertThat(health().path("status").asString()).isEqualTo("DEGRADED");
            assertThat(organisation.proofOf(id).status()).isEqualTo(409);
            assertThat(organisation.proofOf(id).text("type")).endsWith("chain-mismatch");
            assertThat(faults(organisation)).containsExactly("position_missing #0");
        }
        assertThat(faults(organisation)).as("all is as it was").isEmpty();
        assertThat(health().path("status").asString()).isEqualTo("UP");
    }

    @Test
    void damagedChainIsAConflictAndNoErrorOfTheServer() {
        ChainClient organisation = organisations(1).get(0);
        String id = ChainClient.id();
        organisation.capture(ChainClient.event(id, "L"));
        organisation.latest(7);
        try (Changes changes = new Changes()) {
            changes.run("delete from chain_tile where level = 0 and " + of(organisation));
            assertThatConflict(organisation, "/audit/consistency?from=3", "stored hashes of the tree are incomplete");
            assertThatConflict(organisation, "/audit/consistency?from=7", "stored hashes of the tree are incomplete");
            changes.takeBack();
            changes.run("delete from chain_checkpoint where tree_size > 6 and " + of(organisation));
            assertThatConflict(organisation, "/audit/proof?event=" + id, "a later checkpoint is gone");
            changes.takeBack();
            changes.run("update chain_checkpoint set payload = convert_to(replace(convert_from(payload, 'UTF8'),"
                    + " '\"tree_size\":', '\"tree_size\":-'), 'UTF8') where " + of(organisation));
            assertThatConflict(organisation, "/audit/proof?event=" + id, "a stored checkpoint is unreadable");
            changes.takeBack();
            changes.run("update chain_checkpoint set payload = 'x' where " + of(organisation));
            for (String call : List.of(
                    "/audit/checkpoints",
                    "/audit/checkpoints/latest",
                    "/audit/checkpoints/file",
                    "/audit/proof?index=0",
                    "/audit/consistency?from=3"))
                assertThatConflict(organisation, call, "a stored checkpoint is unreadable");
        }
        assertThat(organisation.proofOf(id).status()).isEqualTo(200);
    }

    private static void assertThatConflict(ChainClient organisation, String call, String why) {
        ApiClient.Answer answer = organisation.api.query(call);
        assertThat(answer.status()).as(call + ": " + answer.text()).isEqualTo(409);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("type")).endsWith("chain-mismatch");
        assertThat(answer.text("detail")).contains(why);
    }

    @Test
    @FullEffort
    void faultsBeyondThoseThatAreKeptAreCounted() {
        ChainClient organisation = organisations(1).get(0);
        sql.sql("select nextval('domain_event_global_index_seq') from generate_series(1, 1100)")
                .query(Long.class)
                .list();
        organisation.capture(ChainClient.ids(1));
        organisation.latest(7);
        long[] at = positions(organisation);
        assertThat(at[6] - at[5]).isGreaterThan(1_100);
        try (Changes changes = new Changes()) {
            changes.run("""
                    insert into domain_event
                    select %d + i, gen_random_uuid()::text, gen_random_uuid()::text, sequence_number, aggregate_type, recorded_at,
                           payload_type, payload_revision, payload, meta_data
                      from domain_event, generate_series(1, 1100) as i
                     where global_index = %d""".formatted(at[5], at[5]));
            assertThat(faults(organisation)).hasSize(1_000);
            assertThat(organisation
                            .api
                            .query("/audit/checks")
                            .body()
                            .path("is_complete")
                            .asBoolean(true))
                    .isFalse();
            assertThat(health().at("/details/faults").asInt()).isEqualTo(1_100);
        }
        assertThat(faults(organisation)).isEmpty();
    }

    private static JsonNode health() {
        ApiKeys keys = server.bean(ApiKeys.class);
        UUID first = sql.sql("select organisation from organisation order by created_at limit 1")
                .query(UUID.class)
                .single();
        String key = keys.create(first, "operator", Set.of(Role.ADMIN));
        return new ApiClient(server.baseUrl(), key).health().body().at("/components/chain");
    }

    /** Each has two checkpoints: of 3 and 6 entries, and of 300 and 303 for the last two. */
    private static List<ChainClient> organisations(int count) {
        List<ChainClient> all = new ArrayList<>();
        for (int i = 0; i < count; i++) all.add(new ChainClient(server));
        for (int i = 0; i < count; i++) all.get(i).capture(ChainClient.ids(i < 7 ? 3 : 300));
        for (int i = 0; i < count; i++) all.get(i).latest(i < 7 ? 3 : 300);
        all.forEach(each -> each.capture(ChainClient.ids(3)));
        for (int i = 0; i < count; i++) all.get(i).latest(i < 7 ? 6 : 303);
        return all;
    }

    private static String of(ChainClient organisation) {
        return "organisation = '" + organisation.organisation + "'";
    }

    private static long[] positions(ChainClient organisation) {
        return sql.sql("""
                        select global_index from domain_event
                         where aggregate_type in ('EpcisEvent', 'MasterData') and convert_from(payload, 'UTF8') like :named
                         order by global_index
                        """).param("named", "%" + organisation.organisation + "%").query(Long.class).list().stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** A new check, and what it finds in the organisation: kind, entry or else log position or checkpoint. */
    private static List<String> faults(ChainClient organisation) {
        check();
        return faultsOf(organisation);
    }

    private static List<String> faultsSeenByOperator() {
        ApiKeys keys = server.bean(ApiKeys.class);
        ApiClient operator = new ApiClient(
                server.baseUrl(), keys.create(keys.organisation("Lotledger"), "test", Set.of(Role.ADMIN)));
        List<String> faults = new ArrayList<>();
        for (JsonNode fault : operator.query("/audit/checks").body().path("faults")) {
            faults.add(fault.path("organisation").asString() + " "
                    + fault.path("log_position").asString());
        }
        return faults;
    }

    private static void check() {
        CheckTask task = server.bean(CheckTask.class);
        ChainClient any = new ChainClient(server);
        long before = any.api.query("/audit/checks").body().path("number").asLong();
        await().atMost(ChainClient.PATIENCE).until(task::request);
        await().atMost(ChainClient.PATIENCE).until(() -> {
            JsonNode last = any.api.query("/audit/checks").body();
            return last.path("number").asLong() > before
                    && last.path("finished_at").isString();
        });
    }

    private static List<String> faultsOf(ChainClient organisation) {
        List<String> faults = new ArrayList<>();
        for (JsonNode fault : organisation.api.query("/audit/checks").body().path("faults")) {
            JsonNode entry = fault.path("leaf_index");
            JsonNode position = fault.path("log_position");
            String kind = fault.path("kind").asString();
            boolean isMoved = fault.path("message").asString().contains("and the tree has it at");
            if (entry.isNumber()) faults.add(kind + " " + entry.asLong() + (isMoved ? " at " + position.asLong() : ""));
            else if (position.isNumber()) faults.add(kind + " at " + position.asLong());
            else faults.add(kind + " #" + fault.path("checkpoint").asLong());
        }
        return faults;
    }

    /** Changes of the tables, which {@link #close} takes back. */
    private static final class Changes implements AutoCloseable {
        private final List<String> kept = new ArrayList<>();

        Changes() {
            server.bean(ChainFollower.class).stop();
            for (String table : TABLES) {
                sql.sql("drop table if exists before_" + table).update();
                sql.sql("create table before_" + table + " as select * from " + table)
                        .update();
            }
        }

        void run(String change) {
            assertThat(sql.sql(change).update()).as(change).isPositive();
        }

        /** Events that were captured since then stay. */
        void keepNewEvents() {
            kept.add("domain_event");
        }

        void takeBack() {
            for (String table : TABLES) {
                if (kept.contains(table)) continue;
                sql.sql("delete from " + table).update();
                sql.sql("insert into " + table + " select * from before_" + table)
                        .update();
            }
        }

        @Override
        public void close() {
            takeBack();
            TABLES.forEach(table -> sql.sql("drop table before_" + table).update());
            server.bean(ChainFollower.class).start();
        }
    }
}
