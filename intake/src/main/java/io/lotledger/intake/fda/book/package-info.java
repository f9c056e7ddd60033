/** What the rows of a file say together: its places, products, lots and harvests. */
@NullMarked
package io.lotledger.intake.fda.book;

import org.jspecify.annotations.NullMarked;
