package io.lotledger.api.harddays;

import java.util.List;

/**
 * One document that a client sends, possibly more than once.
 *
 * @param eventIDs of its events, in order
 * @param declared eventIDs that it declares to be errors
 * @param shipped eventIDs that a subscriber to shipments is to get
 */
record SentDocument(String body, List<String> eventIDs, List<String> declared, List<String> shipped) {

    /** How many entries of the log it makes. */
    int size() {
        return eventIDs.size() + declared.size();
    }
}
