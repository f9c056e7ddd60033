/** Signs a delivered workbook's manifest, and renders the workbook again to compare. */
@NullMarked
package io.lotledger.export.proof;

import org.jspecify.annotations.NullMarked;
