package io.lotledger.export.job;

import io.lotledger.export.delivery.StorageUnavailable;
import io.lotledger.export.delivery.Workbook;
import io.lotledger.export.delivery.WorkbookStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One attempt at one job: waits for the read models, renders into a file, stores it, and records what came of it. */
@Component
class ExportWorker {
    private static final Logger LOG = LoggerFactory.getLogger(ExportWorker.class);

    private final JobHistory history;
    private final ReadModels readModels;
    private final WorkbookSource source;
    private final WorkbookStore store;
    private final ManifestKey key;
    private final CommandGateway commands;
    private final Leases leases;
    private final ExportPolicy policy;
    private final Clock clock;

    ExportWorker(
            JobHistory history,
            ReadModels readModels,
            WorkbookSource source,
            WorkbookStore store,
            ManifestKey key,
            CommandGateway commands,
            Leases leases,
            ExportPolicy policy,
            Clock clock) {
        this.history = history;
        this.readModels = readModels;
        this.source = source;
        this.store = store;
        this.key = key;
        this.commands = commands;
        this.leases = leases;
        this.policy = policy;
        this.clock = clock;
    }

    /** @param letGo called when the attempt has failed and rests, so that its lease is renewed no more */
    void work(Hold hold, Runnable letGo) throws InterruptedException {
        Leases.Attempt attempt = hold.attempt();
        try {
            JobState job = history.find(attempt.jobId())
                    .orElseThrow(() -> new IllegalStateException("no export job " + attempt.jobId()));
            if (!job.status().isFinal()) work(job.request(), hold);
        } catch (StorageUnavailable e) {
            stopIfLost(hold);
            setBack(attempt, FailureCode.STORAGE_UNAVAILABLE, e.getMessage(), letGo);
        } catch (IOException | RuntimeException e) {
            stopIfLost(hold);
            LOG.warn("export job {} attempt {}: no workbook", attempt.jobId(), attempt.number(), e);
            setBack(attempt, FailureCode.RENDERING_FAILED, sentence(e), letGo);
        }
    }

    private void work(ExportRequested export, Hold hold) throws InterruptedException, IOException {
        Leases.Attempt attempt = hold.attempt();
        if (!readModels.await(export.logPosition(), policy.readModelsWait())) {
            fail(attempt, FailureCode.READ_MODELS_BEHIND, behind(export));
            return;
        }
        hold.clockStarts();
        Boolean mine = commands.sendAndWait(new StartProcessing(attempt.jobId(), attempt.number()));
        if (Boolean.TRUE.equals(mine)) deliver(export, hold);
    }

