/** What the sheets of a workbook say. */
@NullMarked
package io.lotledger.export.workbook.content;

import org.jspecify.annotations.NullMarked;
