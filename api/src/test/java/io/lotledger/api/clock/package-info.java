/** Nodes whose machines disagree about the time. */
@NullMarked
package io.lotledger.api.clock;

import org.jspecify.annotations.NullMarked;
