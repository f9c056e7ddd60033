/** FDA's electronic sortable spreadsheet as events: the inverse of {@code export.workbook.fda}. */
@NullMarked
package io.lotledger.intake.fda;

import org.jspecify.annotations.NullMarked;
