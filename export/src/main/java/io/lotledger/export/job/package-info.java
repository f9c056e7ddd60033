/** The export job: an aggregate that decides, a saga that drives it to a workbook, and what is read of it. */
@NullMarked
package io.lotledger.export.job;

import org.jspecify.annotations.NullMarked;
