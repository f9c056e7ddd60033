package io.lotledger.export.job;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * An event from which a workbook was drawn.
 *
 * @param sha256 of the event as it was captured, lower-case hexadecimal
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record UsedEvent(long position, String eventId, String sha256) {}
