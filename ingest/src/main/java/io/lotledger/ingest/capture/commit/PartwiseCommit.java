package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.CaptureJobs;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.staging.DocumentStager;
import io.lotledger.ingest.capture.staging.StagedDocument;
import io.lotledger.ingest.capture.staging.StagedEntry;
import io.lotledger.ingest.eventlog.EventLog;
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
 * Appends a document of many parts in a transaction of its own, part by part, with one part in memory. Those that wait for
 * the log's writers wait here, without a connection: in the database they would take all of them, and nobody could read.
 */
public final class PartwiseCommit {
    private final EventLog log;
    private final CaptureJobs jobs;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock(true);

    public PartwiseCommit(EventLog log, CaptureJobs jobs, TransactionTemplate transaction, Clock clock) {
        this.log = log;
        this.jobs = jobs;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Returns when the document's events and its job are committed. */
    public CaptureResult append(PendingDocument document) {
        boolean refused = document.isRefused();
        while (true) {
            Optional<CaptureResult> captured = attempt(document, refused);
            if (captured.isPresent()) return captured.get();
            refused = true; // the log holds what the document contradicts: all is undone but the telling
        }
    }

    /** Empty when the document turned out to contradict the log and all was undone. */
    private Optional<CaptureResult> attempt(PendingDocument document, boolean refused) {
        turn.lock();
        try {
            Optional<CaptureResult> captured = transaction.execute(status -> {
                log.holdWriters();
                return new Attempt(document, refused).run(status);
            });
            return captured == null ? Optional.empty() : captured;
        } finally {
            turn.unlock();
        }
    }

    private final class Attempt {
        private final PendingDocument document;
        private final String captureID = UUID.randomUUID().toString();
        private final KnownEntries known;
        private final CommitDecision appending;
        private int weight;
        private final List<StagedEntry> part = new ArrayList<>();
        private final List<EventOutcome> first = new ArrayList<>();

        Attempt(PendingDocument document, boolean refused) {
            this.document = document;
            known = new KnownEntries(log, document.organisation());
            appending = new CommitDecision(
                    document.organisation(), captureID, log.recordTime(clock.instant()), refused, known);
        }

        Optional<CaptureResult> run(TransactionStatus status) {
            document.spool().forEach(one -> {
                part.add(one);
                weight += one.weight();
                if (part.size() >= PendingDocument.PART || weight > StagedDocument.IN_MEMORY) flush();
            });
            flush();
            if (appending.foundConflicts() && document.isWholeOrNothing() && !appending.isRefused()) {
                status.setRollbackOnly();
                return Optional.empty();
            }
            CaptureJob job = document.job(captureID, now(), appending, log.head());
            DocumentStager read = document.spooler();
            CaptureResult captured = new CaptureResult(job, read.masterDataErrors(), read.masterDataWarnings(), first);
            jobs.addWithoutOutcomes(captured);
            return Optional.of(captured);
        }

        private void flush() {
            if (part.isEmpty()) return;
            known.lookUp(part);
            CommitDecision.Decided decided = appending.decide(part);
            log.append(decided.entries());
            jobs.addOutcomes(captureID, decided.outcomes());
            if (first.size() < CaptureResult.SHOWN) first.addAll(decided.outcomes());
            part.clear();
            weight = 0;
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
