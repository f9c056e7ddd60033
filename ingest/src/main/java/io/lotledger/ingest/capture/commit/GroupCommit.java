package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.job.CaptureJobs;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.staging.StagedDocument;
import io.lotledger.ingest.capture.staging.StagedEntry;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogRows;
import io.lotledger.ingest.eventlog.LogUnavailableException;
import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Appends documents of one part, all that wait in one transaction: who comes while another is committing is taken along by
 * the next, so that many small documents share one wait for the disk. Each keeps its own job and its own fate: one that
 * contradicts the log is left out, and nothing of it disturbs the others.
 *
 * <p>One thread commits, group after group while anybody waits: nobody has to be woken between one transaction and the
 * next, and on machines with few cores that is the part that cannot be shared.
 */
public final class GroupCommit {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int MOST_AT_ONCE = 4 * PendingDocument.PART;
    private static final int MOST_WEIGHT = 2 * StagedDocument.IN_MEMORY;

    private final EventLog log;
    private final CaptureJobs jobs;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Executor committer =
            new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), GroupCommit::thread);
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>(); // taken from by the committer alone

    private Instant latest = Instant.EPOCH; // the committer's alone

    /** Whether the documents before held what the log had: then it is asked first. */
    private volatile boolean areRepeated;

    public GroupCommit(EventLog log, CaptureJobs jobs, TransactionTemplate transaction, Clock clock) {
        this.log = log;
        this.jobs = jobs;
        this.transaction = transaction;
        this.clock = clock;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "group-commit");
        thread.setDaemon(true);
        return thread;
    }

    private static final class Waiting {
        private final PendingDocument document;
        private final List<StagedEntry> spooled = new ArrayList<>();
        private final CompletableFuture<CaptureResult> captured = new CompletableFuture<>();

        Waiting(PendingDocument document) {
            this.document = document;
            document.spool().forEach(spooled::add);
        }

        /** No more than a spool holds in memory. */
        int weight() {
            return spooled.stream().mapToInt(StagedEntry::weight).sum();
        }

        CaptureResult await() {
            try {
                return captured.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) throw cause;
                throw new IllegalStateException("the document could not be stored", e.getCause());
            }
        }
    }

    /** Returns when the document's events and its job are committed. */
    public CaptureResult append(PendingDocument document) {
        Waiting mine = new Waiting(document);
        waiting.add(mine);
        committer.execute(this::commitAll); // which finds nothing to do where a group before took it along
        return mine.await();
    }

    private void commitAll() {
        for (List<Waiting> group = next(); !group.isEmpty(); group = next()) commit(group);
    }

    /** All who wait, as far as there is room for them. */
    private List<Waiting> next() {
        List<Waiting> group = new ArrayList<>();
        int size = 0;
        int weight = 0;
        for (Waiting one = waiting.peek(); one != null; one = waiting.peek()) {
            size += one.spooled.size();
            weight += one.weight();
            if (!group.isEmpty() && (size > MOST_AT_ONCE || weight > MOST_WEIGHT)) break;
            group.add(waiting.remove());
        }
        return group;
    }

    /**
     * One that cannot be stored must not take the others with it: after a failure each is tried by itself. Where the database is
     * away all fail at once: each would wait for a connection as long as the first did.
     */
    private void commit(List<Waiting> group) {
        try {
            List<CaptureResult> captured = stored(group);
            for (int i = 0; i < group.size(); i++) group.get(i).captured.complete(captured.get(i));
        } catch (RuntimeException e) {
            boolean isAway = e instanceof LogUnavailableException || DatabaseOutage.isBehind(e);
            if (group.size() == 1 || isAway) group.forEach(one -> one.captured.completeExceptionally(e));
            else group.forEach(one -> commit(List.of(one)));
            if (isAway) failAllThatWait(e);
        } catch (Error e) { // not of one document: who waits is told, and the next are tried
            LOG.error("capture: {} documents could not be stored", group.size(), e);
            group.forEach(one -> one.captured.completeExceptionally(e));
        }
    }

    private void failAllThatWait(RuntimeException e) {
        for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) one.captured.completeExceptionally(e);
    }

    /** All is taken for new, which the log itself refuses if it is not: then the writers are held, and it is asked what it knows. */
    private List<CaptureResult> stored(List<Waiting> group) {
        if (log.joinsTransaction() && !areRepeated && !asksTheLog(group)) {
            try {
                return storeNew(group);
            } catch (DuplicateKeyException e) {
                LOG.debug("capture: the log has one of {} documents, or another node was first", group.size());
            } catch (UncategorizedSQLException e) {
                if (!isRecordedLater(e)) throw e;
                LOG.debug("capture: another node with a clock ahead of this one was first");
            }
        }
        return Objects.requireNonNull(transaction.execute(status -> storeAfterLook(group)));
    }

    /** Whether the log has to be asked: which version of master data this is, or which event a declaration without an id is about. */
    private static boolean asksTheLog(List<Waiting> group) {
        return group.stream()
                .flatMap(one -> one.spooled.stream())
                .anyMatch(one -> one instanceof StagedEntry.MasterData
                        || (one instanceof StagedEntry.Event event && UnnamedEvent.isDeclaration(event)));
    }

    private static boolean isRecordedLater(UncategorizedSQLException e) {
        for (SQLException one = e.getSQLException(); one != null; one = one.getNextException()) {
            if (LogRows.RECORDED_LATER.equals(one.getSQLState())) return true;
        }
        return false;
    }

    private List<CaptureResult> storeNew(List<Waiting> group) {
        Map<UUID, KnownEntries> nothing = new HashMap<>();
        group.forEach(one -> nothing.computeIfAbsent(one.document.organisation(), this::unknown));
        Decisions decisions = decide(group, nothing, recordTime(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        List<CaptureResult> kept = decisions.kept();
        return decisions.at(kept.isEmpty() ? 0 : jobs.append(log.rows(decisions.entries), kept));
    }

    private List<CaptureResult> storeAfterLook(List<Waiting> group) {
        log.holdWriters();
        Map<UUID, KnownEntries> known = lookUp(group);
        areRepeated = known.values().stream().anyMatch(KnownEntries::isAnyInLog);
        Decisions decisions = decide(group, known, recordTime(log.recordTime(clock.instant())));
        log.append(decisions.entries);
        List<CaptureResult> kept = decisions.kept();
        if (kept.isEmpty()) return decisions.at(0);
        return decisions.at(log.joinsTransaction() ? jobs.add(kept) : jobs.add(kept, log.head()));
    }

    private Map<UUID, KnownEntries> lookUp(List<Waiting> group) {
        Map<UUID, List<StagedEntry>> spooled = new HashMap<>();
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

    /** After that of the group before: the log refuses what another node was faster with. */
    private Instant recordTime(Instant now) {
        latest = now.isAfter(latest) ? now : latest.plusMillis(1);
        return latest;
    }

    private static Decisions decide(List<Waiting> group, Map<UUID, KnownEntries> known, Instant recordTime) {
        Decisions decisions = new Decisions(recordTime);
        for (Waiting one : group) {
            decisions.add(one, Objects.requireNonNull(known.get(one.document.organisation())));
        }
        return decisions;
    }

    /** What becomes of a group: its jobs, not yet placed in the log, and the entries there are to be. */
    private static final class Decisions {
        private final Instant now;
        private final List<LogEntry> entries = new ArrayList<>();
        private final List<CaptureResult> ended = new ArrayList<>();
        private final List<CaptureResult> kept = new ArrayList<>();

        Decisions(Instant now) {
            this.now = now;
        }

        void add(Waiting one, KnownEntries known) {
            String captureID = UUID.randomUUID().toString();
            PendingDocument document = one.document;
            CommitDecision appending =
                    new CommitDecision(document.organisation(), captureID, now, document.isRefused(), known);
            CommitDecision.Decided part = appending.decide(one.spooled);
            if (appending.foundConflicts() && document.isWholeOrNothing() && !document.isRefused()) {
                appending = new CommitDecision(document.organisation(), captureID, now, true, known);
                part = appending.decide(one.spooled);
            }
            appending.adopt();
            entries.addAll(part.entries());
            CaptureResult captured = new CaptureResult(
                    document.job(captureID, now, appending, 0),
                    document.spooler().masterDataErrors(),
                    document.spooler().masterDataWarnings(),
                    part.outcomes());
            ended.add(captured);
            if (!document.isEvent() || captured.job().counts().accepted() > 0) kept.add(captured);
        }

        List<CaptureResult> kept() {
            return kept;
        }

        List<CaptureResult> at(long head) {
            return ended.stream().map(one -> one.at(head)).toList();
        }
    }
}
