package io.lotledger.api.bench;

import io.lotledger.api.lots.ProjectedLedger;
import io.lotledger.ingest.epcis.identifier.CheckDigit;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.index.IndexedDocuments;
import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.query.resource.EventResource;
import io.lotledger.projections.query.resource.EventResources;
import io.lotledger.projections.query.resource.EventResourcesProjection;
import io.lotledger.projections.query.search.EventSearch;
import io.lotledger.projections.query.search.FoundPage;
import io.lotledger.projections.query.search.QueryIndexProjection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * First pages of queries in a small ledger and in a large one, alone and while the index grows; in turns with the bare limit: the
 * same rows by a plain index on that one column, read by the client. 95th percentiles, in milliseconds. Also the rate at which the
 * index is filled, beside the event index, and its bytes on disk.
 */
class QueryBenchmark {
    private static final int EVENTS = Integer.getInteger("events", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 300);
    private static final int CHUNK = 10_000;
    private static final int PAGE = 30;

    private final ProjectedLedger ledger = new ProjectedLedger("query_benchmark", true);
    private final QueryIndexProjection index =
            new QueryIndexProjection(new JdbcTemplate(Objects.requireNonNull(ledger.manager.getDataSource())));
    private final EventResourcesProjection resources = new EventResourcesProjection(ledger.jdbc);
    private final EventResources lists = new EventResources(ledger.jdbc);
    private final EventSearch search =
            new EventSearch(ledger.jdbc, new IndexedDocuments(ledger.jdbc), ledger.manager, Duration.ofMinutes(1));
    private final SupplyChain chain = new SupplyChain(1, this::add);
    private final List<EpcisEventCaptured> chunk = new ArrayList<>();
    private final Random random = new Random(1);
    private long position;
    private int seasons;
    private double indexNanos;
    private double eventNanos;
    private double resourceNanos;

