/** Finds what is wrong, missing or doubtful in the records of a lot. */
@NullMarked
package io.lotledger.projections.cte.findings;

import org.jspecify.annotations.NullMarked;
