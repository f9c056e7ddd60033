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
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Appends documents of one part, all that wait in one transaction: who comes while another is committing is taken along by
 * the next, so that many small documents share one wait for the disk. Each keeps its own job and its own fate: one that
 * contradicts the log is left out, and nothing of it disturbs the others.
 *
 * <p>Who comes when nobody commits does so, for itself and whoever waits by then, and hands on to the first of those who came
 * meanwhile. The others are woken when their document is there, and need no lock.
 */
final class GroupCommit {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int MOST_AT_ONCE = 4 * Capture.PART;

    private final EventLog log;
    private final CaptureJobs jobs;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private boolean committing; // guarded by `waiting`

    /** Whether the documents before held what the log had: then it is asked first. */
    private volatile boolean areRepeated;

    GroupCommit(EventLog log, CaptureJobs jobs, TransactionTemplate transaction, Clock clock) {
        this.log = log;
        this.jobs = jobs;
        this.transaction = transaction;
        this.clock = clock;
    }

    private static final class Waiting {
        private final ReadDocument document;
        private final List<Spooled> spooled = new ArrayList<>();
        private final CompletableFuture<Boolean> turn = new CompletableFuture<>();
        private volatile @Nullable Captured captured;
        private volatile @Nullable RuntimeException failure;

        Waiting(ReadDocument document) {
            this.document = document;
            document.spool().forEach(spooled::add);
        }

        /** Returns when it is there, or when it is to commit; answers whether it is to. */
        boolean isToCommit() {
            return turn.join();
        }

        void commitNow() {
            turn.complete(true);
        }

        void end(@Nullable Captured captured, @Nullable RuntimeException failure) {
            this.captured = captured;
            this.failure = failure;
            turn.complete(false);
        }
    }

    /** Returns when the document's events and its job are committed. */
    Captured append(ReadDocument document) {
        Waiting mine = new Waiting(document);
        if (comesFirst(mine) || mine.isToCommit()) {
            try {
                commit(next());
            } finally {
                handOn();
            }
        }
        Captured captured = mine.captured;
        if (captured == null) throw Objects.requireNonNull(mine.failure);
        return captured;
    }

    private boolean comesFirst(Waiting mine) {
        synchronized (waiting) {
            waiting.add(mine);
            boolean first = !committing;
            committing = true;
            return first;
        }
    }

    private void handOn() {
        synchronized (waiting) {
            Waiting next = waiting.peek();
            if (next == null) committing = false;
            else next.commitNow();
        }
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
            List<Captured> captured = stored(group);
            for (int i = 0; i < group.size(); i++) group.get(i).end(captured.get(i), null);
        } catch (RuntimeException e) {
            if (group.size() == 1) group.get(0).end(null, e);
            else group.forEach(one -> commit(List.of(one)));
        } catch (Error e) {
            group.forEach(one -> one.end(null, new IllegalStateException("the document could not be stored", e)));
            throw e;
        }
    }

    /** All is taken for new, which the log itself refuses if it is not: then the writers are held, and it is asked what it knows. */
    private List<Captured> stored(List<Waiting> group) {
        if (!areRepeated && !hasMasterData(group)) {
            try {
                return storeNew(group);
            } catch (DuplicateKeyException e) {
                LOG.debug("capture: the log has one of {} documents, or another node was first", group.size());
            }
        }
        return Objects.requireNonNull(transaction.execute(status -> storeAfterLook(group)));
    }

    private static boolean hasMasterData(List<Waiting> group) {
        return group.stream().flatMap(one -> one.spooled.stream()).anyMatch(Spooled.MasterData.class::isInstance);
    }

    private List<Captured> storeNew(List<Waiting> group) {
        Map<UUID, KnownEntries> nothing = new HashMap<>();
        group.forEach(one -> nothing.computeIfAbsent(one.document.organisation(), this::unknown));
        Decisions decisions = decide(group, nothing);
        List<Captured> kept = decisions.kept();
        return decisions.at(kept.isEmpty() ? 0 : jobs.append(log.rows(decisions.entries), kept));
    }

    private List<Captured> storeAfterLook(List<Waiting> group) {
        log.holdWriters();
        Map<UUID, KnownEntries> known = lookUp(group);
        areRepeated = known.values().stream().anyMatch(KnownEntries::isAnyInLog);
        Decisions decisions = decide(group, known);
        log.append(decisions.entries);
        List<Captured> kept = decisions.kept();
        return decisions.at(kept.isEmpty() ? 0 : jobs.add(kept));
    }

    private Map<UUID, KnownEntries> lookUp(List<Waiting> group) {
        Map<UUID, List<Spooled>> spooled = new HashMap<>();
        for (Waiting one : group) {
            spooled.computeIfAbsent(one.document.organisation(), organisation -> new ArrayList<>())
                    .addAll(one.spooled);
        }
        Map<UUID, KnownEntries> known = new HashMap<>();
        spooled.forEach((organisation, parts) -> {
            KnownEntries entries = unknown(organisation);
            entries.lookUp(parts);
            known.put(organisation, entries);
        });
        return known;
    }

    private KnownEntries unknown(UUID organisation) {
        return new KnownEntries(log, organisation);
    }

    private Decisions decide(List<Waiting> group, Map<UUID, KnownEntries> known) {
        Decisions decisions = new Decisions(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        for (Waiting one : group) {
            decisions.add(one, Objects.requireNonNull(known.get(one.document.organisation())));
        }
        return decisions;
    }

    /** What becomes of a group: its jobs, not yet placed in the log, and the entries there are to be. */
    private static final class Decisions {
        private final Instant now;
        private final List<LogEntry> entries = new ArrayList<>();
        private final List<Captured> ended = new ArrayList<>();
        private final List<Captured> kept = new ArrayList<>();

        Decisions(Instant now) {
            this.now = now;
        }

        void add(Waiting one, KnownEntries known) {
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
            Captured captured = new Captured(
                    document.job(captureID, now, appending, 0),
                    document.spooler().masterDataErrors(),
                    part.outcomes());
            ended.add(captured);
            if (!document.isEvent() || captured.job().counts().accepted() > 0) kept.add(captured);
        }

        List<Captured> kept() {
            return kept;
        }

        List<Captured> at(long head) {
            return ended.stream().map(one -> one.at(head)).toList();
        }
    }
}
