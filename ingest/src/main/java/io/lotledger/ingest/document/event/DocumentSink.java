package io.lotledger.ingest.document.event;

import io.lotledger.ingest.document.text.Violation;

/** Receives the contents of a document one at a time, in document order. */
public interface DocumentSink {
    void event(SentEvent event);

    void masterData(SentMasterData element);

    /** Receives a warning about the document itself, not about its events; each kind once. */
    default void note(Violation note) {}
}
