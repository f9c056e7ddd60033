@NullMarked
package io.lotledger.projections.query;

import org.jspecify.annotations.NullMarked;
