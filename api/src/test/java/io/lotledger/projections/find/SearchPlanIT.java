package io.lotledger.projections.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.lotledger.api.bench.SupplyChain;
import io.lotledger.api.lots.ProjectedLedger;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.lineage.facts.PackingReads;
import io.lotledger.projections.lineage.packing.PackingFacts;
import io.lotledger.projections.processor.ProjectionPositions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables of the search: what order they are filled in, and what reading them costs, before the wall and behind it. */
class SearchPlanIT {
    private static final UUID OTHER = new UUID(0, 9);
    private static final List<String> TABLES = List.of("search_term", "search_document", "used_key", "used_key_lot");

    private static ProjectedLedger ledger;
    private static FindProjection projection;
    private static List<EpcisEventCaptured> log;

    @BeforeAll
    static void makeLog() {
        ledger = new ProjectedLedger("find");
        projection = new FindProjection(ledger.jdbc);
        log = new ArrayList<>();
        new SupplyChain(1, event -> log.add(ledger.json("urn:event:" + log.size(), event))).seasons(10);
        fillForAnother();
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    /** 50,000 lots of another organisation, whose rows no search of this one may read. */
    private static void fillForAnother() {
        ledger.jdbc.sql("""
                        insert into search_term
                        select :other, kind, 'abc' || i, 0, 'lot' || i, 'abc' || i
                          from generate_series(1, 50000) as i, unnest(array[1, 2, 3, 4]) as kind
                        """).param("other", OTHER).update();
        ledger.jdbc.sql("""
                        insert into used_key_lot
                        select :other, kind, case when kind = 1 then '' else 'key' || i % 10 end, cast(md5(i::text) as uuid), i, 4
                          from generate_series(1, 50000) as i, unnest(array[1, 2, 3]) as kind
                        """).param("other", OTHER).update();
        ledger.jdbc.sql("""
                        insert into used_key
                        select :other, kind, 'key' || i, i % 1000, i, false
                          from generate_series(1, 20000) as i, unnest(array[2, 3]) as kind
                        """).param("other", OTHER).update();
        ledger.jdbc.sql("vacuum analyze search_term, used_key_lot, used_key").update();
    }

    @Test
    void everyOrderOfArrivalGivesTheSameRows() {
        ledger.project(projection, log, 1, 1_000);
        List<String> rows = rows();
        assertThat(rows).hasSizeGreaterThan(500).doesNotHaveDuplicates();

        for (int seed = 1; seed <= 3; seed++) {
            for (String table : TABLES)
                ledger.jdbc
                        .sql("delete from " + table + " where organisation <> :other")
                        .param("other", OTHER)
                        .update();
            ledger.jdbc
                    .sql("update projection_position set position = 0 where projection = 'find'")
                    .update();
            List<EpcisEventCaptured> shuffled = new ArrayList<>(log);
            Collections.shuffle(shuffled, new Random(seed));

            ledger.project(projection, shuffled, 1, seed * 37);

            assertThat(rows()).isEqualTo(rows);
        }
    }

    @Test
    void truckThatIsLoadedThousandsOfTimesIsReadByIndex() {
        ledger.jdbc.sql("""
                        insert into containment (position, ordinal, organisation, event_id, event_time, action, parent, child_unit)
                        select i, 0, :other, 'load' || i, to_timestamp(i), 'ADD', 'truck', 'pallet' || i
                          from generate_series(1, 4000) as i
                        """).param("other", OTHER).update();
        ledger.jdbc.sql("analyze containment").update();
        PackingReads packings = new PackingReads(ledger.jdbc);

        PackingFacts facts = assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> packings.inForce(OTHER, List.of("truck"), Long.MAX_VALUE));

        assertThat(facts.inOrder()).hasSize(4_000);
    }

