/** Drives a job to its workbook: the saga, its workers, and the lease of each attempt. */
@NullMarked
package io.lotledger.export.attempt;

import org.jspecify.annotations.NullMarked;
