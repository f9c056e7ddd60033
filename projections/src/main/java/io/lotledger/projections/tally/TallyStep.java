package io.lotledger.projections.tally;

import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.cte.table.CteProjection;
import io.lotledger.projections.index.EventIndexProjection;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.facts.LineageProjection;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.processor.ProjectionPositions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One step of the tally in one transaction: it claims the tally, counts the next section of the log, and counts again
 * some of the lots that events, master data or the clock have touched. The next holder of the claim, on any node, goes
 * on where the last commit ended. Each step is bounded, however much there is to count.
 */
public final class TallyStep {
    private static final Logger LOG = LoggerFactory.getLogger(TallyStep.class);

    /** Raise it by one whenever the same tables would give other counts. */
    private static final int VERSION = 20;

    private static final int POSITIONS_PER_STEP = 10_000;
    private static final int LOTS_PER_STEP = 500;
    private static final Set<String> EVIDENCE =
            Set.of(EventIndexProjection.NAME, LineageProjection.NAME, MasterDataProjection.NAME);
    private static final Set<String> ALL =
            Set.of(EventIndexProjection.NAME, LineageProjection.NAME, MasterDataProjection.NAME, CteProjection.NAME);
    /** How often the time of the count is written while nothing changes. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final LogReader log;
    private final ProjectionPositions positions;
    private final TallyQueue queue;
    private final LogSection section;
    private final LotCounter counter;
    private final CountedRows rows;
    private final String settings;
    private final Clock clock;
    private final TransactionTemplate transaction;
    /** Within the transaction of the step, so that a count that fails leaves the rest of it. */
    private final TransactionTemplate savepoint;
    /** Whether the counts were of this node's settings since its start. */
    private boolean hasCounted;

    private boolean hasSaidThatItLeaves;

