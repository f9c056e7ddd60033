package io.lotledger.projections.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of table {@code subscription}. */
final class SubscriptionRows {
    /** Columns of a subscription without its delivery state. */
    static final String COLUMNS = """
            s.id, s.organisation, s.query_name, s.query, s.dest, s.epc_format, s.schedule, s.report_if_empty,
            s.initial_record_time, s.created_at, s.token, s.previous_token, s.previous_until""";

    private SubscriptionRows() {}

    static Subscription subscription(ResultSet row) throws SQLException {
        return new Subscription(
                row.getObject("id", UUID.class),
                row.getObject("organisation", UUID.class),
                row.getString("query_name"),
                row.getString("query"),
                row.getString("dest"),
                row.getString("epc_format"),
                Optional.ofNullable(row.getString("schedule")).map(Schedule::read),
                row.getBoolean("report_if_empty"),
                instant(row, "initial_record_time"),
                required(row, "created_at"),
                row.getString("token"),
                row.getString("previous_token"),
                instant(row, "previous_until"));
    }

    /**
     * Needs the columns {@code matched} and {@code dead_letters} as well.
     *
     * @param head the end of the log; what is not matched yet may wait for the subscription too
     */
    static StoredSubscription stored(ResultSet row, long head) throws SQLException {
        long position = row.getLong("position");
        boolean pending = row.getLong("due_to") > position;
        long delivered = pending ? position : Math.max(position, row.getLong("matched"));
        DeliveryState state = new DeliveryState(
                row.getString("status").equals("active") ? DeliveryState.Status.ACTIVE : DeliveryState.Status.SUSPENDED,
                delivered,
                pending,
                Math.max(0, head - delivered),
                integer(row, "batch_limit"),
                row.getInt("attempts"),
                instant(row, "failing_since"),
                required(row, "next_try"),
                integer(row, "last_status"),
                row.getString("last_error"),
                instant(row, "last_notified_at"),
                instant(row, "min_record_time"),
                row.getInt("dead_letters"));
        return new StoredSubscription(subscription(row), state);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
