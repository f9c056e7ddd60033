package io.lotledger.projections.tally;

import io.lotledger.projections.lineage.LotIds;
import io.lotledger.projections.sql.CopyRows;
import io.lotledger.projections.tally.RequiredElements.Share;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of counted lots, and the sums over them: what a lot added before is subtracted when it is counted again. */
final class CountedRows {
    private final JdbcClient jdbc;
    private final JdbcOperations copying;

    CountedRows(JdbcClient jdbc, JdbcOperations copying) {
        this.jdbc = jdbc;
        this.copying = copying;
    }

    /** @param all the lots that were to be counted: of one that is in no table any more nothing stays */
    void replace(Collection<UUID> all, List<CountedLot> counted, long position) {
        addToSums(all, -1);
        jdbc.sql("delete from tally_finding where lot_id = any(cast(:lots as uuid[]))")
                .param("lots", new LotIds(all))
                .update();
        jdbc.sql("delete from tally_lot where lot_id = any(cast(:lots as uuid[]))")
                .param("lots", new LotIds(all))
                .update();
        if (counted.isEmpty()) return;
        copyLots(counted, position);
        copyFindings(counted);
        addToSums(all, 1);
    }

    private void copyLots(List<CountedLot> counted, long position) {
        Map<UUID, Instant> hours =
                firstHours(counted.stream().map(each -> each.lot().id()).toList());
        CopyRows rows = new CopyRows(400 * counted.size());
        for (CountedLot each : counted) {
            UUID id = each.lot().id();
            var gtin = each.lot().key().gtin();
            rows.cell(id)
                    .cell(each.lot().organisation())
                    .cell(position)
                    .cell(hours.getOrDefault(id, Instant.EPOCH))
                    .cell(gtin == null ? "" : gtin.value())
                    .cell(day(each.lastCte()));
            cells(rows, each.elements().all());
            cells(rows, each.elements().codes());
            cells(rows, each.elements().sources());
            rows.cell(each.cycle())
                    .cell(each.overdueFrom())
                    .cell(each.mentions().stream()
                            .sorted() // the same lot gives the same row
                            .map(key -> Long.toString(key))
                            .collect(Collectors.joining(",", "{", "}")))
                    .endRow();
        }
        rows.into(
                "tally_lot (lot_id, organisation, position, first_hour, gtin, cte_day, required, present, codes_required,"
                        + " codes_present, sources_required, sources_present, cycle, overdue_from, mentions)",
                copying);
    }

    private static void cells(CopyRows rows, Share share) {
        rows.cell(share.required()).cell(share.present());
    }

    private static @Nullable String day(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private Map<UUID, Instant> firstHours(Collection<UUID> lots) {
        Map<UUID, Instant> hours = new HashMap<>();
        jdbc.sql("""
                        select l.lot_id, date_trunc('hour', e.record_time, 'UTC') as hour
                          from lot l
                          join event e on e.position = l.since
                         where l.lot_id = any(cast(:lots as uuid[]))
                        """).param("lots", new LotIds(lots)).query(row -> {
            hours.put(
                    row.getObject("lot_id", UUID.class),
                    row.getObject("hour", OffsetDateTime.class).toInstant());
        });
        return hours;
    }

    private void copyFindings(List<CountedLot> counted) {
        CopyRows rows = new CopyRows(200 * counted.size());
        for (CountedLot each : counted) {
            each.findings()
                    .forEach((kind, found) -> rows.cell(each.lot().id())
                            .cell(kind.word())
                            .cell(each.lot().organisation())
                            .cell(found.oldest())
                            .cell(found.overdue())
                            .endRow());
        }
        rows.into("tally_finding (lot_id, kind, organisation, oldest, overdue)", copying);
    }

    /** @param sign -1 to subtract */
    private void addToSums(Collection<UUID> lots, int sign) {
        jdbc.sql("""
                        insert into tally_sum_lots (organisation, first_hour, lots)
                        select organisation, first_hour, :sign * count(*)
                          from tally_lot
                         where lot_id = any(cast(:lots as uuid[]))
                         group by organisation, first_hour
                        on conflict (organisation, first_hour) do update set lots = tally_sum_lots.lots + excluded.lots
                        """).param("lots", new LotIds(lots)).param("sign", sign).update();
        jdbc.sql("""
                        insert into tally_sum_findings (organisation, kind, overdue, lots)
                        select organisation, kind, overdue, :sign * count(*)
                          from tally_finding
                         where lot_id = any(cast(:lots as uuid[]))
                         group by organisation, kind, overdue
                        on conflict (organisation, kind, overdue) do update set lots = tally_sum_findings.lots + excluded.lots
                        """).param("lots", new LotIds(lots)).param("sign", sign).update();
        jdbc.sql("""
                        insert into tally_sum_readiness as s (
                               organisation, cte_day, gtin, lots, required, present, codes_required, codes_present,
                               sources_required, sources_present)
                        select organisation, cte_day, gtin, :sign * count(*), :sign * sum(required), :sign * sum(present),
                               :sign * sum(codes_required), :sign * sum(codes_present),
                               :sign * sum(sources_required), :sign * sum(sources_present)
                          from tally_lot
                         where lot_id = any(cast(:lots as uuid[])) and cte_day is not null
                         group by organisation, cte_day, gtin
                        on conflict (organisation, cte_day, gtin) do update
                           set lots = s.lots + excluded.lots,
                               required = s.required + excluded.required,
                               present = s.present + excluded.present,
                               codes_required = s.codes_required + excluded.codes_required,
                               codes_present = s.codes_present + excluded.codes_present,
                               sources_required = s.sources_required + excluded.sources_required,
                               sources_present = s.sources_present + excluded.sources_present
                        """).param("lots", new LotIds(lots)).param("sign", sign).update();
    }
}
