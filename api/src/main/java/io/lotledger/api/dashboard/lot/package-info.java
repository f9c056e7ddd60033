/** The page of a lot: its head, and its tabs but the lineage. */
@NullMarked
package io.lotledger.api.dashboard.lot;

import org.jspecify.annotations.NullMarked;
