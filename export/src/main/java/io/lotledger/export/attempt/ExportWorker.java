package io.lotledger.export.attempt;

import io.lotledger.export.delivery.StorageUnavailable;
import io.lotledger.export.delivery.Workbook;
import io.lotledger.export.job.ExportAttempt;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordAttemptFailure;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordDelivery;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordFailure;
import io.lotledger.export.lifecycle.ExportJobCommand.StartProcessing;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.lifecycle.FailureCode;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.proof.Manifest;
import io.lotledger.export.proof.ManifestKey;
import io.lotledger.export.proof.SignedManifest;
import io.lotledger.export.request.ReadModels;
import io.lotledger.export.retention.ObjectNames;
import io.lotledger.export.retention.OrphanedObjectCleanup;
import io.lotledger.export.source.ReservedOutput;
import io.lotledger.export.source.WorkFolder;
import io.lotledger.export.source.WorkbookSource;
import io.lotledger.export.workbook.content.Sha256;
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
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one attempt at one job: waits for the read models, renders into a file, uploads it, and records the outcome. */
class ExportWorker {
    private static final Logger LOG = LoggerFactory.getLogger(ExportWorker.class);
    private static final String DATABASE_AWAY =
            "PostgreSQL did not answer while the workbook was made. Nothing captured is lost."
                    + " GET /actuator/health shows when it is back.";

    private static final String DISK_SHORT = "The server's disk ran short while the workbook was made. Nothing captured"
            + " is lost. The operator makes room; GET /actuator/health shows where.";

    private final JobHistory history;
    private final ReadModels readModels;
    private final WorkbookSource source;
    private final WorkFolder folder;
    private final RetryingUpload storage;
    private final ManifestKey key;
    private final AttemptReporter reports;
    private final Leases leases;
    private final OrphanedObjectCleanup leftovers;
    private final ExportPolicy policy;
    private final Clock clock;
    private final DiskReserve reserve;

    ExportWorker(
            JobHistory history,
            ReadModels readModels,
            WorkbookSource source,
            WorkFolder folder,
            RetryingUpload storage,
            ManifestKey key,
            AttemptReporter reports,
            Leases leases,
            OrphanedObjectCleanup leftovers,
            ExportPolicy policy,
            Clock clock,
            DiskReserve reserve) {
        this.history = history;
        this.readModels = readModels;
        this.source = source;
        this.folder = folder;
        this.storage = storage;
        this.key = key;
        this.reports = reports;
        this.leases = leases;
        this.leftovers = leftovers;
        this.policy = policy;
        this.clock = clock;
        this.reserve = reserve;
    }

    /** @param letGo called when the attempt has failed and waits for its retry, so that its lease is not renewed */
    void work(HeldAttempt hold, Runnable letGo) throws InterruptedException {
        ExportAttempt attempt = hold.attempt();
        try {
            JobState job = history.find(attempt.jobId())
                    .orElseThrow(() -> new IllegalStateException("no export job " + attempt.jobId()));
            if (!job.status().isFinal()) work(job.request(), hold);
        } catch (StorageUnavailable e) {
            hold.check();
            setBack(hold, FailureCode.STORAGE_UNAVAILABLE, e.getMessage(), letGo);
        } catch (DiskShortException e) {
            hold.check();
            LOG.warn("{}: no workbook, {}", attempt, e.getMessage());
            setBack(hold, FailureCode.DISK_SHORT, DISK_SHORT, letGo);
        } catch (IOException | RuntimeException e) {
            hold.check();
            LOG.warn("{}: no workbook", attempt, e);
            boolean outage = DatabaseOutage.isBehind(e);
            setBack(
                    hold,
                    outage ? FailureCode.DATABASE_UNAVAILABLE : FailureCode.RENDERING_FAILED,
                    outage ? DATABASE_AWAY : sentence(e),
                    letGo);
        }
    }

