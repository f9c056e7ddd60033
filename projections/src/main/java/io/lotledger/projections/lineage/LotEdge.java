package io.lotledger.projections.lineage;

import java.util.UUID;

/**
 * A row of {@code lot_edge}: the transformation that used one lot and made the other, captured in one event or in two.
 */
public record LotEdge(UUID from, UUID to, long inputPosition, long outputPosition) {}
