/** Named queries: stored by a client, run and subscribed to by name. */
@NullMarked
package io.lotledger.projections.query.named;

import org.jspecify.annotations.NullMarked;
