@NullMarked
package io.lotledger.projections.replay;

import org.jspecify.annotations.NullMarked;
