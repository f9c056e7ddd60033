package io.lotledger.ingest.epcis;

/** How an event relates to the life of what it speaks of (EPCIS 2.0 §7.3.2). The order is the one of events at the same instant. */
public enum Action {
    ADD,
    OBSERVE,
    DELETE
}
