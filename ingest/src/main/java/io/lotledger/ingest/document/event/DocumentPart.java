package io.lotledger.ingest.document.event;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A part of a partner's document that stands for itself, such as a notice in an interchange. A document that corrects an
 * earlier one leaves events out of the parts that it has, and not those of other parts.
 */
public interface DocumentPart {
    /**
     * The eventIDs of the record of which an event was made, if the record is of this part.
     *
     * @param event as the log has it
     */
    Set<String> recordIDs(JsonNode event);
}
