/** One time for all nodes: PostgreSQL's. */
@NullMarked
package io.lotledger.api.clock;

import org.jspecify.annotations.NullMarked;
