/** The log positions at which the trace of a lot changed. */
@NullMarked
package io.lotledger.api.lots.changes;

import org.jspecify.annotations.NullMarked;
