/** Tables of spreadsheets and CSV files, read row by row. */
@NullMarked
package io.lotledger.intake.sheet;

import org.jspecify.annotations.NullMarked;
