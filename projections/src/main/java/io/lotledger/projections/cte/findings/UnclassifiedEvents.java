package io.lotledger.projections.cte.findings;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events in force that are not a critical tracking event of any lot, each with the reason. */
public final class UnclassifiedEvents {
    private static final String NO_LOT = "names no lot, and no unit or serial with a known lot at that time";

    private final JdbcClient jdbc;

    public UnclassifiedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param reason shared by all its lots
     * @param lots the lots for which the reason applies; empty if the event names none
     */
    public record Reason(String reason, List<UUID> lots) {}

    /** @param bizStep as sent */
    public record Entry(
            String eventId,
            Instant eventTime,
            String type,
            @Nullable String action,
            @Nullable String bizStep,
            List<Reason> reasons) {
        Entry because(List<Reason> why) {
            return new Entry(eventId, eventTime, type, action, bizStep, List.copyOf(why));
        }
    }

    private record Row(Entry entry, @Nullable String reason, List<UUID> lots) {}

    /**
     * By event time, then event ID, as the tables stand.
     *
     * @param afterTime end of the previous page, together with {@code afterId}; {@code null} for the first page
     */
    public List<Entry> after(UUID organisation, @Nullable Instant afterTime, String afterId, int limit) {
        List<Row> rows = jdbc.sql("""
                        with page as (
                            select e.event_id, e.event_time, e.type, e.action, e.biz_step
                              from event e
                             where e.organisation = :organisation and e.until is null
                               and (e.event_time, e.event_id) > (:time, :id)
                               and not exists (
                                    select from critical_tracking_event c
                                     where c.organisation = :organisation and c.event_id = e.event_id and c.cte <> 'none')
                             order by e.event_time, e.event_id
                             limit :limit
                        )
                        select p.event_id, p.event_time, p.type, p.action, p.biz_step, c.reason, array_agg(c.lot_id order by c.lot_id) as lots
                          from page p
                          left join critical_tracking_event c on c.organisation = :organisation and c.event_id = p.event_id
                         group by p.event_id, p.event_time, p.type, p.action, p.biz_step, c.reason
                         order by p.event_time, p.event_id, c.reason
                        """)
                .param("organisation", organisation)
                .param(
                        "time",
                        afterTime == null
                                ? OffsetDateTime.MIN
                                : afterTime.atOffset(ZoneOffset.UTC)) // maps to PostgreSQL's -infinity
                .param("id", afterId)
                .param("limit", limit)
                .query((row, n) -> {
                    String reason = row.getString("reason");
                    return new Row(
                            new Entry(
                                    row.getString("event_id"),
                                    row.getObject("event_time", OffsetDateTime.class)
                                            .toInstant(),
                                    row.getString("type"),
                                    row.getString("action"),
                                    row.getString("biz_step"),
                                    List.of()),
                            reason,
                            reason == null
                                    ? List.of()
                                    : List.of((UUID[]) row.getArray("lots").getArray()));
                })
                .list();
        Map<Entry, List<Reason>> reasons = new LinkedHashMap<>();
        for (Row row : rows) {
            reasons.computeIfAbsent(row.entry(), e -> new ArrayList<>())
                    .add(new Reason(row.reason() == null ? NO_LOT : row.reason(), row.lots()));
        }
        return reasons.entrySet().stream()
                .map(e -> e.getKey().because(e.getValue()))
                .toList();
    }
}
