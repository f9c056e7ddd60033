package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.job.CaptureJobs;
import io.lotledger.ingest.capture.job.CaptureMeter;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.RefusedEvents;
import io.lotledger.ingest.capture.staging.StagedDocument;
import io.lotledger.ingest.capture.staging.StagedEntry;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogRows;
import io.lotledger.ingest.eventlog.LogUnavailableException;
import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import io.lotledger.ingest.eventlog.outage.SlowCommitException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits small documents in groups. Documents that arrive during a commit join the next transaction, so many small
 * documents share one disk flush. Each document keeps its own job and outcome. A document that conflicts with the log
 * is left out and does not affect the others.
 *
 * <p>A single thread commits group after group while the queue is not empty. No thread has to be woken between two
 * transactions, which is costly on machines with few cores.
 */
public final class GroupCommit {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int MAX_ENTRIES = 4 * PendingDocument.PART;
    private static final int MAX_WEIGHT = 2 * StagedDocument.IN_MEMORY;

    private final EventLog log;
    private final CaptureJobs jobs;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final CaptureMeter meter;
    private final Executor committer =
            new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), GroupCommit::thread);
    private final Queue<Queued> queue = new ConcurrentLinkedQueue<>();
    private final Duration timeout;

    private Instant latest = Instant.EPOCH; // only the committer uses it

    /** Whether the previous group repeated known entries; the log is then looked up before appending. */
    private volatile boolean expectsDuplicates;

    /** When the present commit began, by {@link System#nanoTime}; empty between two commits. */
    private volatile OptionalLong began = OptionalLong.empty();

    /** @param timeout how long a request waits for the commit of its document */
    public GroupCommit(
            EventLog log,
            CaptureJobs jobs,
            TransactionTemplate transaction,
            Clock clock,
            CaptureMeter meter,
            Duration timeout) {
        this.log = log;
        this.jobs = jobs;
        this.transaction = transaction;
        this.clock = clock;
        this.meter = meter;
        this.timeout = timeout;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "group-commit");
        thread.setDaemon(true);
        return thread;
    }

    private static final class Queued {
        private final PendingDocument document;
        private final List<StagedEntry> entries = new ArrayList<>();
        private final CompletableFuture<CaptureResult> result = new CompletableFuture<>();

        Queued(PendingDocument document) {
            this.document = document;
            document.staged().forEach(entries::add);
        }

        /** At most what a {@link StagedDocument} holds in memory. */
        int weight() {
            return entries.stream().mapToInt(StagedEntry::weight).sum();
        }
    }

    /**
     * Returns when the document's events and its job are committed.
     *
     * @throws SlowCommitException when that takes longer than the timeout, as on a disk that hardly writes. While a commit
     *     does, other documents are refused at once, so that their requests do not use up the server's threads.
     */
    public CaptureResult append(PendingDocument document) {
        if (isOverdue()) throw new SlowCommitException(timeout, false);
        Queued mine = new Queued(document);
        queue.add(mine);
        committer.execute(this::commitAll); // finds an empty queue if an earlier group included the document
        return await(mine);
    }

    private boolean isOverdue() {
        OptionalLong start = began;
        return start.isPresent() && System.nanoTime() - start.getAsLong() > timeout.toNanos();
    }

    private CaptureResult await(Queued mine) {
        try {
            return mine.result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException("cannot store the document", e.getCause());
        } catch (TimeoutException e) {
            throw new SlowCommitException(timeout, !queue.remove(mine));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SlowCommitException(timeout, !queue.remove(mine));
        }
    }

    private void commitAll() {
        for (List<Queued> group = nextGroup(); !group.isEmpty(); group = nextGroup()) {
            began = OptionalLong.of(System.nanoTime());
            try {
                commit(group);
            } finally {
                began = OptionalLong.empty();
            }
        }
    }

    /** Takes queued documents up to the limits of a group. */
    private List<Queued> nextGroup() {
        List<Queued> group = new ArrayList<>();
        int size = 0;
        int weight = 0;
        for (Queued one = queue.peek(); one != null; one = queue.peek()) {
            int sizeWithIt = size + one.entries.size();
            int weightWithIt = weight + one.weight();
            if (!group.isEmpty() && (sizeWithIt > MAX_ENTRIES || weightWithIt > MAX_WEIGHT)) break;
            if (!queue.remove(one)) continue; // its request no longer waits
            group.add(one);
            size = sizeWithIt;
            weight = weightWithIt;
        }
        return group;
    }

    /**
     * Commits the group. After a failure, each document is retried alone, so one that cannot be stored does not fail
     * the others. When the database is unavailable, all fail at once: each retry would wait for a connection as long as
     * the first.
     */
    private void commit(List<Queued> group) {
        try {
            long start = System.nanoTime();
            List<CaptureResult> results = store(group);
            int entries = group.stream().mapToInt(one -> one.entries.size()).sum();
            meter.committed(group.size(), entries, Duration.ofNanos(System.nanoTime() - start));
            for (int i = 0; i < group.size(); i++) group.get(i).result.complete(results.get(i));
        } catch (RuntimeException e) {
            boolean isUnavailable = e instanceof LogUnavailableException || DatabaseOutage.isBehind(e);
            if (group.size() == 1 || isUnavailable) group.forEach(one -> one.result.completeExceptionally(e));
            else group.forEach(one -> commit(List.of(one)));
            if (isUnavailable) failQueue(e);
        } catch (Error e) { // not caused by one document: fail this group and continue with the next
            LOG.error("capture: {} documents could not be stored", group.size(), e);
            group.forEach(one -> one.result.completeExceptionally(e));
        }
    }

    private void failQueue(RuntimeException e) {
        for (Queued one = queue.poll(); one != null; one = queue.poll()) one.result.completeExceptionally(e);
    }

    /**
     * Appends optimistically, as if all entries were new; the log rejects duplicates. After a rejection, the writers
     * are held and the known entries are looked up.
     */
    private List<CaptureResult> store(List<Queued> group) {
        if (log.joinsTransaction() && !expectsDuplicates && !needsLookup(group)) {
            try {
                Optional<List<CaptureResult>> stored = storeAsNew(group);
                if (stored.isPresent()) return stored.get();
            } catch (DuplicateKeyException e) {
                LOG.debug(
                        "capture: the log already has an entry of {} documents, or another node appended first",
                        group.size());
            } catch (UncategorizedSQLException e) {
                if (!isRecordedLater(e)) throw e;
                LOG.debug("capture: another node with a clock ahead of this one appended first");
            }
        }
        return Objects.requireNonNull(transaction.execute(status -> storeAfterLookup(group)));
    }

    /**
     * Whether the decision needs a look-up under the lock: for the version of master data, for the event of a declaration
     * without an eventID, or for an event or declaration that an older log may hold as it was sent.
     */
    private static boolean needsLookup(List<Queued> group) {
        return group.stream()
                .flatMap(one -> one.entries.stream())
                .anyMatch(one -> one instanceof StagedEntry.MasterData
                        || (one instanceof StagedEntry.Event event
                                && (event.isDeclaration() || CapitalUuid.isIn(event) || CompactEventID.isIn(event))));
    }

    private static boolean isRecordedLater(UncategorizedSQLException e) {
        for (SQLException one = e.getSQLException(); one != null; one = one.getNextException()) {
            if (LogRows.RECORDED_LATER.equals(one.getSQLState())) return true;
        }
        return false;
    }

    /** Empty when events of a document that was in order conflict: it is refused, and its conflicts with the log are to be found too. */
    private Optional<List<CaptureResult>> storeAsNew(List<Queued> group) {
        // nothing of a refused document is appended, so the writers need not be held to find its conflicts
        Map<UUID, KnownEntries> known =
                lookUp(group.stream().filter(one -> one.document.isRefused()).toList());
        group.forEach(one -> known.computeIfAbsent(one.document.organisation(), this::noneKnown));
        Decisions decisions = decide(group, known, recordTime(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        if (decisions.hasRefused) return Optional.empty();
        List<CaptureResult> stored = decisions.stored();
        return Optional.of(decisions.at(stored.isEmpty() ? 0 : jobs.append(log.rows(decisions.entries), stored)));
    }

    private List<CaptureResult> storeAfterLookup(List<Queued> group) {
        log.holdWriters();
        Map<UUID, KnownEntries> known = lookUp(group);
        expectsDuplicates = known.values().stream().anyMatch(KnownEntries::isAnyInLog);
        Decisions decisions = decide(group, known, recordTime(log.recordTime(clock.instant())));
        log.append(decisions.entries);
        List<CaptureResult> stored = decisions.stored();
        if (stored.isEmpty()) return decisions.at(0);
        return decisions.at(log.joinsTransaction() ? jobs.add(stored) : jobs.add(stored, log.head()));
    }

    private Map<UUID, KnownEntries> lookUp(List<Queued> group) {
        Map<UUID, List<StagedEntry>> byOrganisation = new HashMap<>();
        for (Queued one : group) {
            byOrganisation
                    .computeIfAbsent(one.document.organisation(), organisation -> new ArrayList<>())
                    .addAll(one.entries);
        }
        Map<UUID, KnownEntries> known = new HashMap<>();
        byOrganisation.forEach((organisation, parts) -> {
            KnownEntries entries = noneKnown(organisation);
            entries.lookUp(parts);
            known.put(organisation, entries);
        });
        return known;
    }

    private KnownEntries noneKnown(UUID organisation) {
        return new KnownEntries(log, organisation);
    }

    /**
     * Record times increase from group to group. The log rejects one that is earlier than another node's last entry.
     */
    private Instant recordTime(Instant now) {
        latest = now.isAfter(latest) ? now : latest.plusMillis(1);
        return latest;
    }

    private static Decisions decide(List<Queued> group, Map<UUID, KnownEntries> known, Instant recordTime) {
        Decisions decisions = new Decisions(recordTime);
        for (Queued one : group) {
            decisions.add(one, Objects.requireNonNull(known.get(one.document.organisation())));
        }
        return decisions;
    }

    /** The decisions on a group: its jobs, without a log position yet, and the entries to append. */
    private static final class Decisions {
        private final Instant now;
        private final List<LogEntry> entries = new ArrayList<>();
        private final List<CaptureResult> results = new ArrayList<>();
        private final List<CaptureResult> stored = new ArrayList<>();
        private boolean hasRefused;

        Decisions(Instant now) {
            this.now = now;
        }

        void add(Queued one, KnownEntries known) {
            String captureID = UUID.randomUUID().toString();
            PendingDocument document = one.document;
            CommitDecision decision = new CommitDecision(
                    document.organisation(),
                    captureID,
                    now,
                    document.stager().creationDate(),
                    document.isRefused(),
                    known);
            CommitDecision.DecidedPart part = decision.decide(one.entries);
            if (decision.foundConflicts() && document.isWholeOrNothing() && !document.isRefused()) {
                decision = new CommitDecision(
                        document.organisation(),
                        captureID,
                        now,
                        document.stager().creationDate(),
                        true,
                        known);
                part = decision.decide(one.entries);
            }
            hasRefused |= decision.isRefused() && !document.isRefused();
            decision.addToKnown();
            entries.addAll(part.entries());
            RefusedEvents refused = new RefusedEvents();
            refused.addAll(part.refused());
            CaptureResult result = new CaptureResult(
                    document.job(captureID, now, decision, 0),
                    now,
                    document.stager().masterDataErrors(),
                    document.stager().masterDataWarnings(),
                    refused.kept(),
                    part.outcomes());
            results.add(result);
            if (!document.isEvent() || result.job().counts().accepted() > 0) stored.add(result);
        }

        List<CaptureResult> stored() {
            return stored;
        }

        List<CaptureResult> at(long head) {
            return results.stream().map(one -> one.at(head)).toList();
        }
    }
}
