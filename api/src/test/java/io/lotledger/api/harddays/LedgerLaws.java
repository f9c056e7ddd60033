package io.lotledger.api.harddays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.projections.ProjectedTables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What holds of a ledger after whatever was done to its servers. It is to be at rest: nobody captures. */
final class LedgerLaws {
    /** One address may open so many links and no more; the links before it have been seen. */
    private static final int TOO_MANY = 429;

    private static final Duration SETTLE = Duration.ofMinutes(15);

    /** Each of its attempts was killed: the only reason to fail that a kill may give to an export or a drill. */
    static final Set<String> KILLED_TOO_OFTEN = Set.of("worker_lost", "database_unavailable");

    /** Columns that say when or up to where a row was computed, not what. */
    private static final Map<String, List<String>> TALLY = Map.of(
            "tally_lot", List.of("position"),
            "tally_finding", List.of(),
            "tally_event", List.of(),
            "tally_sum_events", List.of(),
            "tally_sum_lots", List.of(),
            "tally_sum_findings", List.of(),
            "tally_sum_readiness", List.of());

    private final JdbcClient jdbc;
    private final ApiClient client;

    LedgerLaws(DataSource database, ApiClient client) {
        this.jdbc = JdbcClient.create(database);
        this.client = client;
    }

    /** Once every table and the chain hold the whole log. */
    void awaitLevel() {
        await().atMost(SETTLE)
                .ignoreExceptions()
                .until(() -> client.query("/projections")
                        .body()
                        .get("projections")
                        .valueStream()
                        .allMatch(one -> one.get("lag").asLong() == 0));
        long captured = number("select coalesce(max(global_index), 0) from domain_event"
                + " where payload_type like '%EpcisEventCaptured' or payload_type like '%MasterDataCaptured'");
        await().atMost(SETTLE).until(() -> number("select position from chain_progress") >= captured);
        await().atMost(SETTLE).until(() -> number("select position from subscription_matching") >= captured);
        awaitTally(captured);
    }

    private void awaitTally(long captured) {
        await().atMost(SETTLE)
                .until(() -> number("select count(*) from tally where position >= " + captured
                                        + " and version <> '' and recount_after is null and events_exact")
                                == 1
                        && number("select count(*) from tally_queue") == 0);
    }

    /** @return how many of the documents that were given up are in the log, wholly */
    int assertEachEventIsInTheLogOnce(Partners partners) {
        jdbc.sql("drop schema if exists law cascade").update();
        jdbc.sql("create schema law").update();
        jdbc.sql("""
                        create table law.logged as
                        select position, entry->>'eventID' as event_id, entry->>'captureID' as capture_id,
                               jsonb_exists((entry->>'document')::jsonb, 'errorDeclaration') as declares
                          from (select global_index as position, convert_from(payload, 'UTF8')::jsonb as entry
                                  from domain_event where payload_type like '%EpcisEventCaptured') e
                        """).update();
        assertNone(
                "logged twice",
                "select event_id || ' ' || declares from law.logged group by event_id, declares having count(*) > 1");
        Set<String> events = texts("select event_id from law.logged where not declares");
        Set<String> declared = texts("select event_id from law.logged where declares");

        int whole = 0;
        Set<String> expected = new HashSet<>();
        Set<String> expectedDeclared = new HashSet<>();
        for (SentDocument document : partners.acknowledged().values()) {
            expected.addAll(document.eventIDs());
            expectedDeclared.addAll(document.declared());
        }
        for (SentDocument document : partners.givenUp()) {
            long there = document.eventIDs().stream().filter(events::contains).count()
                    + document.declared().stream().filter(declared::contains).count();
            assertThat(there)
                    .as("events in the log of a document without an acknowledgement: %s", document.eventIDs())
                    .isIn(0L, (long) document.size());
            if (there == 0) continue;
            whole++;
            expected.addAll(document.eventIDs());
            expectedDeclared.addAll(document.declared());
        }
        assertThat(events).as("events in the log").isEqualTo(expected);
        assertThat(declared).as("error declarations in the log").isEqualTo(expectedDeclared);
        return whole;
    }

