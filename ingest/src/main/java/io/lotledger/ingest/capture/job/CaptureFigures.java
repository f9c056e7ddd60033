package io.lotledger.ingest.capture.job;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts an organisation's captures of a period. */
public final class CaptureFigures {
    private final JdbcClient jdbc;

    public CaptureFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param captures documents that were sent
     * @param accepted events that the log has from them
     * @param rejected events that were refused
     */
    public record Period(long captures, long accepted, long rejected) {}

    public Period since(CaptureScope scope, Instant since) {
        return jdbc.sql("""
                        select count(*) as captures, coalesce(sum(accepted_count), 0) as accepted,
                               coalesce(sum(rejected_count), 0) as rejected
                          from capture_job
                         where organisation = :organisation and created_at >= :since
                           and (cast(:key as text) is null or key_id = :key)
                        """)
                .param("organisation", scope.organisation())
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("key", scope.keyId())
                .query(Period.class)
                .single();
    }
}
