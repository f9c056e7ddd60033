package io.lotledger.api.exports;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.export.lifecycle.JobSummary;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last job of a page as text: its place in the log. Jobs come into the list in the order of the log, so nothing ever appears
 * behind a page that was given: pages neither repeat nor skip a job, however many come meanwhile. Tokens never expire.
 */
final class PageToken {
    private PageToken() {}

    static String after(JobSummary job) {
        byte[] place = ("before " + job.position()).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place);
    }

    static @Nullable Long read(@Nullable String token) {
        if (token == null) return null;
        try {
            String place = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            if (place.matches("before \\d{1,18}")) return Long.valueOf(place.substring("before ".length()));
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw ProblemException.unprocessable(
                "next_page_token",
                "Unknown next_page_token; take it from the page before",
                List.of("the next_page_token of the page before"));
    }
}
