package io.lotledger.api.exports.links;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.lotledger.export.lifecycle.RegulatorLink;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A link in the form of the HTTP contract. The URL is no part of it: only the answer that makes the link has it.
 *
 * @param status {@code active}, {@code expired} or {@code revoked}
 * @param openings how often the page, the manifest, the history or a verification was opened by it
 * @param downloads how often the workbook was downloaded by it
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record LinkBody(
        String linkId,
        String status,
        @Nullable String note,
        Instant madeAt,
        String madeBy,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        long openings,
        long downloads,
        @Nullable Instant lastUsedAt) {

    /** @param url the secret is in it, and it cannot be read again */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Made(String url, @JsonUnwrapped LinkBody link) {}

    public static LinkBody of(RegulatorLink link, Instant now) {
        var revocation = link.revocation();
        return new LinkBody(
                link.id(),
                link.status(now).word(),
                link.made().note(),
                link.made().at(),
                link.made().by(),
                link.made().expiresAt(),
                revocation == null ? null : revocation.at(),
                revocation == null ? null : revocation.by(),
                link.openings(),
                link.downloads(),
                link.lastUsedAt());
    }
}
