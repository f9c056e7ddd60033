package io.lotledger.api.organisations;

import io.lotledger.api.audit.Author;
import io.lotledger.api.audit.KeyAction;
import io.lotledger.api.audit.KeyAudit;
import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.ApiKey;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.KeyUse;
import io.lotledger.api.security.Role;
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
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The keys of an organisation. Each change is committed together with its {@link KeyAudit} entry. */
@Service
public class OrganisationKeys {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final ApiKeys keys;
    private final KeyUse uses;
    private final KeyAudit audit;
    private final ReplacedSecrets replaced;

    OrganisationKeys(
            JdbcClient jdbc,
            Clock clock,
            PlatformTransactionManager transactions,
            ApiKeys keys,
            KeyUse uses,
            KeyAudit audit,
            ReplacedSecrets replaced) {
        this.replaced = replaced;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.keys = keys;
        this.uses = uses;
        this.audit = audit;
    }

    /**
     * A key together with its text.
     *
     * @param text {@code ll_<id>_<secret>}: shown to whoever asked for it, and nowhere else
     */
    public record Made(OrganisationKey key, String text) {
        /** Omits the secret, so that it cannot reach a log by accident. */
        @Override
        public String toString() {
            return "Made[" + key + "]";
        }
    }

    /**
     * In the order in which they were made.
     *
     * @param after the last key of the page before; empty for the first page
     */
    public List<OrganisationKey> page(UUID organisation, String after, int limit) {
        return jdbc.sql(SELECT + """
                         where k.organisation = :organisation
                           and (:after = '' or (k.created_at, k.key_id) > (select a.created_at, a.key_id from api_key a
                                 where a.key_id = :after and a.organisation = :organisation))
                         order by k.created_at, k.key_id limit :limit
                        """)
                .param("organisation", organisation)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> key(row))
                .list();
    }

    public Optional<OrganisationKey> find(UUID organisation, String keyId) {
        return jdbc.sql(SELECT + " where k.organisation = :organisation and k.key_id = :id")
                .param("organisation", organisation)
                .param("id", keyId)
                .query((row, n) -> key(row))
                .optional();
    }

    public Made create(UUID organisation, KeyOrder order, Author by) {
        ApiKey key = ApiKey.random();
        return committed(() -> stored(organisation, key, order, by));
    }

    private Made stored(UUID organisation, ApiKey key, KeyOrder order, Author by) {
        keys.store(key, organisation, order.name(), order.roles(), order.limits());
        set(organisation, key.id(), order, false);
        audit.add(organisation, KeyAction.KEY_CREATED, key.id(), by, described(order));
        return new Made(found(organisation, key.id()), key.text());
    }

    /**
     * Either the key that was made, or the id of the one that the same form made before.
     *
     * @param made null where {@code before} is not
     */
    public record MadeOnce(@Nullable Made made, @Nullable String before) {}

    /** Makes no key if one of its name was made since the form was opened: a form may be sent twice. */
    public MadeOnce createOnce(UUID organisation, KeyOrder order, Instant formOpened, Author by) {
        ApiKey key = ApiKey.random();
        return committed(() -> {
            lock(organisation);
            Optional<String> before = jdbc.sql("""
                            select key_id from api_key
                             where organisation = :organisation and name = :name and created_at >= :opened
                             order by created_at desc, key_id limit 1
                            """)
                    .param("organisation", organisation)
                    .param("name", order.name())
                    .param("opened", timestamp(formOpened))
                    .query(String.class)
                    .optional();
            return before.map(id -> new MadeOnce(null, id))
                    .orElseGet(() -> new MadeOnce(stored(organisation, key, order, by), null));
        });
    }

    /**
     * Changes name, roles, limits and expiry. 404 for another organisation's key, 409 for a revoked one, and where no lasting
     * admin key would be left.
     *
     * @param wanted what the key shall be, made of the key as it is under the lock
     */
    public OrganisationKey change(
            UUID organisation, String keyId, Function<OrganisationKey, KeyOrder> wanted, Author by) {
        return committed(() -> {
            OrganisationKey before = lockedValid(organisation, keyId);
            boolean hadAdmin = hasAdmin(organisation);
            boolean hadLasting = hasLastingAdmin(organisation);
            KeyOrder order = wanted.apply(before);
            KeyOrder was = new KeyOrder(before.name(), before.roles(), before.limits(), before.expiresAt());
            Map<String, Object> changes = changes(described(was), described(order));
            if (changes.isEmpty()) return before;
            set(organisation, keyId, order, !order.limits().equals(before.limits()));
            if (hadAdmin) requireAdmin(organisation, hadLasting);
            audit.add(organisation, KeyAction.KEY_CHANGED, keyId, by, changes);
            return found(organisation, keyId);
        });
    }

    /**
     * Gives the key a new secret. Its id, roles and limits stay, and so do the capture jobs that it sent. Secrets that earlier
     * rotations replaced work as long as those promised. 409 for a key that has ended, and where too many secrets would work.
     *
     * @param previousUntil until when the secret of now works beside the new one; null to end it and all before it at once
     */
    public Made rotate(UUID organisation, String keyId, @Nullable Instant previousUntil, Author by) {
        return rotate(organisation, keyId, key -> true, previousUntil, by).orElseThrow();
    }

    /**
     * As {@link #rotate(UUID, String, Instant, Author)}, if the key still is as the form showed it; otherwise empty: a form may be
     * sent twice.
     */
    public Optional<Made> rotate(
            UUID organisation,
            String keyId,
            Predicate<OrganisationKey> isAsShown,
            @Nullable Instant previousUntil,
            Author by) {
        ApiKey renewed = ApiKey.withSecret(keyId);
        return committed(() -> {
            OrganisationKey key = lockedValid(organisation, keyId);
            if (!isAsShown.test(key)) return Optional.empty();
            if (key.status() == OrganisationKey.Status.EXPIRED) throw expired(key);
            Instant now = clock.instant();
            if (previousUntil == null) replaced.end(keyId);
            else replaced.add(key, previousUntil, now);
            jdbc.sql("""
                            update api_key set secret_hash = :hash, rotated_at = :now, previous_secret_hash = null, previous_until = null
                             where key_id = :id and organisation = :organisation
                            """)
                    .param("hash", renewed.secretHash())
                    .param("now", Timestamp.from(now))
                    .param("id", keyId)
                    .param("organisation", organisation)
                    .update();
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("previous_secret_until", previousUntil == null ? null : previousUntil.toString());
            audit.add(organisation, KeyAction.KEY_ROTATED, keyId, by, details);
            return Optional.of(new Made(found(organisation, keyId), renewed.text()));
        });
    }

    private static ProblemException expired(OrganisationKey key) {
        return new ProblemException(
                409,
                "epcisException:ValidationException",
                "The key has expired",
                "The key '" + key.keyId() + "' expired at " + key.expiresAt()
                        + ", so a new secret of it would open nothing. First give it a later expires_at, or null, with PATCH"
                        + " /epcis/api/2.0/keys/" + key.keyId() + "; or make another key.",
                Map.of("expires_at", String.valueOf(key.expiresAt())));
    }

    /** Ends the key at once, and all of its secrets. To revoke it again changes nothing. 404 for another organisation's key. */
    public void revoke(UUID organisation, String keyId, Author by) {
        committed(() -> {
            OrganisationKey key = locked(organisation, keyId);
            if (key.revokedAt() != null) return key;
            boolean hadAdmin = hasAdmin(organisation);
            boolean hadLasting = hasLastingAdmin(organisation);
            replaced.end(keyId);
            jdbc.sql("""
                            update api_key set revoked_at = :now, previous_secret_hash = null, previous_until = null
                             where key_id = :id and organisation = :organisation
                            """)
                    .param("now", Timestamp.from(clock.instant()))
                    .param("id", keyId)
                    .param("organisation", organisation)
                    .update();
            if (hadAdmin) requireAdmin(organisation, hadLasting);
            audit.add(organisation, KeyAction.KEY_REVOKED, keyId, by, Map.of("name", key.name()));
            return key;
        });
    }

    private <T> T committed(java.util.function.Supplier<T> change) {
        T changed = Objects.requireNonNull(transaction.execute(status -> change.get()));
        keys.forget();
        return changed;
    }

    /**
     * An organisation that had an admin key keeps one: without it, nobody of it could make keys any more. One that had an
     * admin key without an expiry keeps such a key, because others end by themselves.
     */
    private void requireAdmin(UUID organisation, boolean hadLasting) {
        if (hadLasting ? hasLastingAdmin(organisation) : hasAdmin(organisation)) return;
        throw new ProblemException(
                409,
                "epcisException:ValidationException",
                "The last admin key",
                hadLasting
                        ? "This is the last admin key of your organisation that does not expire; first make another key with"
                                + " the role 'admin' that does not expire."
                        : "This is the last key of your organisation with the role 'admin'; make another admin key first.",
                Map.of());
    }

    private boolean hasAdmin(UUID organisation) {
        return jdbc.sql("""
                        select exists (select 1 from api_key where organisation = :organisation and revoked_at is null
                                          and 'admin' = any (roles) and (expires_at is null or expires_at > :now))
                        """)
                .param("organisation", organisation)
                .param("now", Timestamp.from(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    /** Whether an admin key has no expiry. */
    private boolean hasLastingAdmin(UUID organisation) {
        return jdbc.sql("""
                        select exists (select 1 from api_key where organisation = :organisation and revoked_at is null
                                          and 'admin' = any (roles) and expires_at is null)
                        """)
                .param("organisation", organisation)
                .query(Boolean.class)
                .single();
    }

    /** Locks the organisation, so that two admins cannot revoke each other's keys at the same time. */
    private OrganisationKey locked(UUID organisation, String keyId) {
        lock(organisation);
        return found(organisation, keyId);
    }

    private void lock(UUID organisation) {
        jdbc.sql("select 1 from organisation where organisation = :organisation for no key update")
                .param("organisation", organisation)
                .query(Integer.class)
                .single();
    }

    private OrganisationKey lockedValid(UUID organisation, String keyId) {
        OrganisationKey key = locked(organisation, keyId);
        if (key.revokedAt() == null) return key;
        throw new ProblemException(
                409,
                "epcisException:ValidationException",
                "The key is revoked",
                "The key '" + keyId + "' is revoked for good; make a new one.",
                Map.of("revoked_at", key.revokedAt().toString()));
    }

    private OrganisationKey found(UUID organisation, String keyId) {
        return find(organisation, keyId)
                .orElseThrow(() -> ProblemException.notFound("Your organisation has no key with the id '" + keyId
                        + "'. GET /epcis/api/2.0/keys lists them."));
    }

    /** @param limits whether they are written too: those in force may be the organisation's and not the key's own */
    private void set(UUID organisation, String keyId, KeyOrder order, boolean limits) {
        jdbc.sql("""
                        update api_key set name = :name, roles = cast(:roles as text[]), expires_at = :expiresAt,
                               per_minute = case when :limits then :perMinute else per_minute end,
                               per_day = case when :limits then :perDay else per_day end
                         where key_id = :id and organisation = :organisation
                        """)
                .param("limits", limits)
                .param("name", order.name())
                .param("roles", words(order.roles()).collect(Collectors.joining(",", "{", "}")))
                .param("perMinute", order.limits().perMinute())
                .param("perDay", order.limits().perDay())
                .param("expiresAt", timestamp(order.expiresAt()))
                .param("id", keyId)
                .param("organisation", organisation)
                .update();
    }

    private static Map<String, Object> described(KeyOrder order) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("name", order.name());
        described.put("roles", words(order.roles()).toList());
        described.put("per_minute", order.limits().perMinute());
        described.put("per_day", order.limits().perDay());
        described.put(
                "expires_at",
                order.expiresAt() == null ? null : order.expiresAt().toString());
        return described;
    }

    /** By member: what it was, and what it is. */
    static Map<String, Object> changes(Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> changes = new LinkedHashMap<>();
        after.forEach((member, value) -> {
            if (Objects.equals(before.get(member), value)) return;
            Map<String, Object> change = new LinkedHashMap<>();
            change.put("from", before.get(member));
            change.put("to", value);
            changes.put(member, change);
        });
        return changes;
    }

    static Stream<String> words(Set<Role> roles) {
        return Stream.of(Role.values()).filter(roles::contains).map(Role::word);
    }

    private static final String SELECT = """
            select k.key_id, k.name, array_to_string(k.roles, ',') as roles, k.created_at, k.expires_at, k.last_used_at,
                   k.rotated_at, k.revoked_at,
                   array(select r.replaced_at from replaced_secret r where r.key_id = k.key_id order by r.replaced_at desc, r.secret_hash)
                       as replaced_at,
                   array(select r.works_until from replaced_secret r where r.key_id = k.key_id order by r.replaced_at desc, r.secret_hash)
                       as works_until,
                   least(k.per_minute, o.keys_per_minute) as per_minute, least(k.per_day, o.keys_per_day) as per_day
              from api_key k join organisation o on o.organisation = k.organisation
            """;

    private OrganisationKey key(ResultSet row) throws SQLException {
        Instant now = clock.instant();
        String keyId = row.getString("key_id");
        @Nullable Instant expiresAt = instant(row, "expires_at");
        @Nullable Instant revokedAt = instant(row, "revoked_at");
        @Nullable Instant written = instant(row, "last_used_at");
        return new OrganisationKey(
                keyId,
                row.getString("name"),
                Role.ofWords(row.getString("roles")),
                new KeyLimits(row.getObject("per_minute", Integer.class), row.getObject("per_day", Integer.class)),
                row.getTimestamp("created_at").toInstant(),
                expiresAt,
                uses.last(keyId)
                        .filter(last -> written == null || last.isAfter(written))
                        .orElse(written),
                instant(row, "rotated_at"),
                replacedSecrets(row, expiresAt)
                        .filter(secret -> secret.worksUntil().isAfter(now))
                        .toList(),
                revokedAt,
                revokedAt != null
                        ? OrganisationKey.Status.REVOKED
                        : expiresAt != null && !expiresAt.isAfter(now)
                                ? OrganisationKey.Status.EXPIRED
                                : OrganisationKey.Status.ACTIVE);
    }

    private static Stream<OrganisationKey.ReplacedSecret> replacedSecrets(ResultSet row, @Nullable Instant keyEnds)
            throws SQLException {
        Timestamp[] replacedAt = (Timestamp[]) row.getArray("replaced_at").getArray();
        Timestamp[] worksUntil = (Timestamp[]) row.getArray("works_until").getArray();
        return IntStream.range(0, replacedAt.length)
                .mapToObj(i -> new OrganisationKey.ReplacedSecret(
                        replacedAt[i].toInstant(), earlier(worksUntil[i].toInstant(), keyEnds)));
    }

    private static Instant earlier(Instant until, @Nullable Instant keyEnds) {
        return keyEnds != null && keyEnds.isBefore(until) ? keyEnds : until;
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
