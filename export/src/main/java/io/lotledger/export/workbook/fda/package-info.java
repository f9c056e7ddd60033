/** FDA's template: its tabs, their columns, and the gaps in them. */
@NullMarked
package io.lotledger.export.workbook.fda;

import org.jspecify.annotations.NullMarked;
