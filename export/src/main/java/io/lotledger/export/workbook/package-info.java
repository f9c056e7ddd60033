/** FDA's electronic sortable spreadsheet (21 CFR 1.1455(c)(3)): its tabs and headings, what goes into a cell, and the sheets of our own behind them. */
@NullMarked
package io.lotledger.export.workbook;

import org.jspecify.annotations.NullMarked;
