package io.lotledger.export.workbook.ooxml;

import java.util.Locale;

/** A value is longer than a cell can hold. The workbook is refused, because nothing is truncated. */
public final class CellTooLongException extends RuntimeException {
    CellTooLongException(String cell, String title, String about, int length) {
        super(String.format(
                Locale.ROOT,
                "%s '%s' of %s has %,d characters, a cell holds %,d",
                cell,
                title,
                about,
                length,
                CellText.MAX_LENGTH));
    }
}
