package io.lotledger.export.workbook.summary;

/** A line of the contents about a sheet that is not FDA's. */
public record SheetSummary(String name, String holds, long rows) {}
