package io.lotledger.api.dashboard.keys;

import io.lotledger.api.security.Role;
import java.util.List;
import java.util.stream.Stream;

/**
 * A role as a form offers it.
 *
 * @param opens what a key with this role may do
 */
record RoleWords(String word, String opens) {
    static List<RoleWords> all() {
        return Stream.of(Role.values())
                .map(role -> new RoleWords(role.word(), opens(role)))
                .toList();
    }

    private static String opens(Role role) {
        return switch (role) {
            case CAPTURE -> "Posts events and documents, and sees its own captures.";
            case QUERY -> "Reads events, lots, traces, findings, places and products.";
            case EXPORT -> "Reads lots and traces, asks for exports and downloads them.";
            case AUDIT -> "Reads exports, replays and verifies them, and reads who changed keys. No lots.";
            case ADMIN -> "Opens everything, and makes keys, places and products.";
        };
    }
}
