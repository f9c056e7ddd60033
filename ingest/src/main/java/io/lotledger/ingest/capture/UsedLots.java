package io.lotledger.ingest.capture;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Looks up which events used lots as inputs. */
public interface UsedLots {
    /** The projected events that stand and name some of these lots as inputs, the newest; at most a thousand. */
    Set<String> usingEvents(UUID organisation, Collection<UUID> lots);
}
