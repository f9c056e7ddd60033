package io.lotledger.api.profiles;

import io.lotledger.api.organisations.Authors;
import io.lotledger.api.paging.PageItems;
import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.paging.PageSize;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import io.lotledger.intake.profile.PartnerProfile;
import io.lotledger.intake.profile.ProfileJson;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Admins keep how each partner writes. {@code POST /validate?profile=} tries a profile on a document. */
@RestController
@RequestMapping("/epcis/api/2.0/intake/profiles")
class IntakeProfilesController {
    private static final String PARTNER = "[a-z0-9][a-z0-9._-]{0,63}";

    private final IntakeProfiles profiles;
    private final DiskReserve reserve;

    IntakeProfilesController(IntakeProfiles profiles, DiskReserve reserve) {
        this.profiles = profiles;
        this.reserve = reserve;
    }

    @GetMapping
    Map<String, Object> list(
            @AuthenticationPrincipal Caller caller, @PageSize(standard = 100, most = 1_000) PageRequest page) {
        if (!page.cursor().isEmpty() && !page.cursor().matches(PARTNER)) throw page.unknownToken();
        PageItems<KeptProfile> found =
                page.cut(profiles.page(caller.organisation(), page.cursor(), page.limit()), KeptProfile::partner);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "profiles",
                found.items().stream().map(IntakeProfilesController::body).toList());
        body.put("next_page_token", found.nextPageToken());
        return body;
    }

    @GetMapping("/{partner}")
    Map<String, Object> get(@AuthenticationPrincipal Caller caller, @PathVariable String partner) {
        return body(profiles.find(caller.organisation(), partner).orElseThrow(() -> unknown(partner)));
    }

    /** Members that are not sent have their usual values. */
    @PutMapping(path = "/{partner}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> put(
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            @PathVariable String partner,
            @RequestBody byte[] body) {
        if (!partner.matches(PARTNER)) {
            throw ProblemException.unprocessable(
                    "partner",
                    "partner must have 1 to 64 small letters, digits, dots, underscores and hyphens, and begin with a"
                            + " letter or digit, not '" + partner + "'",
                    List.of());
        }
        PartnerProfile profile = profile(body);
        reserve.require();
        boolean isFirst = profiles.put(caller.organisation(), partner, profile, Authors.of(caller, request));
        Map<String, Object> kept =
                body(profiles.find(caller.organisation(), partner).orElseThrow(() -> unknown(partner)));
        return isFirst
                ? ResponseEntity.created(ServletUriComponentsBuilder.fromRequestUri(request)
                                .build()
                                .toUri())
                        .body(kept)
                : ResponseEntity.ok(kept);
    }

    @DeleteMapping("/{partner}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@AuthenticationPrincipal Caller caller, HttpServletRequest request, @PathVariable String partner) {
        if (!profiles.remove(caller.organisation(), partner, Authors.of(caller, request))) throw unknown(partner);
    }

    private static PartnerProfile profile(byte[] body) {
        ProfileJson.Read read = ProfileJson.read(body);
        if (read instanceof ProfileJson.Read.Valid valid) return valid.profile();
        ProfileJson.Read.Invalid invalid = (ProfileJson.Read.Invalid) read;
        boolean isJson =
                invalid.faults().stream().noneMatch(fault -> fault.rule().equals("json"));
        throw new ProblemException(
                isJson ? 422 : 400,
                "epcisException:ValidationException",
                "The profile is invalid",
                invalid.faults().get(0).message(),
                Map.of(
                        "errors",
                        invalid.faults().stream().map(Problems::violation).toList()));
    }

    private static Map<String, Object> body(KeptProfile kept) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("partner", kept.partner());
        ProfileJson.write(kept.profile()).properties().forEach(member -> body.put(member.getKey(), member.getValue()));
        body.put("created_at", Objects.toString(kept.createdAt()));
        body.put("updated_at", Objects.toString(kept.updatedAt()));
        return body;
    }

    static ProblemException unknown(String partner) {
        return ProblemException.notFound(
                "Your organisation has no profile of a partner '" + partner + "'; list them with GET /intake/profiles");
    }
}
