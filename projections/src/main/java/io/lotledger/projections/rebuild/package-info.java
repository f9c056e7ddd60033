/** Rebuilds the tables of projections from the log while the old tables serve. */
@NullMarked
package io.lotledger.projections.rebuild;

import org.jspecify.annotations.NullMarked;
