package io.lotledger.export.chain.check;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The checks that were run, and the faults that they found. */
public final class CheckRecords {
    /** Faults of one check that are kept; all are counted. */
    public static final int MOST_FAULTS = 1_000;

    private static final int KEPT_CHECKS = 50;

    private static final String FAULTS =
            "select organisation, kind, leaf_index, log_position, checkpoint, message from chain_fault where check_id = :check";

    private final JdbcClient jdbc;

    public CheckRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param number counts the checks of the ledger
     * @param position up to which the log is compared
     * @param finishedAt null while it is under way; also after a kill, until another node begins again
     */
    public record Check(
            long number,
            long position,
            Instant startedAt,
            @Nullable Instant finishedAt) {}

    public long begin(Instant now) {
        jdbc.sql("delete from chain_check where id <= (select max(id) - :kept from chain_check)")
                .param("kept", KEPT_CHECKS)
                .update();
        return jdbc.sql("insert into chain_check (started_at, position) values (:now, 0) returning id")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** @param faults that were found so far */
    public void progress(long check, long position, long faults) {
        jdbc.sql("update chain_check set position = :position, faults = :faults where id = :check")
                .param("position", position)
                .param("faults", faults)
                .param("check", check)
                .update();
    }

    /** @param number of the fault in its check, from 1 to {@link #MOST_FAULTS} */
    public void add(long check, long number, ChainFault fault) {
        jdbc.sql("""
                        insert into chain_fault (check_id, number, organisation, kind, leaf_index, log_position, checkpoint, message)
                        values (:check, :number, :organisation, :kind, :leafIndex, :logPosition, :checkpoint, :message)
                        """)
                .param("check", check)
                .param("number", number)
                .param("organisation", fault.organisation())
                .param("kind", fault.kind().name())
                .param("leafIndex", fault.leafIndex(), Types.BIGINT)
                .param("logPosition", fault.logPosition(), Types.BIGINT)
                .param("checkpoint", fault.checkpoint(), Types.BIGINT)
                .param("message", fault.message())
                .update();
    }

    /** @param faults all that were found */
    public void finish(long check, Instant now, long faults) {
        jdbc.sql("update chain_check set finished_at = :now, faults = :faults where id = :check")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("faults", faults)
                .param("check", check)
                .update();
    }

    public Optional<Check> latest() {
        return jdbc.sql("select id, position, started_at, finished_at from chain_check order by id desc limit 1")
                .query((row, n) -> {
                    @Nullable OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
                    return new Check(
                            row.getLong("id"),
                            row.getLong("position"),
                            row.getObject("started_at", OffsetDateTime.class).toInstant(),
                            finished == null ? null : finished.toInstant());
                })
                .optional();
    }

    /** All faults that the last finished check counted, over all organisations; 0 before the first. */
    public long count() {
        return jdbc.sql("select faults from chain_check where finished_at is not null order by id desc limit 1")
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Whether a check found more than is kept. */
    public boolean hasMore(long check) {
        return jdbc.sql("select faults > :most from chain_check where id = :check")
                .param("most", MOST_FAULTS)
                .param("check", check)
                .query(Boolean.class)
                .single();
    }

    /** Of all organisations. */
    public List<ChainFault> faults(long check) {
        return jdbc.sql(FAULTS + " order by number")
                .param("check", check)
                .query(CheckRecords::fault)
                .list();
    }

    public List<ChainFault> faults(long check, UUID organisation) {
        return jdbc.sql(FAULTS + " and organisation = :organisation order by number")
                .param("check", check)
                .param("organisation", organisation)
                .query(CheckRecords::fault)
                .list();
    }

    private static ChainFault fault(ResultSet row, int n) throws SQLException {
        return new ChainFault(
                row.getObject("organisation", UUID.class),
                FaultKind.valueOf(row.getString("kind")),
                row.getObject("leaf_index", Long.class),
                row.getObject("log_position", Long.class),
                row.getObject("checkpoint", Long.class),
                row.getString("message"));
    }
}
