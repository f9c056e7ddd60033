package io.lotledger.api.organisations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.audit.KeyAudit;
import io.lotledger.api.audit.KeyAuditEntry;
import io.lotledger.api.paging.PageItems;
import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.paging.PageSize;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Who changed the organisation and its keys, when and from where; newest first. */
@RestController
class KeyAuditController {
    private final KeyAudit audit;
    private final Organisations organisations;

    KeyAuditController(KeyAudit audit, Organisations organisations) {
        this.audit = audit;
        this.organisations = organisations;
    }

    /**
     * @param kind {@code key}, {@code operator} for a key of the organisation that operates the server, or {@code configuration} at
     *     the start of the server; then {@code details} has the {@code setting}
     * @param keyId null where the kind says it all: another organisation's key stays unnamed
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record By(String kind, @Nullable String keyId, @Nullable String address) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Entry(
            long sequence,
            Instant at,
            String action,
            @Nullable String keyId,
            By by,
            Map<String, Object> details) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Page(List<Entry> entries, @Nullable String nextPageToken) {}

    @GetMapping("/epcis/api/2.0/audit/keys")
    Page list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(name = "organisation_id", required = false) @Nullable String organisationId,
            @PageSize(standard = 100, most = 1_000) PageRequest page) {
        UUID organisation = organisationId == null ? caller.organisation() : other(caller, organisationId);
        if (!page.cursor().isEmpty() && !page.cursor().matches("\\d{1,18}")) throw page.unknownToken();
        long before = page.cursor().isEmpty() ? Long.MAX_VALUE : Long.parseLong(page.cursor());
        PageItems<KeyAuditEntry> found =
                page.cut(audit.page(organisation, before, page.limit()), entry -> Long.toString(entry.sequence()));
        boolean sees = caller.ofFirstOrganisation();
        return new Page(found.items().stream().map(entry -> shown(entry, sees)).toList(), found.nextPageToken());
    }

    private UUID other(Caller caller, String organisationId) {
        return parse(organisationId)
                .filter(id -> id.equals(caller.organisation())
                        || (caller.isOperator() && organisations.find(id).isPresent()))
                .orElseThrow(() -> ProblemException.unprocessable(
                        "organisation_id",
                        caller.isOperator()
                                ? "There is no organisation with the organisation_id '" + organisationId
                                        + "'; GET /epcis/api/2.0/organisations lists them"
                                : "organisation_id must be the id of your own organisation; operators may give any other",
                        List.of(caller.organisation().toString())));
    }

    private static Optional<UUID> parse(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Entry shown(KeyAuditEntry entry, boolean seesOperators) {
        boolean hidden = entry.by().operator() && !seesOperators;
        String kind = entry.by().keyId() == null ? "configuration" : entry.by().operator() ? "operator" : "key";
        return new Entry(
                entry.sequence(),
                entry.at(),
                entry.action(),
                entry.keyId(),
                new By(
                        kind,
                        hidden ? null : entry.by().keyId(),
                        hidden ? null : entry.by().address()),
                entry.details());
    }
}
