package io.lotledger.api.security;

import io.lotledger.api.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** An admin makes, lists and revokes the keys of the own organisation. */
@RestController
@RequestMapping("/epcis/api/2.0/keys")
class KeysController {
    private static final int LONGEST_NAME = 200;
    private static final List<String> ROLE_WORDS =
            Stream.of(Role.values()).map(Role::word).toList();

    private final ApiKeys keys;

    KeysController(ApiKeys keys) {
        this.keys = keys;
    }

    record NewKey(@Nullable String name, @Nullable List<String> roles) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> create(@AuthenticationPrincipal Caller caller, @RequestBody NewKey wanted) {
        Set<Role> roles = roles(wanted.roles());
        String name = name(wanted.name());
        String text = keys.create(caller.organisation(), name, roles);
        return Map.of(
                "api_key",
                text,
                "name",
                name,
                "roles",
                roles.stream().map(Role::word).sorted().toList());
    }

    @GetMapping
    Map<String, Object> list(@AuthenticationPrincipal Caller caller) {
        return Map.of(
                "keys",
                keys.list(caller.organisation()).stream()
                        .map(KeysController::shown)
                        .toList());
    }

    @DeleteMapping("/{keyId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@AuthenticationPrincipal Caller caller, @PathVariable String keyId) {
        if (!keys.revoke(caller.organisation(), keyId))
            throw ProblemException.notFound("Your organisation has no key with the id '" + keyId + "'.");
    }

    private static Map<String, Object> shown(ApiKeys.Listed key) {
        Map<String, Object> shown = new java.util.LinkedHashMap<>();
        shown.put("key_id", key.keyId());
        shown.put("name", key.name());
        shown.put("roles", key.roles());
        shown.put("created_at", key.createdAt());
        shown.put("revoked_at", key.revokedAt());
        return shown;
    }

    private static String name(@Nullable String sent) {
        String name = sent == null ? "" : sent;
        if (name.length() > LONGEST_NAME || name.codePoints().anyMatch(KeysController::isUnstorable)) {
            throw ProblemException.unprocessable(
                    "name",
                    "name must have at most " + LONGEST_NAME
                            + " characters, without control characters and halves of surrogate pairs",
                    List.of());
        }
        return name;
    }

    private static boolean isUnstorable(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    private static Set<Role> roles(@Nullable List<String> words) {
        List<String> unknown = new ArrayList<>(words == null ? List.of() : words);
        unknown.removeIf(word -> Role.ofWord(word).isPresent());
        if (words == null || words.isEmpty() || !unknown.isEmpty())
            throw ProblemException.unprocessable(
                    "roles",
                    words == null || words.isEmpty()
                            ? "A key needs at least one role."
                            : "No role is called " + String.join(", ", unknown) + ".",
                    ROLE_WORDS);
        return words.stream().flatMap(word -> Role.ofWord(word).stream()).collect(Collectors.toSet());
    }
}
