/** Fills the tables of projections anew from the log while the old tables serve. */
@NullMarked
package io.lotledger.projections.rebuild;

import org.jspecify.annotations.NullMarked;
