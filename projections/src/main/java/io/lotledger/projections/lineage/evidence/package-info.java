/** The events that support a trace, and the packing history they imply. */
@NullMarked
package io.lotledger.projections.lineage.evidence;

import org.jspecify.annotations.NullMarked;
