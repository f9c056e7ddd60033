@NullMarked
package io.lotledger.projections.cte;

import org.jspecify.annotations.NullMarked;
