package io.lotledger.projections.cte.model;

/**
 * Reference document types and numbers. FDA's workbook has two pairs of columns; further documents are joined in the
 * second.
 */
public record ReferenceDocuments(Kde type, Kde number, Kde type2, Kde number2) {}
