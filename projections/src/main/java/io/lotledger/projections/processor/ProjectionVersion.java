package io.lotledger.projections.processor;

/**
 * A projection's version, which counts those of the projections it reads.
 *
 * @param tables of the code that filled its tables
 * @param code of this server's code
 */
public record ProjectionVersion(int tables, int code) {}
