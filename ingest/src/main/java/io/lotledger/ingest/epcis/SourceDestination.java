package io.lotledger.ingest.epcis;

/**
 * A source or destination of a transfer. {@code type} is {@code owning_party}, {@code possessing_party}, {@code
 * location}, or a partner's URI as sent; {@code id} is as sent.
 */
public record SourceDestination(String type, String id) {}
