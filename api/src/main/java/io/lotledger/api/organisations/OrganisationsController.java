package io.lotledger.api.organisations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.paging.PageItems;
import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.paging.PageSize;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Operators make, list, rename and suspend organisations, and make an organisation's first key. */
@RestController
@RequestMapping("/epcis/api/2.0/organisations")
class OrganisationsController {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final List<String> CHANGEABLE =
            List.of("name", "status", "key_limits", "workbook_retention_days", "legal_hold");
    private static final List<String> STATUS = List.of("active", "suspended");

    private final Organisations organisations;
    private final OrganisationKeys keys;
    private final DiskReserve reserve;
    private final Clock clock;

    OrganisationsController(Organisations organisations, OrganisationKeys keys, DiskReserve reserve, Clock clock) {
        this.organisations = organisations;
        this.keys = keys;
        this.reserve = reserve;
        this.clock = clock;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Shown(
            String organisationId,
            String name,
            String status,
            boolean operatesServer,
            KeyBody.LimitsBody keyLimits,
            @Nullable Integer workbookRetentionDays,
            @Nullable LegalHold legalHold,
            Instant createdAt,
            @Nullable Instant suspendedAt) {
        static Shown of(Organisation organisation) {
            return new Shown(
                    organisation.id().toString(),
                    organisation.name(),
                    STATUS.get(organisation.suspendedAt() == null ? 0 : 1),
                    organisation.operatesServer(),
                    KeyBody.LimitsBody.of(organisation.keyLimits()),
                    organisation.retention().workbookDays(),
                    LegalHold.of(organisation.retention()),
                    organisation.createdAt(),
                    organisation.suspendedAt());
        }
    }

    record LegalHold(Instant since, String reason) {
        static @Nullable LegalHold of(RetentionOrder order) {
            return order.holdSince() == null || order.holdReason() == null
                    ? null
                    : new LegalHold(order.holdSince(), order.holdReason());
        }
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(List<Shown> organisations, @Nullable String nextPageToken) {}

    @GetMapping
    Page list(@PageSize(standard = 100, most = 1_000) PageRequest page) {
        @Nullable UUID after = null;
        if (!page.cursor().isEmpty()) {
            after = id(page.cursor())
                    .filter(id -> organisations.find(id).isPresent())
                    .orElseThrow(page::unknownToken);
        }
        PageItems<Organisation> found = page.cut(
                organisations.page(after, page.limit()),
                organisation -> organisation.id().toString());
        return new Page(found.items().stream().map(Shown::of).toList(), found.nextPageToken());
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Shown> create(
            @AuthenticationPrincipal Caller caller, HttpServletRequest request, @RequestBody byte[] body) {
        SentBody sent = new SentBody(body, false, "organisation", List.of("name", "key_limits"));
        String name = sent.name(KeyRules::faultOfOrganisationName);
        KeyLimits limits = sent.limits("key_limits", KeyLimits.NONE, KeyLimits.NONE);
        sent.refuse();
        reserve.require();
        Shown made = Shown.of(organisations.create(name, limits, Authors.of(caller, request)));
        return ResponseEntity.created(ServletUriComponentsBuilder.fromRequestUri(request)
                        .pathSegment(made.organisationId())
                        .build()
                        .toUri())
                .body(made);
    }

    @GetMapping("/{organisationId}")
    Shown get(@PathVariable String organisationId) {
        return Shown.of(found(organisationId));
    }

    /** Members that are not sent stay as they are. A limit or retention of null is the server's setting; a legal hold of null is released. */
    @PatchMapping(
            path = "/{organisationId}",
            consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    Shown change(
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            @PathVariable String organisationId,
            @RequestBody byte[] body) {
        Organisation organisation = found(organisationId);
        SentBody sent = new SentBody(body, false, "organisation", CHANGEABLE);
        return organisations
                .change(organisation.id(), before -> changed(before, sent), Authors.of(caller, request))
                .map(Shown::of)
                .orElseThrow(() -> unknown(organisationId));
    }

    private Organisations.Order changed(Organisation organisation, SentBody sent) {
        String status = STATUS.get(organisation.suspendedAt() == null ? 0 : 1);
        Organisations.Order order = new Organisations.Order(
                sent.has("name") ? sent.name(KeyRules::faultOfOrganisationName) : organisation.name(),
                sent.word("status", STATUS, status).equals("suspended"),
                sent.limits("key_limits", organisations.ownLimits(organisation.id()), KeyLimits.NONE),
                sent.count(
                        "workbook_retention_days",
                        organisation.retention().workbookDays(),
                        RetentionOrder.LEAST_DAYS,
                        RetentionOrder.MOST_DAYS),
                sent.text("legal_hold", organisation.retention().holdReason(), RetentionOrder.LONGEST_REASON));
        sent.refuse();
        return order;
    }

    /** The first key of an organisation, usually an admin's, who makes the others. */
    @PostMapping(path = "/{organisationId}/keys", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<KeyBody.Made> createKey(
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            @PathVariable String organisationId,
            @RequestBody byte[] body) {
        UUID organisation = found(organisationId).id();
        SentBody sent = new SentBody(body, false, "key", KeysController.MEMBERS);
        KeyOrder order = new KeyOrder(
                sent.name(KeyRules::faultOfKeyName),
                sent.has("roles") ? sent.roles() : Set.of(Role.ADMIN),
                sent.limits("limits", organisations.standardLimits(organisation), KeyLimits.NONE),
                sent.time("expires_at", null, clock.instant()));
        sent.refuse();
        reserve.require();
        return ResponseEntity.status(201)
                .body(KeyBody.Made.of(keys.create(organisation, order, Authors.of(caller, request))));
    }

    private Organisation found(String organisationId) {
        return id(organisationId).flatMap(organisations::find).orElseThrow(() -> unknown(organisationId));
    }

    private static Optional<UUID> id(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ProblemException unknown(String organisationId) {
        return ProblemException.notFound("There is no organisation with the id '" + organisationId
                + "'. GET /epcis/api/2.0/organisations lists them.");
    }
}
