package io.lotledger.ingest.document.event;

import io.lotledger.ingest.document.text.Violation;

/** Takes what a document holds, one thing at a time, in document order. */
public interface DocumentSink {
    void event(SentEvent event);

    void masterData(SentMasterData element);

    /** What is accepted of the document itself and worth noting, each kind once; nothing of its events. */
    default void note(Violation note) {}
}
