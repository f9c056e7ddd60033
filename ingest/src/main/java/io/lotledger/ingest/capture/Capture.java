package io.lotledger.ingest.capture;

import io.lotledger.ingest.capture.commit.CommitRehearsal;
import io.lotledger.ingest.capture.commit.GroupCommit;
import io.lotledger.ingest.capture.commit.PartwiseCommit;
import io.lotledger.ingest.capture.commit.PendingDocument;
import io.lotledger.ingest.capture.commit.TwoPassCommit;
import io.lotledger.ingest.capture.job.CaptureJobs;
import io.lotledger.ingest.capture.job.CaptureMeter;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.CaptureVerdict;
import io.lotledger.ingest.capture.job.DecisionListener;
import io.lotledger.ingest.capture.job.ErrorBehaviour;
import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.job.Sender;
import io.lotledger.ingest.capture.masterdata.CurrentDescriptions;
import io.lotledger.ingest.capture.masterdata.DescribedKeyCache;
import io.lotledger.ingest.capture.receive.CaptureLimitExceededException;
import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.capture.staging.DocumentStager;
import io.lotledger.ingest.capture.staging.EventNormalizer;
import io.lotledger.ingest.capture.staging.StagedDocument;
import io.lotledger.ingest.capture.staging.StagedEntry;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.CallerRunsPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Captures documents: one document in, one capture job out. The document is first read, reviewed and staged. Its new
 * events are then appended in one transaction together with the job, so a visible job implies visible events. Nothing
 * of an unreadable document is stored.
 */
public final class Capture {
    private final EventLog log;
    private final CaptureJobs jobs;
    private final EventRules rules;
    private final CurrentDescriptions descriptions;
    private final DescribedKeyCache described;
    private final GroupCommit group;
    private final PartwiseCommit partwise;
    private final TwoPassCommit twoPass;
    private final CommitRehearsal rehearsal;
    private final CaptureSettings settings;
    private final Clock clock;
    private final CaptureMeter meter;
    private final DeclaredEvents declared;
    private final ProjectedRecords used;
    private final DiskReserve reserve;
    private final Executor reviewers;

