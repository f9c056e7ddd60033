/** Gathers what a workbook is made from, as the log stood at the position of its job. */
@NullMarked
package io.lotledger.export.source;

import org.jspecify.annotations.NullMarked;
