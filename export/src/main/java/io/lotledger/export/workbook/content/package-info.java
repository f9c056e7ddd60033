/** Facts and texts that the sheets of a workbook share. */
@NullMarked
package io.lotledger.export.workbook.content;

import org.jspecify.annotations.NullMarked;