    @Test
    void queries() {
        grow(10_000);
        measure("alone");
        grow(EVENTS);
        measure("alone");
        sizes();
        Thread growing = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                chain.seasons(10);
                seasons += 10;
                project();
            }
        });
        growing.start();
        measure("while the index grows");
        growing.interrupt();
        ledger.close();
    }

    private void grow(int events) {
        while (position < events) {
            chain.seasons(100);
            seasons += 100;
        }
        project();
    }

    private void add(String event) {
        String id = event.replaceAll("(?s).*\"eventID\":\"([^\"]+)\".*", "$1");
        chunk.add(ledger.json(id, event));
        if (chunk.size() == CHUNK) project();
    }

    private void project() {
        long began = System.nanoTime();
        ledger.project(0, chunk, position + 1, 1_000);
        long indexed = System.nanoTime();
        ledger.project(index, chunk, position + 1, 1_000);
        long listed = System.nanoTime();
        ledger.project(resources, chunk, position + 1, 1_000);
        resourceNanos += System.nanoTime() - listed;
        indexNanos += listed - indexed;
        eventNanos += indexed - began;
        position += chunk.size();
        chunk.clear();
    }

    private void measure(String when) {
        if (when.equals("alone")) {
            ledger.jdbc.sql("drop table if exists bare").update();
            ledger.jdbc
                    .sql(
                            "create table bare as select organisation, event_id, biz_step, event_time, position from event")
                    .update();
            ledger.jdbc.sql("create index on bare (event_id)").update();
            ledger.jdbc
                    .sql("create index on bare (biz_step, event_time, position)")
                    .update();
            ledger.jdbc.sql("vacuum analyze").update();
        }
        Map<String, Supplier<EventQuery>> queries = new LinkedHashMap<>();
        queries.put("EQ_eventID", () -> query("EQ_eventID", "urn:event:" + random.nextInt((int) position)));
        queries.put("MATCH_epc", () -> query("MATCH_epc", sscc(4 + random.nextInt(seasons * 4 - 4))));
        queries.put(
                "MATCH_anyEPCClass",
                () -> query("MATCH_anyEPCClass", SupplyChain.processedLot(1 + random.nextInt(seasons))));
        queries.put(
                "EQ_bizTransaction_bol",
                () -> query(
                        "EQ_bizTransaction_bol",
                        "urn:epcglobal:cbv:bt:9521101000108:BOL-" + (1 + random.nextInt(seasons))));
        queries.put(
                "EQ_bizStep and times",
                () -> query(
                        "EQ_bizStep",
                        "shipping",
                        "GE_eventTime",
                        "2026-02-01T00:00:00Z",
                        "LT_eventTime",
                        "2026-11-01T00:00:00Z"));
        queries.put(
                "EQ_readPoint and EQ_action",
                () -> query("EQ_readPoint", gln(random.nextInt(200)), "EQ_action", "OBSERVE"));
        queries.forEach((name, next) -> report(when, name, next));
        deep(when);
        epcs(when);
    }

    private void report(String when, String name, Supplier<EventQuery> next) {
        List<Double> bare = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        long found = 0;
        for (int round = -20; round < ROUNDS; round++) {
            EventQuery query = next.get();
            int[] size = {0};
            double t = millis(() -> size[0] = page(query).size());
            double b = millis(() -> bare(name));
            if (round < 0) continue;
            times.add(t);
            bare.add(b);
            found += size[0];
        }
        print(when, name, bare, times, (double) found / ROUNDS);
    }

    private FoundPage page(EventQuery query) {
        return search.find(ProjectedLedger.ORGANISATION, query, Long.MAX_VALUE, null, PAGE);
    }

    /** The page in the middle of all results, beside the first. */
    private void deep(String when) {
        EventQuery query = query("EQ_bizStep", "shipping");
        FoundPage half = search.find(
                ProjectedLedger.ORGANISATION, query, Long.MAX_VALUE, null, (int) Math.min(50_000, position / 20));
        List<Double> first = new ArrayList<>();
        List<Double> deep = new ArrayList<>();
        for (int round = -20; round < ROUNDS; round++) {
            double f = millis(() -> page(query).size());
            double d = millis(() -> search.find(
                            ProjectedLedger.ORGANISATION,
                            query,
                            Long.MAX_VALUE,
                            half.next().orElseThrow(),
                            PAGE)
                    .size());
            if (round < 0) continue;
            first.add(f);
            deep.add(d);
        }
        print(when, "deep page beside the first", first, deep, PAGE);
    }

    /** A page of {@code /epcs} beside its first page. */
    private void epcs(String when) {
        List<Double> first = new ArrayList<>();
        List<Double> any = new ArrayList<>();
        for (int round = -20; round < ROUNDS; round++) {
            String after = sscc(4 + random.nextInt(seasons * 4 - 4));
            double f = millis(() -> page("").size());
            double a = millis(() -> page(after).size());
            if (round < 0) continue;
            first.add(f);
            any.add(a);
        }
        print(when, "page of /epcs beside the first", first, any, PAGE);
    }

    private List<String> page(String after) {
        return lists.after(ProjectedLedger.ORGANISATION, EventResource.EPCS, after, PAGE + 1);
    }

    /** One row by its id, or a page by step and time, with their documents. */
    private int bare(String name) {
        if (name.startsWith("EQ_bizStep")) {
            return ledger.jdbc.sql("""
                            select e.document from bare b join event e on e.position = b.position
                             where b.biz_step = 'shipping' order by b.event_time desc, b.position desc limit 31
                            """).query(String.class).list().size();
        }
        return ledger.jdbc
                .sql("select e.document from bare b join event e on e.position = b.position where b.event_id = :id")
                .param("id", "urn:event:" + random.nextInt(10_000))
                .query(String.class)
                .list()
                .size();
    }

    private void print(String when, String name, List<Double> bare, List<Double> times, double found) {
        System.out.printf(
                Locale.ROOT,
                "%d events, %s, %s: p50 %.1f, p95 %.1f ms (bare p50 %.1f, p95 %.1f); %.1f events a page%n",
                position,
                when,
                name,
                percentile(times, 50),
                percentile(times, 95),
                percentile(bare, 50),
                percentile(bare, 95),
                found);
    }

    private void sizes() {
        System.out.printf(
                Locale.ROOT,
                "event index %.0f ev/s, query index %.0f ev/s, resources %.0f ev/s%n",
                position / eventNanos * 1e9,
                position / indexNanos * 1e9,
                position / resourceNanos * 1e9);
        ledger.jdbc.sql("""
                        select count(*), avg(length(value)), pg_relation_size('event_resource'),
                               pg_relation_size('event_resource_pkey')
                          from event_resource
                        """).query(row -> {
            double values = row.getLong(1);
            System.out.printf(
                    Locale.ROOT,
                    "resources: %.0f values of %.0f characters; %.0f bytes a value for rows, %.0f for the key%n",
                    values,
                    row.getDouble(2),
                    row.getLong(3) / values,
                    row.getLong(4) / values);
        });
        ledger.jdbc.sql("""
                        select relname, pg_relation_size(oid) from pg_class
                         where relname like 'queried_event%' or relname like 'event%' order by relname
                        """).query(row -> {
            System.out.printf(
                    Locale.ROOT, "%s: %.0f bytes an event%n", row.getString(1), (double) row.getLong(2) / position);
        });
    }

    private static EventQuery query(String... namesAndValues) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2)
            parameters.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        return EventQuery.ofParameters(parameters, Map.of());
    }

    private static String sscc(int number) {
        String digits = "09521101%09d".formatted(number);
        return "https://id.gs1.org/00/" + digits + CheckDigit.of(digits);
    }

    private static String gln(int place) {
        String digits = "95211020%04d".formatted(place);
        return "https://id.gs1.org/414/" + digits + CheckDigit.of(digits);
    }

    private static double millis(IntSupplier work) {
        long began = System.nanoTime();
        if (work.getAsInt() < 0) throw new IllegalStateException("no count is negative");
        return (System.nanoTime() - began) / 1e6;
    }

    private static double percentile(List<Double> times, int percent) {
        return times.stream().sorted().toList().get(times.size() * percent / 100);
    }
}
