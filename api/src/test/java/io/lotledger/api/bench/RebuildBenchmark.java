package io.lotledger.api.bench;

import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.epcis.identifier.Uuids;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.projections.cte.table.CteProjection;
import io.lotledger.projections.index.EventIndexProjection;
import io.lotledger.projections.lineage.facts.LineageProjection;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.processor.ProjectionFollowers;
import io.lotledger.projections.rebuild.RebuildProgress;
import io.lotledger.projections.rebuild.Rebuilds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Each projection rebuilt from a log of supply chains, as an admin has it done; in the same run as its limit, which reads nothing and
 * parses nothing: {@code insert … select} of the rows it ends with, into tables with the same indexes.
 */
class RebuildBenchmark {
    private static final int SEASONS = Integer.getInteger("seasons", 1_500);
    private static final String WHICH = System.getProperty("projections", ".*");
    private static final int BATCH = 2_000;
    private static final UUID ORGANISATION = UUID.fromString("6f2c7a10-0000-4000-8000-000000000009");

    private final LotledgerServer server = LotledgerServer.shared();
    private final JdbcClient jdbc = server.bean(JdbcClient.class);

    @Test
    void rebuild() {
        server.bean(ProjectionFollowers.class).stop();
        long began = System.nanoTime();
        int events = fillLog();
        System.out.printf(Locale.ROOT, "log of %d events made in %.1f s%n", events, seconds(began));
        List<Projection> projections = List.of(
                server.bean(EventIndexProjection.class),
                server.bean(LineageProjection.class),
                server.bean(MasterDataProjection.class),
                server.bean(CteProjection.class));
        for (Projection projection : projections) {
            if (!projection.name().matches(WHICH)) continue;
            double ours = rebuild(projection);
            double bare = insertSelect(projection);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.0f ev/s (%.1f s); insert … select of its rows: %.1f s, share %.2f; heap at most %d MB%n",
                    projection.name(),
                    events / ours,
                    ours,
                    bare,
                    bare / ours,
                    Runtime.getRuntime().maxMemory() >> 20);
        }
    }

    private int fillLog() {
        EventLog log = server.bean(EventLog.class);
        TransactionTemplate transaction = new TransactionTemplate(server.bean(PlatformTransactionManager.class));
        List<LogEntry> batch = new ArrayList<>();
        int[] told = new int[1];
        Instant now = Instant.parse("2026-11-01T00:00:00Z");
        new SupplyChain(1, document -> {
                    String id = "urn:event:" + told[0]++;
                    EpcisEventCaptured captured =
                            new EpcisEventCaptured(ORGANISATION, "capture", id, now, document, null);
                    batch.add(new LogEntry(Uuids.v5(ORGANISATION, "event", id), 0, now, captured));
                    if (batch.size() < BATCH) return;
                    transaction.executeWithoutResult(status -> log.append(batch));
                    batch.clear();
                })
                .seasons(SEASONS);
        if (!batch.isEmpty()) transaction.executeWithoutResult(status -> log.append(batch));
        return told[0];
    }

    private double rebuild(Projection projection) {
        Rebuilds rebuilds = server.bean(Rebuilds.class);
        long began = System.nanoTime();
        rebuilds.begin(projection.name(), "benchmark");
        Awaitility.await()
                .atMost(Duration.ofHours(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> rebuilds.progress().stream()
                        .anyMatch(p ->
                                p.projection().equals(projection.name()) && p.phase() == RebuildProgress.Phase.DONE));
        return seconds(began);
    }

    private double insertSelect(Projection projection) {
        jdbc.sql("drop schema if exists bare cascade").update();
        jdbc.sql("create schema bare").update();
        for (String table : projection.tables()) {
            jdbc.sql("create table bare." + table + " (like " + table + " including all)")
                    .update();
        }
        long began = System.nanoTime();
        for (String table : projection.tables()) {
            jdbc.sql("insert into bare." + table + " select * from " + table).update();
        }
        return seconds(began);
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
