package io.lotledger.ingest.epcis;

import java.util.List;

/**
 * An event of a type that is not the standard's (the JSON schema's Extended-Event). It has what all events have; what it says of
 * objects beyond that is in its document, and counts in no lineage.
 *
 * @param type a URI, or a prefixed name whose prefix nobody declared
 */
public record ExtendedEvent(EventFields fields, String type) implements EpcisEvent {
    @Override
    public List<QuantityElement> quantities() {
        return List.of();
    }

    @Override
    public List<String> epcs() {
        return List.of();
    }
}
