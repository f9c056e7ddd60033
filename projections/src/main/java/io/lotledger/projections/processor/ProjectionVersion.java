package io.lotledger.projections.processor;

/**
 * Versions of a projection; each includes the versions of the projections it reads.
 *
 * @param tables version of the code that filled its tables
 * @param code version of this server's code
 */
public record ProjectionVersion(int tables, int code) {}
