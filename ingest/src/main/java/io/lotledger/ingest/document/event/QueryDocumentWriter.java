package io.lotledger.ingest.document.event;

/** Writes the events of an EPCISQueryDocument one by one. */
public interface QueryDocumentWriter {
    void add(KeptEvent event);

    /** Completes the document. It is not for a {@code finally}: a document that ends early must not look complete. */
    void complete();
}
