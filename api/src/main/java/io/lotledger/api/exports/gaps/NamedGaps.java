package io.lotledger.api.exports.gaps;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.export.request.GapsRefused;
import io.lotledger.export.workbook.Readiness;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The gaps for which an export was refused.
 *
 * @param readiness share of the required elements that are there, from 0 to 1, rounded down
 * @param least the setting of the server
 * @param total count of the gaps
 * @param first of them, at most {@link #MOST}
 */
public record NamedGaps(double readiness, double least, long total, List<NamedGap> first) {
    public static final int MOST = 100;

    public NamedGaps {
        first = List.copyOf(first);
    }

    public static NamedGaps of(UUID organisation, GapsRefused refused) {
        return new NamedGaps(
                Readiness.rounded(refused.score()),
                refused.least(),
                refused.gaps().size(),
                refused.gaps().stream()
                        .limit(MOST)
                        .map(gap -> NamedGap.of(organisation, gap))
                        .toList());
    }

    ProblemException problem() {
        return new ProblemException(
                409,
                "urn:lotledger:problem:readiness-below-least",
                "The records are not complete enough",
                String.format(
                        Locale.US,
                        "No job was made. The readiness of the trace is %s, below the least of %s that this server asks for: %,d"
                                + " required %s missing. Fill them as gaps says, or send the request again with"
                                + " accept_gaps=true, which the history and the manifest of the job record.",
                        readiness,
                        least,
                        total,
                        total == 1 ? "element is" : "elements are"),
                Map.of(
                        "readiness", readiness,
                        "least_readiness", least,
                        "gaps_total", total,
                        "gaps", first));
    }
}
