package io.lotledger.ingest.capture.job;

/**
 * An event that was rejected for its own errors, as its sender wrote it: the fragment to mend.
 *
 * @param index index of the event in its document, from 0
 * @param event JSON with the context of the prefixes it uses; an event of an XML document is its JSON equivalent
 */
public record RefusedEvent(int index, String event) {}
