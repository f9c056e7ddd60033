/** Logistic units as other rooms ask of them: their names, the moments of their events, and what they hold. */
@NullMarked
package io.lotledger.projections.lineage.units;

import org.jspecify.annotations.NullMarked;