    @Test
    void unitIsReadWithoutAllTheOthersThatWereEverEmptied() {
        ledger.jdbc.sql("""
                        insert into containment (position, ordinal, organisation, event_id, event_time, action, parent, sets)
                        select 10000 + i, 0, :other, 'empty' || i, to_timestamp(i), 'DELETE', 'emptied' || i, true
                          from generate_series(1, 5000) as i
                        """).param("other", OTHER).update();
        ledger.jdbc.sql("analyze containment").update();
        PackingReads packings = new PackingReads(ledger.jdbc);

        new TransactionTemplate(ledger.manager).executeWithoutResult(status -> {
            long before = packingsRead();
            packings.inForce(OTHER, List.of("emptied7"), Long.MAX_VALUE);

            assertThat(packingsRead() - before).isLessThan(20);
        });
    }

    /** By this connection. */
    private static long packingsRead() {
        return ledger.jdbc.sql("""
                        select seq_tup_read + idx_tup_fetch
                          from pg_stat_xact_user_tables
                         where relname = 'containment'
                        """).query(Long.class).single();
    }

    @Test
    void projectionPlansWhatDecidesContentsOnceAndAgainForALedgerOfTwiceTheSize() {
        PackingReads packings = new PackingReads(ledger.jdbc);
        new TransactionTemplate(ledger.manager).executeWithoutResult(status -> {
            new ProjectionPositions(ledger.jdbc).prepareToWrite();
            for (int i = 0; i < 10; i++) {
                packings.inForce(OTHER, List.of("none"), 5_000);
                packings.inForce(OTHER, List.of("none"), 10_000);
            }

            assertThat(ledger.jdbc.sql("""
                                    select generic_plans > 0 and custom_plans = 0
                                      from pg_prepared_statements
                                     where statement like '%recursive inside(unit)%' and statement not like '%pg_prepared_statements%'
                                    """).query(Boolean.class).list()).containsExactly(true, true);
            assertThat(ledger.jdbc
                            .sql("show plan_cache_mode")
                            .query(String.class)
                            .single())
                    .isEqualTo("force_custom_plan");
        });
    }

    /** The range has 11,000 terms: for a thousand, reading them all and sorting costs about as much, and either plan may come. */
    @Test
    void searchReadsItsRangeOfTheKey() {
        for (SearchKind kind : SearchKind.values()) {
            Map<String, Object> text = Map.of(
                    "organisation",
                    OTHER,
                    "kind",
                    kind.code,
                    "from",
                    "abc4",
                    "to",
                    "abc4\uDBFF\uDFFF",
                    "first",
                    "abc4",
                    "words",
                    new String[] {"abc4"},
                    "limit",
                    9);
            Map<String, Object> page = new HashMap<>(text);
            page.putAll(Map.of("afterTerm", "abc4", "afterStart", "-1", "afterTarget", ""));

            assertThat(plans(SearchIndex.PAGE, page))
                    .allSatisfy(plan -> assertThat(plan)
                            .contains("using search_term_pkey", "Index Cond: ((organisation =", "rows=9")
                            .doesNotContain("Sort", "Seq Scan on search_term"))
                    .allSatisfy(plan -> assertThat(pages(plan)).isLessThan(20));
            assertThat(plans(SearchIndex.COUNT, text))
                    .allSatisfy(plan -> assertThat(plan)
                            .contains("using search_term_pkey", "Index Cond: ((organisation =")
                            .doesNotContain("Seq Scan on search_term"))
                    .allSatisfy(plan -> assertThat(pages(plan)).isLessThan(30));
        }
    }

