/** Locations, parties and products; each version is kept with its log position. */
@NullMarked
package io.lotledger.projections.masterdata;

import org.jspecify.annotations.NullMarked;
