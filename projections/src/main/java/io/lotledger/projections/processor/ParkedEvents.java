package io.lotledger.projections.processor;

import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.ingest.eventlog.UnreadableEntry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Events that a projection cannot apply are parked one by one, and the projection continues with the others. An
 * operator sees them and retries them after mending the cause. Until then no workbook is made that would miss them.
 */
public final class ParkedEvents {
    private static final int MAX_ERROR_LENGTH = 2_000;
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(30);
    /**
     * SQL state classes caused by the data and not by the database: data exception, integrity constraint violation,
     * program limit exceeded.
     */
    private static final List<String> DATA_ERROR_CLASSES = List.of("22", "23", "54");

    private final JdbcClient jdbc;
    private final ProjectionPositions positions;
    private final LogReader log;
    private final TransactionTemplate savepoint;
    private final TransactionTemplate ownTransaction;
    private final DocumentParser reader;

    /**
     * @param transactions must support savepoints, as JDBC transactions do
     * @param reader parses the document of a captured event
     */
    public ParkedEvents(
            JdbcClient jdbc,
            ProjectionPositions positions,
            PlatformTransactionManager transactions,
            LogReader log,
            DocumentParser reader) {
        this.jdbc = jdbc;
        this.positions = positions;
        this.log = log;
        this.reader = reader;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.ownTransaction = new TransactionTemplate(transactions);
    }

    /**
     * Whose parked entries a caller sees, retries and counts: those of the organisation and, as an operator, those that no
     * longer tell whose they are.
     */
    public static List<UUID> ownersSeenBy(UUID organisation, boolean isOperator) {
        return isOperator ? List.of(organisation, UnreadableEntry.ANY) : List.of(organisation);
    }

