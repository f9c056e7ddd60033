package io.lotledger.export.drill;

import java.time.Instant;
import java.util.UUID;

/**
 * The workbook is in S3, and the records are scored.
 *
 * @param sha256 of the workbook, lower-case hexadecimal
 * @param rows data rows on all sheets together
 * @param seconds from the request to the workbook
 */
public record DrillCompleted(
        UUID drillId,
        UUID organisation,
        int attempt,
        String objectKey,
        String fileName,
        String sha256,
        long sizeBytes,
        long rows,
        double seconds,
        DrillFindings findings,
        Instant at)
        implements DrillEvent {}
