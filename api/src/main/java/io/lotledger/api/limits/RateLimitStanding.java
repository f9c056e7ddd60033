package io.lotledger.api.limits;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/**
 * How much of its limits a key has used, as the fields {@code RateLimit-*} say it (draft-ietf-httpapi-ratelimit-headers-06).
 *
 * @param policy all limits of the key, such as {@code 300;w=60, 10000;w=86400}
 * @param limit the limit that is nearest to its end
 * @param remaining requests left in its window
 * @param reset time until its next window begins
 * @param exceeded whether the request is one too many
 */
public record RateLimitStanding(String policy, int limit, long remaining, Duration reset, boolean exceeded) {

    /** Sets the fields of the answer, and {@code Retry-After} when the limit is exceeded. */
    public void announce(HttpServletResponse response) {
        response.setHeader("RateLimit-Policy", policy);
        response.setHeader("RateLimit-Limit", Integer.toString(limit));
        response.setHeader("RateLimit-Remaining", Long.toString(remaining));
        response.setHeader("RateLimit-Reset", Long.toString(resetSeconds()));
        if (exceeded) response.setHeader("Retry-After", Long.toString(resetSeconds()));
    }

    /** Rounded up, so that a client that waits this long is not refused again. */
    public long resetSeconds() {
        return Math.max(1, reset.plusNanos(999_999_999).toSeconds());
    }
}