    /** Number of the owners' entries up to the position that at least one of the projections has parked. */
    public long count(Collection<UUID> owners, long logPosition, Set<String> projections) {
        return jdbc.sql("""
                        select count(distinct position) from parked_event
                         where organisation = any(:owners) and position <= :position and projection = any(:projections)
                        """)
                .param("owners", owners.toArray(UUID[]::new))
                .param("position", logPosition)
                .param("projections", projections.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /** Log positions of the first of the owners' entries up to a position that the projection has parked, in the order of the log. */
    public List<Long> positions(Collection<UUID> owners, long logPosition, String projection, int limit) {
        return jdbc.sql("""
                        select position from parked_event
                         where organisation = any(:owners) and position <= :position and projection = :projection
                         order by position limit :limit
                        """)
                .param("owners", owners.toArray(UUID[]::new))
                .param("position", logPosition)
                .param("projection", projection)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /** Number of the owners' entries that at least one projection has parked. */
    public long count(Collection<UUID> owners) {
        return jdbc.sql("select count(distinct position) from parked_event where organisation = any(:owners)")
                .param("owners", owners.toArray(UUID[]::new))
                .query(Long.class)
                .single();
    }

    /** Parked events per projection, over all organisations; projections without parked events are absent. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        jdbc.sql("select projection, count(*) as events from parked_event group by projection order by projection")
                .query(row -> {
                    counts.put(row.getString("projection"), row.getLong("events"));
                });
        return counts;
    }

    /**
     * A place in the list of parked events.
     *
     * @param projection null for the place behind all projections of the position
     */
    public record Place(long position, @Nullable String projection) {}

    /** In the order of the log and, at one position, of the projections' names. */
    public List<ParkedEvent> of(Collection<UUID> organisations, Place after, int limit) {
        return jdbc.sql("""
                        select projection, position, organisation, event_id, error, attempts, parked_at
                          from parked_event
                         where organisation = any(:organisations)
                           and (position > :position or position = :position and projection > cast(:projection as text))
                         order by position, projection
                         limit :limit
                        """)
                .param("organisations", organisations.toArray(UUID[]::new))
                .param("position", after.position())
                .param("projection", after.projection())
                .param("limit", limit)
                .query((row, n) -> new ParkedEvent(
                        row.getString("projection"),
                        row.getLong("position"),
                        row.getObject("organisation", UUID.class),
                        row.getString("event_id"),
                        row.getString("error"),
                        row.getInt("attempts"),
                        row.getObject("parked_at", OffsetDateTime.class)
                                .toInstant()
                                .truncatedTo(ChronoUnit.MILLIS)))
                .list();
    }

    /**
     * Retries an organisation's parked events in log order. Each retry has its own transaction and waits for the step
     * under way. The events are read from the log, so current upcasters apply to them.
     *
     * @param projections in dependency order: a projection comes after those whose tables it reads
     * @return number of events that were applied
     * @throws LaterTablesException if later code has filled the tables; the remaining events stay parked
     */
    public int retry(UUID organisation, List<Projection> projections) {
        int applied = 0;
        List<String> order = projections.stream().map(Projection::name).toList();
        List<Parked> all = parkedOf(organisation).stream()
                .sorted(Comparator.comparingLong(Parked::position)
                        .thenComparing(parked -> order.indexOf(parked.projection())))
                .toList();
        for (Parked parked : all) {
            if (retry(parked, projections)) applied++;
        }
        return applied;
    }

    /**
     * Holds the claims of a projection step, so that no follower writes these tables at the same time. Otherwise two
     * transactions could each write half of a transformation, and neither would see the edge between the halves.
     */
    private boolean retry(Parked parked, List<Projection> projections) {
        try {
            return Boolean.TRUE.equals(ownTransaction.execute(status -> claimAndApply(parked, projections)));
        } catch (LaterTablesException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!isCausedByEvent(e)) throw e;
            recordFailure(parked, e);
            return false;
        }
    }

    private boolean claimAndApply(Parked parked, List<Projection> projections) {
        Projection projection = projections.stream()
                .filter(p -> p.name().equals(parked.projection()))
                .findFirst()
                .orElse(null);
        if (projection == null) return false;
        // tables derived from the repaired tables are derived again
        Projection last = projections.get(projections.size() - 1);
        boolean isDerivedAgain = last != projection;
        positions.claimOrWait(projection.name(), CLAIM_TIMEOUT);
        if (isDerivedAgain) positions.claimOrWait(last.name(), CLAIM_TIMEOUT);
        if (positions.isAnyPaused(List.of(projection.name(), last.name()))) return false;
        requireNotNewer(projection, projections);
        requireNotNewer(last, projections);
        if (!delete(parked)) return false; // another node has applied it, or rebuilt tables serve now
        LoggedEvent event = read(parked.position());
        projection.writeLate(event);
        if (isDerivedAgain) last.writeLate(event);
        return true;
    }

    /** During an upgrade, an older node leaves the tables that later code has filled. */
    private void requireNotNewer(Projection projection, List<Projection> all) {
        int tables = positions.versions(false).getOrDefault(projection.name(), 0);
        new ProjectionVersion(tables, new ProjectionVersions(all).of(projection.name()))
                .whyNotWritten(projection.name())
                .ifPresent(why -> {
                    throw new LaterTablesException(why);
                });
    }

    private LoggedEvent read(long position) {
        List<LogReader.Placed> entries = log.read(position - 1, position).entries();
        if (entries.isEmpty()) throw new IllegalStateException("the log has no entry at position " + position);
        return LoggedEvent.read(position, entries.get(0).payload(), reader);
    }

    private boolean delete(Parked parked) {
        return jdbc.sql("delete from parked_event where projection = :projection and position = :position")
                        .param("projection", parked.projection())
                        .param("position", parked.position())
                        .update()
                > 0;
    }

    private void recordFailure(Parked parked, RuntimeException error) {
        jdbc.sql("""
                        update parked_event set attempts = attempts + 1, error = :error
                         where projection = :projection and position = :position
                        """)
                .param("error", text(error))
                .param("projection", parked.projection())
                .param("position", parked.position())
                .update();
    }

    private record Parked(String projection, long position) {}

    private List<Parked> parkedOf(UUID organisation) {
        return jdbc.sql(
                        "select projection, position from parked_event where organisation = :organisation order by position")
                .param("organisation", organisation)
                .query(Parked.class)
                .list();
    }

    /** Runs the work in a savepoint: if it fails, only its own changes are rolled back. */
    void inSavepoint(Runnable work) {
        savepoint.executeWithoutResult(status -> work.run());
    }

    void park(String projection, long position, Object payload, RuntimeException error) {
        park(projection, position, organisation(payload), id(payload), error);
    }

    private void park(String projection, long position, UUID organisation, String id, RuntimeException error) {
        jdbc.sql("""
                        insert into parked_event (projection, position, organisation, event_id, error)
                        values (:projection, :position, :organisation, :eventId, :error)
                        on conflict (projection, position) do update
                           set error = excluded.error, attempts = parked_event.attempts + 1
                        """)
                .param("projection", projection)
                .param("position", position)
                .param("organisation", organisation)
                .param("eventId", storable(id))
                .param("error", text(error))
                .update();
    }

    /**
     * Parks an entry that was taken before and is damaged since. What is derived from it is derived again when it is restored
     * and retried.
     *
     * @param organisation whose lots need the entry
     */
    public void park(String projection, UUID organisation, DamagedEntryException damaged) {
        long position = damaged.position();
        String id = log.read(position - 1, position).entries().stream()
                .map(entry -> id(entry.payload()))
                .findFirst()
                .orElse("missing");
        park(projection, position, organisation, id, damaged);
    }

    /** {@link UnreadableEntry#ANY} if the entry names an organisation that does not exist: its UUID is damaged. */
    public UUID owner(UnreadableEntry entry) {
        boolean exists = jdbc.sql("select exists(select from organisation where organisation = :organisation)")
                .param("organisation", entry.organisation())
                .query(Boolean.class)
                .single();
        return exists ? entry.organisation() : UnreadableEntry.ANY;
    }

    private UUID organisation(Object payload) {
        if (payload instanceof UnreadableEntry entry) return owner(entry);
        return payload instanceof EpcisEventCaptured event
                ? event.organisation()
                : ((MasterDataCaptured) payload).organisation();
    }

    private static String id(Object payload) {
        if (payload instanceof UnreadableEntry entry) return entry.id();
        return payload instanceof EpcisEventCaptured event ? event.eventID() : ((MasterDataCaptured) payload).id();
    }

    /** Whether the event caused the failure. A database failure stops the projection, which then retries. */
    static boolean isCausedByEvent(RuntimeException error) {
        if (Thread.currentThread().isInterrupted()) return false;
        @Nullable SQLException sql = sql(error);
        if (sql == null) return true;
        String state = sql.getSQLState();
        return state != null && DATA_ERROR_CLASSES.stream().anyMatch(state::startsWith);
    }

    private static @Nullable SQLException sql(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) if (at instanceof SQLException sql) return sql;
        return null;
    }

    public static String text(RuntimeException error) {
        String text = storable(error.getClass().getSimpleName() + ": " + error.getMessage());
        return text.length() > MAX_ERROR_LENGTH ? text.substring(0, MAX_ERROR_LENGTH) : text;
    }

    /**
     * PostgreSQL text cannot hold NUL. An event that could not even be parked would stop the projection for all
     * organisations.
     */
    private static String storable(String text) {
        return text.replace('\u0000', '\uFFFD');
    }
}
