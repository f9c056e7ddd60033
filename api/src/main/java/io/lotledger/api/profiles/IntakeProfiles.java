package io.lotledger.api.profiles;

import io.lotledger.api.audit.Author;
import io.lotledger.api.audit.KeyAction;
import io.lotledger.api.audit.KeyAudit;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.intake.profile.PartnerProfile;
import io.lotledger.intake.profile.ProfileJson;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The profiles of an organisation's partners. Each change is committed together with its {@link KeyAudit} entry. */
@Service
class IntakeProfiles {
    private static final String SELECT = """
            select p.partner, p.profile::text as profile, p.created_at, p.updated_at
              from intake_profile p
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final KeyAudit audit;

    IntakeProfiles(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions, KeyAudit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.audit = audit;
    }

    /** @param after the last partner of the page before; empty for the first page */
    List<KeptProfile> page(UUID organisation, String after, int limit) {
        return jdbc.sql(SELECT + """
                         where p.organisation = :organisation and p.partner > :after
                         order by p.partner limit :limit
                        """)
                .param("organisation", organisation)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> profile(row))
                .list();
    }

    Optional<KeptProfile> find(UUID organisation, String partner) {
        return jdbc.sql(SELECT + " where p.organisation = :organisation and p.partner = :partner")
                .param("organisation", organisation)
                .param("partner", partner)
                .query((row, n) -> profile(row))
                .optional();
    }

    /** @param sender sender of X12 interchanges, {@code qualifier:id} */
    Optional<KeptProfile> ofSender(UUID organisation, String sender) {
        return jdbc.sql(SELECT + """
                          join intake_profile_sender s on s.organisation = p.organisation and s.partner = p.partner
                         where s.organisation = :organisation and s.sender = :sender
                        """)
                .param("organisation", organisation)
                .param("sender", sender)
                .query((row, n) -> profile(row))
                .optional();
    }

    /**
     * Keeps a profile in place of the one before, if there is one.
     *
     * @return whether it is the partner's first
     * @throws ProblemException 409 when one of its senders is another partner
     */
    boolean put(UUID organisation, String partner, PartnerProfile profile, Author by) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            lock(organisation);
            refuseSendersOfOthers(organisation, partner, profile.senders());
            boolean isFirst = find(organisation, partner).isEmpty();
            String json = ProfileJson.write(profile).toString();
            jdbc.sql("""
                            insert into intake_profile (organisation, partner, profile, created_at, updated_at)
                            values (:organisation, :partner, cast(:profile as jsonb), :now, :now)
                            on conflict (organisation, partner)
                            do update set profile = excluded.profile, updated_at = excluded.updated_at
                            """)
                    .param("organisation", organisation)
                    .param("partner", partner)
                    .param("profile", json)
                    .param("now", Timestamp.from(now()))
                    .update();
            jdbc.sql("delete from intake_profile_sender where organisation = :organisation and partner = :partner")
                    .param("organisation", organisation)
                    .param("partner", partner)
                    .update();
            jdbc.sql("""
                            insert into intake_profile_sender (organisation, sender, partner)
                            select :organisation, unnest(:senders), :partner
                            """)
                    .param("organisation", organisation)
                    .param("senders", profile.senders().toArray(String[]::new))
                    .param("partner", partner)
                    .update();
            audit.add(
                    organisation,
                    isFirst ? KeyAction.INTAKE_PROFILE_CREATED : KeyAction.INTAKE_PROFILE_CHANGED,
                    null,
                    by,
                    Map.of("partner", partner, "profile", json));
            return isFirst;
        }));
    }

    /** @return whether there was one */
    boolean remove(UUID organisation, String partner, Author by) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            int removed = jdbc.sql(
                            "delete from intake_profile where organisation = :organisation and partner = :partner")
                    .param("organisation", organisation)
                    .param("partner", partner)
                    .update();
            if (removed > 0) {
                audit.add(organisation, KeyAction.INTAKE_PROFILE_REMOVED, null, by, Map.of("partner", partner));
            }
            return removed > 0;
        }));
    }

    /** Profiles of one organisation change one after another, so that two never take the same sender. */
    private void lock(UUID organisation) {
        jdbc.sql("select 1 from organisation where organisation = :organisation for no key update")
                .param("organisation", organisation)
                .query(Integer.class)
                .single();
    }

    private void refuseSendersOfOthers(UUID organisation, String partner, List<String> senders) {
        List<String> taken = jdbc.sql("""
                        select sender || ' is partner ' || partner from intake_profile_sender
                         where organisation = :organisation and partner <> :partner and sender = any(:senders)
                         order by sender
                        """)
                .param("organisation", organisation)
                .param("partner", partner)
                .param("senders", senders.toArray(String[]::new))
                .query(String.class)
                .list();
        if (taken.isEmpty()) return;
        throw new ProblemException(
                409,
                "epcisException:ResourceAlreadyExistsException",
                "A sender is another partner",
                "A sender belongs to one partner: " + String.join(", ", taken)
                        + ". Take it out of that profile first, or out of this one.",
                Map.of("senders", taken));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static KeptProfile profile(ResultSet row) throws SQLException {
        String partner = row.getString("partner");
        byte[] json = row.getString("profile").getBytes(StandardCharsets.UTF_8);
        if (!(ProfileJson.read(json) instanceof ProfileJson.Read.Valid valid)) {
            throw new IllegalStateException("the kept profile of partner " + partner + " is not valid any more");
        }
        return new KeptProfile(
                partner,
                valid.profile(),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}
