/** Follows the log: projections and their positions, parked events, and shared reads of the log. */
@NullMarked
package io.lotledger.projections.processor;

import org.jspecify.annotations.NullMarked;
