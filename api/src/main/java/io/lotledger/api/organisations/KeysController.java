package io.lotledger.api.organisations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.paging.PageItems;
import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.paging.PageSize;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Admins make, list, change, rotate and revoke the keys of their organisation. */
@RestController
@RequestMapping("/epcis/api/2.0/keys")
class KeysController {
    static final List<String> MEMBERS = List.of("name", "roles", "limits", "expires_at");

    /** How long the secret of before works after a rotation that says nothing of it. */
    static final Duration OVERLAP = Duration.ofHours(24);

    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final OrganisationKeys keys;
    private final Organisations organisations;
    private final DiskReserve reserve;
    private final Clock clock;

    KeysController(OrganisationKeys keys, Organisations organisations, DiskReserve reserve, Clock clock) {
        this.keys = keys;
        this.organisations = organisations;
        this.reserve = reserve;
        this.clock = clock;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(List<KeyBody> keys, @Nullable String nextPageToken) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<KeyBody.Made> create(
            @AuthenticationPrincipal Caller caller, HttpServletRequest request, @RequestBody byte[] body) {
        UUID organisation = caller.organisation();
        SentBody sent = new SentBody(body, false, "key", MEMBERS);
        KeyLimits ceiling = organisations.ceiling(organisation, caller.isOperator());
        KeyOrder order = new KeyOrder(
                sent.name(KeyRules::faultOfKeyName),
                sent.roles(),
                sent.limits("limits", organisations.standardLimits(organisation), ceiling),
                sent.time("expires_at", null, clock.instant()));
        sent.refuse();
        reserve.require();
        KeyBody.Made made = KeyBody.Made.of(keys.create(organisation, order, Authors.of(caller, request)));
        return ResponseEntity.created(ServletUriComponentsBuilder.fromRequestUri(request)
                        .pathSegment(made.keyId())
                        .build()
                        .toUri())
                .body(made);
    }

    /** In the order in which they were made, with those that are revoked. */
    @GetMapping
    Page list(@AuthenticationPrincipal Caller caller, @PageSize(standard = 500, most = 1_000) PageRequest page) {
        if (!page.cursor().isEmpty()
                && keys.find(caller.organisation(), page.cursor()).isEmpty()) throw page.unknownToken();
        PageItems<OrganisationKey> found =
                page.cut(keys.page(caller.organisation(), page.cursor(), page.limit()), OrganisationKey::keyId);
        return new Page(found.items().stream().map(KeyBody::of).toList(), found.nextPageToken());
    }

    @GetMapping("/{keyId}")
    KeyBody get(@AuthenticationPrincipal Caller caller, @PathVariable String keyId) {
        return KeyBody.of(found(caller, keyId));
    }

    /** Members that are not sent stay as they are. */
    @PatchMapping(
            path = "/{keyId}",
            consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    KeyBody change(
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            @PathVariable String keyId,
            @RequestBody byte[] body) {
        found(caller, keyId);
        SentBody sent = new SentBody(body, false, "key", MEMBERS);
        KeyLimits ceiling = organisations.ceiling(caller.organisation(), caller.isOperator());
        return KeyBody.of(keys.change(
                caller.organisation(), keyId, key -> changed(key, sent, ceiling), Authors.of(caller, request)));
    }

    private KeyOrder changed(OrganisationKey key, SentBody sent, KeyLimits ceiling) {
        KeyOrder order = new KeyOrder(
                sent.has("name") ? sent.name(KeyRules::faultOfKeyName) : key.name(),
                sent.has("roles") ? sent.roles() : key.roles(),
                sent.limits("limits", key.limits(), ceiling),
                sent.time("expires_at", key.expiresAt(), clock.instant()));
        sent.refuse();
        reserve.require();
        return order;
    }

    @PostMapping(path = "/{keyId}/rotate", consumes = MediaType.APPLICATION_JSON_VALUE)
    KeyBody.Made rotate(
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            @PathVariable String keyId,
            @RequestBody(required = false) byte @Nullable [] body) {
        found(caller, keyId);
        SentBody sent =
                new SentBody(body == null ? new byte[0] : body, true, "rotation", List.of("previous_secret_until"));
        Instant now = clock.instant();
        @Nullable Instant until = sent.time("previous_secret_until", now.plus(OVERLAP), now);
        sent.refuse();
        reserve.require();
        return KeyBody.Made.of(keys.rotate(caller.organisation(), keyId, until, Authors.of(caller, request)));
    }

    @DeleteMapping("/{keyId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@AuthenticationPrincipal Caller caller, HttpServletRequest request, @PathVariable String keyId) {
        keys.revoke(caller.organisation(), keyId, Authors.of(caller, request));
    }

    private OrganisationKey found(Caller caller, String keyId) {
        return keys.find(caller.organisation(), keyId)
                .orElseThrow(() -> ProblemException.notFound("Your organisation has no key with the id '" + keyId
                        + "'. GET /epcis/api/2.0/keys lists them."));
    }
}