    @Test
    void listsReadTheirOrderFromAnIndex() {
        Map<String, Object> lots = new HashMap<>(Map.of(
                "organisation",
                OTHER,
                "kind",
                3,
                "key",
                "key3",
                "beforePosition",
                Long.MAX_VALUE,
                "beforeLot",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "limit",
                9));
        lots.put("product", null);
        assertThat(plans(LotsOfKeys.PAGE, lots))
                .allSatisfy(plan -> assertThat(plan)
                        .contains("using used_key_lot_newest", "Index Cond: ((organisation =")
                        .doesNotContain("Sort", "Seq Scan"));
        lots.put("product", "key3");
        assertThat(plans(LotsOfKeys.PAGE, lots))
                .allSatisfy(
                        plan -> assertThat(plan).contains("used_key_lot_pkey").doesNotContain("Seq Scan"));

        assertThat(plans(
                        KnownKeys.PAGE,
                        Map.of("organisation", OTHER, "kind", 2, "lots", 700L, "events", 5L, "key", "", "limit", 31)))
                .allSatisfy(plan -> assertThat(plan)
                        .contains("using used_key_most", "Index Cond: ((organisation =")
                        .doesNotContain("Sort", "Seq Scan"));
    }

    /** The tables are small here: without sequential scans the plan shows whether an index serves at all. */
    @Test
    void unitsAndDocumentsAreLookedUpByTheirIndexes() {
        assertThat(plansWithoutScans(
                        UnitStays.STAYS, Map.of("organisation", OTHER, "unit", "https://id.gs1.org/00/1", "limit", 9)))
                .allSatisfy(plan -> assertThat(plan)
                        .contains("containment_parent", "serial_lot_unit")
                        .doesNotContain("Seq Scan on containment", "Seq Scan on serial_lot"));
        assertThat(plansWithoutScans(
                        NamedEvents.OF_DOCUMENT,
                        Map.of("organisation", OTHER, "document", "urn:x", "after", -1L, "limit", 9)))
                .allSatisfy(plan -> assertThat(plan)
                        .contains("search_document_pkey", "event_pkey")
                        .doesNotContain("Seq Scan"));
    }

    /** A scan that begins at the first term of the kind reads hundreds of pages before it comes to these. */
    private static int pages(String plan) {
        Matcher buffers =
                Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?").matcher(plan);
        assertThat(buffers.find()).as(plan).isTrue();
        return Integer.parseInt(buffers.group(1)) + (buffers.group(2) == null ? 0 : Integer.parseInt(buffers.group(2)));
    }

    private static List<String> plansWithoutScans(String sql, Map<String, Object> parameters) {
        return plans(sql, parameters, "off");
    }

    private static List<String> plans(String sql, Map<String, Object> parameters) {
        return plans(sql, parameters, "on");
    }

    /** Of the owner of the tables, and of a reader behind the wall. */
    private static List<String> plans(String sql, Map<String, Object> parameters, String scans) {
        return Stream.of(false, true)
                .map(walled -> Objects.requireNonNull(new TransactionTemplate(ledger.manager).execute(status -> {
                    ledger.jdbc.sql("set local enable_seqscan = " + scans).update();
                    if (walled) ledger.readBehindTheWall(OTHER);
                    return plan(sql, parameters);
                })))
                .toList();
    }

    private static String plan(String sql, Map<String, Object> parameters) {
        return String.join(
                "\n",
                ledger.jdbc
                        .sql("explain (analyze, buffers, costs off, timing off) " + sql)
                        .params(parameters)
                        .query(String.class)
                        .list());
    }

    /** Without the positions, which are those of arrival. */
    private static List<String> rows() {
        return ledger.jdbc.sql("""
                        select 'term ' || concat_ws(' ', kind, term, start_at, target, name) from search_term where organisation <> :other
                        union all
                        select 'document ' || concat_ws(' ', document, type, number, count(*)) from search_document
                         where organisation <> :other group by document, type, number
                        union all
                        select 'key ' || concat_ws(' ', kind, key, lots, events, described) from used_key where organisation <> :other
                        union all
                        select 'lot ' || concat_ws(' ', kind, key, lot_id, way) from used_key_lot where organisation <> :other
                        order by 1
                        """).param("other", OTHER).query(String.class).list();
    }
}
