package io.lotledger.ingest.epcis;

import java.util.List;

/** Dispositions that hold from this event on, or no longer hold. */
public record PersistentDisposition(List<String> set, List<String> unset) {
    public PersistentDisposition {
        set = List.copyOf(set);
        unset = List.copyOf(unset);
    }
}
