package io.lotledger.projections.lineage;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Record times and log positions of an organisation's own events. */
public final class RecordTimes {
    private final JdbcClient jdbc;

    public RecordTimes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last position recorded at or before the time; 0 if there is none. */
    public long positionAt(UUID organisation, Instant recordTime) {
        return jdbc.sql("""
                        select coalesce(max(position), 0)
                          from (select max(position) as position from event
                                 where organisation = :organisation and record_time <= :time
                                union all
                                select max(position) from error_declaration
                                 where organisation = :organisation and record_time <= :time
                                union all
                                select max(since) from master_data
                                 where organisation = :organisation and record_time <= :time) p
                        """)
                .param("organisation", organisation)
                .param("time", recordTime.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** The record time of the last event, declaration or description up to the position. */
    public Optional<Instant> at(UUID organisation, long logPosition) {
        return jdbc.sql("""
                        (select position, record_time from event
                          where organisation = :organisation and position <= :position order by position desc limit 1)
                        union all
                        (select position, record_time from error_declaration
                          where organisation = :organisation and position <= :position order by position desc limit 1)
                        union all
                        (select since, record_time from master_data
                          where organisation = :organisation and since <= :position order by since desc limit 1)
                        order by position desc
                        limit 1
                        """)
                .param("organisation", organisation)
                .param("position", logPosition)
                .query((row, n) ->
                        row.getObject("record_time", OffsetDateTime.class).toInstant())
                .optional();
    }
}
