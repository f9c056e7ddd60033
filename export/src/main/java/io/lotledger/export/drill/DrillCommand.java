package io.lotledger.export.drill;

import io.lotledger.projections.lineage.Direction;
import java.util.List;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** A command to a drill. */
sealed interface DrillCommand {
    UUID drillId();

    record RequestDrill(
            @TargetAggregateIdentifier UUID drillId,
            UUID organisation,
            List<UUID> lots,
            @Nullable Integer random,
            Direction direction,
            String requestedBy,
            long logPosition)
            implements DrillCommand {}

    /** Returns whether the attempt may run: false when it is stale or the drill has ended. */
    record StartDrill(@TargetAggregateIdentifier UUID drillId, int attempt) implements DrillCommand {}

    /** Returns whether the drill records this workbook; it then stays in S3. */
    record CompleteDrill(
            @TargetAggregateIdentifier UUID drillId,
            int attempt,
            String objectKey,
            String fileName,
            String sha256,
            long sizeBytes,
            long rows,
            DrillFindings findings)
            implements DrillCommand {}

    record FailDrill(@TargetAggregateIdentifier UUID drillId, int attempt, String code, String message)
            implements DrillCommand {}

    /** The workbook is removed. */
    record ExpireDrillWorkbook(@TargetAggregateIdentifier UUID drillId) implements DrillCommand {}
}
