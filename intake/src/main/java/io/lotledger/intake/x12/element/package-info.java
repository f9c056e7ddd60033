/** What the segments of a notice say: products, lots, amounts, units, places and times, with their faults. */
@NullMarked
package io.lotledger.intake.x12.element;

import org.jspecify.annotations.NullMarked;
