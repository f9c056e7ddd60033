/** Writes many rows in one statement: column arrays and COPY. */
@NullMarked
package io.lotledger.projections.sql;

import org.jspecify.annotations.NullMarked;
