package io.lotledger.api.security;

import com.github.benmanes.caffeine.cache.Ticker;
import io.lotledger.ingest.epcis.identifier.Uuids;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Organisations and their keys. */
@Component
public class ApiKeys {
    private static final UUID ORGANISATIONS = UUID.fromString("6f2a3c0e-50e7-5a0b-8f4f-4a6c1b7d9e21");

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApiKeyCache cache;

    ApiKeys(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.cache = new ApiKeyCache(this::find, Ticker.systemTicker());
    }

    /** The organisation of that name, created if missing. A name has the same id in every ledger. */
    public UUID organisation(String name) {
        UUID organisation = Uuids.v5(ORGANISATIONS, name);
        jdbc.sql("""
                        insert into organisation (organisation, name, created_at) values (:organisation, :name, :now)
                        on conflict do nothing
                        """)
                .param("organisation", organisation)
                .param("name", name)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return organisation;
    }

    /** Creates a key and returns its text, {@code ll_<id>_<secret>}. The secret cannot be read again. */
    public String create(UUID organisation, String name, Set<Role> roles) {
        ApiKey key = ApiKey.random();
        store(key, organisation, name, roles);
        return key.text();
    }

    /** Stores a key that the operator chose. Returns false for an existing key, which keeps its secret and roles. */
    boolean store(ApiKey key, UUID organisation, String name, Set<Role> roles) {
        return jdbc.sql("""
                        insert into api_key (key_id, organisation, name, secret_hash, roles, created_at)
                        values (:id, :organisation, :name, :hash, cast(:roles as text[]), :now)
                        on conflict do nothing
                        """)
                        .param("id", key.id())
                        .param("organisation", organisation)
                        .param("name", name)
                        .param("hash", key.secretHash())
                        .param("roles", roles.stream().map(Role::word).collect(Collectors.joining(",", "{", "}")))
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    /** The caller that the key identifies; empty for a malformed, unknown, wrong or revoked key. */
    public Optional<Caller> authenticate(String text) {
        return ApiKey.parse(text)
                .flatMap(key -> cache.find(key.id())
                        .filter(found -> found.hasSecretOf(key))
                        .map(ValidKey::caller));
    }

    /** The caller of a key that signed in before; empty once the key is revoked. */
    public Optional<Caller> byId(String keyId) {
        return cache.find(keyId).map(ValidKey::caller);
    }

    /** How people call the key and its organisation. */
    public Optional<Names> names(Caller caller) {
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
                        select organisation, secret_hash, array_to_string(roles, ',') as roles,
                               organisation = (select first.organisation from organisation first
                                                order by first.created_at, first.organisation limit 1) as of_first
                          from api_key where key_id = :id and revoked_at is null
                        """)
                .param("id", keyId)
                .query((row, n) -> new ValidKey(
                        new Caller(
                                row.getObject("organisation", UUID.class),
                                keyId,
                                Role.ofWords(row.getString("roles")),
                                row.getBoolean("of_first")),
                        row.getBytes("secret_hash")))
                .optional();
    }

    /** The name of the organisation's key, also of a revoked one. */
    public Optional<String> name(UUID organisation, String keyId) {
        return jdbc.sql("select name from api_key where organisation = :organisation and key_id = :id")
                .param("organisation", organisation)
                .param("id", keyId)
                .query(String.class)
                .optional();
    }

    boolean isEmpty() {
        return jdbc.sql("select not exists (select 1 from api_key)")
                .query(Boolean.class)
                .single();
    }

    List<Listed> list(UUID organisation) {
        return jdbc.sql("""
                        select key_id, name, array_to_string(roles, ',') as roles, created_at, revoked_at
                          from api_key where organisation = :organisation order by created_at, key_id
                        """)
                .param("organisation", organisation)
                .query((row, n) -> new Listed(
                        row.getString("key_id"),
                        row.getString("name"),
                        Arrays.asList(row.getString("roles").split(",")),
                        row.getTimestamp("created_at").toInstant(),
                        Optional.ofNullable(row.getTimestamp("revoked_at"))
                                .map(Timestamp::toInstant)
                                .orElse(null)))
                .list();
    }

    /** Returns whether the organisation has the key. Revoking it again changes nothing. */
    boolean revoke(UUID organisation, String keyId) {
        int revoked = jdbc.sql("""
                        update api_key set revoked_at = coalesce(revoked_at, :now)
                         where key_id = :id and organisation = :organisation
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", keyId)
                .param("organisation", organisation)
                .update();
        cache.invalidate();
        return revoked == 1;
    }

    record Listed(
            String keyId,
            String name,
            List<String> roles,
            Instant createdAt,
            @Nullable Instant revokedAt) {}
}
