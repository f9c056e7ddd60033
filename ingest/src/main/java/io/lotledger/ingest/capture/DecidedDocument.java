package io.lotledger.ingest.capture;

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
final class DecidedDocument {
    /** Entries, and characters of their documents, that are appended at once. */
    private static final int MOST_ENTRIES = 10_000;

    private static final int MOST_CHARACTERS = 16 << 20;

    private final EventLog log;
    private final CaptureJobs jobs;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock(true);

    DecidedDocument(EventLog log, CaptureJobs jobs, TransactionTemplate transaction, Clock clock) {
        this.log = log;
        this.jobs = jobs;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Returns when the document's events are in the log and its job is committed. */
    Captured append(ReadDocument document) {
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
        private final ReadDocument document;
        private final String captureID = UUID.randomUUID().toString();
        private final Instant recordTime = log.recordTime(clock.instant());
        private final KnownEntries known;
        private final List<EventOutcome> first = new ArrayList<>();
        private final List<LogEntry> entries = new ArrayList<>();
        private long characters;

        Attempt(ReadDocument document) {
            this.document = document;
            known = new KnownEntries(log, document.organisation());
        }

        Captured run() {
            boolean contradicts = contradictsTheLog();
            Appending appending = appending(document.isRefused() || contradicts);
            inParts(part -> append(appending.decide(part)));
            flush();
            CaptureJob job = document.job(captureID, now(), appending, log.head());
            DocumentSpooler read = document.spooler();
            Captured captured = new Captured(job, read.masterDataErrors(), read.masterDataWarnings(), first);
            jobs.addWithoutOutcomes(captured);
            return captured;
        }

        /** Decides all of it and appends nothing. */
        private boolean contradictsTheLog() {
            Appending trial = appending(document.isRefused());
            inParts(part -> {
                known.lookUp(part);
                log.checkSizes(trial.decide(part).entries());
            });
            return trial.foundConflicts() && document.isWholeOrNothing();
        }

        private Appending appending(boolean refused) {
            return new Appending(document.organisation(), captureID, recordTime, refused, known);
        }

        private void append(Appending.Decided decided) {
            jobs.addOutcomes(captureID, decided.outcomes());
            if (first.size() < Captured.SHOWN) first.addAll(decided.outcomes());
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

        private void inParts(Consumer<List<Spooled>> consumer) {
            List<Spooled> part = new ArrayList<>();
            AtomicInteger weight = new AtomicInteger();
            document.spool().forEach(one -> {
                part.add(one);
                boolean isFull = weight.addAndGet(one.weight()) > Spool.IN_MEMORY || part.size() == ReadDocument.PART;
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