    /**
     * @param areReadersWaiting whether a read request waits for its answer; events are then reviewed without the thread
     *     pool
     * @param meter is given what becomes durable
     * @param declared tells whether a record was declared in error since
     * @param used tells which transformations used lots before
     * @param reserve of the disk: nothing is stored while it is used up, and no large document that would use it up
     */
    public Capture(
            EventLog log,
            CaptureJobs jobs,
            PlatformTransactionManager transactions,
            CurrentDescriptions descriptions,
            DescribedKeyCache described,
            CaptureSettings settings,
            Clock clock,
            BooleanSupplier areReadersWaiting,
            CaptureMeter meter,
            DeclaredEvents declared,
            ProjectedRecords used,
            DiskReserve reserve) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        this.log = log;
        this.jobs = jobs;
        this.rules = new EventRules(clock);
        this.descriptions = descriptions;
        this.described = described;
        this.group = new GroupCommit(log, jobs, transaction, clock, meter, settings.commitTimeout());
        this.partwise = new PartwiseCommit(log, jobs, transaction, clock, reserve);
        this.twoPass = new TwoPassCommit(log, jobs, transaction, clock);
        this.rehearsal = new CommitRehearsal(log, clock);
        this.settings = settings;
        this.clock = clock;
        this.meter = meter;
        this.declared = declared;
        this.used = used;
        this.reserve = reserve;
        this.reviewers = reviewers(areReadersWaiting);
        deleteStaleFiles(settings.spoolDirectory());
    }

    public CaptureSettings settings() {
        return settings;
    }

    /**
     * Captures a document. The result is durable when this method returns.
     *
     * @throws io.lotledger.ingest.document.text.UnreadableDocumentException when the body is not a well-formed EPCIS
     *     document; nothing is stored, not even a job
     * @throws CaptureLimitExceededException when the document exceeds the settings; nothing is stored
     * @throws io.lotledger.ingest.eventlog.outage.DiskShortException while the disk is short, or when the document would
     *     use up its reserve; nothing is stored
     * @throws io.lotledger.ingest.eventlog.outage.SlowCommitException when the commit takes too long; it may have
     *     succeeded nevertheless
     */
    public CaptureResult document(UUID organisation, Sender sender, ErrorBehaviour behaviour, SentDocument sent) {
        return staged(organisation, sender, behaviour, sent, document -> {
            CaptureResult result = append(document);
            boolean kept = result.job().success() || behaviour == ErrorBehaviour.PROCEED;
            if (kept) described.remember(organisation, document.stager().described());
            return result;
        });
    }

    /**
     * Says what {@link #document} would answer, and stores nothing: no event, no job, no master data.
     *
     * @throws io.lotledger.ingest.document.text.UnreadableDocumentException as {@link #document} does
     * @throws CaptureLimitExceededException as {@link #document} does
     */
    public CaptureVerdict check(
            UUID organisation, Sender sender, ErrorBehaviour behaviour, SentDocument sent, DecisionListener listener) {
        return staged(organisation, sender, behaviour, sent, document -> rehearsal.of(document, listener));
    }

    private <T> T staged(
            UUID organisation,
            Sender sender,
            ErrorBehaviour behaviour,
            SentDocument sent,
            Function<PendingDocument, T> use) {
        Instant createdAt = now();
        try (StagedDocument staged = new StagedDocument(settings.spoolDirectory(), reserve)) {
            DocumentStager stager = stager(organisation, sender, staged, behaviour, settings.maxEvents());
            read(organisation, sender, sent, stager);
            stager.finish();
            stager.noteMissingMasterData(organisation, described);
            return use.apply(new PendingDocument(organisation, sender, behaviour, createdAt, stager, staged, false));
        }
    }

    /**
     * Captures one bare event.
     *
     * @throws io.lotledger.ingest.eventlog.outage.DiskShortException while the disk is short; nothing is stored
     * @throws io.lotledger.ingest.document.text.UnreadableDocumentException when the body is not a bare event
     * @throws CaptureLimitExceededException when the event exceeds the settings
     */
    public EventCapture event(UUID organisation, Sender sender, SentDocument sent) {
        Instant createdAt = now();
        try (StagedDocument staged = new StagedDocument(settings.spoolDirectory(), reserve)) {
            DocumentStager stager = stager(organisation, sender, staged, ErrorBehaviour.ROLLBACK, 1);
            sent.readEvent(organisation, settings, stager);
            stager.finish();
            stager.noteMissingMasterData(organisation, described);
            List<StagedEntry> read = new ArrayList<>();
            staged.forEach(read::add);
            if (read.get(0) instanceof StagedEntry.Rejected rejected) {
                return new EventCapture.Refused(rejected.errors(), rejected.warnings());
            }
            StagedEntry.Event event = (StagedEntry.Event) read.get(0);
            CaptureResult result = append(new PendingDocument(
                    organisation, sender, ErrorBehaviour.ROLLBACK, createdAt, stager, staged, true));
            EventOutcome outcome = result.firstEvents().get(0);
            String eventID = Objects.requireNonNull(outcome.eventID());
            if (outcome.status() != EventOutcome.Status.ACCEPTED) {
                boolean same = outcome.status() == EventOutcome.Status.DUPLICATE;
                return new EventCapture.Exists(eventID, same, event.isDeclaration());
            }
            String document =
                    eventID.equals(event.eventID()) ? event.document() : EventJson.renamed(event.document(), eventID);
            return new EventCapture.Accepted(
                    eventID,
                    result.job().captureID(),
                    new KeptEvent(document, result.recordTime()),
                    outcome.warnings());
        }
    }

    private void read(UUID organisation, Sender sender, SentDocument sent, DocumentStager stager) {
        if (sent.replaces() == null && sent.format().epcis().isPresent()) {
            sent.read(organisation, List.of(), settings, stager);
            return;
        }
        ChangedDescriptionSink sink = new ChangedDescriptionSink(organisation, descriptions, stager);
        readRecords(organisation, sender, sent, sink);
        sink.end();
    }

    /** Reads a partner's records, and compares them with the events made of them before. */
    private void readRecords(UUID organisation, Sender sender, SentDocument sent, DocumentSink to) {
        Replacement replaced = sent.replaces();
        List<String> senders = jobs.recordSenders(organisation, sender);
        RecordChanges changes = new RecordChanges(sent.format());
        if (replaced == null) {
            ChangedRecordSink sink =
                    new ChangedRecordSink(new StoredRecords(organisation, log, declared, used, true), changes, to);
            sent.read(organisation, senders, settings, sink);
            sink.flush();
            return;
        }
        ReplacementSink sink = new ReplacementSink(
                organisation,
                replaced,
                log,
                declared,
                used,
                id -> jobs.events(id, 0, Integer.MAX_VALUE),
                rules,
                changes,
                to);
        sent.read(organisation, senders, settings, sink);
        sink.end();
    }

    private DocumentStager stager(
            UUID organisation, Sender sender, StagedDocument staged, ErrorBehaviour behaviour, int maxEvents) {
        return new DocumentStager(
                new EventNormalizer(organisation, rules),
                reviewers,
                staged,
                behaviour == ErrorBehaviour.ROLLBACK,
                sender.mayReplaceDescriptions(),
                maxEvents,
                settings.maxMembers());
    }

    /**
     * Runs reviews on one thread per core, less the reading thread. When none is free, the reading thread reviews
     * itself. While read requests wait, only reading threads review, at most the same number at a time. Staged input is
     * already in memory, so a slow upload holds no permit.
     */
    private static Executor reviewers(BooleanSupplier areReadersWaiting) {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        ThreadFactory factory = work -> {
            Thread thread = new Thread(work, "event-review");
            thread.setDaemon(true);
            return thread;
        };
        Executor pool = new ThreadPoolExecutor(
                0, threads, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), factory, new CallerRunsPolicy());
        Semaphore permits = new Semaphore(threads, true);
        return work -> {
            if (areReadersWaiting.getAsBoolean()) runWithPermit(permits, work);
            else pool.execute(work);
        };
    }

    private static void runWithPermit(Semaphore permits, Runnable work) {
        permits.acquireUninterruptibly();
        try {
            work.run();
        } finally {
            permits.release();
        }
    }

    private CaptureResult append(PendingDocument document) {
        reserve.require();
        CaptureResult result = commit(document);
        log.wake();
        meter.captured(result.job().counts());
        return result;
    }

    private CaptureResult commit(PendingDocument document) {
        if (document.staged().size() <= PendingDocument.PART
                && document.staged().isInMemory()) return group.append(document);
        return log.joinsTransaction() ? partwise.append(document) : twoPass.append(document);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Deletes the files that a killed process left. */
    private static void deleteStaleFiles(Path directory) {
        try {
            Files.createDirectories(directory);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{spool,json}")) {
                for (Path file : files) Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot use " + directory + " as the staging directory of captured documents", e);
        }
    }
}
