package io.lotledger.projections.query.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.bench.SupplyChain;
import io.lotledger.api.lots.ProjectedLedger;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.query.EventQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The plans of queries in a ledger of some ten thousand events: none reads the table from end to end, behind the wall or before it. */
class QueryPlanIT {
    private static final UUID OTHER = new UUID(7, 7);

    private static ProjectedLedger ledger;
    private static Candidates candidates;

    @BeforeAll
    static void fillLedger() {
        ledger = new ProjectedLedger("query_plans");
        List<EpcisEventCaptured> log = new ArrayList<>();
        SupplyChain chain = new SupplyChain(1, event -> log.add(ledger.json("urn:event:" + log.size(), event)));
        chain.seasons(300);
        QueryIndexProjection index =
                new QueryIndexProjection(new JdbcTemplate(Objects.requireNonNull(ledger.manager.getDataSource())));
        ledger.project(0, log, 1, 2_000);
        ledger.project(index, log, 1, 2_000);
        ledger.jdbc.sql("vacuum analyze queried_event").update();
        candidates = new Candidates(ledger.jdbc);
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @ParameterizedTest
    @CsvSource({
        "MATCH_epc, https://id.gs1.org/00/095211010000000406, queried_event_keys",
        "MATCH_anyEPC, https://id.gs1.org/00/095211010000000406, queried_event_keys",
        "MATCH_anyEPCClass, https://id.gs1.org/01/09521101000037/10/S7-0, queried_event_keys",
        "EQ_eventID, urn:event:17, queried_event_keys",
        "EQ_bizTransaction_bol, urn:epcglobal:cbv:bt:9521101000108:BOL-7, queried_event_keys",
        "EQ_value_CEL, 4, queried_event_keys",
        "EXISTS_errorDeclaration, true, queried_event_keys",
        "EQ_bizStep, shipping, queried_event_biz_step",
        "GE_eventTime, 2026-02-01T00:00:00Z, queried_event_event_time",
        "eventCountLimit, 5, queried_event_event_time"
    })
    void readsItsIndex(String parameter, String value, String index) {
        assertThat(plans(ProjectedLedger.ORGANISATION, parameter, value))
                .allSatisfy(plan -> assertThat(plan).contains(index).doesNotContain("Seq Scan"));
    }

    @Test
    void stepWithTimesReadsOneRangeOfItsIndex() {
        List<String> plans = plans(
                ProjectedLedger.ORGANISATION,
                "EQ_bizStep",
                "shipping",
                "GE_eventTime",
                "2026-02-01T00:00:00Z",
                "LT_eventTime",
                "2026-09-01T00:00:00Z");

        assertThat(plans)
                .allSatisfy(plan -> assertThat(plan)
                        .contains("queried_event_biz_step")
                        .doesNotContain("Seq Scan")
                        .doesNotContain("Sort"));
    }

    @Test
    void deepPageReadsAsFirstPageDoes() {
        EventQuery query = query("EQ_bizStep", "shipping");
        List<Cursor> rows = candidates.next(ProjectedLedger.ORGANISATION, query, Long.MAX_VALUE, null, 2_000);

        assertThat(plans(ProjectedLedger.ORGANISATION, query, rows.get(rows.size() - 1)))
                .allSatisfy(plan -> assertThat(plan)
                        .contains("queried_event_biz_step")
                        .contains("Index Cond: ((organisation")
                        .contains("ROW(event_time")
                        .doesNotContain("Sort"));
    }

    @Test
    void anotherOrganisationReadsNoneOfTheseRows() {
        List<String> plans = plans(OTHER, "MATCH_epc", "https://id.gs1.org/00/095211010000000406");

        assertThat(plans)
                .allSatisfy(plan -> assertThat(plan)
                        .doesNotContain("Rows Removed")
                        .doesNotContain("Seq Scan")
                        .contains("rows=0"));
    }

    @Test
    void manyQueriesForSingleValuesReadTheirKeys() {
        MatchingEvents matching = new MatchingEvents(ledger.jdbc);
        String place = ledger.jdbc
                .sql("select read_point from event where read_point is not null order by position limit 1")
                .query(String.class)
                .single();
        List<Map<String, String>> queries = List.of(
                Map.of("EQ_readPoint", place, "LT_eventTime", "2030-01-01T00:00:00Z"),
                Map.of("EQ_readPoint", place, "EQ_INNER_lotledger:cooledAt", "urn:example:cooler"));

        List<String> plan = matching.statement("explain (costs off) ", ProjectedLedger.ORGANISATION, queries, 1_000)
                .query(String.class)
                .list();

        assertThat(String.join("\n", plan)).contains("queried_event_keys").doesNotContain("Seq Scan");
        assertThat(matching.ofAny(ProjectedLedger.ORGANISATION, queries, 7)).hasSize(7);
        assertThat(matching.ofAny(OTHER, queries, 7)).isEmpty();
    }

    private static EventQuery query(String... namesAndValues) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2)
            parameters.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        if (parameters.containsKey("eventCountLimit")) parameters.put("orderBy", List.of("eventTime"));
        return EventQuery.ofParameters(parameters, Map.of());
    }

    private static List<String> plans(UUID organisation, String... namesAndValues) {
        return plans(organisation, query(namesAndValues), null);
    }

    /** Of the owner of the tables, and of a reader behind the wall. */
    private static List<String> plans(UUID organisation, EventQuery query, @Nullable Cursor after) {
        return List.of(plan(organisation, query, after, false), plan(organisation, query, after, true));
    }

    private static String plan(UUID organisation, EventQuery query, @Nullable Cursor after, boolean walled) {
        return new TransactionTemplate(ledger.manager).execute(status -> {
            if (walled) ledger.readBehindTheWall(organisation);
            candidates.planForValues();
            Candidates.Filters filters = candidates.filters(organisation, query, Long.MAX_VALUE, after, 31);
            Candidates.Statement statement = filters.hasKeys() ? filters.byKeys() : filters.byOrder();
            return String.join(
                    "\n",
                    ledger.jdbc
                            .sql("explain (analyze, costs off, timing off) " + statement.sql())
                            .params(statement.parameters())
                            .query(String.class)
                            .list());
        });
    }
}
