package io.lotledger.projections.query.search;

/**
 * A place in the total order of a query's results.
 *
 * @param value what the order compares, empty if it is the log position alone
 */
public record Cursor(String value, long position) {}
