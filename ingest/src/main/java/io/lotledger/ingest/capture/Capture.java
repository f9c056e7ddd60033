package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.DocumentReader;
import io.lotledger.ingest.document.UnreadableDocumentException;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogConflictException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A document in, a capture job out. The document is read, reviewed and spooled first; then what is new of it is appended in
 * one transaction, together with the job: who sees the job sees its events, and nothing of an unreadable document is kept.
 */
public final class Capture {
    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);
    private static final int ATTEMPTS = 20;

    private final EventLog log;
    private final CaptureJobs jobs;
    private final EventRules rules;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public Capture(EventLog log, CaptureJobs jobs, PlatformTransactionManager transactions, Clock clock) {
        this.log = log;
        this.jobs = jobs;
        this.rules = new EventRules(clock);
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Captures a document in JSON; the answer is durable when it is there.
     *
     * @throws UnreadableDocumentException when it is not well-formed or no EPCIS document; nothing is kept, not even a job
     */
    public CaptureJob json(UUID organisation, ErrorBehaviour behaviour, InputStream document) {
        Instant createdAt = now();
        try (Spool spool = new Spool()) {
            DocumentSpooler read = new DocumentSpooler(organisation, rules, spool);
            DocumentReader.read(document, read);
            CaptureJob job = append(new Read(organisation, behaviour, createdAt, read, spool));
            log.wake();
            return job;
        }
    }

    private record Read(
            UUID organisation, ErrorBehaviour behaviour, Instant createdAt, DocumentSpooler document, Spool spool) {
        boolean isWholeOrNothing() {
            return behaviour == ErrorBehaviour.ROLLBACK;
        }
    }

    private CaptureJob append(Read read) {
        boolean refused = read.isWholeOrNothing() && read.document.foundErrors();
        boolean alone = false;
        for (int attempt = 1; ; attempt++) {
            try {
                Optional<CaptureJob> job = attempt(read, refused, alone);
                if (job.isPresent()) return job.get();
                refused = true; // the log holds what the document contradicts: all is undone but the telling
            } catch (LogConflictException e) {
                if (attempt == ATTEMPTS) throw e;
                LOG.debug("capture: another writer was first, attempt {}", attempt);
                alone = true;
            }
        }
    }

    private Optional<CaptureJob> attempt(Read read, boolean refused, boolean alone) {
        Optional<CaptureJob> job = transaction.execute(status -> {
            if (alone) log.holdWriters();
            return attempt(read, refused, status);
        });
        return job == null ? Optional.empty() : job;
    }

    /** Empty when the document turned out to be in conflict and all was undone. */
    private Optional<CaptureJob> attempt(Read read, boolean refused, TransactionStatus status) {
        String captureID = UUID.randomUUID().toString();
        jobs.open(read.organisation, captureID, read.createdAt, read.behaviour);
        Appending appending = new Appending(
                log, read.organisation, captureID, now(), refused, outcomes -> jobs.add(captureID, outcomes));
        boolean agreed = appending.run(read.spool);
        if (!agreed && read.isWholeOrNothing() && !refused) {
            status.setRollbackOnly();
            return Optional.empty();
        }
        CaptureJob job = new CaptureJob(
                read.organisation,
                captureID,
                read.createdAt,
                now(),
                false,
                agreed && !read.document.foundErrors(),
                read.behaviour,
                appending.counts(),
                log.head());
        jobs.close(job, read.document.masterDataErrors());
        return Optional.of(job);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
