package io.lotledger.ingest.document.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an EPCISQueryDocument says of itself.
 *
 * @param subscriptionID {@code null} unless the document is sent to a subscriber
 */
public record QueryDocument(String queryName, @Nullable String subscriptionID, Instant creationDate) {
    public QueryDocument(String queryName, Instant creationDate) {
        this(queryName, null, creationDate);
    }
}
