package io.lotledger.export.drill;

import io.lotledger.export.delivery.StorageUnavailable;
import io.lotledger.export.delivery.Workbook;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.drill.DrillCommand.CompleteDrill;
import io.lotledger.export.drill.DrillCommand.FailDrill;
import io.lotledger.export.drill.DrillCommand.StartDrill;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.LotCriteria;
import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.lifecycle.FailureCode;
import io.lotledger.export.request.ReadModels;
import io.lotledger.export.source.ReservedOutput;
import io.lotledger.export.source.TraceScores;
import io.lotledger.export.source.WorkFolder;
import io.lotledger.export.source.WorkbookSource;
import io.lotledger.export.source.WorkbookSource.Rendering;
import io.lotledger.export.workbook.content.Sha256;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import io.lotledger.ingest.eventlog.outage.DiskShortException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one attempt at a drill: renders the workbook as an export does, stores it, scores the trace, and records what came of it. */
public class DrillRunner {
    private static final Logger LOG = LoggerFactory.getLogger(DrillRunner.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration WHILE_DISK_IS_SHORT = Duration.ofSeconds(5);

    private final DrillHistory history;
    private final ReadModels readModels;
    private final WorkbookSource source;
    private final TraceScores scores;
    private final WorkFolder folder;
    private final WorkbookStore store;
    private final CommandGateway commands;
    private final ExportPolicy policy;
    private final Clock clock;
    private final DiskReserve reserve;
    /** When this node last put a drill off because the disk was short. The read models rested too. */
    private volatile Instant lastShort = Instant.MIN;

    public DrillRunner(
            DrillHistory history,
            ReadModels readModels,
            WorkbookSource source,
            TraceScores scores,
            WorkFolder folder,
            WorkbookStore store,
            CommandGateway commands,
            ExportPolicy policy,
            Clock clock,
            DiskReserve reserve) {
        this.history = history;
        this.readModels = readModels;
        this.source = source;
        this.scores = scores;
        this.folder = folder;
        this.store = store;
        this.commands = commands;
        this.policy = policy;
        this.clock = clock;
        this.reserve = reserve;
    }

    /** @return the pause before the next look; empty when the drill has ended, or does not exist */
    Optional<Duration> run(UUID drillId) {
        int attempt = 0;
        try {
            Optional<DrillState> drill = history.find(drillId);
            if (drill.isEmpty() || drill.get().status().isFinal()) return Optional.empty();
            if (reserve.isShort()) {
                lastShort = clock.instant();
                return Optional.of(WHILE_DISK_IS_SHORT);
            }
            DrillRequested request = drill.get().request();
            attempt = drill.get().attempts() + 1;
            if (readModels.position() < request.logPosition()) return waitForTables(request, attempt);
            if (attempt > policy.attempts()) {
                fail(
                        request.drillId(),
                        attempt,
                        FailureCode.WORKER_LOST,
                        "None of " + policy.attempts() + " attempts ended. Start another drill; if it fails again, the"
                                + " operator finds the reason in the server's log.");
                return Optional.empty();
            }
            if (!Boolean.TRUE.equals(commands.sendAndWait(new StartDrill(drillId, attempt)))) return Optional.empty();
            make(request, attempt);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) return Optional.of(Duration.ZERO); // the server stops
            return setBack(drillId, attempt, e);
        }
    }

    private Optional<Duration> waitForTables(DrillRequested request, int attempt) {
        Instant since = lastShort.isAfter(request.requestedAt()) ? lastShort : request.requestedAt();
        Duration waited = Duration.between(since, clock.instant());
        if (waited.compareTo(policy.readModelsWait()) < 0) return Optional.of(LOOK_AGAIN);
        fail(
                request.drillId(),
                attempt,
                FailureCode.READ_MODELS_BEHIND,
                "The read models stand at position " + readModels.position() + " of the log and did not reach "
                        + request.logPosition() + " within "
                        + policy.readModelsWait().toMinutes()
                        + " minutes. Start another drill when System shows no lag.");
        return Optional.empty();
    }

