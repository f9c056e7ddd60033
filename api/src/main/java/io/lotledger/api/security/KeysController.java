package io.lotledger.api.security;

import io.lotledger.api.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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

/** Admins create, list and revoke the keys of their organisation. */
@RestController
@RequestMapping("/epcis/api/2.0/keys")
class KeysController {
    private final ApiKeys keys;

    KeysController(ApiKeys keys) {
        this.keys = keys;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> create(@AuthenticationPrincipal Caller caller, @RequestBody byte[] body) {
        NewKey sent = NewKey.read(body);
        Set<Role> roles = sent.roles();
        String name = sent.name();
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
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("key_id", key.keyId());
        shown.put("name", key.name());
        shown.put("roles", key.roles());
        shown.put("created_at", key.createdAt());
        shown.put("revoked_at", key.revokedAt());
        return shown;
    }
}
