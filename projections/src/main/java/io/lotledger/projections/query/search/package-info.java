/** The query index and the search in it. */
@NullMarked
package io.lotledger.projections.query.search;

import org.jspecify.annotations.NullMarked;
