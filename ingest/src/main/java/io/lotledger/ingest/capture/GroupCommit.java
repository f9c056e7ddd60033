package io.lotledger.ingest.capture;

import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Appends documents of one part, all that wait in one transaction: who comes while another is committing is taken along by
 * the next, so that many small documents share one wait for the disk. Each keeps its own job and its own fate: one that
 * contradicts the log is left out, and nothing of it disturbs the others.
 */
final class GroupCommit {
    private static final int MOST_AT_ONCE = 4 * Capture.PART;

    private final EventLog log;
    private final CaptureJobs jobs;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock();
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    GroupCommit(EventLog log, CaptureJobs jobs, TransactionTemplate transaction, Clock clock) {
        this.log = log;
        this.jobs = jobs;
        this.transaction = transaction;
        this.clock = clock;
    }

    private static final class Waiting {
        private final ReadDocument document;
        private final List<Spooled> spooled = new ArrayList<>();
        private volatile @Nullable Captured captured;
        private volatile @Nullable RuntimeException failure;

        Waiting(ReadDocument document) {
            this.document = document;
            document.spool().forEach(spooled::add);
        }

        boolean isDone() {
            return captured != null || failure != null;
        }
    }

    /** Returns when the document's events and its job are committed. */
    Captured append(ReadDocument document) {
        Waiting mine = new Waiting(document);
        synchronized (waiting) {
            waiting.add(mine);
        }
        while (!mine.isDone()) {
            turn.lock();
            try {
                if (!mine.isDone()) commit(next());
            } finally {
                turn.unlock();
            }
        }
        Captured captured = mine.captured;
        if (captured == null) throw Objects.requireNonNull(mine.failure);
        return captured;
    }

    private List<Waiting> next() {
        List<Waiting> group = new ArrayList<>();
        int size = 0;
        synchronized (waiting) {
            for (Waiting one = waiting.peek(); one != null; one = waiting.peek()) {
                size += one.spooled.size();
                if (!group.isEmpty() && size > MOST_AT_ONCE) break;
                group.add(waiting.remove());
            }
        }
        return group;
    }

    /** One that cannot be stored must not take the others with it: after a failure each is tried by itself. */
    private void commit(List<Waiting> group) {
        try {
            List<Captured> captured = Objects.requireNonNull(transaction.execute(status -> store(group)));
            for (int i = 0; i < group.size(); i++) group.get(i).captured = captured.get(i);
        } catch (RuntimeException e) {
            if (group.size() == 1) group.get(0).failure = e;
            else group.forEach(one -> commit(List.of(one)));
        } catch (Error e) {
            group.forEach(one -> one.failure = new IllegalStateException("the document could not be stored", e));
            throw e;
        }
    }

    private List<Captured> store(List<Waiting> group) {
        log.holdWriters();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<UUID, KnownEntries> known = lookUp(group);
        List<LogEntry> entries = new ArrayList<>();
        List<Decided> decided = new ArrayList<>(group.size());
        for (Waiting one : group) {
            decided.add(decide(one, now, Objects.requireNonNull(known.get(one.document.organisation())), entries));
        }
        log.append(entries);
        long head = log.head();
        List<Captured> captured = new ArrayList<>(group.size());
        List<Captured> kept = new ArrayList<>(group.size());
        for (Decided one : decided) {
            Captured ended = one.captured(now, head);
            captured.add(ended);
            if (!one.document.isEvent() || ended.job().counts().accepted() > 0) kept.add(ended);
        }
        jobs.add(kept);
        return captured;
    }

    private Map<UUID, KnownEntries> lookUp(List<Waiting> group) {
        Map<UUID, List<Spooled>> spooled = new HashMap<>();
        for (Waiting one : group) {
            spooled.computeIfAbsent(one.document.organisation(), organisation -> new ArrayList<>())
                    .addAll(one.spooled);
        }
        Map<UUID, KnownEntries> known = new HashMap<>();
        spooled.forEach((organisation, parts) -> {
            KnownEntries entries = new KnownEntries(log, organisation);
            entries.lookUp(parts);
            known.put(organisation, entries);
        });
        return known;
    }

    private static Decided decide(Waiting one, Instant now, KnownEntries known, List<LogEntry> entries) {
        String captureID = UUID.randomUUID().toString();
        ReadDocument document = one.document;
        Appending appending = new Appending(document.organisation(), captureID, now, document.isRefused(), known);
        Appending.Decided part = appending.decide(one.spooled);
        if (appending.foundConflicts() && document.isWholeOrNothing() && !document.isRefused()) {
            appending = new Appending(document.organisation(), captureID, now, true, known);
            part = appending.decide(one.spooled);
        }
        appending.adopt();
        entries.addAll(part.entries());
        return new Decided(document, captureID, appending, part.outcomes());
    }

    private record Decided(ReadDocument document, String captureID, Appending appending, List<EventOutcome> outcomes) {
        Captured captured(Instant now, long head) {
            return new Captured(
                    document.job(captureID, now, appending, head),
                    document.spooler().masterDataErrors(),
                    outcomes);
        }
    }
}
