package io.lotledger.ingest.capture.job;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a document.
 *
 * @param keyId id of the API key
 * @param name name of the key when it sent the document; {@code null} in jobs from versions that did not store it
 * @param mayReplaceDescriptions whether its documents may replace descriptions and remove attributes, as a PUT and a PATCH do and an
 *     archive of them
 */
public record Sender(String keyId, @Nullable String name, boolean mayReplaceDescriptions) {}
