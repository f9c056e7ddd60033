@NullMarked
package io.lotledger.projections.lineage;

import org.jspecify.annotations.NullMarked;
