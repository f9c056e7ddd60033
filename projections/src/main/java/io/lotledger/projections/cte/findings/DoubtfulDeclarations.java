package io.lotledger.projections.cte.findings;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.findings.LotFindings.DeclarationsWithoutEvent;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.evidence.CapturedEvents;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds error declarations whose event was never captured, page by page: a ledger may hold any number of them. */
final class OrphanedDeclarations {
    private static final int PAGE_SIZE = 100;

    /** Limit for the documents of one page. The first document is read at any size. */
    private static final int MAX_BYTES = 4_000_000;

    private final JdbcClient jdbc;
    private final CapturedEvents captured;

    OrphanedDeclarations(JdbcClient jdbc, CapturedEvents captured) {
        this.jdbc = jdbc;
        this.captured = captured;
    }

    private record Orphan(long position, String eventId) {}

    DeclarationsWithoutEvent after(UUID organisation, long after, int limit, long logPosition) {
        Map<Long, String> orphans = new LinkedHashMap<>();
        for (Orphan orphan : orphans(organisation, after, limit, logPosition))
            orphans.put(orphan.position(), orphan.eventId());
        List<CapturedEvent> page = captured.first(List.copyOf(orphans.keySet()), MAX_BYTES);
        @Nullable Long next = page.isEmpty() ? null : page.get(page.size() - 1).position();
        return new DeclarationsWithoutEvent(
                page.stream()
                        .map(declaration -> finding(
                                Objects.requireNonNull(orphans.get(declaration.position())), declaration.event()))
                        .toList(),
                next);
    }

    private List<Orphan> orphans(UUID organisation, long after, int limit, long logPosition) {
        return jdbc.sql("""
                        select d.position, d.event_id
                          from error_declaration d
                         where d.organisation = :organisation
                           and d.position > :after and d.position <= :position
                           and not exists (
                                select from event e
                                 where e.organisation = d.organisation and e.event_id = d.event_id
                                   and e.position <= :position)
                         order by d.position
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("after", after)
                .param("position", logPosition)
                .param("limit", limit)
                .query(Orphan.class)
                .list();
    }

    private static Finding finding(String eventId, EpcisEvent declaration) {
        return new Finding(
                FindingKind.DECLARATION_WITHOUT_EVENT,
                lots(declaration),
                List.of(eventId),
                "The event was declared erroneous but was never captured.",
                null,
                Map.of());
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
