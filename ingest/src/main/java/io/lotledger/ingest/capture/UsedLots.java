package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.event.RecordedLot;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Looks up which events used lots as inputs, and where lots with a code were. */
public interface UsedLots {
    /** The projected events that stand and name some of these lots as inputs, the newest; at most a thousand. */
    Set<String> usingEvents(UUID organisation, Collection<UUID> lots);

    /** Where projected events that stand have lots that have one of these codes and are no GS1 keys. */
    List<RecordedLot> recorded(UUID organisation, Collection<String> codes);
}
