package io.lotledger.api.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.export.proof.Verification;
import io.lotledger.export.proof.Verification.Digests;
import io.lotledger.export.workbook.WorkbookDifferences;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The result of rendering a delivered workbook again. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record VerificationBody(
        String jobShortId,
        boolean same,
        String verdict,
        String message,
        long logPosition,
        DigestsBody delivered,
        @Nullable DigestsBody now,
        String storedFile,
        String manifest,
        EventsBody events,
        @Nullable CellsBody cells) {

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record DigestsBody(
            String sha256,
            String contentSha256,
            String productVersion,
            @Nullable String build) {
        private static DigestsBody of(Digests digests) {
            return new DigestsBody(
                    digests.sha256(),
                    digests.contentSha256(),
                    digests.maker().productVersion(),
                    digests.maker().build());
        }
    }

    public record EventsBody(List<String> added, List<String> removed, List<String> changed) {}

    /** @param first the first hundred cells that differ */
    public record CellsBody(long differing, List<CellBody> first) {
        private static CellsBody of(WorkbookDifferences found) {
            return new CellsBody(
                    found.cells(), found.first().stream().map(CellBody::of).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record CellBody(
            String sheet,
            String cell,
            @Nullable String delivered,
            @Nullable String now) {
        private static CellBody of(WorkbookDifferences.Cell cell) {
            return new CellBody(cell.sheet(), cell.reference(), cell.delivered(), cell.now());
        }
    }

    static VerificationBody of(String jobShortId, long logPosition, Verification found) {
        Digests now = found.now();
        WorkbookDifferences cells = found.cells();
        return new VerificationBody(
                jobShortId,
                found.verdict().isSame(),
                found.verdict().word(),
                found.message(),
                logPosition,
                DigestsBody.of(found.delivered()),
                now == null ? null : DigestsBody.of(now),
                found.storedFile().word(),
                found.manifest().word(),
                new EventsBody(
                        found.events().added(),
                        found.events().removed(),
                        found.events().changed()),
                cells == null ? null : CellsBody.of(cells));
    }
}
