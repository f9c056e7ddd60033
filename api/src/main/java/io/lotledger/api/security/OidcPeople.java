package io.lotledger.api.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.lotledger.api.limits.KeyLimits;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Maps the claims of the OpenID provider to an organisation and roles of this ledger. */
@Component
public class OidcPeople {
    private static final int MOST = 10_000;

    private final OidcSettings settings;
    private final JdbcClient jdbc;
    private final LoadingCache<String, Optional<Organisation>> organisations;

    private record Organisation(UUID id, boolean isFirst, boolean isSuspended, KeyLimits limits) {}

    OidcPeople(OidcSettings settings, JdbcClient jdbc) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.organisations = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(ApiKeyCache.FRESH)
                .build(this::find);
    }

    /** Why an authenticated person may do nothing here. */
    public static final class NotMappedException extends Exception {
        private static final long serialVersionUID = 1L;

        NotMappedException(String message) {
            super(message);
        }
    }

    /** The person of a token, with at least one role and an organisation that is here. */
    public OidcPerson person(Map<String, Object> claims) throws NotMappedException {
        String subject = text(claims.get("sub"))
                .orElseThrow(() -> new NotMappedException("The token has no subject (claim 'sub')."));
        String organisation = text(claim(claims, settings.organisationClaim()))
                .orElseThrow(() -> new NotMappedException("The account has no organisation (claim '"
                        + settings.organisationClaim() + "'). Ask whoever manages your accounts to set it."));
        if (organisations.get(organisation).isEmpty())
            throw new NotMappedException("This ledger has no organisation '" + organisation + "' (claim '"
                    + settings.organisationClaim() + "'). Ask the operator of the server to create it.");
        List<String> words = words(claim(claims, settings.rolesClaim()));
        Set<Role> roles = roles(words);
        if (roles.isEmpty())
            throw new NotMappedException("None of the account's roles " + words + " (claim '" + settings.rolesClaim()
                    + "') means anything here. Ask whoever manages your accounts for one of " + known() + ".");
        String name = Stream.of("name", "preferred_username", "email")
                .flatMap(claim -> text(claims.get(claim)).stream())
                .findFirst()
                .orElse(subject);
        return new OidcPerson(subject, name, organisation, roles);
    }

    /** The caller that a person is now: refused once the organisation is gone or suspended. */
    KeyCheck check(OidcPerson person) {
        Optional<Organisation> organisation = organisations.get(person.organisation());
        if (organisation.isEmpty()) return KeyCheck.Refused.UNKNOWN;
        if (organisation.get().isSuspended()) return KeyCheck.Refused.SUSPENDED;
        Organisation of = organisation.get();
        return new KeyCheck.Accepted(
                new Caller(of.id(), person.keyId(), person.roles(), of.isFirst(), person.name()), of.limits());
    }

    /** The caller of a session; empty for a person who may do nothing now, and for all once the dashboard has no provider. */
    public Optional<Caller> caller(OidcPerson person) {
        if (!settings.signsIn()) return Optional.empty();
        return check(person) instanceof KeyCheck.Accepted accepted ? Optional.of(accepted.caller()) : Optional.empty();
    }

    private Set<Role> roles(Collection<String> words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : words) {
            if (settings.roleMapping().isEmpty()) Role.ofWord(word).ifPresent(roles::add);
            settings.roleMapping().stream()
                    .filter(mapping -> mapping.from().equals(word))
                    .forEach(mapping -> roles.addAll(mapping.to()));
        }
        return roles;
    }

    private List<String> known() {
        return settings.roleMapping().isEmpty()
                ? Stream.of(Role.values()).map(Role::word).toList()
                : settings.roleMapping().stream()
                        .map(OidcSettings.Mapping::from)
                        .toList();
    }

    private static @Nullable Object claim(Map<String, Object> claims, String path) {
        if (claims.containsKey(path)) return claims.get(path); // claims may be URIs, which have dots
        int dot = path.indexOf('.');
        if (dot < 0 || !(claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner)) return null;
        return inner.get(path.substring(dot + 1));
    }

    private static Optional<String> text(@Nullable Object claim) {
        Object one = claim instanceof List<?> list && list.size() == 1 ? list.get(0) : claim;
        return one instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    private static List<String> words(@Nullable Object claim) {
        if (claim instanceof Collection<?> list)
            return list.stream().map(String::valueOf).toList();
        return claim instanceof String text ? List.of(text.strip().split("[\\s,]+")) : List.of();
    }

    private Optional<Organisation> find(String nameOrId) {
        return jdbc.sql("""
                        select organisation, suspended_at is not null as suspended, keys_per_minute, keys_per_day,
                               organisation = (select first.organisation from organisation first
                                                order by first.created_at, first.organisation limit 1) as of_first
                          from organisation
                         where name = :value or cast(organisation as text) = :value
                         order by name = :value desc
                         limit 1
                        """)
                .param("value", nameOrId)
                .query((row, n) -> new Organisation(
                        row.getObject("organisation", UUID.class),
                        row.getBoolean("of_first"),
                        row.getBoolean("suspended"),
                        new KeyLimits(
                                row.getObject("keys_per_minute", Integer.class),
                                row.getObject("keys_per_day", Integer.class))))
                .optional();
    }
}
