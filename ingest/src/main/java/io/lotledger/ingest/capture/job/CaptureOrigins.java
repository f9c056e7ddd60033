package io.lotledger.ingest.capture.job;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the capture job that brought an event. */
public final class CaptureOrigins {
    private final JdbcClient jdbc;

    public CaptureOrigins(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param sender name of the API key that sent the document; {@code null} if it was not stored */
    public record Origin(String captureID, @Nullable String sender) {}

    /**
     * Searches the jobs that were created last before the event was recorded: a job is created before its events are, by
     * minutes at most.
     */
    public Optional<Origin> of(UUID organisation, String eventID, Instant recordTime) {
        return jdbc.sql("""
                        select j.capture_id, k.name as sender
                          from (select capture_id, key_id, created_at, outcomes
                                  from capture_job
                                 where organisation = :organisation and created_at <= :recordTime
                                 order by created_at desc, capture_id desc
                                 limit 200) j
                          left join api_key k on k.key_id = j.key_id
                         where position(:named in j.outcomes) > 0
                            or exists (select from capture_job_outcomes o
                                        where o.capture_id = j.capture_id and position(:named in o.outcomes) > 0)
                         order by j.created_at desc, j.capture_id desc
                         limit 1
                        """)
                .param("organisation", organisation)
                .param("recordTime", recordTime.atOffset(ZoneOffset.UTC))
                .param("named", "\"eventID\":\"" + eventID.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .query((row, number) -> new Origin(row.getString("capture_id"), row.getString("sender")))
                .optional();
    }
}
