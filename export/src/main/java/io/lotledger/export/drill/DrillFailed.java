package io.lotledger.export.drill;

import java.time.Instant;
import java.util.UUID;

/**
 * The drill ended without a workbook.
 *
 * @param code a word of {@code FailureCode}, or of the source of the workbook
 * @param message an actionable sentence for a person
 */
public record DrillFailed(UUID drillId, UUID organisation, int attempt, String code, String message, Instant at)
        implements DrillEvent {}
