package io.lotledger.api.paging;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code DELETE /nextPageToken/{token}}: a client has all the pages it needs (EPCIS 2.0 §12). */
@RestController
@RequestMapping("/epcis/api/2.0/nextPageToken/{token}")
class NextPageTokenController {
    private final SignedPageTokens tokens;

    NextPageTokenController(SignedPageTokens tokens) {
        this.tokens = tokens;
    }

    @DeleteMapping
    ResponseEntity<Void> delete(@AuthenticationPrincipal Caller caller, @PathVariable String token) {
        if (!tokens.delete(caller.organisation(), token))
            throw ProblemException.notFound(
                    "No page token is live under this name: it expired, was deleted, or never was");
        return ResponseEntity.noContent().build();
    }
}
