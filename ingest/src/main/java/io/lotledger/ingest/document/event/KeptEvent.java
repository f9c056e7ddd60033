package io.lotledger.ingest.document.event;

import java.time.Instant;

/**
 * An event as the log keeps it.
 *
 * @param document a bare EPCIS 2.0 JSON event with its own context
 * @param recordTime when it was captured
 */
public record KeptEvent(String document, Instant recordTime) {}
