package io.lotledger.ingest.eventlog;

import java.time.Instant;

/**
 * The document of a captured event with its log position.
 *
 * @param document see {@link EpcisEventCaptured#document()}
 */
public record LoggedDocument(long position, String document, Instant recordTime) {}
