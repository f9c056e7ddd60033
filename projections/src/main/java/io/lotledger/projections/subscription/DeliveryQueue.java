package io.lotledger.projections.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The subscriptions that are due, in a table that all nodes share. A node claims one for a time and delivers its
 * batches. Every statement of the holder names its claim: once another node has claimed the subscription, or it was
 * replayed or deleted, the statement changes nothing and the holder stops. Subscriptions of a suspended organisation are
 * not claimed; they keep their positions. Times are the database's.
 */
public final class DeliveryQueue {
    /** After so many batches in a row a limit learnt from 413 is doubled. */
    private static final int BATCHES_BEFORE_GROWTH = 20;

    /** Between two tries to start a run while the one before is not over; it is not before its next attempt. */
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(2);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration WAIT_WHILE_SUSPENDED = Duration.ofSeconds(10);

    private static final String STATE = SubscriptionRows.COLUMNS
            + ", s.claim, s.position, s.due_to, s.run_to, s.run_sent, s.batch_limit, s.attempts";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public DeliveryQueue(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Claims subscriptions that are due, those first that have waited longest. Organisations share the workers: one whose
     * receivers hang does not hold up the others.
     *
     * @param workers how many subscriptions the node holds at most
     * @param underWay those that it holds
     * @return some of those that are due; none if there are none, or if those that are due wait for their share
     */
    public List<HeldSubscription> claim(int workers, Collection<HeldSubscription> underWay, Duration lease) {
        WorkerShares shares = WorkerShares.of(workers, underWay);
        return jdbc.sql("""
                        update subscription s
                           set claim = s.claim + 1, claimed_until = clock_timestamp() + make_interval(secs => :lease)
                         where s.id in (select id
                                          from subscription
                                         where status = 'active' and (due_to > position or run_to is not null)
                                           and next_try <= clock_timestamp()
                                           and (claimed_until is null or claimed_until <= clock_timestamp())
                                           and organisation <> all(cast(:served as uuid[]))
                                           and (attempts = 0
                                                or (:retries and organisation <> all(cast(:retried as uuid[]))))
                                           and (stream or run_to <= (select m.position from subscription_matching m))
                                           and not exists (select from organisation o
                                                            where o.organisation = subscription.organisation
                                                              and o.suspended_at is not null)
                                         order by next_try, id
                                         limit :atMost
                                           for update skip locked)
                        returning""" + " " + STATE)
                .param("lease", seconds(lease))
                .param("served", texts(shares.served()))
                .param("retries", shares.retries())
                .param("retried", texts(shares.retried()))
                .param("atMost", shares.atMost())
                .query((row, n) -> held(row))
                .list();
    }

    private static String[] texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    /** Renews the claims that still stand, so that they outlast a slow receiver. */
    public void renew(Collection<HeldSubscription> held, Duration lease) {
        jdbc.sql("""
                        update subscription s
                           set claimed_until = clock_timestamp() + make_interval(secs => :lease)
                          from unnest(cast(:ids as uuid[]), cast(:claims as bigint[])) as h(id, claim)
                         where s.id = h.id and s.claim = h.claim and s.claimed_until is not null
                        """)
                .param("lease", seconds(lease))
                .param(
                        "ids",
                        held.stream()
                                .map(one -> one.subscription().id().toString())
                                .toArray(String[]::new))
                .param("claims", held.stream().map(HeldSubscription::claim).toArray(Long[]::new))
                .update();
    }

    /** Whether the holder may deliver: the claim still stands, and the organisation is not suspended. */
    public boolean isHeld(HeldSubscription held) {
        return jdbc.sql("""
                        select exists (select from subscription where id = :id and claim = :claim)
                           and not exists (select from organisation
                                            where organisation = :organisation and suspended_at is not null)
                        """)
                .param("organisation", held.subscription().organisation())
                .param("id", held.subscription().id())
                .param("claim", held.claim())
                .query(Boolean.class)
                .single();
    }

    /**
     * Records that every matching event up to a position is delivered, and renews the claim.
     *
     * @param batch what was delivered; an empty one was only read
     * @param status the receiver's answer; null when nothing was sent
     * @return the subscription as it stands; empty when the claim was lost
     */
    public Optional<HeldSubscription> advance(
            HeldSubscription held, Batch batch, @Nullable Integer status, int standardLimit, Duration lease) {
        return jdbc.sql("""
                        update subscription s
                           set position = greatest(s.position, :upTo),
                               run_sent = s.run_sent or :sent,
                               attempts = case when :sent then 0 else s.attempts end,
                               failing_since = case when :sent then null else s.failing_since end,
                               last_status = coalesce(cast(:status as integer), s.last_status),
                               last_error = case when :sent then null else s.last_error end,
                               last_notified_at = case when :sent then clock_timestamp() else s.last_notified_at end,
                               min_record_time = coalesce(cast(:recordTime as timestamptz), s.min_record_time),
                               batches_since_limit = case when not :sent then s.batches_since_limit
                                                          when s.batches_since_limit >= :growth then 0
                                                          else s.batches_since_limit + 1 end,
                               batch_limit = case when not :sent or s.batches_since_limit < :growth then s.batch_limit
                                                  when s.batch_limit * 2 < :standard then s.batch_limit * 2 end,
                               next_try = clock_timestamp(),
                               claimed_until = clock_timestamp() + make_interval(secs => :lease)
                         where s.id = :id and s.claim = :claim and s.status = 'active'
                        returning""" + " " + STATE)
                .param("upTo", batch.upTo())
                .param("sent", status != null)
                .param("status", status)
                .param("recordTime", SubscriptionRows.utc(batch.lastRecordTime()))
                .param("growth", BATCHES_BEFORE_GROWTH)
                .param("standard", standardLimit)
                .param("lease", seconds(lease))
                .param("id", held.subscription().id())
                .param("claim", held.claim())
                .query((row, n) -> held(row))
                .optional();
    }

    /**
     * An organisation is active again: what failed before it was suspended is tried at once, and the time after which
     * deliveries are given up begins anew. Joins the caller's transaction.
     */
    public void resume(UUID organisation) {
        jdbc.sql("""
                        update subscription set failing_since = null, next_try = clock_timestamp()
                         where organisation = :organisation and failing_since is not null
                        """).param("organisation", organisation).update();
    }

    /** Gives up the claim. A run that reached its end is over. */
    public void release(HeldSubscription held) {
        jdbc.sql("""
                        update subscription
                           set claimed_until = null,
                               run_to = case when position >= least(due_to, run_to) then null else run_to end
                         where id = :id and claim = :claim
                        """)
                .param("id", held.subscription().id())
                .param("claim", held.claim())
                .update();
    }

    /**
     * Records a failed attempt and gives up the claim.
     *
     * @return how long deliveries have been failing
     */
    public Optional<Duration> fail(HeldSubscription held, @Nullable Integer status, String error, Duration pause) {
        return jdbc.sql("""
                        update subscription
                           set attempts = attempts + 1, failing_since = coalesce(failing_since, clock_timestamp()),
                               last_status = :status, last_error = :error,
                               next_try = clock_timestamp() + make_interval(secs => :pause), claimed_until = null
                         where id = :id and claim = :claim
                        returning extract(epoch from clock_timestamp() - failing_since) as failing
                        """)
                .param("status", status)
                .param("error", error)
                .param("pause", seconds(pause))
                .param("id", held.subscription().id())
                .param("claim", held.claim())
                .query((row, n) -> Duration.ofMillis((long) (row.getDouble("failing") * 1_000)))
                .optional();
    }

    /** Records the limit of a receiver that answered 413, and renews the claim. */
    public Optional<HeldSubscription> limit(HeldSubscription held, int events, Duration lease) {
        return jdbc.sql("""
                        update subscription s
                           set batch_limit = :events, batches_since_limit = 0, last_status = 413,
                               last_error = 'the receiver asked for smaller batches (413)',
                               claimed_until = clock_timestamp() + make_interval(secs => :lease)
                         where s.id = :id and s.claim = :claim
                        returning""" + " " + STATE)
                .param("events", events)
                .param("lease", seconds(lease))
                .param("id", held.subscription().id())
                .param("claim", held.claim())
                .query((row, n) -> held(row))
                .optional();
    }

    /** Sets an event aside that its receiver refuses even alone, and goes on after it. */
    public Optional<HeldSubscription> skip(HeldSubscription held, Batch single, String reason, Duration lease) {
        return transaction.execute(status -> {
            Optional<HeldSubscription> moved = advanceOver(held, single, lease);
            moved.ifPresent(still -> addDeadLetter(held, single, true, reason));
            return moved;
        });
    }

    private Optional<HeldSubscription> advanceOver(HeldSubscription held, Batch single, Duration lease) {
        return jdbc.sql("""
                        update subscription s
                           set position = :upTo, next_try = clock_timestamp(),
                               claimed_until = clock_timestamp() + make_interval(secs => :lease)
                         where s.id = :id and s.claim = :claim
                        returning""" + " " + STATE)
                .param("upTo", single.upTo())
                .param("lease", seconds(lease))
                .param("id", held.subscription().id())
                .param("claim", held.claim())
                .query((row, n) -> held(row))
                .optional();
    }

    /** Records that the holder passes over damaged entries of the log. One that is recorded already is not recorded twice. */
    public void leaveOut(HeldSubscription held, List<Long> damaged) {
        for (long position : damaged)
            LeftOut.record(
                    jdbc,
                    held.subscription().organisation(),
                    List.of(held.subscription().id()),
                    position);
    }

    /**
     * Stops deliveries until a replay is requested.
     *
     * @param batch the one that could not be delivered, may be empty
     */
    public void suspend(HeldSubscription held, Batch batch, @Nullable Integer lastStatus, String reason) {
        transaction.executeWithoutResult(status -> {
            int suspended = jdbc.sql("""
                            update subscription
                               set status = 'suspended', claimed_until = null, last_error = :reason,
                                   last_status = coalesce(cast(:lastStatus as integer), last_status)
                             where id = :id and status = 'active' and claim = :claim
                            """)
                    .param("reason", reason)
                    .param("lastStatus", lastStatus)
                    .param("id", held.subscription().id())
                    .param("claim", held.claim())
                    .update();
            if (suspended == 1 && !batch.isEmpty()) addDeadLetter(held, batch, false, reason);
        });
    }

    private void addDeadLetter(HeldSubscription held, Batch batch, boolean skipped, String reason) {
        jdbc.sql("""
                        insert into subscription_dead_letter (organisation, subscription_id, first_position,
                                                              last_position, events, skipped, reason, at)
                        values (:organisation, :id, :first, :last, :events, :skipped, :reason, clock_timestamp())
                        """)
                .param("organisation", held.subscription().organisation())
                .param("id", held.subscription().id())
                .param("first", batch.firstPosition())
                .param("last", batch.lastPosition())
                .param("events", batch.events().size())
                .param("skipped", skipped)
                .param("reason", reason)
                .update();
    }

    /**
     * Starts a run of a scheduled subscription, unless the one before is not over: what that one found by the master
     * data of its time is delivered first.
     *
     * @param upTo the end of the log
     * @return zero if the run has started, or how long to wait before asking again; empty if there is no such
     *     subscription any more
     */
    public Optional<Duration> startRun(UUID id, long upTo) {
        return jdbc.sql("""
                        with started as (
                            update subscription set run_to = :upTo, run_sent = false
                             where id = :id and schedule is not null and run_to is null
                            returning id)
                        select case when exists (select from started) then 0
                                    when s.status = 'suspended'
                                         or exists (select from organisation o
                                                     where o.organisation = s.organisation and o.suspended_at is not null)
                                         then :whileSuspended
                                    else least(:longest, greatest(:shortest, extract(epoch from s.next_try - clock_timestamp())))
                               end as seconds
                          from subscription s
                         where s.id = :id and s.schedule is not null
                        """)
                .param("upTo", upTo)
                .param("id", id)
                .param("whileSuspended", seconds(WAIT_WHILE_SUSPENDED))
                .param("shortest", seconds(SHORTEST_WAIT))
                .param("longest", seconds(LONGEST_WAIT))
                .query((row, n) -> Duration.ofMillis((long) (row.getDouble("seconds") * 1_000)))
                .optional();
    }

    private static HeldSubscription held(ResultSet row) throws SQLException {
        long runTo = row.getLong("run_to");
        boolean running = !row.wasNull();
        int batchLimit = row.getInt("batch_limit");
        boolean limited = !row.wasNull();
        return new HeldSubscription(
                SubscriptionRows.subscription(row),
                row.getLong("claim"),
                row.getLong("position"),
                row.getLong("due_to"),
                running ? runTo : null,
                row.getBoolean("run_sent"),
                limited ? batchLimit : null,
                row.getInt("attempts"));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
