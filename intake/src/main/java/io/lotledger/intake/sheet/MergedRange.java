package io.lotledger.intake.sheet;

/** Cells that a workbook shows as one, numbered from 0 by column and from 1 by row. */
public record MergedRange(int firstColumn, int firstRow, int lastColumn, int lastRow) {
    public boolean isOneColumn() {
        return firstColumn == lastColumn;
    }

    /** As a spreadsheet names it: {@code J2:J5}. */
    @Override
    public String toString() {
        return SheetRow.letters(firstColumn) + firstRow + ':' + SheetRow.letters(lastColumn) + lastRow;
    }
}
