package io.lotledger.export.drill;

import java.time.Instant;
import java.util.UUID;

/** The retention of the drill's workbook ended, and it is removed from S3. The record of the drill stays. */
public record DrillWorkbookExpired(UUID drillId, UUID organisation, Instant at) implements DrillEvent {}
