package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.event.RecordedLot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Looks up stored events by what they say, as far as they are projected. */
public interface ProjectedRecords {
    /** The projected events that stand and name one of these lots as input; of each lot the newest thousand. */
    Set<String> usingEvents(UUID organisation, Collection<UUID> lots);

    /** The projected shipments that stand and name a document, in the order of their ids; at most a thousand. */
    Set<String> shipments(UUID organisation, String document);

    /**
     * The projected events that stand and match one of these queries.
     *
     * @param queries as {@link io.lotledger.ingest.document.event.DocumentSink#matching} takes them
     */
    Set<String> matching(UUID organisation, Collection<Map<String, String>> queries);

    /**
     * Where events that stand have lots that have one of these codes and are no GS1 keys, also events that are not projected
     * yet.
     */
    List<RecordedLot> recorded(UUID organisation, Collection<String> codes);
}
