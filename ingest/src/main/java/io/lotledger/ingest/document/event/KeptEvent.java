package io.lotledger.ingest.document.event;

import java.time.Instant;

/**
 * An event as stored in the log.
 *
 * @param document a bare EPCIS 2.0 JSON event with its own context
 * @param recordTime when the repository captured it
 */
public record KeptEvent(String document, Instant recordTime) {}
