package io.lotledger.projections.cte.findings;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.findings.LotFindings.DeclarationsWithoutEvent;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.lineage.Lot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds error declarations whose event was never captured, page by page: a ledger may hold any number of them. */
final class OrphanedDeclarations {
    private static final int PAGE_SIZE = 100;

    /** Limit for the documents of one page. The first document is read at any size. */
    private static final int MAX_BYTES = 4_000_000;

    private final JdbcClient jdbc;
    private final Function<String, EpcisEvent> reader;

    OrphanedDeclarations(JdbcClient jdbc, Function<String, EpcisEvent> reader) {
        this.jdbc = jdbc;
        this.reader = reader;
    }

    private record Orphan(long position, Finding finding) {}

    DeclarationsWithoutEvent after(UUID organisation, long after, int limit, long logPosition) {
        List<Orphan> page = jdbc.sql("""
                        select position, event_id, document
                          from (select position, event_id, document,
                                       coalesce(sum(octet_length(document)) over (
                                           order by position rows between unbounded preceding and 1 preceding), 0) as bytes_before
                                  from (select d.position, d.event_id, d.document
                                          from error_declaration d
                                         where d.organisation = :organisation
                                           and d.position > :after and d.position <= :position
                                           and not exists (
                                                select from event e
                                                 where e.organisation = d.organisation and e.event_id = d.event_id
                                                   and e.position <= :position)
                                         order by d.position
                                         limit :limit) d) d
                         where bytes_before < :mostBytes
                         order by position
                        """)
                .param("organisation", organisation)
                .param("after", after)
                .param("position", logPosition)
                .param("limit", limit)
                .param("mostBytes", MAX_BYTES)
                .query((row, n) -> new Orphan(
                        row.getLong("position"),
                        new Finding(
                                FindingKind.DECLARATION_WITHOUT_EVENT,
                                lots(reader.apply(row.getString("document"))),
                                List.of(row.getString("event_id")),
                                "The event was declared erroneous but was never captured.",
                                null,
                                Map.of())))
                .list();
        @Nullable Long next = page.isEmpty() ? null : page.get(page.size() - 1).position();
        return new DeclarationsWithoutEvent(page.stream().map(Orphan::finding).toList(), next);
    }

    List<Finding> naming(Lot lot, long logPosition) {
        List<Finding> found = new ArrayList<>();
        @Nullable Long after = 0L;
        while (after != null) {
            DeclarationsWithoutEvent page = after(lot.organisation(), after, PAGE_SIZE, logPosition);
            page.findings().stream()
                    .filter(finding -> finding.lots().contains(lot.key()))
                    .forEach(found::add);
            after = page.next();
        }
        return found;
    }

    private static List<LotKey> lots(EpcisEvent event) {
        return Stream.concat(
                        event.quantities().stream().flatMap(q -> LotKey.of(q.epcClass()).stream()),
                        event.epcs().stream().flatMap(epc -> LotKey.ofSerial(epc).stream()))
                .distinct()
                .toList();
    }
}
