package io.lotledger.api.organisations;

import io.lotledger.api.organisations.OrganisationKey.ReplacedSecret;
import io.lotledger.api.problem.ProblemException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The secrets that rotations replaced, each with the time until which its rotation promised that it works. */
@Component
public class ReplacedSecrets {
    /** The most secrets of before that a key may have at a time: each is one more that can leak. */
    public static final int MOST = 5;

    private final JdbcClient jdbc;

    ReplacedSecrets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the secret of now, which the caller replaces in the same transaction. 409 if {@link #MOST} others still work. */
    void add(OrganisationKey key, Instant worksUntil, Instant now) {
        jdbc.sql("delete from replaced_secret where key_id = :id and works_until <= :now")
                .param("id", key.keyId())
                .param("now", Timestamp.from(now))
                .update();
        if (key.replacedSecrets().size() >= MOST) throw tooMany(key);
        jdbc.sql("""
                        insert into replaced_secret (key_id, secret_hash, organisation, replaced_at, works_until)
                        select key_id, secret_hash, organisation, :now, :until from api_key where key_id = :id
                        """)
                .param("id", key.keyId())
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(worksUntil))
                .update();
    }

    /** Ends all of the key at once. */
    void end(String keyId) {
        jdbc.sql("delete from replaced_secret where key_id = :id")
                .param("id", keyId)
                .update();
    }

    private static ProblemException tooMany(OrganisationKey key) {
        Instant first = key.replacedSecrets().stream()
                .map(ReplacedSecret::worksUntil)
                .min(Instant::compareTo)
                .orElseThrow();
        return new ProblemException(
                409,
                "epcisException:ValidationException",
                "Too many secrets",
                "The key '" + key.keyId() + "' has " + MOST
                        + " secrets of before that still work, which is the most. Rotate it after "
                        + first
                        + ", when the first of them ends, or now with \"previous_secret_until\": null, which ends all of them"
                        + " and the one of now at once.",
                Map.of("first_ends_at", first.toString()));
    }
}
