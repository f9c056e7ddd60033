/** Limits on the requests of a key, counted by all nodes together. */
@NullMarked
package io.lotledger.api.limits;

import org.jspecify.annotations.NullMarked;
