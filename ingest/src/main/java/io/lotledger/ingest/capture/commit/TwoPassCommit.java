package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.CaptureJobs;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.job.RefusedEvents;
import io.lotledger.ingest.capture.staging.DocumentStager;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits a document of many parts to a log without rollback, in two passes. The first pass decides the whole document,
 * the second appends it; no other writer may append in between. A conflict at the end of the document therefore leaves
 * nothing in the log. Documents queue on a lock here, without holding a connection.
 */
public final class TwoPassCommit {
    /** Maximum entries of one batch, and maximum characters of their documents. */
    private static final int MAX_ENTRIES = 10_000;

    private static final int MAX_CHARACTERS = 16 << 20;

    private final EventLog log;
    private final CaptureJobs jobs;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock(true);

    public TwoPassCommit(EventLog log, CaptureJobs jobs, TransactionTemplate transaction, Clock clock) {
        this.log = log;
        this.jobs = jobs;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Returns when the document's events are in the log and its job is committed. */
    public CaptureResult append(PendingDocument document) {
        lock.lock();
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                log.holdWriters();
                return new Attempt(document).run();
            }));
        } finally {
            lock.unlock();
        }
    }

    private final class Attempt {
        private final PendingDocument document;
        private final String captureID = UUID.randomUUID().toString();
        private final Instant recordTime = log.recordTime(clock.instant());
        private final KnownEntries known;
        private final List<EventOutcome> first = new ArrayList<>();
        private final RefusedEvents refused = new RefusedEvents();
        private final List<LogEntry> entries = new ArrayList<>();
        private long characters;

        Attempt(PendingDocument document) {
            this.document = document;
            known = new KnownEntries(log, document.organisation());
        }

        CaptureResult run() {
            boolean isRejected = isRejectedByLog();
            CommitDecision decision = decide(document.isRefused() || isRejected);
            document.forEachPart(part -> append(decision.decide(part)));
            flush();
            CaptureJob job = document.job(captureID, now(), decision, log.head());
            DocumentStager stager = document.stager();
            CaptureResult result = new CaptureResult(
                    job, recordTime, stager.masterDataErrors(), stager.masterDataWarnings(), refused.kept(), first);
            jobs.addWithoutOutcomes(result);
            return result;
        }

        /** Decides the whole document without appending. Returns whether a conflict rejects it. */
        private boolean isRejectedByLog() {
            CommitDecision firstPass = decide(document.isRefused());
            document.forEachPart(part -> {
                known.lookUp(part);
                log.checkSizes(firstPass.decide(part).entries());
            });
            return firstPass.foundConflicts() && document.isWholeOrNothing();
        }

        private CommitDecision decide(boolean refused) {
            return new CommitDecision(
                    document.organisation(),
                    captureID,
                    recordTime,
                    document.stager().creationDate(),
                    refused,
                    known);
        }

        private void append(CommitDecision.DecidedPart decided) {
            jobs.addOutcomes(captureID, decided.outcomes());
            refused.addAll(decided.refused());
            if (first.size() < CaptureResult.SHOWN) first.addAll(decided.outcomes());
            for (LogEntry entry : decided.entries()) {
                int size = size(entry);
                if (entries.size() == MAX_ENTRIES || characters + size > MAX_CHARACTERS) flush();
                entries.add(entry);
                characters += size;
            }
        }

        private void flush() {
            log.append(entries);
            entries.clear();
            characters = 0;
        }
    }

    private static int size(LogEntry entry) {
        return entry.payload() instanceof EpcisEventCaptured event
                ? event.document().length()
                : 1_000;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
