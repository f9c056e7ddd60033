package io.lotledger.projections.query.search;

import io.lotledger.ingest.document.event.KeptEvent;
import org.jspecify.annotations.Nullable;

/**
 * @param kept {@code null} if the page's documents are too large to hold together; {@link EventSearch#documents} reads
 *     them again
 */
record FoundEvent(Cursor cursor, @Nullable KeptEvent kept) {}
