package io.lotledger.projections.cte.table;

import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.table.CteDerivation.Row;
import io.lotledger.projections.lineage.evidence.Evidence;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds lots with a critical tracking event in a period, as of a log position. */
public final class LotsWithCtes {
    private final JdbcClient jdbc;
    private final CteDerivation derivation;

    public LotsWithCtes(JdbcClient jdbc, Evidence evidence) {
        this.jdbc = jdbc;
        this.derivation = new CteDerivation(evidence);
    }

    /**
     * The lots among {@code lots} with such an event, in their order.
     *
     * @param from inclusive; {@code null} for an open start
     * @param until exclusive; {@code null} for an open end
     */
    public Set<UUID> among(
            UUID organisation,
            Collection<UUID> lots,
            @Nullable Instant from,
            @Nullable Instant until,
            long logPosition) {
        List<UUID> all = List.copyOf(lots);
        Set<UUID> found = new LinkedHashSet<>();
        for (int first = 0; first < all.size(); first += CteDerivation.LOTS_AT_ONCE) {
            List<UUID> some = all.subList(first, Math.min(all.size(), first + CteDerivation.LOTS_AT_ONCE));
            List<Row> ctes = derivation.of(organisation, some, logPosition).stream()
                    .filter(row -> !row.cte().equals(CteKind.NONE.word))
                    .toList();
            Set<Long> within = within(ctes.stream().map(Row::position).toList(), from, until);
            Set<UUID> hit = new HashSet<>();
            for (Row cte : ctes) if (within.contains(cte.position())) hit.add(cte.lot());
            some.stream().filter(hit::contains).forEach(found::add);
        }
        return found;
    }

    private Set<Long> within(Collection<Long> positions, @Nullable Instant from, @Nullable Instant until) {
        return new HashSet<>(jdbc.sql("""
                        select position
                          from event
                         where position = any(:positions)
                           and (cast(:from as timestamptz) is null or event_time >= :from)
                           and (cast(:to as timestamptz) is null or event_time < :to)
                        """)
                .param("positions", positions.stream().distinct().toArray(Long[]::new))
                .param("from", from == null ? null : from.atOffset(ZoneOffset.UTC))
                .param("to", until == null ? null : until.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .list());
    }
}
