/** Names, descriptions and periods of lots. */
@NullMarked
package io.lotledger.projections.lineage.lots;

import org.jspecify.annotations.NullMarked;
