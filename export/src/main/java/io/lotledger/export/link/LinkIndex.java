package io.lotledger.export.link;

import io.lotledger.export.job.LinkMade;
import io.lotledger.export.job.LinkRevoked;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the job of a secret by its hash. The log decides whether a link opens its job; this table only leads to it, so a row without
 * an event opens nothing.
 *
 * <p>A reset of the list of jobs leaves these rows: they say what the log says, however often it is read.
 */
@ProcessingGroup("export-jobs")
public class LinkIndex {
    private final JdbcClient jdbc;

    public LinkIndex(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A link, as its secret leads to it. */
    record Found(UUID jobId, String linkId) {}

    /** One query for every secret. Empty for an unknown, expired or revoked link, and for one of a suspended organisation. */
    Optional<Found> find(LinkSecret secret, Instant now) {
        return jdbc.sql("""
                        select l.job_id, l.link_id
                          from export_link l join organisation o on o.organisation = l.organisation
                         where l.secret_sha256 = :sha256
                           and l.revoked_at is null and l.expires_at > :now and o.suspended_at is null
                        """)
                .param("sha256", secret.sha256())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Found.class)
                .optional();
    }

    /** The reader of the log adds the same row again, without effect. */
    void add(UUID organisation, UUID jobId, String linkId, String secretSha256, Instant expiresAt) {
        jdbc.sql("""
                        insert into export_link (organisation, job_id, link_id, secret_sha256, expires_at)
                        values (:organisation, :job, :link, :sha256, :expires)
                        on conflict do nothing
                        """)
                .param("organisation", organisation)
                .param("job", jobId)
                .param("link", linkId)
                .param("sha256", secretSha256)
                .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Of a link that was not made. */
    void remove(UUID jobId, String linkId) {
        jdbc.sql("delete from export_link where job_id = :job and link_id = :link")
                .param("job", jobId)
                .param("link", linkId)
                .update();
    }

    void revoke(UUID jobId, String linkId, Instant at) {
        jdbc.sql("""
                        update export_link set revoked_at = coalesce(revoked_at, :at)
                         where job_id = :job and link_id = :link
                        """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("job", jobId)
                .param("link", linkId)
                .update();
    }

    /** Adds the row where it is missing, as in a table that was lost: the organisation is that of the job. */
    @EventHandler
    void on(LinkMade event) {
        @Nullable
        UUID organisation = jdbc.sql("select organisation from export_job where job_id = :job")
                .param("job", event.jobId())
                .query(UUID.class)
                .optional()
                .orElse(null);
        if (organisation != null)
            add(organisation, event.jobId(), event.linkId(), event.secretSha256(), event.expiresAt());
    }

    @EventHandler
    void on(LinkRevoked event) {
        revoke(event.jobId(), event.linkId(), event.at());
    }
}