    /** @param settings the text of all settings that change what is counted */
    public TallyStep(
            JdbcClient jdbc,
            JdbcOperations copying,
            LogReader log,
            ProjectionPositions positions,
            LotLineage lineage,
            Evidence evidence,
            LotFindings findings,
            FindingPolicy policy,
            ElementCounter elements,
            String settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.log = log;
        this.positions = positions;
        this.queue = new TallyQueue(jdbc);
        this.section = new LogSection(jdbc, findings, queue);
        this.counter = new LotCounter(jdbc, lineage, evidence, findings, policy, elements);
        this.rows = new CountedRows(jdbc, copying);
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * @param counted whether the step counted anything; then there may be more
     * @param behind how far the tables are behind the log
     * @param ours whether the counts are those of this node's code and settings
     */
    public record Result(boolean counted, long behind, boolean ours) {
        /** Another node holds the claim, or counts by later code or settings. */
        static final Result LEFT_TO_OTHERS = new Result(false, 0, false);
    }

    private record Claim(
            long position, String version, @Nullable Long recountAfter, long recountHead, boolean eventsExact) {}

    /** Counts all lots again; their present counts serve until then. */
    public void recount() {
        transaction.executeWithoutResult(status -> recount("", true));
    }

    private void recount(String version, boolean force) {
        jdbc.sql("""
                        update tally
                           set recount_after = case when position > 0 then 0 end, version = :version, events_exact = false,
                               recount_head = position
                         where version <> :version or :force
                        """).param("version", version).param("force", force).update();
    }

    public Result run() {
        Result result = transaction.execute(status -> claim().map(this::run).orElse(Result.LEFT_TO_OTHERS));
        if (result == null || !result.ours()) return Result.LEFT_TO_OTHERS;
        hasCounted = true;
        hasSaidThatItLeaves = false;
        return result;
    }

    private Optional<Claim> claim() {
        return jdbc.sql("""
                        select position, version, recount_after, recount_head, events_exact
                          from tally
                           for no key update skip locked
                        """).query(Claim.class).optional();
    }

    private Result run(Claim claim) {
        positions.prepareToWrite();
        Instant now = clock.instant();
        CountVersion version = version();
        boolean isOutdated = !claim.version().equals(version.text());
        if (isOutdated && !takesOver(version, claim.version())) return Result.LEFT_TO_OTHERS;
        if (isOutdated) recount(version.text(), claim.version().isEmpty());
        long covered = positions.lowestPosition(EVIDENCE);
        long end = Math.min(positions.lowestPosition(ALL), claim.position() + POSITIONS_PER_STEP);
        boolean advanced = end > claim.position();
        if (advanced) {
            section.count(claim.position() + 1, end, covered);
            jdbc.sql("update tally set position = :end").param("end", end).update();
        }
        long position = Math.max(end, claim.position());
        boolean repaired = repair(claim, position, covered);
        queue.addOverdue(now, position, LOTS_PER_STEP);
        boolean recounting = !isOutdated && recountOn(claim, position, covered);
        boolean counted = countLots(covered, now);
        long head = log.head();
        if (!advanced && !counted && !recounting && position >= head) upToDate(now);
        return new Result(
                advanced || counted || recounting || repaired || isOutdated, Math.max(0, head - position), true);
    }

    private CountVersion version() {
        Map<String, Integer> tables = new TreeMap<>(positions.versions(false));
        tables.keySet().retainAll(ALL);
        return new CountVersion(VERSION, tables, settings);
    }

    private boolean takesOver(CountVersion version, String counted) {
        if (version.takesOver(counted, hasCounted)) return true;
        if (!hasSaidThatItLeaves) LOG.warn("{}", version.whyNot(counted));
        hasSaidThatItLeaves = true;
        return false;
    }

    /** Reads entries again that were parked and written late. */
    private boolean repair(Claim claim, long position, long covered) {
        Map<Long, Long> late = queue.late();
        late.values().stream().distinct().forEach(entry -> section.readAgain(entry, entry, covered));
        queue.remove(late.keySet());
        if (late.isEmpty() && claim.eventsExact()) return false;
        section.countEvents(position);
        jdbc.sql("update tally set events_exact = true").update();
        return true;
    }

    private boolean recountOn(Claim claim, long position, long covered) {
        Long after = claim.recountAfter();
        if (after == null || !queue.isShort(LOTS_PER_STEP)) return after != null;
        long last = Math.min(claim.recountHead(), after + POSITIONS_PER_STEP);
        long until = queue.addForRecount(after, last, 2 * LOTS_PER_STEP, position);
        section.recountFindings(after + 1, until, covered);
        jdbc.sql("update tally set recount_after = :until")
                .param("until", until >= claim.recountHead() ? null : until, java.sql.Types.BIGINT)
                .update();
        return true;
    }

    private boolean countLots(long covered, Instant now) {
        List<TallyQueue.Work> work = queue.next(covered, LOTS_PER_STEP);
        for (TallyQueue.Work some : work) {
            countOrLeave(some.organisation(), some.lots(), covered, now);
            queue.remove(some.rows());
        }
        return !work.isEmpty();
    }

    /**
     * Counts the lots together. If that fails, it counts each on its own and leaves those that fail: their present
     * figures stay, and no other lot waits for them.
     */
    private void countOrLeave(UUID organisation, Collection<UUID> lots, long covered, Instant now) {
        try {
            savepoint.executeWithoutResult(status -> count(organisation, lots, covered, now));
        } catch (RuntimeException e) {
            if (isPassing(e)) throw e;
            if (lots.size() > 1) {
                for (UUID lot : lots) countOrLeave(organisation, List.of(lot), covered, now);
            } else if (e instanceof DamagedEntryException) {
                LOG.error("The figures of lot {} in the summary stay as they are: {}", lots, e.getMessage());
            } else {
                LOG.error(
                        "The figures of lot {} of organisation {} in the summary stay as they are, because counting"
                                + " them failed. Its traces and exports are not affected. Please report this",
                        lots,
                        organisation,
                        e);
            }
        }
    }

    /** Whether the same count may succeed when it is tried again. */
    private static boolean isPassing(RuntimeException failure) {
        return failure instanceof TransactionException
                || failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof NonTransientDataAccessResourceException
                || DatabaseOutage.isBehind(failure);
    }

    private void count(UUID organisation, Collection<UUID> lots, long covered, Instant now) {
        LotCounter.Counted counted = counter.count(organisation, lots, covered, now);
        queue.addCycles(organisation, lots, counted.cycles(), covered);
        queue.addSplits(organisation, lots, counted.splits(), covered);
        rows.replace(lots, counted.lots(), covered);
    }

    private void upToDate(Instant now) {
        jdbc.sql("update tally set counted_at = :now where counted_at < :before")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("before", now.minus(HEARTBEAT).atOffset(ZoneOffset.UTC))
                .update();
    }
}
