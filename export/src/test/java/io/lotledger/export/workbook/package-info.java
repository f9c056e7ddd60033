@NullMarked
package io.lotledger.export.workbook;

import org.jspecify.annotations.NullMarked;
