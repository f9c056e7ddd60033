/** Answers questions about a lot: accounts, blast radius, timeline, supply network and whom to call. */
@NullMarked
package io.lotledger.projections.cte.answers;

import org.jspecify.annotations.NullMarked;
