package io.lotledger.export.job;

import io.lotledger.export.job.WorkbookDelivered.WorkbookRules;
import io.lotledger.export.lifecycle.ExportClock;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordDelivery;
import io.lotledger.export.lifecycle.ExportJobCommand.RequestExport;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** An export of one lot of romaine, and what happens to it. */
public final class Romaine {
    public static final UUID ORGANISATION = UUID.fromString("0a1b2c3d-0000-4000-8000-000000000001");
    public static final Lot LOT = new Lot(ORGANISATION, LotKey.of(new Gtin("09506000134352"), "ROM-7"));
    public static final ExportSubject SUBJECT = new ExportSubject(LOT, Direction.BOTH, WorkbookFormat.XLSX);
    public static final UUID JOB = SUBJECT.jobId(1);
    public static final String LINK = "7HkqVt3RbX9m";
    static final String KEY_ID = "k7";
    static final long LOG_POSITION = 4711;
    static final String OBJECT_KEY = "exports/" + ORGANISATION + "/job.xlsx";
    static final String FILE_NAME = "fda-export_09506000134352_ROM-7_both_2026-11-23.xlsx";
    public static final String SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    static final String CONTENT_SHA256 = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
    static final String VERSION = "0.1.0";
    static final String BUILD = "26cde4c0f1a2";
    public static final WorkbookRules RULES = new WorkbookRules(
            new Maker(VERSION, BUILD), Map.of("event-index", 5, "lineage", 22, "master-data", 6, "cte", 44));
    public static final Instant ASKED = Instant.parse("2026-11-23T16:00:00.125Z");

    private Romaine() {}

    public static RequestExport request() {
        return RequestExport.of(SUBJECT, 1, KEY_ID, LOG_POSITION, null);
    }

    public static ExportRequested requested() {
        return new ExportRequested(
                JOB,
                ORGANISATION,
                LOT.id(),
                LOT.key().uri(),
                Direction.BOTH,
                WorkbookFormat.XLSX,
                1,
                KEY_ID,
                ASKED,
                LOG_POSITION,
                null);
    }

    /** Of criteria instead of the lot. */
    public static ExportRequested requested(LotCriteria criteria) {
        return new ExportRequested(
                JOB,
                ORGANISATION,
                null,
                null,
                Direction.BOTH,
                WorkbookFormat.XLSX,
                1,
                KEY_ID,
                ASKED,
                LOG_POSITION,
                null,
                criteria,
                null);
    }

    public static String shortId() {
        return requested().shortId();
    }

    public static ProcessingStarted started(int attempt) {
        return new ProcessingStarted(JOB, attempt, ASKED.plusSeconds(attempt));
    }

    public static AttemptFailed attemptFailed(int attempt) {
        return new AttemptFailed(
                JOB, attempt, "storage_unavailable", "S3 did not answer.", ASKED.plusSeconds(9), ASKED.plusSeconds(7));
    }

    public static RecordDelivery delivery(int attempt) {
        return new RecordDelivery(
                JOB,
                attempt,
                OBJECT_KEY,
                FILE_NAME,
                SHA256,
                CONTENT_SHA256,
                RULES,
                23_456,
                rows(),
                OBJECT_KEY + ".manifest.json");
    }

    public static WorkbookDelivered delivered(int attempt, Instant at) {
        return new WorkbookDelivered(
                JOB,
                attempt,
                OBJECT_KEY,
                FILE_NAME,
                SHA256,
                CONTENT_SHA256,
                VERSION,
                BUILD,
                RULES.tables(),
                23_456,
                rows(),
                OBJECT_KEY + ".manifest.json",
                at);
    }

    public static WorkbookDelivered delivered() {
        return delivered(1, ASKED.plusSeconds(3));
    }

    public static ExportFailed failed() {
        return new ExportFailed(JOB, 1, "trace_too_large", "The trace has 2,000,000 rows.", ASKED.plusSeconds(3));
    }

    public static DeadlineMissed missedDeadline() {
        Instant due = ASKED.plus(ExportClock.SLA);
        return new DeadlineMissed(JOB, due, due.plusSeconds(31));
    }

    public static WorkbookExpired expired() {
        return new WorkbookExpired(JOB, ASKED.plusSeconds(3).plus(Duration.ofDays(731)));
    }

    public static LinkMade linkMade() {
        return new LinkMade(
                JOB, LINK, SHA256, "FDA, call of Friday", ASKED.plus(Duration.ofDays(7)), ASKED.plusSeconds(10), "k9");
    }

    private static Map<String, Long> rows() {
        Map<String, Long> rows = new LinkedHashMap<>();
        rows.put("Shipping", 3L);
        rows.put("Receiving", 2L);
        return rows;
    }
}
