/** The conditions of SimpleEventQuery: each tests an event and names the index entries that narrow the search. */
@NullMarked
package io.lotledger.projections.query.condition;

import org.jspecify.annotations.NullMarked;
