package io.lotledger.export.workbook.summary;

/** A line of the table of contents for one of our own sheets. */
public record SheetSummary(String name, String holds, long rows) {}
