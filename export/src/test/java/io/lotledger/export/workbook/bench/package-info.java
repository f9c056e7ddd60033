/** Measurements, run by hand. */
@NullMarked
package io.lotledger.export.workbook.bench;

import org.jspecify.annotations.NullMarked;
