/** The query index: every captured event by the fields that queries filter on, and its error declarations. */
@NullMarked
package io.lotledger.projections.index;

import org.jspecify.annotations.NullMarked;
