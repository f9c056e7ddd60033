package io.lotledger.projections.processor;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.LoggedDocument;

/** Parses the documents of captured events. */
@FunctionalInterface
public interface DocumentParser {
    EpcisEvent read(LoggedDocument document);
}
