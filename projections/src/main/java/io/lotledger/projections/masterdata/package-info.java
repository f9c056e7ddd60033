/** Locations, parties and products, each version kept with the log position it came at. */
@NullMarked
package io.lotledger.projections.masterdata;

import org.jspecify.annotations.NullMarked;
