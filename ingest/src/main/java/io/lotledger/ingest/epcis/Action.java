package io.lotledger.ingest.epcis;

/**
 * How an event relates to the lifecycle of its objects (EPCIS 2.0 §7.3.2). The declaration order is the order of events
 * at the same instant.
 */
public enum Action {
    ADD,
    OBSERVE,
    DELETE
}
