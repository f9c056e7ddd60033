/** Counts lots, findings and readiness of each organisation in the background, for pages that show them at once. */
@NullMarked
package io.lotledger.projections.tally;

import org.jspecify.annotations.NullMarked;
