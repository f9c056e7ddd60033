/** Interprets a whole trace: the classification of every event and the rows that follow from it. */
@NullMarked
package io.lotledger.projections.cte.interpret;

import org.jspecify.annotations.NullMarked;
