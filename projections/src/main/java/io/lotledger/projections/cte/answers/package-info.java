/** Answers questions about a lot: accounts, blast radius, timeline and supply network. */
@NullMarked
package io.lotledger.projections.cte.answers;

import org.jspecify.annotations.NullMarked;