    /** After {@link #assertEachEventIsInTheLogOnce}. */
    void assertEachCaptureHasItsJob(Partners partners) {
        assertNone("jobs under way", "select capture_id from capture_job where running");
        assertNone(
                "events without their job",
                "select event_id from law.logged l where not exists (select from capture_job j where j.capture_id = l.capture_id)");
        assertThat(number("select sum(accepted_count) from capture_job"))
                .as("events that jobs accepted")
                .isEqualTo(number("select count(*) from law.logged"));
        Set<String> jobs = texts("select capture_id from capture_job where success and not running");
        assertThat(jobs).as("jobs").containsAll(partners.acknowledged().keySet());
        int asked = 0;
        for (String captureID : partners.acknowledged().keySet()) {
            if (asked++ > 200) break; // each is one request
            JsonNode job = client.captureJob(captureID).body();
            assertThat(job.path("success").asBoolean()).as(job.toString()).isTrue();
            assertThat(job.path("running").asBoolean()).as(job.toString()).isFalse();
        }
    }

    /** After {@link #assertEachEventIsInTheLogOnce}. */
    void assertEachEventIsInEveryTableOnce() {
        for (String table : List.of("event", "queried_event", "lineage_event")) {
            assertNone(
                    "logged, but not in " + table,
                    "select event_id from law.logged where not declares and position not in" + " (select position from "
                            + table + " where position is not null)");
        }
        assertNone(
                "not logged, but in event",
                "select event_id from event where position not in (select position from law.logged)");
        assertNone(
                "declarations that are not in error_declaration",
                "select event_id from law.logged where declares and position not in (select position from error_declaration)");
        assertNone(
                "shipments that are no critical tracking event",
                "select event_id from law.logged l where event_id like 'urn:event:%:2' and not exists"
                        + " (select from critical_tracking_event c where c.event_id = l.event_id)");
        assertThat(number("select sum(events) from tally_sum_events"))
                .as("events and declarations that the tally counts")
                .isEqualTo(number("select count(*) from law.logged"));
        assertNone("parked events", "select position::text from parked_event");
    }

    /** What kills left in the tables is what the whole log says, read at once. */
    void assertTablesAreWhatARebuildMakesOfTheLog() {
        ProjectedTables.ALL.forEach(table -> keep(table, "t::text"));
        TALLY.forEach((table, without) -> keep(table, withoutColumns(without)));

        List<String> projections = new ArrayList<>();
        client.query("/projections")
                .body()
                .get("projections")
                .forEach(one -> projections.add(one.get("projection").asString()));
        for (String projection : projections) {
            assertThat(client.create("/projections/" + projection + "/rebuild", "")
                            .status())
                    .isEqualTo(202);
            await().atMost(SETTLE)
                    .until(() -> client.query("/projections/" + projection)
                            .body()
                            .at("/rebuild/status")
                            .asString()
                            .equals("done"));
        }
        jdbc.sql("update tally set version = ''").update(); // counted by no code we know: all is counted again
        awaitTally(number("select max(position) from law.logged"));

        ProjectedTables.ALL.forEach(table -> assertSame(table, "t::text"));
        TALLY.forEach((table, without) -> assertSame(table, withoutColumns(without)));
    }

    private static String withoutColumns(List<String> columns) {
        StringBuilder text = new StringBuilder("to_jsonb(t)");
        columns.forEach(column -> text.append(" - '").append(column).append('\''));
        return "(" + text + ")::text";
    }

    private void keep(String table, String row) {
        jdbc.sql("create table law." + table + " as select " + row + " as line from " + table + " t")
                .update();
    }

    /** Both sides in one message: a row that is only counted otherwise is on both. */
    private void assertSame(String table, String row) {
        String kept = "select line from law." + table;
        String rebuilt = "select " + row + " as line from " + table + " t";
        assertThat(lines("select 'kept: ' || line from (" + kept + " except all " + rebuilt + ") k"))
                .as("rows of " + table + " that a rebuild does not make; it makes "
                        + lines("select line from (" + rebuilt + " except all " + kept + ") r"))
                .isEmpty();
        assertThat(lines("select line from (" + rebuilt + " except all " + kept + ") r"))
                .as("rows of " + table + " that only a rebuild makes")
                .isEmpty();
    }

