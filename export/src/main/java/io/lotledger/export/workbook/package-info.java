/** FDA's electronic sortable spreadsheet (21 CFR 1.1455(c)(3)): renders a trace as a workbook. */
@NullMarked
package io.lotledger.export.workbook;

import org.jspecify.annotations.NullMarked;
