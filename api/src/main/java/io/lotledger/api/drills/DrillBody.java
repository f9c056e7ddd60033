package io.lotledger.api.drills;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.export.delivery.SignedLink;
import io.lotledger.export.drill.DrillCompleted;
import io.lotledger.export.drill.DrillFailed;
import io.lotledger.export.drill.DrillFindings;
import io.lotledger.export.drill.DrillHistory;
import io.lotledger.export.drill.DrillState;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A drill with its record.
 *
 * @param lots ids of the lots that the drill began with
 * @param random how many of them were left to chance; null when they were named
 * @param seconds from the request to the workbook; null unless completed
 * @param results what was found; null unless completed
 * @param file the workbook; null unless completed
 * @param events of the drill, in the order of the log
 * @param comparison with the completed drill before; null when there is none, or this one is not completed
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DrillBody(
        String drillId,
        String status,
        List<String> lots,
        @Nullable Integer random,
        String direction,
        String requestedBy,
        Instant requestedAt,
        long logPosition,
        int attempts,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Failure failure,
        @Nullable Double seconds,
        @Nullable Results results,
        @Nullable File file,
        List<Entry> events,
        @Nullable DrillComparison comparison) {

    public record Failure(String code, String message) {}

    /** @param time when it was recorded */
    public record Entry(String type, long sequence, Instant time, String who) {}

    /**
     * @param readiness share of the required elements of the trace that are there, from 0 to 1
     * @param missing count of those that are missing
     * @param moreGaps groups of gaps that are not listed
     * @param moreCalls places that are not listed
     * @param allCalls count of the places to call, for the pages; see {@link DrillFindings#allCalls}
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Results(
            double readiness,
            double tlcReadiness,
            double tlcSourceReadiness,
            long tracedLots,
            long missing,
            List<LotScore> lots,
            List<Gap> gaps,
            long moreGaps,
            List<Call> calls,
            long moreCalls,
            @JsonIgnore long allCalls) {}

    /** @param lot as printed */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record LotScore(String lotId, String lot, double readiness, long missing) {}

    /** @param count of the missing elements, each once for all rows of its event */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Gap(
            String kind,
            String kde,
            String column,
            String cfr,
            long count,
            @Nullable Place ask,
            String exampleEventId) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Place(
            @Nullable String gln,
            @Nullable String name,
            @Nullable String phone) {}

    /** @param lots count of the lots that the place was sent or supplied */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Call(
            String role,
            @Nullable String gln,
            @Nullable String name,
            @Nullable String phone,
            long lots) {}

    /**
     * @param retainedUntil null under legal hold
     * @param signedDownloadUrl null once the workbook is removed, and for keys that may not download
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record File(
            String fileName,
            String sha256,
            long sizeBytes,
            long rows,
            @Nullable Instant retainedUntil,
            @Nullable Instant expiredAt,
            @Nullable String signedDownloadUrl) {}

    static DrillBody of(
            List<DrillHistory.Recorded> events,
            DrillState drill,
            @Nullable Instant retainedUntil,
            @Nullable SignedLink link,
            @Nullable DrillComparison comparison) {
        DrillCompleted done = drill.completion();
        DrillFailed failure = drill.failure();
        return new DrillBody(
                drill.request().shortId(),
                drill.status().word(),
                drill.request().lots().stream().map(ShortUuid::encode).toList(),
                drill.request().random(),
                drill.request().direction().word(),
                drill.request().requestedBy(),
                drill.request().requestedAt(),
                drill.request().logPosition(),
                drill.attempts(),
                drill.startedAt(),
                done != null ? done.at() : failure == null ? null : failure.at(),
                failure == null ? null : new Failure(failure.code(), failure.message()),
                done == null ? null : done.seconds(),
                done == null ? null : results(done.findings()),
                done == null ? null : file(drill, done, retainedUntil, link),
                events.stream()
                        .map(recorded -> new Entry(
                                recorded.event().getClass().getSimpleName(),
                                recorded.sequence(),
                                recorded.recordedAt(),
                                recorded.event().who()))
                        .toList(),
                comparison);
    }

    private static File file(
            DrillState drill, DrillCompleted done, @Nullable Instant retainedUntil, @Nullable SignedLink link) {
        return new File(
                done.fileName(),
                done.sha256(),
                done.sizeBytes(),
                done.rows(),
                retainedUntil,
                drill.expiry() == null ? null : drill.expiry().at(),
                link == null ? null : link.url().toString());
    }

    private static Results results(DrillFindings found) {
        return new Results(
                Readiness.rounded(found.readiness()),
                Readiness.rounded(found.tlcReadiness()),
                Readiness.rounded(found.tlcSourceReadiness()),
                found.tracedLots(),
                found.missing(),
                found.lots().stream()
                        .map(lot -> new LotScore(
                                ShortUuid.encode(lot.lotId()),
                                lot.lot(),
                                Readiness.rounded(lot.readiness()),
                                lot.missing()))
                        .toList(),
                found.gaps().stream().map(DrillBody::gap).toList(),
                found.moreGaps(),
                found.calls().stream()
                        .map(call -> new Call(call.role(), call.gln(), call.name(), call.phone(), call.lots()))
                        .toList(),
                found.moreCalls(),
                found.allCalls());
    }

    private static Gap gap(DrillFindings.GapGroup gap) {
        boolean isKnown = gap.gln() != null || gap.name() != null || gap.phone() != null;
        return new Gap(
                gap.kind(),
                gap.kde(),
                gap.column(),
                gap.cfr(),
                gap.count(),
                isKnown ? new Place(gap.gln(), gap.name(), gap.phone()) : null,
                gap.exampleEvent());
    }
}
