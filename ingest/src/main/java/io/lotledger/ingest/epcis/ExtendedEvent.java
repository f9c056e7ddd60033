package io.lotledger.ingest.epcis;

import java.util.List;

/**
 * An event of a non-standard type (the JSON schema's Extended-Event). It has the common fields; its objects remain in
 * its document and are not part of any lineage.
 *
 * @param type a URI, or a prefixed name with an undeclared prefix
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