    /** The attempt stopped without an outcome. If the job has ended meanwhile, objects that it stored belong to no job. */
    void stopped(HeldAttempt hold) {
        if (!hold.mayHaveStored()) return;
        boolean interrupted = Thread.interrupted(); // an interrupted thread gets no connection from the pool
        try {
            leftovers.attemptLost(hold.attempt());
        } catch (RuntimeException e) {
            LOG.warn("{} leaves its removal to the job's end: {}", hold.attempt(), e.toString());
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private void work(ExportRequested export, HeldAttempt hold) throws InterruptedException, IOException {
        ExportAttempt attempt = hold.attempt();
        if (!readModels.await(export.logPosition(), policy.readModelsWait())) {
            reserve.require(); // while the disk is short the read models rest, and the job waits for both
            fail(hold, FailureCode.READ_MODELS_BEHIND, behind(export));
            return;
        }
        hold.clockStarts();
        boolean mine = reports.ask(hold, new StartProcessing(attempt.jobId(), attempt.number()));
        if (mine) deliver(export, hold);
    }

    private void deliver(ExportRequested export, HeldAttempt hold) throws InterruptedException, IOException {
        Path file = folder.file("." + export.format().word());
        try {
            MessageDigest sha256 = Sha256.digest();
            WorkbookSource.Rendering rendering;
            try (OutputStream out = new BufferedOutputStream(
                    new DigestOutputStream(ReservedOutput.to(file, reserve), sha256), 1 << 16)) {
                rendering = source.render(export, source.maker(), out, reports.progressOf(hold));
            }
            hold.check();
            if (rendering instanceof WorkbookSource.Rendering.Refused refused) {
                fail(hold, refused.code(), refused.message());
            } else if (rendering instanceof WorkbookSource.Rendering.Written written) {
                Workbook workbook = new Workbook(
                        ObjectNames.key(export, hold.attempt().number()),
                        ObjectNames.fileName(export),
                        HexFormat.of().formatHex(sha256.digest()),
                        export.format().contentType());
                storage.put(workbook, file, hold);
                String manifest = storeManifest(export, workbook, Files.size(file), written, hold);
                boolean delivered = reports.ask(
                        hold,
                        new RecordDelivery(
                                export.jobId(),
                                hold.attempt().number(),
                                workbook.key(),
                                workbook.fileName(),
                                workbook.sha256(),
                                written.contentSha256(),
                                written.rules(),
                                Files.size(file),
                                written.rows(),
                                manifest));
                // the job ended, or another attempt took over, while this one rendered
                if (!delivered) leftovers.attemptLost(hold.attempt());
            } else {
                throw new IllegalStateException("neither written nor refused: " + rendering);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private String storeManifest(
            ExportRequested export,
            Workbook workbook,
            long size,
            WorkbookSource.Rendering.Written written,
            HeldAttempt hold)
            throws InterruptedException, IOException {
        Path file = folder.file(".manifest.json");
        try {
            SignedManifest.write(Manifest.of(export, workbook, size, source.maker(), written), key, file);
            MessageDigest sha256 = Sha256.digest();
            sha256.update(Files.readAllBytes(file));
            Workbook manifest = new Workbook(
                    ObjectNames.manifestKey(workbook.key()),
                    workbook.fileName() + ".manifest.json",
                    HexFormat.of().formatHex(sha256.digest()),
                    "application/json");
            storage.put(manifest, file, hold);
            return manifest.key();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Handles a failure that may pass: the saga starts the next attempt after a pause. The last attempt fails the job. */
    private void setBack(HeldAttempt hold, String code, String message, Runnable letGo) throws InterruptedException {
        ExportAttempt attempt = hold.attempt();
        int tries = reports.retrying(hold, () -> history.triesWith(attempt));
        if (tries >= policy.attempts()) {
            fail(hold, code, message + " Tried " + tries + " times.");
            return;
        }
        Duration pause = policy.backoffAfter(tries);
        reports.send(
                hold,
                new RecordAttemptFailure(
                        attempt.jobId(),
                        attempt.number(),
                        code,
                        message,
                        clock.instant().plus(pause).truncatedTo(ChronoUnit.MILLIS)));
        letGo.run();
        leases.park(attempt, pause);
    }

    private void fail(HeldAttempt hold, String code, String message) throws InterruptedException {
        ExportAttempt attempt = hold.attempt();
        LOG.warn("{}: failed, {}", attempt, code);
        reports.send(hold, new RecordFailure(attempt.jobId(), attempt.number(), code, message));
    }

    private String behind(ExportRequested export) {
        return "The read models stand at position " + readModels.position() + " of the log and did not reach "
                + export.logPosition() + ", where this export is taken, within "
                + policy.readModelsWait().toMinutes()
                + " minutes. Nothing captured is lost. Ask again once GET /actuator/health shows every processor running"
                + " with little lag.";
    }

    /** A text for clients. The exception's own message may contain data, so it goes to the server's log only. */
    private static String sentence(Exception e) {
        return "Making the workbook ended in an error (" + e.getClass().getSimpleName()
                + "), which the operator finds in the server's log under the job's id.";
    }
}
