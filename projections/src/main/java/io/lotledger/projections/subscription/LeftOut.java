package io.lotledger.projections.subscription;

import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records with subscriptions which damaged entries of the log they left out. */
final class LeftOut {
    private static final String REASON =
            "the log entry is damaged, so it cannot be told whether it matches the query; later"
                    + " events were delivered. An operator restores the entry from a backup (operations.md, \"A damaged log entry\"); then"
                    + " replay the subscription from this position";

    private LeftOut() {}

    /** One that is recorded already is not recorded twice. Joins the caller's transaction. */
    static void record(JdbcClient jdbc, UUID organisation, Collection<UUID> subscriptions, long position) {
        jdbc.sql("""
                        insert into subscription_dead_letter (organisation, subscription_id, first_position,
                                                              last_position, events, skipped, reason, at)
                        select s.organisation, s.id, :position, :position, 1, true, :reason, clock_timestamp()
                          from subscription s
                         where s.organisation = :organisation and s.id = any(cast(:ids as uuid[]))
                           and not exists (select from subscription_dead_letter d
                                            where d.subscription_id = s.id and d.first_position = :position
                                              and d.skipped)
                         order by s.id
                        """)
                .param("organisation", organisation)
                .param("ids", subscriptions.stream().map(UUID::toString).toArray(String[]::new))
                .param("position", position)
                .param("reason", REASON)
                .update();
    }
}
