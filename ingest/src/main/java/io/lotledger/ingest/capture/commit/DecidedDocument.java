package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.CaptureJobs;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.staging.DocumentStager;
import io.lotledger.ingest.capture.staging.StagedDocument;
import io.lotledger.ingest.capture.staging.StagedEntry;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Appends a document of many parts to a log that takes nothing back: the whole document is decided before its first entry is
 * appended, while no other writer may append. So a conflict at its end leaves nothing of it in the log. Those that wait for
 * their turn wait here, without a connection.
 */
public final class DecidedDocument {
    /** Entries, and characters of their documents, that are appended at once. */
    private static final int MOST_ENTRIES = 10_000;

    private static final int MOST_CHARACTERS = 16 << 20;

    private final EventLog log;
    private final CaptureJobs jobs;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock(true);

    public DecidedDocument(EventLog log, CaptureJobs jobs, TransactionTemplate transaction, Clock clock) {
        this.log = log;
        this.jobs = jobs;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Returns when the document's events are in the log and its job is committed. */
    public CaptureResult append(PendingDocument document) {
        turn.lock();
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                log.holdWriters();
                return new Attempt(document).run();
            }));
        } finally {
            turn.unlock();
        }
    }

    private final class Attempt {
        private final PendingDocument document;
        private final String captureID = UUID.randomUUID().toString();
        private final Instant recordTime = log.recordTime(clock.instant());
        private final KnownEntries known;
        private final List<EventOutcome> first = new ArrayList<>();
        private final List<LogEntry> entries = new ArrayList<>();
        private long characters;

        Attempt(PendingDocument document) {
            this.document = document;
            known = new KnownEntries(log, document.organisation());
        }

        CaptureResult run() {
            boolean contradicts = contradictsTheLog();
            CommitDecision appending = appending(document.isRefused() || contradicts);
            inParts(part -> append(appending.decide(part)));
            flush();
            CaptureJob job = document.job(captureID, now(), appending, log.head());
            DocumentStager read = document.spooler();
            CaptureResult captured = new CaptureResult(job, read.masterDataErrors(), read.masterDataWarnings(), first);
            jobs.addWithoutOutcomes(captured);
            return captured;
        }

        /** Decides all of it and appends nothing. */
        private boolean contradictsTheLog() {
            CommitDecision trial = appending(document.isRefused());
            inParts(part -> {
                known.lookUp(part);
                log.checkSizes(trial.decide(part).entries());
            });
            return trial.foundConflicts() && document.isWholeOrNothing();
        }

        private CommitDecision appending(boolean refused) {
            return new CommitDecision(document.organisation(), captureID, recordTime, refused, known);
        }

        private void append(CommitDecision.Decided decided) {
            jobs.addOutcomes(captureID, decided.outcomes());
            if (first.size() < CaptureResult.SHOWN) first.addAll(decided.outcomes());
            for (LogEntry entry : decided.entries()) {
                int size = size(entry);
                if (entries.size() == MOST_ENTRIES || characters + size > MOST_CHARACTERS) flush();
                entries.add(entry);
                characters += size;
            }
        }

        private void flush() {
            log.append(entries);
            entries.clear();
            characters = 0;
        }

        private void inParts(Consumer<List<StagedEntry>> consumer) {
            List<StagedEntry> part = new ArrayList<>();
            AtomicInteger weight = new AtomicInteger();
            document.spool().forEach(one -> {
                part.add(one);
                boolean isFull = weight.addAndGet(one.weight()) > StagedDocument.IN_MEMORY
                        || part.size() == PendingDocument.PART;
                if (!isFull) return;
                consumer.accept(part);
                part.clear();
                weight.set(0);
            });
            if (!part.isEmpty()) consumer.accept(part);
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
