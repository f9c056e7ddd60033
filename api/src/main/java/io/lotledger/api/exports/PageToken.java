package io.lotledger.api.exports;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.export.job.JobQuery;
import io.lotledger.export.job.JobSummary;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last job of a page as text. Pages neither repeat nor skip a job, however many come meanwhile; tokens never expire. */
final class PageToken {
    private PageToken() {}

    static String after(JobSummary job) {
        String place = job.requestedAt() + " " + job.jobId();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.US_ASCII));
    }

    static JobQuery.@Nullable Place read(@Nullable String token) {
        if (token == null) return null;
        try {
            String place = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            int space = place.indexOf(' ');
            return new JobQuery.Place(
                    Instant.parse(place.substring(0, Math.max(space, 0))), UUID.fromString(place.substring(space + 1)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw ProblemException.unprocessable(
                    "next_page_token",
                    "next_page_token is none we gave.",
                    List.of("the next_page_token of the page before"));
        }
    }
}
