package io.lotledger.api.organisations;

import io.lotledger.api.audit.Author;
import io.lotledger.api.audit.KeyAction;
import io.lotledger.api.audit.KeyAudit;
import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.wiring.LotledgerSettings;
import io.lotledger.projections.subscription.DeliveryQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The organisations of the ledger, for its operators. Each change is committed together with its {@link KeyAudit} entry. */
@Service
public class Organisations {
    private static final String SELECT = """
            select organisation, name, created_at, suspended_at, keys_per_minute, keys_per_day,
                   workbook_retention_days, legal_hold_since, legal_hold_reason,
                   organisation = (select first.organisation from organisation first
                                    order by first.created_at, first.organisation limit 1) as first
              from organisation
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final ApiKeys keys;
    private final KeyAudit audit;
    private final DeliveryQueue deliveries;
    private final KeyLimits standard;

    Organisations(
            JdbcClient jdbc,
            Clock clock,
            PlatformTransactionManager transactions,
            ApiKeys keys,
            KeyAudit audit,
            DeliveryQueue deliveries,
            LotledgerSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.keys = keys;
        this.audit = audit;
        this.deliveries = deliveries;
        this.standard =
                new KeyLimits(settings.keys().perMinute(), settings.keys().perDay());
    }

    /**
     * What an organisation shall be.
     *
     * @param keyLimits those that differ from the server's settings; null in it means the setting
     * @param workbookRetentionDays null for the server's setting
     * @param legalHold its reason; null for none
     */
    public record Order(
            String name,
            boolean suspended,
            KeyLimits keyLimits,
            @Nullable Integer workbookRetentionDays,
            @Nullable String legalHold) {
        /** Its workbooks are kept as before. */
        public static Order withRetentionOf(Organisation now, String name, boolean suspended, KeyLimits keyLimits) {
            RetentionOrder retention = now.retention();
            return new Order(name, suspended, keyLimits, retention.workbookDays(), retention.holdReason());
        }
    }

    /** The limits of a new key, where its admin says nothing of them. */
    public KeyLimits standardLimits(UUID organisation) {
        KeyLimits own = ownLimits(organisation);
        return merged(own);
    }

    /** The most that an admin may set; operators have no ceiling. */
    public KeyLimits ceiling(UUID organisation, boolean operator) {
        return operator ? KeyLimits.NONE : standardLimits(organisation);
    }

    /**
     * In the order in which they were made.
     *
     * @param after the id of the last organisation of the page before; null for the first page
     */
    public List<Organisation> page(@Nullable UUID after, int limit) {
        return jdbc.sql(SELECT + """
                         where cast(:after as uuid) is null or (created_at, organisation) >
                               (select a.created_at, a.organisation from organisation a where a.organisation = :after)
                         order by created_at, organisation limit :limit
                        """)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> organisation(row))
                .list();
    }

    public Optional<Organisation> find(UUID id) {
        return jdbc.sql(SELECT + " where organisation = :id")
                .param("id", id)
                .query((row, n) -> organisation(row))
                .optional();
    }

    /** The limits that differ from the server's settings; null in it means the setting. */
    public KeyLimits ownLimits(UUID id) {
        return jdbc.sql("select keys_per_minute, keys_per_day from organisation where organisation = :id")
                .param("id", id)
                .query((row, n) -> limits(row))
                .single();
    }

    /** 409 when another organisation has the name. */
    public Organisation create(String name, KeyLimits keyLimits, Author by) {
        try {
            return committed(() -> made(name, keyLimits, by));
        } catch (DuplicateKeyException e) {
            throw taken(name);
        }
    }

    private Organisation made(String name, KeyLimits keyLimits, Author by) {
        UUID usual = ApiKeys.organisationId(name);
        // an organisation that had this name before it was renamed keeps the id of the name
        UUID id = find(usual).isPresent() ? UUID.randomUUID() : usual;
        jdbc.sql("""
                            insert into organisation (organisation, name, created_at, keys_per_minute, keys_per_day)
                            values (:id, :name, greatest(:now,
                                   (select max(created_at) + interval '1 microsecond' from organisation)), :perMinute, :perDay)
                            """)
                .param("id", id)
                .param("name", name)
                .param("now", Timestamp.from(clock.instant()))
                .param("perMinute", keyLimits.perMinute())
                .param("perDay", keyLimits.perDay())
                .update();
        audit.add(id, KeyAction.ORGANISATION_CREATED, null, by, Map.of("name", name));
        return find(id).orElseThrow();
    }

    /**
     * Renames, suspends or resumes the organisation, changes the limits of its keys or how long its workbooks are kept; empty if there is none with the id.
     *
     * @param wanted what it shall be, made of the organisation as it is under the lock
     */
    public Optional<Organisation> change(UUID id, Function<Organisation, Order> wanted, Author by) {
        return committed(() -> {
            Optional<Organisation> found = jdbc.sql(SELECT + " where organisation = :id for update")
                    .param("id", id)
                    .query((row, n) -> organisation(row))
                    .optional();
            if (found.isEmpty()) return found;
            Organisation before = found.get();
            Order order = wanted.apply(before);
            if (order.suspended() && before.operatesServer()) throw operates();
            rename(before, order.name(), by);
            suspend(before, order.suspended(), by);
            limit(before, order.keyLimits(), by);
            retain(before, order.workbookRetentionDays(), by);
            hold(before, order.legalHold(), by);
            return find(id);
        });
    }

    private void rename(Organisation before, String name, Author by) {
        if (before.name().equals(name)) return;
        try {
            jdbc.sql("update organisation set name = :name where organisation = :id")
                    .param("name", name)
                    .param("id", before.id())
                    .update();
        } catch (DuplicateKeyException e) {
            throw taken(name);
        }
        audit.add(before.id(), KeyAction.ORGANISATION_RENAMED, null, by, Map.of("from", before.name(), "to", name));
    }

    private void suspend(Organisation before, boolean suspended, Author by) {
        if (suspended == (before.suspendedAt() != null)) return;
        jdbc.sql("update organisation set suspended_at = :at where organisation = :id")
                .param("at", suspended ? Timestamp.from(clock.instant()) : null)
                .param("id", before.id())
                .update();
        if (!suspended) deliveries.resume(before.id());
        KeyAction action = suspended ? KeyAction.ORGANISATION_SUSPENDED : KeyAction.ORGANISATION_RESUMED;
        audit.add(before.id(), action, null, by, Map.of());
    }

    private void limit(Organisation before, KeyLimits limits, Author by) {
        KeyLimits was = ownLimits(before.id());
        if (was.equals(limits)) return;
        jdbc.sql(
                        "update organisation set keys_per_minute = :perMinute, keys_per_day = :perDay where organisation = :id")
                .param("perMinute", limits.perMinute())
                .param("perDay", limits.perDay())
                .param("id", before.id())
                .update();
        Map<String, Object> changes = OrganisationKeys.changes(described(was), described(limits));
        audit.add(before.id(), KeyAction.ORGANISATION_LIMITS_CHANGED, null, by, changes);
    }

    private void retain(Organisation before, @Nullable Integer days, Author by) {
        @Nullable Integer was = before.retention().workbookDays();
        if (Objects.equals(was, days)) return;
        jdbc.sql("update organisation set workbook_retention_days = :days where organisation = :id")
                .param("days", days)
                .param("id", before.id())
                .update();
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("from_days", was);
        changes.put("to_days", days);
        audit.add(before.id(), KeyAction.ORGANISATION_RETENTION_CHANGED, null, by, changes);
    }

    private void hold(Organisation before, @Nullable String reason, Author by) {
        if (Objects.equals(before.retention().holdReason(), reason)) return;
        @Nullable
        Instant since = before.retention().holdSince() == null
                ? clock.instant()
                : before.retention().holdSince();
        jdbc.sql("""
                        update organisation set legal_hold_since = :since, legal_hold_reason = :reason
                         where organisation = :id
                        """)
                .param("since", reason == null ? null : Timestamp.from(since))
                .param("reason", reason)
                .param("id", before.id())
                .update();
        if (reason == null) audit.add(before.id(), KeyAction.LEGAL_HOLD_RELEASED, null, by, Map.of());
        else audit.add(before.id(), KeyAction.LEGAL_HOLD_SET, null, by, Map.of("reason", reason));
    }

    private static Map<String, Object> described(KeyLimits limits) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("per_minute", limits.perMinute());
        described.put("per_day", limits.perDay());
        return described;
    }

    private <T> T committed(Supplier<T> change) {
        T changed = Objects.requireNonNull(transaction.execute(status -> change.get()));
        keys.forget();
        return changed;
    }

    private static ProblemException taken(String name) {
        return new ProblemException(
                409,
                "epcisException:ResourceAlreadyExistsException",
                "The name is taken",
                "Another organisation has the name '" + name + "'; choose another name.",
                Map.of("name", name));
    }

    private static ProblemException operates() {
        return new ProblemException(
                409,
                "epcisException:ValidationException",
                "The organisation operates the server",
                "The ledger's first organisation operates the server and cannot be suspended.",
                Map.of());
    }

    private Organisation organisation(ResultSet row) throws SQLException {
        boolean first = row.getBoolean("first");
        KeyLimits own = limits(row);
        @Nullable Timestamp suspendedAt = row.getTimestamp("suspended_at");
        return new Organisation(
                row.getObject("organisation", UUID.class),
                row.getString("name"),
                row.getTimestamp("created_at").toInstant(),
                suspendedAt == null ? null : suspendedAt.toInstant(),
                merged(own),
                retention(row),
                first);
    }

    private static RetentionOrder retention(ResultSet row) throws SQLException {
        @Nullable Timestamp since = row.getTimestamp("legal_hold_since");
        return new RetentionOrder(
                row.getObject("workbook_retention_days", Integer.class),
                since == null ? null : since.toInstant(),
                row.getString("legal_hold_reason"));
    }

    private KeyLimits merged(KeyLimits own) {
        return new KeyLimits(
                own.perMinute() == null ? standard.perMinute() : own.perMinute(),
                own.perDay() == null ? standard.perDay() : own.perDay());
    }

    private static KeyLimits limits(ResultSet row) throws SQLException {
        return new KeyLimits(
                row.getObject("keys_per_minute", Integer.class), row.getObject("keys_per_day", Integer.class));
    }
}
