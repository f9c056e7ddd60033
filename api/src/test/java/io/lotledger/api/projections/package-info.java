@NullMarked
package io.lotledger.api.projections;

import org.jspecify.annotations.NullMarked;
