package io.lotledger.ingest.document.event;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The parts of a partner's document that stand for themselves, such as the notices of an interchange. A document that
 * corrects an earlier one leaves events out of the parts that it has, and not those of other parts.
 */
public interface DocumentParts {
    boolean isEmpty();

    /**
     * Names the part of any document of this format in which a record stands; empty if it stands in none.
     *
     * @param place of the record, as an outcome has it
     */
    Optional<String> around(String place);

    /**
     * Those of the parts that an event may be of, as it names the number of its own; not all events of a part name it.
     *
     * @param event as the log has it
     */
    Set<Part> namedBy(JsonNode event);

    /** One of the parts. */
    interface Part {
        /**
         * The eventIDs of the record of which an event was made, if the record is of this part.
         *
         * @param event as the log has it
         */
        Set<String> recordIDs(JsonNode event);
    }
}
