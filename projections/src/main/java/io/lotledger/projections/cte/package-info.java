/** Critical tracking events of 21 CFR 1 Subpart S: their classification with the reason, and their key data elements. */
@NullMarked
package io.lotledger.projections.cte;

import org.jspecify.annotations.NullMarked;
