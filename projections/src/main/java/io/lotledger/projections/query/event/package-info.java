/** An event as queries see it: its values by facet, in one normal form for every spelling. */
@NullMarked
package io.lotledger.projections.query.event;

import org.jspecify.annotations.NullMarked;
