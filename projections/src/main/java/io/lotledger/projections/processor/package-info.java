/** Follows the log: projections, the position of each, events set aside for an operator, and the log they share. */
@NullMarked
package io.lotledger.projections.processor;

import org.jspecify.annotations.NullMarked;
