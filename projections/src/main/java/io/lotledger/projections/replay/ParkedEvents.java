package io.lotledger.projections.replay;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.sql.SQLException;
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
import tools.jackson.databind.json.JsonMapper;

/**
 * Events that stop a projection are set aside, one by one, and the others go on. They are seen, they are tried again when somebody
 * who has mended the cause asks for it, and until then no workbook is made that would miss them.
 */
public final class ParkedEvents {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_ERROR = 2_000;
    /** SQL states that tell of the data and not of the database: data exception, integrity, program limit. */
    private static final List<String> OF_THE_DATA = List.of("22", "23", "54");

    private final JdbcClient jdbc;
    private final TransactionTemplate nested;
    private final TransactionTemplate own;
    private final Function<String, EpcisEvent> reader;

    /**
     * @param transactions must know savepoints, as those of JDBC do
     * @param reader reads the document of a captured event
     */
    public ParkedEvents(JdbcClient jdbc, PlatformTransactionManager transactions, Function<String, EpcisEvent> reader) {
        this.jdbc = jdbc;
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

    /** In the order of the log. */
    public List<ParkedEvent> of(UUID organisation, long afterPosition, int limit) {
        return jdbc.sql("""
                        select projection, position, organisation, event_id, error, attempts, parked_at
                          from parked_event
                         where organisation = :organisation and position > :after
                         order by position, projection
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("after", afterPosition)
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
     * Tries an organisation's parked events again, in the order of the log, each in a transaction of its own.
     *
     * @param projections in the order in which they feed on each other: what is drawn from the tables of the others comes last
     * @return how many were taken
     */
    public int retry(UUID organisation, List<Projection> projections) {
        int taken = 0;
        List<Row> rows = rows(organisation).stream()
                .sorted(Comparator.comparingLong(Row::position)
                        .thenComparing(row -> projections.stream()
                                .map(Projection::name)
                                .toList()
                                .indexOf(row.projection())))
                .toList();
        for (Row row : rows) {
            if (retry(row, projections)) taken++;
        }
        return taken;
    }

    private boolean retry(Row row, List<Projection> projections) {
        LoggedEvent event = LoggedEvent.read(row.position(), row.payload(), reader);
        try {
            own.executeWithoutResult(status -> {
                projections.stream()
                        .filter(projection -> projection.name().equals(row.projection()))
                        .forEach(projection -> projection.writeLate(event));
                jdbc.sql("delete from parked_event where projection = :projection and position = :position")
                        .param("projection", row.projection())
                        .param("position", row.position())
                        .update();
                // what is drawn from the tables it was missing in is drawn again
                Projection last = projections.get(projections.size() - 1);
                if (!last.name().equals(row.projection())) last.writeLate(event);
            });
            return true;
        } catch (RuntimeException e) {
            jdbc.sql("""
                            update parked_event set attempts = attempts + 1, error = :error
                             where projection = :projection and position = :position
                            """)
                    .param("error", text(e))
                    .param("projection", row.projection())
                    .param("position", row.position())
                    .update();
            return false;
        }
    }

    private record Row(String projection, long position, String type, String json) {
        Object payload() {
            Class<?> kind = type.equals("EpcisEventCaptured") ? EpcisEventCaptured.class : MasterDataCaptured.class;
            return JSON.readValue(json, kind);
        }
    }

    private List<Row> rows(UUID organisation) {
        return jdbc.sql("""
                        select projection, position, type, payload from parked_event
                         where organisation = :organisation order by position
                        """)
                .param("organisation", organisation)
                .query((row, n) -> new Row(
                        row.getString("projection"),
                        row.getLong("position"),
                        row.getString("type"),
                        row.getString("payload")))
                .list();
    }

    /** Runs the work so that its failure undoes no more than it did. */
    void protect(Runnable work) {
        nested.executeWithoutResult(status -> work.run());
    }

    void park(String projection, long position, Object payload, RuntimeException error) {
        boolean event = payload instanceof EpcisEventCaptured;
        jdbc.sql("""
                        insert into parked_event (projection, position, organisation, event_id, type, payload, error)
                        values (:projection, :position, :organisation, :eventId, :type, :payload, :error)
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
                .param("type", event ? "EpcisEventCaptured" : "MasterDataCaptured")
                .param("payload", JSON.writeValueAsString(payload))
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

    static String text(RuntimeException error) {
        String text = storable(error.getClass().getSimpleName() + ": " + error.getMessage());
        return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) : text;
    }

    /** PostgreSQL holds no NUL: an event that cannot even be parked would stop the projection for everybody. */
    private static String storable(String text) {
        return text.replace('\u0000', '\uFFFD');
    }
}
