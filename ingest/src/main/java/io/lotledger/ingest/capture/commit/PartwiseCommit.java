package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.CaptureJobs;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.job.RefusedEvents;
import io.lotledger.ingest.capture.staging.DocumentStager;
import io.lotledger.ingest.capture.staging.StagedDocument;
import io.lotledger.ingest.capture.staging.StagedEntry;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits a document of many parts in its own transaction, with one part in memory at a time. Documents queue on a lock
 * here, without holding a connection. Waiting in the database would exhaust the connection pool and block readers.
 */
public final class PartwiseCommit {
    private final EventLog log;
    private final CaptureJobs jobs;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final DiskReserve reserve;
    private final ReentrantLock lock = new ReentrantLock(true);

    public PartwiseCommit(
            EventLog log, CaptureJobs jobs, TransactionTemplate transaction, Clock clock, DiskReserve reserve) {
        this.log = log;
        this.jobs = jobs;
        this.transaction = transaction;
        this.clock = clock;
        this.reserve = reserve;
    }

    /** Returns when the document's events and its job are committed. */
    public CaptureResult append(PendingDocument document) {
        boolean refused = document.isRefused();
        while (true) {
            Optional<CaptureResult> result = attempt(document, refused);
            if (result.isPresent()) return result.get();
            refused = true; // the log has a conflicting event: roll back and only report the errors
        }
    }

    /** Empty when the document conflicts with the log and the transaction was rolled back. */
    private Optional<CaptureResult> attempt(PendingDocument document, boolean refused) {
        lock.lock();
        try {
            Optional<CaptureResult> result = transaction.execute(status -> {
                log.holdWriters();
                return new Attempt(document, refused).run(status);
            });
            return result == null ? Optional.empty() : result;
        } finally {
            lock.unlock();
        }
    }

    private final class Attempt {
        private final PendingDocument document;
        private final String captureID = UUID.randomUUID().toString();
        private final Instant recordTime = log.recordTime(clock.instant());
        private final KnownEntries known;
        private final CommitDecision decision;
        private int weight;
        private final List<StagedEntry> part = new ArrayList<>();
        private final List<EventOutcome> first = new ArrayList<>();
        private final RefusedEvents refused = new RefusedEvents();

        Attempt(PendingDocument document, boolean refused) {
            this.document = document;
            known = new KnownEntries(log, document.organisation());
            decision = new CommitDecision(
                    document.organisation(),
                    captureID,
                    recordTime,
                    document.stager().creationDate(),
                    refused,
                    known);
        }

        Optional<CaptureResult> run(TransactionStatus status) {
            document.staged().forEach(one -> {
                part.add(one);
                weight += one.weight();
                if (part.size() >= PendingDocument.PART || weight > StagedDocument.IN_MEMORY) flush();
            });
            flush();
            if (decision.foundConflicts() && document.isWholeOrNothing() && !decision.isRefused()) {
                status.setRollbackOnly();
                return Optional.empty();
            }
            CaptureJob job = document.job(captureID, now(), decision, log.head());
            DocumentStager stager = document.stager();
            CaptureResult result = new CaptureResult(
                    job, recordTime, stager.masterDataErrors(), stager.masterDataWarnings(), refused.kept(), first);
            jobs.addWithoutOutcomes(result);
            return Optional.of(result);
        }

        private void flush() {
            if (part.isEmpty()) return;
            reserve.require();
            known.lookUpOnly(part);
            CommitDecision.DecidedPart decided = decision.decide(part);
            decision.forgetOnly(part);
            log.append(decided.entries());
            jobs.addOutcomes(captureID, decided.outcomes());
            refused.addAll(decided.refused());
            if (first.size() < CaptureResult.SHOWN) first.addAll(decided.outcomes());
            part.clear();
            weight = 0;
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
