/** Reads the content of a workbook as of the log position of its job. */
@NullMarked
package io.lotledger.export.source;

import org.jspecify.annotations.NullMarked;
