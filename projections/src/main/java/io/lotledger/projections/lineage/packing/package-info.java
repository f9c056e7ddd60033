/** Follows the packings of units: what is in which pallet, case or truck, and when. Knows no table. */
@NullMarked
package io.lotledger.projections.lineage.packing;

import org.jspecify.annotations.NullMarked;
