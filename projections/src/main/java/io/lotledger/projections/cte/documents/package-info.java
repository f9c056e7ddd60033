/** The documents that transaction events add to the movements of goods. */
@NullMarked
package io.lotledger.projections.cte.documents;

import org.jspecify.annotations.NullMarked;