    private void make(DrillRequested request, int attempt) throws IOException {
        Path file = folder.file(".xlsx");
        try {
            MessageDigest sha256 = Sha256.digest();
            ExportRequested export = asExport(request);
            Rendering rendering;
            try (OutputStream out = new BufferedOutputStream(
                    new DigestOutputStream(ReservedOutput.to(file, reserve), sha256), 1 << 16)) {
                rendering = source.render(export, source.maker(), out, (done, total) -> {});
            }
            if (rendering instanceof Rendering.Refused refused) {
                fail(request.drillId(), attempt, refused.code(), refused.message());
                return;
            }
            Rendering.Written written = (Rendering.Written) rendering;
            Workbook workbook = new Workbook(
                    DrillObjects.key(request, attempt),
                    DrillObjects.fileName(export),
                    Sha256.hexOf(sha256),
                    export.format().contentType());
            store.put(workbook, file);
            DrillFindings findings = scores.of(export.subject(), request.logPosition())
                    .map(scored -> DrillFindings.of(request.organisation(), scored))
                    .orElseThrow(() -> new IllegalStateException("the lots of a rendered workbook are gone"));
            boolean recorded = Boolean.TRUE.equals(commands.sendAndWait(new CompleteDrill(
                    request.drillId(),
                    attempt,
                    workbook.key(),
                    workbook.fileName(),
                    workbook.sha256(),
                    Files.size(file),
                    written.rows().values().stream().mapToLong(Long::longValue).sum(),
                    findings)));
            if (!recorded) store.remove(workbook.key()); // another node has taken the drill over
            else removeEarlier(request, attempt);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** What the attempts before this one may have stored. */
    private void removeEarlier(DrillRequested request, int attempt) {
        try {
            for (int earlier = 1; earlier < attempt; earlier++) store.remove(DrillObjects.key(request, earlier));
        } catch (StorageUnavailable e) {
            LOG.warn("drill {}: objects of its earlier attempts stay in S3: {}", request.shortId(), e.getMessage());
        }
    }

    /** A failure may pass: the next attempt follows after a pause. The last attempt fails the drill. */
    private Optional<Duration> setBack(UUID drillId, int attempt, Exception e) {
        boolean outage = DatabaseOutage.isBehind(e);
        LOG.warn("drill {} attempt {}: no workbook", ShortUuid.encode(drillId), attempt, e);
        if (outage || attempt < policy.attempts()) return Optional.of(policy.backoffAfter(Math.max(1, attempt)));
        String code = FailureCode.RENDERING_FAILED;
        String message =
                "Making the workbook ended in an error (" + e.getClass().getSimpleName()
                        + "), which the operator finds in the server's log under the drill's id.";
        if (e instanceof StorageUnavailable) {
            code = FailureCode.STORAGE_UNAVAILABLE;
            message = String.valueOf(e.getMessage());
        } else if (e instanceof DiskShortException) {
            code = FailureCode.DISK_SHORT;
            message =
                    "The server's disk ran short while the workbook was made. Start another drill once the operator has"
                            + " made room.";
        }
        try {
            fail(drillId, attempt, code, message + " Tried " + attempt + " times.");
            return Optional.empty();
        } catch (RuntimeException unrecorded) {
            LOG.warn("drill {}: its failure is not recorded yet: {}", ShortUuid.encode(drillId), unrecorded.toString());
            return Optional.of(policy.backoffAfter(attempt));
        }
    }

    /** An attempt may have stored its workbook before it failed. */
    private void fail(UUID drillId, int attempt, String code, String message) {
        commands.sendAndWait(new FailDrill(drillId, attempt, code, message));
        history.find(drillId)
                .filter(drill -> drill.failure() != null) // another node may have completed it
                .ifPresent(drill -> removeEarlier(drill.request(), attempt + 1));
    }

    /** The export that the drill practises. It is never requested, so no job comes of it. */
    private static ExportRequested asExport(DrillRequested drill) {
        return new ExportRequested(
                drill.drillId(),
                drill.organisation(),
                null,
                null,
                drill.direction(),
                WorkbookFormat.XLSX,
                1,
                drill.requestedBy(),
                drill.requestedAt(),
                drill.logPosition(),
                null,
                new LotCriteria(List.of(), drill.lots(), List.of(), null, null),
                null);
    }
}
