package io.lotledger.ingest.document;

/** Takes what a document holds, one thing at a time, in document order. */
public interface DocumentSink {
    void event(SentEvent event);

    void masterData(SentMasterData element);
}
