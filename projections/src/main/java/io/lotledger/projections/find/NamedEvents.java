package io.lotledger.projections.find;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events by their id or by a business document that they name. */
public final class NamedEvents {
    static final String OF_DOCUMENT = """
            select e.position, e.event_id, e.type, e.biz_step, e.event_time, e.event_time_zone_offset, e.biz_location, e.read_point,
                   e.until is not null as declared_an_error
              from search_document d
              join event e on e.position = d.position
             where d.organisation = :organisation and d.document = :document and d.position > :after
             order by d.position
             limit :limit
            """;

    private final JdbcClient jdbc;

    public NamedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param eventTime with the offset of the place */
    public record NamedEvent(
            long position,
            String eventID,
            String type,
            @Nullable String bizStep,
            OffsetDateTime eventTime,
            @Nullable String place,
            boolean declaredAnError) {}

    /**
     * @param type in words; null if no event says it
     * @param events that name it, counted up to a limit
     */
    public record Document(@Nullable String type, String number, int events) {}

    public Optional<NamedEvent> one(UUID organisation, String eventID) {
        return jdbc.sql("""
                        select position, event_id, type, biz_step, event_time, event_time_zone_offset, biz_location, read_point,
                               until is not null as declared_an_error
                          from event
                         where organisation = :organisation and event_id = :event
                        """)
                .param("organisation", organisation)
                .param("event", eventID)
                .query((row, n) -> event(row))
                .optional();
    }

    /** In log order, after a position. */
    public List<NamedEvent> ofDocument(UUID organisation, String document, long after, int limit) {
        return jdbc.sql(OF_DOCUMENT)
                .param("organisation", organisation)
                .param("document", document)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> event(row))
                .list();
    }

    /** @param most events that are counted */
    public Optional<Document> document(UUID organisation, String document, int most) {
        return jdbc.sql("""
                        select max(type) as type, max(number) as number, count(*) as events
                          from (select type, number from search_document
                                 where organisation = :organisation and document = :document
                                 limit :most) d
                        having count(*) > 0
                        """)
                .param("organisation", organisation)
                .param("document", document)
                .param("most", most)
                .query(Document.class)
                .optional();
    }

    private static NamedEvent event(ResultSet row) throws SQLException {
        String bizLocation = row.getString("biz_location");
        return new NamedEvent(
                row.getLong("position"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("biz_step"),
                row.getObject("event_time", OffsetDateTime.class)
                        .withOffsetSameInstant(ZoneOffset.of(row.getString("event_time_zone_offset"))),
                bizLocation != null ? bizLocation : row.getString("read_point"),
                row.getBoolean("declared_an_error"));
    }
}
