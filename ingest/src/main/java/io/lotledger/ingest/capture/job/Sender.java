package io.lotledger.ingest.capture.job;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a document.
 *
 * @param keyId id of the API key
 * @param name name of the key when it sent the document; {@code null} in jobs from versions that did not store it
 */
public record Sender(String keyId, @Nullable String name) {}
