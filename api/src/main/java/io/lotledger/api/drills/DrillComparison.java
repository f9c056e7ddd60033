package io.lotledger.api.drills;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.export.drill.DrillCompleted;
import io.lotledger.export.drill.DrillFindings;
import io.lotledger.export.drill.DrillState;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A completed drill beside the completed one before it.
 *
 * @param secondsChange negative when the workbook came sooner
 * @param readinessChange positive when the records are more complete
 * @param missingChange negative when fewer elements are missing
 * @param lotsInBoth the lots that both drills began with; the figures above compare only where they are the same
 * @param sameLots whether both drills began with the same lots and traced the same direction
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DrillComparison(
        Before before,
        double secondsChange,
        double readinessChange,
        long missingChange,
        long callsChange,
        boolean sameLots,
        List<LotInBoth> lotsInBoth) {

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Before(
            String drillId, Instant requestedAt, double seconds, double readiness, long missing, long calls) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record LotInBoth(
            String lotId, String lot, double readiness, double readinessBefore, long missing, long missingBefore) {}

    /** Null unless both are completed. */
    static @Nullable DrillComparison of(DrillState now, @Nullable DrillState before) {
        DrillCompleted done = now.completion();
        DrillCompleted last = before == null ? null : before.completion();
        if (done == null || last == null || before == null) return null;
        DrillFindings found = done.findings();
        DrillFindings then = last.findings();
        Map<UUID, DrillFindings.LotScore> earlier = then.lots().stream()
                .collect(Collectors.toMap(DrillFindings.LotScore::lotId, Function.identity(), (one, same) -> one));
        return new DrillComparison(
                new Before(
                        before.request().shortId(),
                        before.request().requestedAt(),
                        last.seconds(),
                        Readiness.rounded(then.readiness()),
                        then.missing(),
                        then.allCalls()),
                Math.round((done.seconds() - last.seconds()) * 1_000) / 1_000.0,
                Math.round((found.readiness() - then.readiness()) * 10_000) / 10_000.0,
                found.missing() - then.missing(),
                found.allCalls() - then.allCalls(),
                now.request().direction() == before.request().direction()
                        && Set.copyOf(now.request().lots())
                                .equals(Set.copyOf(before.request().lots())),
                found.lots().stream()
                        .filter(lot -> earlier.containsKey(lot.lotId()))
                        .map(lot -> inBoth(lot, Objects.requireNonNull(earlier.get(lot.lotId()))))
                        .toList());
    }

    private static LotInBoth inBoth(DrillFindings.LotScore lot, DrillFindings.LotScore before) {
        return new LotInBoth(
                ShortUuid.encode(lot.lotId()),
                lot.lot(),
                Readiness.rounded(lot.readiness()),
                Readiness.rounded(before.readiness()),
                lot.missing(),
                before.missing());
    }
}