    private void deliver(ExportRequested export, Hold hold) throws InterruptedException, IOException {
        Path file =
                Files.createTempFile("lotledger-export-", "." + export.format().word());
        try {
            MessageDigest sha256 = sha256();
            WorkbookSource.Rendering rendering;
            try (OutputStream out =
                    new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(file), sha256), 1 << 16)) {
                rendering = source.render(export, out, progressOf(hold.attempt()));
            }
            if (rendering instanceof WorkbookSource.Rendering.Refused refused) {
                fail(hold.attempt(), refused.code(), refused.message());
            } else if (rendering instanceof WorkbookSource.Rendering.Written written) {
                Workbook workbook = new Workbook(
                        ObjectNames.key(export),
                        ObjectNames.fileName(export),
                        HexFormat.of().formatHex(sha256.digest()),
                        export.format().contentType());
                store(workbook, file, hold);
                String manifest = storeManifest(export, workbook, Files.size(file), written, hold);
                record(new RecordDelivery(
                        export.jobId(),
                        hold.attempt().number(),
                        workbook.key(),
                        workbook.fileName(),
                        workbook.sha256(),
                        written.contentSha256(),
                        written.productVersion(),
                        Files.size(file),
                        written.rows(),
                        manifest));
            } else {
                throw new IllegalStateException("neither written nor refused: " + rendering);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Also where a second attempt has written it before: the signature is the same for the same bytes. */
    private String storeManifest(
            ExportRequested export, Workbook workbook, long size, WorkbookSource.Rendering.Written written, Hold hold)
            throws InterruptedException, IOException {
        Path file = Files.createTempFile("lotledger-manifest-", ".json");
        try {
            SignedManifest.write(Manifest.of(export, workbook, size, written), key, file);
            MessageDigest sha256 = sha256();
            sha256.update(Files.readAllBytes(file));
            Workbook manifest = new Workbook(
                    ObjectNames.manifestKey(workbook.key()),
                    workbook.fileName() + ".manifest.json",
                    HexFormat.of().formatHex(sha256.digest()),
                    "application/json");
            store(manifest, file, hold);
            return manifest.key();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The file is kept and sent again while the storage may come back. */
    private void store(Workbook workbook, Path file, Hold hold) throws InterruptedException {
        long start = System.nanoTime();
        Duration pause = Duration.ofMillis(250);
        while (true) {
            if (hold.isLost()) throw new InterruptedException();
            try {
                store.put(workbook, file);
                return;
            } catch (StorageUnavailable e) {
                long waited = System.nanoTime() - start;
                if (waited + pause.toNanos() > policy.storagePatience().toNanos()) throw e;
                LOG.warn("workbook {} is not stored, trying again in {}: {}", workbook.key(), pause, e.getMessage());
                Thread.sleep(pause.toMillis());
                pause = pause.compareTo(Duration.ofSeconds(8)) < 0 ? pause.multipliedBy(2) : pause;
            }
        }
    }

    private void record(RecordDelivery delivery) {
        try {
            commands.sendAndWait(delivery);
        } finally {
            removeIfFailed(delivery.jobId(), delivery.objectKey());
        }
    }

    /** The job was given up while its last worker went on: nothing refers to the object. */
    private void removeIfFailed(UUID jobId, String objectKey) {
        boolean failed = history.find(jobId)
                .filter(job -> job.status() == JobStatus.FAILED)
                .isPresent();
        if (!failed) return;
        store.remove(objectKey);
        store.remove(ObjectNames.manifestKey(objectKey));
    }

    private WorkbookSource.Progress progressOf(Leases.Attempt attempt) {
        return new ProgressReports(
                clock,
                (done, total) ->
                        commands.sendAndWait(new ReportProgress(attempt.jobId(), attempt.number(), done, total)));
    }

    /** The reason may pass: the attempt rests, and the saga begins the next one after that. The last one fails the job. */
    private void setBack(Leases.Attempt attempt, String code, String message, Runnable letGo) {
        if (attempt.number() >= policy.attempts()) {
            fail(attempt, code, message + " Tried " + attempt.number() + " times.");
            return;
        }
        Duration pause = policy.backoffAfter(attempt.number());
        letGo.run();
        leases.park(attempt, pause);
        commands.sendAndWait(new RecordAttemptFailure(
                attempt.jobId(),
                attempt.number(),
                code,
                message,
                clock.instant().plus(pause).truncatedTo(ChronoUnit.MILLIS)));
    }

    private void fail(Leases.Attempt attempt, String code, String message) {
        LOG.warn("export job {} attempt {}: failed, {}", attempt.jobId(), attempt.number(), code);
        commands.sendAndWait(new RecordFailure(attempt.jobId(), attempt.number(), code, message));
    }

    private String behind(ExportRequested export) {
        return "The read models stand at position " + readModels.position() + " of the log and did not reach "
                + export.logPosition() + ", where this export is taken, within "
                + policy.readModelsWait().toMinutes()
                + " minutes. Nothing captured is lost. Ask again once GET /actuator/health shows every processor running"
                + " with little lag.";
    }

    /** The exception's own text may hold data, and belongs in the server's log. */
    private static String sentence(Exception e) {
        return "Making the workbook ended in an error (" + e.getClass().getSimpleName()
                + "), which the operator finds in the server's log under the job's id.";
    }

    /** A worker whose attempt is not its own any more reports nothing. */
    private static void stopIfLost(Hold hold) throws InterruptedException {
        if (hold.isLost() || Thread.interrupted()) throw new InterruptedException();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
