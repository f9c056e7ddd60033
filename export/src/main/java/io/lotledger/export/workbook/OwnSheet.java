package io.lotledger.export.workbook;

/** A line of the contents about a sheet that is not FDA's. */
record OwnSheet(String name, String holds, long rows) {}
