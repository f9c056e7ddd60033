package io.lotledger.export.drill;

import java.time.Instant;
import java.util.UUID;

/**
 * A node began an attempt.
 *
 * @param attempt from 1; a later attempt supersedes an earlier one
 */
public record DrillStarted(UUID drillId, UUID organisation, int attempt, Instant at) implements DrillEvent {}