    /** Every entry is a leaf of the tree, in its place, and checkpoints are signed and joined. */
    void assertChainIsWhole() {
        Instant now = Instant.now();
        await().atMost(SETTLE).until(() -> client.create("/audit/checks", "").status() == 202);
        JsonNode check = await().atMost(SETTLE)
                .until(
                        () -> client.query("/audit/checks").body(),
                        last -> last.path("finished_at").isString()
                                && !Instant.parse(last.path("started_at").asString())
                                        .isBefore(now));
        assertThat(check.path("faults")).as(check.toString()).isEmpty();
        long leaves = number("select count(*) from domain_event where payload_type like '%EpcisEventCaptured'"
                + " or payload_type like '%MasterDataCaptured'");
        assertThat(client.query("/audit/checkpoints/latest")
                        .body()
                        .path("tree_size")
                        .asLong())
                .as("leaves of the tree")
                .isEqualTo(leaves);
    }

    /** Every shipment once or, after an answer that was lost, again; in the order of the log. @return how many came again */
    int assertDelivered(Deliveries deliveries) {
        List<String> shipped = jdbc.sql(
                        "select event_id from law.logged where not declares and event_id like 'urn:event:%:2' order by position")
                .query(String.class)
                .list();
        await().atMost(SETTLE).until(() -> deliveries.distinct().size() >= shipped.size());
        assertThat(deliveries.distinct()).as("shipments delivered").isEqualTo(shipped);
        return deliveries.all().size() - shipped.size();
    }

    /** Delivered, or each attempt was killed. @return how the jobs ended, and how many of each */
    Map<String, Integer> assertExportsEnded(Partners partners) {
        Map<String, Integer> ends = new TreeMap<>();
        for (String job : Set.copyOf(partners.exports())) {
            JsonNode state = await().atMost(SETTLE)
                    .until(
                            () -> client.get("/exports/" + job).body(),
                            now -> Set.of("delivered", "failed")
                                    .contains(now.path("status").asString()));
            boolean delivered = state.get("status").asString().equals("delivered");
            ends.merge(delivered ? "delivered" : state.at("/failure/code").asString(), 1, Integer::sum);
            if (!delivered) continue;
            assertThat(ApiClient.fetch(state.get("signed_download_url").asString())
                            .status())
                    .isEqualTo(200);
            if (ends.values().stream().mapToInt(n -> n).sum() % 5 == 0)
                assertThat(client.get("/exports/" + job + "/verify").text("verdict"))
                        .isEqualTo("identical");
        }
        assertThat(ends.keySet())
                .as("how exports ended")
                .allMatch(end -> end.equals("delivered") || KILLED_TOO_OFTEN.contains(end));
        return ends;
    }

    void assertDrillsLinksAndKeysStand(Partners partners, ApiClient nobody) {
        for (String drill : partners.drills()) {
            JsonNode ended = await().atMost(SETTLE)
                    .until(
                            () -> client.get("/drills/" + drill).body(),
                            body -> body.path("ended_at").isString());
            boolean completed = ended.get("status").asString().equals("completed");
            if (!completed)
                assertThat(ended.at("/failure/code").asString())
                        .as(ended.toString())
                        .isIn(KILLED_TOO_OFTEN);
        }
        for (String link : partners.links()) {
            int status = nobody.page(link).status();
            if (status == TOO_MANY) break;
            assertThat(status).as(link).isEqualTo(200);
        }
        for (String key : partners.keys())
            assertThat(nobody.with(key).query("/events?perPage=1").status())
                    .as("a key that was acknowledged")
                    .isEqualTo(200);
    }

    /** Bytes per entry of the log of each table with its indexes, the largest first. Tables that a kill left swollen are shown so. */
    String sizes() {
        long entries = number("select count(*) from law.logged");
        return jdbc.sql("""
                        select c.relname || ' ' || pg_total_relation_size(c.oid) / :entries
                          from pg_class c join pg_namespace n on n.oid = c.relnamespace
                         where c.relkind = 'r' and n.nspname = 'public' and pg_total_relation_size(c.oid) / :entries > 0
                         order by pg_total_relation_size(c.oid) desc
                        """)
                .param("entries", entries)
                .query(String.class)
                .list()
                .toString();
    }

    private void assertNone(String what, String query) {
        assertThat(lines(query)).as(what).isEmpty();
    }

    private List<String> lines(String query) {
        return jdbc.sql("select * from (" + query + ") q limit 5")
                .query(String.class)
                .list();
    }

    private long number(String query) {
        return jdbc.sql(query).query(Long.class).single();
    }

    private Set<String> texts(String query) {
        return new HashSet<>(jdbc.sql(query).query(String.class).list());
    }
}
