package io.lotledger.projections.tally;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.tally.RequiredElements.Share;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The counts of an organisation as the last step of the tally left them. Each answer reads sums, and no lot. */
public final class Tally {
    /** More waiting lots than this are not counted. */
    private static final int MOST_WAITING = 10_000;

    private final JdbcClient jdbc;

    public Tally(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How far the tally has come.
     *
     * @param position everything up to here is counted
     * @param countedAt when the counts were last known to hold everything in the log
     * @param waiting lots that wait to be counted again, of all organisations; at most 10,000
     * @param recountPercent progress of a recount of all lots; null when none is running
     */
    public record Progress(
            long position,
            Instant countedAt,
            int waiting,
            @Nullable Integer recountPercent) {}

    public Progress progress() {
        return jdbc.sql("""
                        select least(t.position, coalesce((select min(since) - 1 from tally_queue), t.position)) as position,
                               t.counted_at,
                               (select count(*) from (select from tally_queue limit :most) q) as waiting,
                               case when t.recount_after is not null
                                    then 100 * t.recount_after / greatest(t.recount_head, 1) end as percent
                          from tally t
                        """)
                .param("most", MOST_WAITING)
                .query((row, n) -> new Progress(
                        row.getLong("position"),
                        time(row, "counted_at"),
                        row.getInt("waiting"),
                        row.getObject("percent") == null ? null : row.getInt("percent")))
                .single();
    }

    /**
     * The lots that use master data under one of the keys, and those that wait to be counted, by URI.
     *
     * @param keys {@linkplain io.lotledger.projections.masterdata.MentionKeys keys} of master data
     */
    public List<LotKey> lotsMentioning(UUID organisation, Set<Long> keys) {
        if (keys.isEmpty()) return List.of();
        return jdbc.sql("""
                        select l.organisation, l.uri, l.gtin, l.lot
                          from lot l
                         where l.organisation = :organisation
                           and l.lot_id in (
                                 select lot_id from tally_lot where organisation = :organisation and mentions && :keys
                                 union all
                                 select lot_id from tally_queue where organisation = :organisation)
                         order by l.uri
                        """)
                .param("organisation", organisation)
                .param("keys", keys.toArray(Long[]::new))
                .query((row, n) -> LotLineage.lot(row, n).key())
                .list();
    }

    /** @param fresh lots that the log first named at or after the time */
    public record Lots(long total, long fresh) {}

    /** @param since a whole hour */
    public Lots lots(UUID organisation, Instant since) {
        return jdbc.sql("""
                        select coalesce(sum(lots), 0) as total,
                               coalesce(sum(lots) filter (where first_hour >= :since), 0) as fresh
                          from tally_sum_lots
                         where organisation = :organisation
                        """)
                .param("organisation", organisation)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Lots(row.getLong("total"), row.getLong("fresh")))
                .single();
    }

    /** Events in the log, error declarations among them. */
    public long events(UUID organisation) {
        return jdbc.sql("select events from tally_sum_events where organisation = :organisation")
                .param("organisation", organisation)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /**
     * The findings of one kind.
     *
     * @param lots with such a finding
     * @param overdueLots of these, with a shipment that is overdue
     * @param events with such a finding that belong to no lot
     * @param oldest time of the earliest event of these findings
     */
    public record Findings(FindingKind kind, long lots, long overdueLots, long events, Instant oldest) {}

    /** In the order of the kinds; a kind without findings is absent. */
    public List<Findings> findings(UUID organisation) {
        return jdbc
                .sql("""
                        with sums as (
                            select kind, sum(lots) as lots, coalesce(sum(lots) filter (where overdue), 0) as overdue
                              from tally_sum_findings
                             where organisation = :organisation
                             group by kind
                        ), events as (
                            select kind, count(*) as events, min(event_time) as oldest
                              from tally_event
                             where organisation = :organisation
                             group by kind
                        )
                        select coalesce(s.kind, e.kind) as kind, coalesce(s.lots, 0) as lots, coalesce(s.overdue, 0) as overdue,
                               coalesce(e.events, 0) as events,
                               least(e.oldest, (
                                   select f.oldest
                                     from tally_finding f
                                    where f.organisation = :organisation and f.kind = s.kind
                                    order by f.oldest
                                    limit 1)) as oldest
                          from sums s
                          full join events e on e.kind = s.kind
                         where coalesce(s.lots, 0) > 0 or e.events > 0
                         order by kind
                        """)
                .param("organisation", organisation)
                .query((row, n) -> new Findings(
                        FindingKind.ofWord(row.getString("kind")).orElseThrow(),
                        row.getLong("lots"),
                        row.getLong("overdue"),
                        row.getLong("events"),
                        time(row, "oldest")))
                .list()
                .stream()
                .sorted(Comparator.comparing(Findings::kind))
                .toList();
    }

    /** Pairs of a lot and a kind of finding, and events with findings that belong to no lot. */
    public long countFindings(UUID organisation) {
        return jdbc.sql("""
                        select coalesce((select sum(lots) from tally_sum_findings where organisation = :organisation), 0)
                             + (select count(*) from tally_event where organisation = :organisation)
                        """)
                .param("organisation", organisation)
                .query(Long.class)
                .single();
    }

    /** @param gtin empty for the lots without one */
    public record Food(String gtin, long lots, RequiredElements elements) {}

    /**
     * All lots together, and the foods with most lots.
     *
     * @param allFoods number of the foods, also of those left out
     */
    public record Readiness(long lots, RequiredElements elements, List<Food> foods, long allFoods) {
        public Readiness {
            foods = List.copyOf(foods);
        }
    }

    /** Of the lots with a critical tracking event on this UTC day or later. */
    public Readiness readiness(UUID organisation, LocalDate since, int limit) {
        record Row(Food food, long foods) {}
        List<Row> rows = jdbc.sql("""
                        with food as (
                            select gtin, sum(lots) as lots, sum(required) as required, sum(present) as present,
                                   sum(codes_required) as codes_required, sum(codes_present) as codes_present,
                                   sum(sources_required) as sources_required, sum(sources_present) as sources_present
                              from tally_sum_readiness
                             where organisation = :organisation and cte_day >= :since
                             group by gtin
                            having sum(lots) > 0
                        )
                        (select true as in_all, count(*) as foods, '' as gtin, coalesce(sum(lots), 0) as lots, sum(required) as required,
                                sum(present) as present, sum(codes_required) as codes_required,
                                sum(codes_present) as codes_present, sum(sources_required) as sources_required,
                                sum(sources_present) as sources_present
                           from food)
                        union all
                        (select false, 0, food.* from food order by lots desc, gtin limit :limit)
                        order by in_all desc, lots desc, gtin
                        """)
                .param("organisation", organisation)
                .param("since", since)
                .param("limit", limit)
                .query((row, n) -> new Row(
                        new Food(row.getString("gtin"), row.getLong("lots"), elements(row)), row.getLong("foods")))
                .list();
        Food all = rows.get(0).food();
        List<Food> foods = rows.stream().skip(1).map(Row::food).toList();
        return new Readiness(all.lots(), all.elements(), foods, rows.get(0).foods());
    }

    private static RequiredElements elements(ResultSet row) throws SQLException {
        return new RequiredElements(
                new Share(row.getLong("required"), row.getLong("present")),
                new Share(row.getLong("codes_required"), row.getLong("codes_present")),
                new Share(row.getLong("sources_required"), row.getLong("sources_present")));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
