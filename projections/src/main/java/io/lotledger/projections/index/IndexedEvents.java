package io.lotledger.projections.index;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the event index knows of events, without their documents. Events declared erroneous are included. */
public final class IndexedEvents {
    private final JdbcClient jdbc;

    public IndexedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param eventTime with the offset of the place
     * @param recordTime when it was captured
     * @param until the log position of the declaration that took it back
     */
    public record IndexedEvent(
            long position,
            String eventId,
            String type,
            @Nullable String bizStep,
            OffsetDateTime eventTime,
            Instant recordTime,
            @Nullable Long until) {}

    /** The known events by id. */
    public Map<String, IndexedEvent> find(UUID organisation, Collection<String> eventIds) {
        Map<String, IndexedEvent> found = new HashMap<>();
        jdbc.sql("""
                        select position, event_id, type, biz_step, event_time, event_time_zone_offset, record_time, until
                          from event
                         where organisation = :organisation and event_id = any(:ids)
                        """)
                .param("organisation", organisation)
                .param("ids", eventIds.stream().distinct().toArray(String[]::new))
                .query(row -> {
                    Instant eventTime = time(row.getObject("event_time", OffsetDateTime.class));
                    found.put(
                            row.getString("event_id"),
                            new IndexedEvent(
                                    row.getLong("position"),
                                    row.getString("event_id"),
                                    row.getString("type"),
                                    row.getString("biz_step"),
                                    eventTime.atOffset(ZoneOffset.of(row.getString("event_time_zone_offset"))),
                                    time(row.getObject("record_time", OffsetDateTime.class)),
                                    row.getObject("until", Long.class)));
                });
        return found;
    }

    private static Instant time(@Nullable OffsetDateTime time) {
        return Objects.requireNonNull(time).toInstant();
    }
}
