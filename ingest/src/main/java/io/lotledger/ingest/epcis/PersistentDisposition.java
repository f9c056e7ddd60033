package io.lotledger.ingest.epcis;

import java.util.List;

/** Dispositions that start or end with this event. */
public record PersistentDisposition(List<String> set, List<String> unset) {
    public PersistentDisposition {
        set = List.copyOf(set);
        unset = List.copyOf(unset);
    }
}
