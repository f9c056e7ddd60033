package io.lotledger.ingest.capture.job;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which API key sent a captured document. */
public final class SendingKeys {
    private final JdbcClient jdbc;

    public SendingKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The key's name; empty for jobs of versions that did not store it, and for keys without a name. */
    public Optional<String> nameOf(UUID organisation, String captureID) {
        return jdbc.sql("""
                        select k.name
                          from capture_job j
                          join api_key k on k.key_id = j.key_id
                         where j.organisation = :organisation and j.capture_id = :captureId
                        """)
                .param("organisation", organisation)
                .param("captureId", captureID)
                .query(String.class)
                .optional();
    }
}
