/** ASC X12 interchanges: reading into transaction sets with the places of their elements, and the 997 that answers them. */
@NullMarked
package io.lotledger.intake.x12;

import org.jspecify.annotations.NullMarked;
