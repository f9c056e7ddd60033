/** The events that answer a question about lots, and the packing history they imply. */
@NullMarked
package io.lotledger.projections.lineage.evidence;

import org.jspecify.annotations.NullMarked;
