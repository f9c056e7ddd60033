package io.lotledger.export.request;

/**
 * Who asks for an export.
 *
 * @param keyId id of the API key
 * @param acceptsGaps whether the export is wanted although its records are below the least readiness
 */
public record Asker(String keyId, boolean acceptsGaps) {}
