/** Our own sheets beside FDA's tabs. */
@NullMarked
package io.lotledger.export.workbook.summary;

import org.jspecify.annotations.NullMarked;
