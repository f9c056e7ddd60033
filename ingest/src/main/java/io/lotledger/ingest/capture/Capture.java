package io.lotledger.ingest.capture;

import io.lotledger.ingest.capture.commit.DecidedDocument;
import io.lotledger.ingest.capture.commit.GroupCommit;
import io.lotledger.ingest.capture.commit.PartwiseCommit;
import io.lotledger.ingest.capture.commit.PendingDocument;
import io.lotledger.ingest.capture.job.CaptureJobs;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.ErrorBehaviour;
import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.masterdata.DescribedKeyCache;
import io.lotledger.ingest.capture.receive.CaptureLimitExceededException;
import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.capture.staging.DocumentStager;
import io.lotledger.ingest.capture.staging.EventNormalizer;
import io.lotledger.ingest.capture.staging.StagedDocument;
import io.lotledger.ingest.capture.staging.StagedEntry;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.eventlog.EventLog;
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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A document in, a capture job out. The document is read, reviewed and spooled first; then what is new of it is appended in
 * one transaction, together with the job: who sees the job sees its events, and nothing of an unreadable document is kept.
 */
public final class Capture {
    private final EventLog log;
    private final EventRules rules;
    private final DescribedKeyCache described;
    private final GroupCommit group;
    private final PartwiseCommit large;
    private final DecidedDocument decided;
    private final CaptureSettings settings;
    private final Clock clock;
    private final Executor reviewers;

    /** @param isSomebodyWaiting for an answer that is only read: then events are reviewed one run after the other */
    public Capture(
            EventLog log,
            CaptureJobs jobs,
            PlatformTransactionManager transactions,
            DescribedKeyCache described,
            CaptureSettings settings,
            Clock clock,
            BooleanSupplier isSomebodyWaiting) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        this.log = log;
        this.rules = new EventRules(clock);
        this.described = described;
        this.group = new GroupCommit(log, jobs, transaction, clock);
        this.large = new PartwiseCommit(log, jobs, transaction, clock);
        this.decided = new DecidedDocument(log, jobs, transaction, clock);
        this.settings = settings;
        this.clock = clock;
        this.reviewers = reviewers(isSomebodyWaiting);
        sweep(settings.spoolDirectory());
    }

    public CaptureSettings settings() {
        return settings;
    }

    /**
     * Captures a document; the answer is durable when it is there.
     *
     * @param keyId of the API key that sends it
     * @throws io.lotledger.ingest.document.text.UnreadableDocumentException when it is not well-formed or no EPCIS document; nothing is kept, not even a job
     * @throws CaptureLimitExceededException when it is larger than the settings allow; nothing is kept either
     */
    public CaptureResult document(UUID organisation, String keyId, ErrorBehaviour behaviour, SentDocument sent) {
        Instant createdAt = now();
        try (StagedDocument spool = new StagedDocument(settings.spoolDirectory())) {
            DocumentStager spooler = spooler(organisation, spool, behaviour, settings.mostEvents());
            sent.read(settings, spooler);
            spooler.finish();
            spooler.noteMissingMasterData(organisation, described);
            CaptureResult captured =
                    append(new PendingDocument(organisation, keyId, behaviour, createdAt, spooler, spool, false));
            boolean kept = captured.job().success() || behaviour == ErrorBehaviour.PROCEED;
            if (kept) described.remember(organisation, spooler.described());
            return captured;
        }
    }

    /**
     * Captures one bare event.
     *
     * @param keyId of the API key that sends it
     * @throws io.lotledger.ingest.document.text.UnreadableDocumentException when it is no bare event
     * @throws CaptureLimitExceededException when it is larger than the settings allow
     */
    public EventCapture event(UUID organisation, String keyId, SentDocument sent) {
        Instant createdAt = now();
        try (StagedDocument spool = new StagedDocument(settings.spoolDirectory())) {
            DocumentStager spooler = spooler(organisation, spool, ErrorBehaviour.ROLLBACK, 1);
            sent.readEvent(settings, spooler);
            spooler.finish();
            spooler.noteMissingMasterData(organisation, described);
            List<StagedEntry> read = new ArrayList<>();
            spool.forEach(read::add);
            if (read.get(0) instanceof StagedEntry.Rejected rejected) {
                return new EventCapture.Refused(rejected.errors(), rejected.warnings());
            }
            StagedEntry.Event event = (StagedEntry.Event) read.get(0);
            CaptureResult captured = append(
                    new PendingDocument(organisation, keyId, ErrorBehaviour.ROLLBACK, createdAt, spooler, spool, true));
            EventOutcome outcome = captured.firstEvents().get(0);
            String eventID = Objects.requireNonNull(outcome.eventID());
            if (outcome.status() != EventOutcome.Status.ACCEPTED) {
                return new EventCapture.Exists(eventID, outcome.status() == EventOutcome.Status.DUPLICATE);
            }
            String document =
                    eventID.equals(event.eventID()) ? event.document() : EventJson.renamed(event.document(), eventID);
            return new EventCapture.Accepted(eventID, captured.job().captureID(), document, outcome.warnings());
        }
    }

    private DocumentStager spooler(UUID organisation, StagedDocument spool, ErrorBehaviour behaviour, int mostEvents) {
        return new DocumentStager(
                new EventNormalizer(organisation, rules),
                reviewers,
                spool,
                behaviour == ErrorBehaviour.ROLLBACK,
                mostEvents,
                settings.mostMembers());
    }

    /**
     * One for each core but that of the thread that reads; it works itself where none of them is free. While somebody waits for
     * an answer, threads that read work themselves, and as many of them at a time: what is reviewed is in memory, so nobody
     * waits for a slow upload.
     */
    private static Executor reviewers(BooleanSupplier isSomebodyWaiting) {
        int most = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        ThreadFactory threads = work -> {
            Thread thread = new Thread(work, "event-review");
            thread.setDaemon(true);
            return thread;
        };
        Executor pool = new ThreadPoolExecutor(
                0, most, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads, new CallerRunsPolicy());
        Semaphore turns = new Semaphore(most, true);
        return work -> {
            if (isSomebodyWaiting.getAsBoolean()) inTurn(turns, work);
            else pool.execute(work);
        };
    }

    private static void inTurn(Semaphore turns, Runnable work) {
        turns.acquireUninterruptibly();
        try {
            work.run();
        } finally {
            turns.release();
        }
    }

    private CaptureResult append(PendingDocument document) {
        CaptureResult captured = appended(document);
        log.wake();
        return captured;
    }

    private CaptureResult appended(PendingDocument document) {
        if (document.spool().size() <= PendingDocument.PART && document.spool().isInMemory())
            return group.append(document);
        return log.joinsTransaction() ? large.append(document) : decided.append(document);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** What a process that was killed left behind. */
    private static void sweep(Path directory) {
        try {
            Files.createDirectories(directory);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "*.{spool,json}")) {
                for (Path file : left) Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + directory + " for documents being read", e);
        }
    }
}
