package io.lotledger.api.security;

import com.github.benmanes.caffeine.cache.Ticker;
import io.lotledger.api.limits.KeyLimits;
import io.lotledger.ingest.epcis.identifier.Uuids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Authenticates callers by their keys, and makes the organisations and keys that the server needs at its start. */
@Component
public class ApiKeys {
    private static final UUID ORGANISATIONS = UUID.fromString("6f2a3c0e-50e7-5a0b-8f4f-4a6c1b7d9e21");

    private final JdbcClient jdbc;
    private final Clock clock;
    private final KeyUse uses;
    private final ApiKeyCache cache;

    ApiKeys(JdbcClient jdbc, Clock clock, KeyUse uses) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.uses = uses;
        this.cache = new ApiKeyCache(this::find, Ticker.systemTicker());
    }

    /**
     * The id that an organisation of this name has in every ledger, unless another one had the name before it was renamed.
     */
    public static UUID organisationId(String name) {
        return Uuids.v5(ORGANISATIONS, name);
    }

    /** The organisation of that name, also when it was renamed since; created if missing. */
    public UUID organisation(String name) {
        makeOrganisation(name);
        return jdbc.sql("""
                        select organisation from organisation where name = :name or organisation = :organisation
                         order by name = :name desc limit 1
                        """)
                .param("organisation", organisationId(name))
                .param("name", name)
                .query(UUID.class)
                .single();
    }

    /** Creates the organisation of that name. Returns whether it did: false if one has the name, or had it before. */
    public boolean makeOrganisation(String name) {
        return jdbc.sql("""
                        insert into organisation (organisation, name, created_at)
                        values (:organisation, :name, greatest(:now,
                               (select max(created_at) + interval '1 microsecond' from organisation)))
                        on conflict do nothing
                        """)
                        .param("organisation", organisationId(name))
                        .param("name", name)
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    /** Creates a key without limits and returns its text, {@code ll_<id>_<secret>}. The secret cannot be read again. */
    public String create(UUID organisation, String name, Set<Role> roles) {
        ApiKey key = ApiKey.random();
        store(key, organisation, name, roles, KeyLimits.NONE);
        return key.text();
    }

    /** Stores a key that the operator chose. Returns false for an existing key, which keeps its secret, roles and limits. */
    public boolean store(ApiKey key, UUID organisation, String name, Set<Role> roles, KeyLimits limits) {
        return jdbc.sql("""
                        insert into api_key (key_id, organisation, name, secret_hash, roles, created_at, per_minute, per_day)
                        values (:id, :organisation, :name, :hash, cast(:roles as text[]), :now, :perMinute, :perDay)
                        on conflict do nothing
                        """)
                        .param("id", key.id())
                        .param("organisation", organisation)
                        .param("name", name)
                        .param("hash", key.secretHash())
                        .param("roles", roles.stream().map(Role::word).collect(Collectors.joining(",", "{", "}")))
                        .param("now", Timestamp.from(clock.instant()))
                        .param("perMinute", limits.perMinute())
                        .param("perDay", limits.perDay())
                        .update()
                == 1;
    }

    /** The caller that the key identifies; empty for a key that opens nothing. */
    public Optional<Caller> authenticate(String text) {
        return check(text) instanceof KeyCheck.Accepted accepted ? Optional.of(accepted.caller()) : Optional.empty();
    }

    /** Why the key opens nothing that needs the role, in words for its holder; empty while it works. */
    public Optional<String> refusal(String text, Role needed) {
        KeyCheck check = check(text);
        if (check instanceof KeyCheck.Refused refused) return Optional.of(refused.detail());
        boolean may =
                check instanceof KeyCheck.Accepted accepted && accepted.caller().holds(needed);
        return may
                ? Optional.empty()
                : Optional.of("This API key no longer has the role " + needed.word() + ". Ask your administrator.");
    }

    /**
     * The caller of a key whose secret was checked before, as for a session: empty once the key is revoked or has expired, or its
     * organisation is suspended. What another node changes is seen within {@link ApiKeyCache#FRESH}.
     *
     * @param began when the session began
     * @param fingerprint of the secret that it began with, and ends with; null for a session of an earlier version
     */
    public Optional<Caller> byId(String keyId, Instant began, @Nullable String fingerprint) {
        Instant now = clock.instant();
        Predicate<ValidKey> opens =
                key -> !key.hasExpired(now) && !key.isOfSuspended() && key.keepsSessionOf(began, fingerprint, now);
        Optional<Caller> caller = cache.find(keyId, opens).filter(opens).map(ValidKey::caller);
        caller.ifPresent(known -> uses.note(known.keyId()));
        return caller;
    }

    /** Tells the secret of a key from others of the same key, and does not give it away. */
    public static Optional<String> fingerprint(String text) {
        return ApiKey.parse(text).map(key -> ApiKey.fingerprint(key.secretHash()));
    }

    /** A key that another organisation may have, as its operator chose it. */
    public static Optional<ApiKey> parse(String text) {
        return ApiKey.parse(text).filter(key -> !key.hasTypo());
    }

    KeyCheck check(String text) {
        Optional<ApiKey> parsed = ApiKey.parse(text);
        if (parsed.isEmpty()) return KeyCheck.Refused.UNKNOWN;
        ApiKey key = parsed.get();
        if (key.hasTypo()) return KeyCheck.Refused.TYPO;
        Instant now = clock.instant();
        KeyCheck check = cache.find(key.id(), known -> check(key, known, now) instanceof KeyCheck.Accepted)
                .map(known -> check(key, known, now))
                .orElse(KeyCheck.Refused.UNKNOWN);
        if (check instanceof KeyCheck.Accepted) uses.note(key.id());
        return check;
    }

    private static KeyCheck check(ApiKey key, ValidKey known, Instant now) {
        if (!known.hasSecretOf(key, now)) return KeyCheck.Refused.UNKNOWN;
        if (known.hasExpired(now)) return KeyCheck.Refused.EXPIRED;
        if (known.isOfSuspended()) return KeyCheck.Refused.SUSPENDED;
        return new KeyCheck.Accepted(known.caller(), known.limits());
    }

    /** Called once a change of a key or an organisation is committed: this node asks the table again. */
    public void forget() {
        cache.invalidate();
    }

    /** How people call the key or the person, and their organisation. */
    public Optional<Names> names(Caller caller) {
        @Nullable String person = caller.personName();
        if (person != null)
            return jdbc.sql("select name from organisation where organisation = :organisation")
                    .param("organisation", caller.organisation())
                    .query(String.class)
                    .optional()
                    .map(organisation -> new Names(person, organisation));
        return jdbc.sql("""
                        select key.name as key_name, organisation.name as organisation_name
                          from api_key key join organisation using (organisation)
                         where key.key_id = :id and key.organisation = :organisation
                        """)
                .param("id", caller.keyId())
                .param("organisation", caller.organisation())
                .query((row, n) -> new Names(row.getString("key_name"), row.getString("organisation_name")))
                .optional();
    }

    public record Names(String key, String organisation) {}

    private Optional<ValidKey> find(String keyId) {
        return jdbc.sql("""
                        select k.organisation, k.secret_hash, k.rotated_at, k.expires_at,
                               array_to_string(k.roles, ',') as roles, o.suspended_at is not null as suspended,
                               least(k.per_minute, o.keys_per_minute) as per_minute,
                               least(k.per_day, o.keys_per_day) as per_day,
                               k.organisation = (select first.organisation from organisation first
                                                  order by first.created_at, first.organisation limit 1) as of_first
                          from api_key k join organisation o on o.organisation = k.organisation
                         where k.key_id = :id and k.revoked_at is null
                        """)
                .param("id", keyId)
                .query((row, n) -> key(keyId, row))
                .optional();
    }

    private List<ValidKey.Replaced> replaced(String keyId) {
        return jdbc.sql("select secret_hash, replaced_at, works_until from replaced_secret where key_id = :id")
                .param("id", keyId)
                .query((row, n) -> new ValidKey.Replaced(
                        row.getBytes("secret_hash"),
                        row.getTimestamp("replaced_at").toInstant(),
                        row.getTimestamp("works_until").toInstant()))
                .list();
    }

    private ValidKey key(String keyId, ResultSet row) throws SQLException {
        @Nullable Instant rotatedAt = instant(row, "rotated_at");
        return new ValidKey(
                new Caller(
                        row.getObject("organisation", UUID.class),
                        keyId,
                        Role.ofWords(row.getString("roles")),
                        row.getBoolean("of_first")),
                new KeyLimits(row.getObject("per_minute", Integer.class), row.getObject("per_day", Integer.class)),
                row.getBytes("secret_hash"),
                rotatedAt == null ? List.of() : replaced(keyId),
                rotatedAt,
                instant(row, "expires_at"),
                row.getBoolean("suspended"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    boolean isEmpty() {
        return jdbc.sql("select not exists (select 1 from api_key)")
                .query(Boolean.class)
                .single();
    }
}
