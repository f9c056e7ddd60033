package io.lotledger.projections.subscription;

import io.lotledger.ingest.eventlog.LogReader;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The subscriptions of all organisations, in a table that all nodes share.
 *
 * <p>A change waits for the step of the matching that is under way: afterwards every later event is matched against the
 * changed set, and none twice.
 */
public final class Subscriptions {
    private static final String STORED = "select " + SubscriptionRows.COLUMNS + """
            , s.position, s.due_to, s.status, s.batch_limit, s.attempts, s.failing_since, s.next_try, s.last_status,
              s.last_error, s.last_notified_at, s.min_record_time,
              (select m.position from subscription_matching m) as matched,
              (select count(*) from subscription_dead_letter d where d.subscription_id = s.id) as dead_letters
              from subscription s
            """;

    private final JdbcClient jdbc;
    private final LogReader log;
    private final TransactionTemplate transaction;

    public Subscriptions(JdbcClient jdbc, LogReader log, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.log = log;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Stores a subscription that begins with the next event, or after a position.
     *
     * @param made called once no query can be deleted before the subscription is stored; empty if there is no such query
     * @param startAfter the log position after which it begins; null for the end of the log
     * @param also runs in the same transaction
     */
    public Optional<Subscription> create(
            Supplier<Optional<Subscription>> made, @Nullable Long startAfter, Runnable also) {
        return transaction.execute(status -> {
            long matched = change();
            Optional<Subscription> subscription = made.get();
            subscription.ifPresent(one -> {
                insert(one, startAfter == null ? log.head() : startAfter, matched);
                also.run();
            });
            return subscription;
        });
    }

    private void insert(Subscription one, long position, long matched) {
        jdbc.sql("""
                        insert into subscription (id, organisation, query_name, query, dest, epc_format, stream, schedule,
                                                  report_if_empty, initial_record_time, created_at, token, position,
                                                  due_to, next_try, min_record_time)
                        values (:id, :organisation, :queryName, :query, :dest, :epcFormat, :stream, :schedule,
                                :reportIfEmpty, :initialRecordTime, :createdAt, :token, :position, :dueTo,
                                clock_timestamp(), :initialRecordTime)
                        """)
                .param("id", one.id())
                .param("organisation", one.organisation())
                .param("queryName", one.queryName())
                .param("query", one.query())
                .param("dest", one.dest())
                .param("epcFormat", one.epcFormat())
                .param("stream", one.isStream())
                .param("schedule", one.schedule().map(Schedule::toString).orElse(null))
                .param("reportIfEmpty", one.reportIfEmpty())
                .param("initialRecordTime", SubscriptionRows.utc(one.initialRecordTime()))
                .param("createdAt", SubscriptionRows.utc(one.createdAt()))
                .param("token", one.token())
                .param("position", position)
                .param("dueTo", Math.max(position, matched))
                .update();
    }

    public Optional<StoredSubscription> find(UUID organisation, String queryName, UUID id) {
        long head = log.head();
        return jdbc.sql(STORED + " where s.organisation = :organisation and s.query_name = :queryName and s.id = :id")
                .param("organisation", organisation)
                .param("queryName", queryName)
                .param("id", id)
                .query((row, n) -> SubscriptionRows.stored(row, head))
                .optional();
    }

    /**
     * The subscriptions of a query in the order in which they were made.
     *
     * @param after the last one of the page before; null for the first page
     */
    public List<StoredSubscription> list(UUID organisation, String queryName, @Nullable UUID after, int atMost) {
        long head = log.head();
        return jdbc.sql(STORED + """
                         where s.organisation = :organisation and s.query_name = :queryName
                           and (cast(:after as uuid) is null
                                or (s.created_at, s.id) > (select a.created_at, a.id from subscription a
                                                            where a.organisation = :organisation and a.id = :after))
                         order by s.created_at, s.id
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("queryName", queryName)
                .param("after", after)
                .param("limit", atMost)
                .query((row, n) -> SubscriptionRows.stored(row, head))
                .list();
    }

    /** The events that a subscriber did not get, the earliest first. */
    public List<DeadLetter> deadLetters(UUID organisation, UUID id, int atMost) {
        return jdbc.sql("""
                        select first_position, last_position, events, skipped, reason, at
                          from subscription_dead_letter
                         where organisation = :organisation and subscription_id = :id
                         order by first_position, subscription_dead_letter.id
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("id", id)
                .param("limit", atMost)
                .query((row, n) -> new DeadLetter(
                        row.getLong("first_position"),
                        row.getLong("last_position"),
                        row.getInt("events"),
                        row.getBoolean("skipped"),
                        row.getString("reason"),
                        Objects.requireNonNull(SubscriptionRows.instant(row, "at"))))
                .list();
    }

    /**
     * Sets the token that signs from now on; the one before signs as well until a time, null for no longer. A repeated
     * request does not drop the one before.
     *
     * @return false if this token signs already, or if there is no such subscription
     */
    public boolean changeToken(
            UUID organisation, String queryName, UUID id, @Nullable String token, @Nullable Instant previousUntil) {
        return jdbc.sql("""
                        update subscription
                           set previous_token = case when cast(:until as timestamptz) is null then null else token end,
                               previous_until = case when token is null then null else cast(:until as timestamptz) end,
                               token = :token
                         where organisation = :organisation and query_name = :queryName and id = :id
                           and token is distinct from cast(:token as text)
                        """)
                        .param("token", token)
                        .param("until", SubscriptionRows.utc(previousUntil))
                        .param("organisation", organisation)
                        .param("queryName", queryName)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Sets until when the token before the one that signs now signs as well, null for no longer. */
    public boolean changePreviousUntil(UUID organisation, String queryName, UUID id, @Nullable Instant until) {
        return jdbc.sql("""
                        update subscription
                           set previous_token = case when cast(:until as timestamptz) is null then null
                                                     else previous_token end,
                               previous_until = case when previous_token is null then null
                                                     else cast(:until as timestamptz) end
                         where organisation = :organisation and query_name = :queryName and id = :id
                        """)
                        .param("until", SubscriptionRows.utc(until))
                        .param("organisation", organisation)
                        .param("queryName", queryName)
                        .param("id", id)
                        .update()
                == 1;
    }

    /**
     * Delivers again from a position, or goes on after a suspension. A batch that is under way is not recorded as
     * delivered.
     *
     * @param startAfter the log position after which deliveries begin; null where they stand
     */
    public boolean replay(UUID organisation, String queryName, UUID id, @Nullable Long startAfter) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            long matched = change();
            int changed = jdbc.sql("""
                            update subscription
                               set position = case when cast(:after as bigint) is null then position
                                                   else least(cast(:after as bigint), :matched) end,
                                   due_to = greatest(due_to, :matched),
                                   min_record_time = case when cast(:after as bigint) is null then min_record_time end,
                                   run_to = case when schedule is null then null
                                                 when cast(:after as bigint) is null then coalesce(run_to, :matched)
                                                 else :matched end,
                                   run_sent = true,
                                   status = 'active', attempts = 0, failing_since = null, batch_limit = null,
                                   next_try = clock_timestamp(), claim = claim + 1, claimed_until = null
                             where organisation = :organisation and query_name = :queryName and id = :id
                            """)
                    .param("after", startAfter)
                    .param("matched", matched)
                    .param("organisation", organisation)
                    .param("queryName", queryName)
                    .param("id", id)
                    .update();
            if (changed == 0) return false;
            jdbc.sql("""
                            delete from subscription_dead_letter
                             where subscription_id = :id and organisation = :organisation
                               and (not skipped or last_position > cast(:after as bigint))
                            """)
                    .param("id", id)
                    .param("organisation", organisation)
                    .param("after", startAfter)
                    .update();
            return true;
        }));
    }

    /** @return whether there was one; a batch under way is not recorded */
    public boolean delete(UUID organisation, String queryName, UUID id) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            change();
            return jdbc.sql("""
                            delete from subscription
                             where organisation = :organisation and query_name = :queryName and id = :id
                            """)
                            .param("organisation", organisation)
                            .param("queryName", queryName)
                            .param("id", id)
                            .update()
                    == 1;
        }));
    }

    /** Removes the subscriptions of a query; joins the transaction that deletes the query. Returns their ids. */
    public List<UUID> deleteAll(UUID organisation, String queryName) {
        return transaction.execute(status -> {
            change();
            return jdbc.sql("""
                            delete from subscription
                             where organisation = :organisation and query_name = :queryName
                            returning id
                            """)
                    .param("organisation", organisation)
                    .param("queryName", queryName)
                    .query(UUID.class)
                    .list();
        });
    }

    /** Counts a change of the set, and returns how far the log has been matched against the set before. */
    private long change() {
        return jdbc.sql("update subscription_matching set revision = revision + 1 returning position")
                .query(Long.class)
                .single();
    }
}
