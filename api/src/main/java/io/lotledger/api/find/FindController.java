package io.lotledger.api.find;

import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The search box over HTTP. */
@RestController
@RequestMapping("/epcis/api/2.0/traceability/find")
class FindController {
    private final Finder finder;

    FindController(Finder finder) {
        this.finder = finder;
    }

    /**
     * @param q what a scanner, a label, a document or a person says
     * @param only selects one kind, of which every page is full; without it the first page shows a few of each kind
     */
    @GetMapping
    ResponseEntity<FindBody> find(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String only,
            PageRequest page)
            throws InterruptedException {
        FoundKind kind = kind(only);
        String text = text(q);
        FindResult found;
        if (kind == null && page.cursor().isEmpty()) found = finder.find(caller, text);
        else {
            try {
                found = finder.page(caller, text, kind, page.cursor(), page.size());
            } catch (IllegalArgumentException e) {
                throw page.unknownToken();
            }
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(FindBody.of(text, found));
    }

    static String text(@Nullable String q) {
        if (q == null || q.isBlank()) {
            throw ProblemException.unprocessable(
                    "q",
                    "q is empty: send a lot code, GTIN, SSCC, GLN, document number, id, name or the text of a scanned label",
                    List.of());
        }
        if (q.length() > Finder.LONGEST_TEXT) {
            throw ProblemException.unprocessable(
                    "q", "q has " + q.length() + " characters; send at most " + Finder.LONGEST_TEXT, List.of());
        }
        return q;
    }

    private static @Nullable FoundKind kind(@Nullable String word) {
        if (word == null) return null;
        return FoundKind.ofWord(word).orElseThrow(() -> ProblemException.notOneOf("only", word, FoundKind.words()));
    }
}
