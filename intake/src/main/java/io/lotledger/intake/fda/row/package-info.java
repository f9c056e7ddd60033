/** Rows of FDA's tabs: headings, cells and what is wrong with them. */
@NullMarked
package io.lotledger.intake.fda.row;

import org.jspecify.annotations.NullMarked;
