package io.lotledger.ingest.document.event;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Writes a query document in one format. */
public interface EventsWriter {
    /** @param all every event of the document, or none if they are too many to know them before the first is written */
    void begin(List<ObjectNode> all);

    void event(ObjectNode event, Instant recordTime);

    void end();
}
