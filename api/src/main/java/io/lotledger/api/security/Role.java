package io.lotledger.api.security;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a key may do within its organisation. */
public enum Role {
    /** Post events and see their own capture jobs. */
    CAPTURE,
    QUERY,
    EXPORT,
    /** Job history and replay. */
    AUDIT,
    /** All of the above, and keys and master data. */
    ADMIN;

    /** The word of the HTTP contract: {@code capture}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> ofWord(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    public static Set<Role> ofWords(String commaSeparated) {
        return Stream.of(commaSeparated.split(","))
                .flatMap(word -> ofWord(word).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
