package io.lotledger.projections.processor;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Events that stop a projection are set aside, one by one, and the others go on. They are seen, they are tried again when somebody
 * who has mended the cause asks for it, and until then no workbook is made that would miss them.
 */
public final class ParkedEvents {
    private static final int LONGEST_ERROR = 2_000;
    private static final Duration CLAIM_PATIENCE = Duration.ofSeconds(30);
    /** SQL states that tell of the data and not of the database: data exception, integrity, program limit. */
    private static final List<String> OF_THE_DATA = List.of("22", "23", "54");

    private final JdbcClient jdbc;
    private final ProjectionPositions positions;
    private final LogReader log;
    private final TransactionTemplate nested;
    private final TransactionTemplate own;
    private final Function<String, EpcisEvent> reader;

    /**
     * @param transactions must know savepoints, as those of JDBC do
     * @param reader reads the document of a captured event
     */
    public ParkedEvents(
            JdbcClient jdbc,
            ProjectionPositions positions,
            PlatformTransactionManager transactions,
            LogReader log,
            Function<String, EpcisEvent> reader) {
        this.jdbc = jdbc;
        this.positions = positions;
        this.log = log;
        this.reader = reader;
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.own = new TransactionTemplate(transactions);
    }

    /** How many of an organisation's events up to the position some projection has not taken. */
    public long count(UUID organisation, long logPosition) {
        return jdbc.sql(
                        "select count(distinct position) from parked_event where organisation = :organisation and position <= :position")
                .param("organisation", organisation)
                .param("position", logPosition)
                .query(Long.class)
                .single();
    }

    /** By projection, of all organisations; those that have none are not in it. */
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
    public List<ParkedEvent> of(UUID organisation, Place after, int limit) {
        return jdbc.sql("""
                        select projection, position, organisation, event_id, error, attempts, parked_at
                          from parked_event
                         where organisation = :organisation
                           and (position > :position or position = :position and projection > cast(:projection as text))
                         order by position, projection
                         limit :limit
                        """)
                .param("organisation", organisation)
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
                        row.getObject("parked_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /**
     * Tries an organisation's parked events again, in the order of the log, each in a transaction of its own that waits for the
     * step under way. They are read from the log, so that what an upcaster does now is done to them too.
     *
     * @param projections in the order in which they feed on each other: what is drawn from the tables of the others comes last
     * @return how many were taken
     */
    public int retry(UUID organisation, List<Projection> projections) {
        int taken = 0;
        List<String> order = projections.stream().map(Projection::name).toList();
        List<Waiting> all = waiting(organisation).stream()
                .sorted(Comparator.comparingLong(Waiting::position)
                        .thenComparing(waiting -> order.indexOf(waiting.projection())))
                .toList();
        for (Waiting waiting : all) {
            if (retry(waiting, projections)) taken++;
        }
        return taken;
    }

    /**
     * Under the claims of a step, so that nobody writes these tables beside it: half of a transformation would not be seen by
     * who writes the other half, and the edge between them would be drawn by neither.
     */
    private boolean retry(Waiting waiting, List<Projection> projections) {
        try {
            return Boolean.TRUE.equals(own.execute(status -> claimedAndTaken(waiting, projections)));
        } catch (RuntimeException e) {
            if (!isOfTheEvent(e)) throw e;
            failedAgain(waiting, e);
            return false;
        }
    }

    private boolean claimedAndTaken(Waiting waiting, List<Projection> projections) {
        Projection late = projections.stream()
                .filter(projection -> projection.name().equals(waiting.projection()))
                .findFirst()
                .orElse(null);
        if (late == null) return false;
        // what is drawn from the tables it was missing in is drawn again
        Projection last = projections.get(projections.size() - 1);
        boolean isDrawnAgain = last != late;
        positions.claimPatiently(late.name(), CLAIM_PATIENCE);
        if (isDrawnAgain) positions.claimPatiently(last.name(), CLAIM_PATIENCE);
        if (!delete(waiting)) return false; // somebody else has taken it, or other tables serve now
        LoggedEvent event = read(waiting.position());
        late.writeLate(event);
        if (isDrawnAgain) last.writeLate(event);
        return true;
    }

    private LoggedEvent read(long position) {
        List<LogReader.Placed> entries = log.read(position - 1, position).entries();
        if (entries.isEmpty()) throw new IllegalStateException("the log has no entry at position " + position);
        return LoggedEvent.read(position, entries.get(0).payload(), reader);
    }

    private boolean delete(Waiting waiting) {
        return jdbc.sql("delete from parked_event where projection = :projection and position = :position")
                        .param("projection", waiting.projection())
                        .param("position", waiting.position())
                        .update()
                > 0;
    }

    private void failedAgain(Waiting waiting, RuntimeException error) {
        jdbc.sql("""
                        update parked_event set attempts = attempts + 1, error = :error
                         where projection = :projection and position = :position
                        """)
                .param("error", text(error))
                .param("projection", waiting.projection())
                .param("position", waiting.position())
                .update();
    }

    private record Waiting(String projection, long position) {}

    private List<Waiting> waiting(UUID organisation) {
        return jdbc.sql(
                        "select projection, position from parked_event where organisation = :organisation order by position")
                .param("organisation", organisation)
                .query(Waiting.class)
                .list();
    }

    /** Runs the work so that its failure undoes no more than it did. */
    void protect(Runnable work) {
        nested.executeWithoutResult(status -> work.run());
    }

    void park(String projection, long position, Object payload, RuntimeException error) {
        jdbc.sql("""
                        insert into parked_event (projection, position, organisation, event_id, error)
                        values (:projection, :position, :organisation, :eventId, :error)
                        on conflict (projection, position) do update
                           set error = excluded.error, attempts = parked_event.attempts + 1
                        """)
                .param("projection", projection)
                .param("position", position)
                .param(
                        "organisation",
                        payload instanceof EpcisEventCaptured e
                                ? e.organisation()
                                : ((MasterDataCaptured) payload).organisation())
                .param(
                        "eventId",
                        storable(
                                payload instanceof EpcisEventCaptured e
                                        ? e.eventID()
                                        : ((MasterDataCaptured) payload).id()))
                .param("error", text(error))
                .update();
    }

    /** Whether the event is to blame. What the database is to blame for stops the projection, and is tried again. */
    static boolean isOfTheEvent(RuntimeException error) {
        if (Thread.currentThread().isInterrupted()) return false;
        @Nullable SQLException sql = sql(error);
        if (sql == null) return true;
        String state = sql.getSQLState();
        return state != null && OF_THE_DATA.stream().anyMatch(state::startsWith);
    }

    private static @Nullable SQLException sql(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) if (at instanceof SQLException sql) return sql;
        return null;
    }

    public static String text(RuntimeException error) {
        String text = storable(error.getClass().getSimpleName() + ": " + error.getMessage());
        return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) : text;
    }

    /** PostgreSQL holds no NUL: an event that cannot even be parked would stop the projection for everybody. */
    private static String storable(String text) {
        return text.replace('\u0000', '\uFFFD');
    }
}
