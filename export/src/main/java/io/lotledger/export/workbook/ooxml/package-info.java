/** Writes reproducible .xlsx files: cells, styles, sheets and the archive. */
@NullMarked
package io.lotledger.export.workbook.ooxml;

import org.jspecify.annotations.NullMarked;
