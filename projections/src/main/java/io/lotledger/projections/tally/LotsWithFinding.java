package io.lotledger.projections.tally;

import io.lotledger.projections.cte.model.FindingKind;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists the lots that the tally counted with a finding of one kind, the oldest finding first. */
public final class LotsWithFinding {
    private final JdbcClient jdbc;

    public LotsWithFinding(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param oldest time of the earliest event of these findings of the lot */
    public record Found(UUID lot, Instant oldest) {}

    /** @param after last of the previous page, null for the first */
    public List<Found> after(UUID organisation, FindingKind kind, @Nullable Found after, int limit) {
        return jdbc.sql("""
                        select lot_id, oldest
                          from tally_finding
                         where organisation = :organisation and kind = :kind and (oldest, lot_id) > (:oldest, :lot)
                         order by oldest, lot_id
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("kind", kind.word())
                .param(
                        "oldest",
                        after == null ? OffsetDateTime.MIN : after.oldest().atOffset(ZoneOffset.UTC))
                .param("lot", after == null ? new UUID(0, 0) : after.lot())
                .param("limit", limit)
                .query((row, n) -> new Found(
                        row.getObject("lot_id", UUID.class),
                        row.getObject("oldest", OffsetDateTime.class).toInstant()))
                .list();
    }
}
